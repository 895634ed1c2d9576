"""The form that keeps a search."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField

from market.accounts.fields import LineField, at_most, choices, needed
from market.alerts.models import Frequency

LONGEST_NAME = 100
FREQUENCIES = {
    Frequency.INSTANT: _("As soon as something new is found"),
    Frequency.DAILY: _("Every day at 8:00, Beijing time"),
    Frequency.WEEKLY: _("Every Monday at 8:00, Beijing time"),
    Frequency.NEVER: _("Never; I look myself"),
}


class SaveForm(FlaskForm):  # type: ignore[misc]
    """A name, and how often to write."""

    nonce = HiddenField()
    name = LineField(_("Name of the search"), [needed(), at_most(LONGEST_NAME)])
    frequency = RadioField(
        _("Mail me what is new"),
        [needed()],
        choices=choices(FREQUENCIES, blank=False),
        default=Frequency.DAILY.value,
    )
