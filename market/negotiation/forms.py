"""What a side types beside its terms: a message, or why it ends the talks."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from market.licensing.forms import printable
from market.negotiation.limits import LONGEST_MESSAGE, LONGEST_REASON


class MessageBox(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """What goes with a proposal."""

    message = TextAreaField(
        _("Message to the other side"),
        validators=[Length(max=LONGEST_MESSAGE)],
        filters=[printable],
    )


class EndBox(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """Why talks end."""

    reason = TextAreaField(
        _("Reason"),
        validators=[DataRequired(_("Say why.")), Length(max=LONGEST_REASON)],
        filters=[printable],
    )
