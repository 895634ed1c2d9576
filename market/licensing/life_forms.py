"""What an office types when an offer is declared, closed, or put into words."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from market.licensing.closing import Closing
from market.licensing.forms import printable
from market.licensing.models import Offer
from market.licensing.operations import Texts

LONGEST_TEXT = 4_000
LONGEST_REASON = 1_000
_DAY = _("Give the day, such as 2026-11-20.")


class Day(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """The day on which the declaration was lodged."""

    on = DateField(_("Lodged on"), validators=[InputRequired(_DAY)])

    @property
    def day(self) -> date:
        """The day of a valid form."""
        assert self.on.data is not None  # noqa: S101  # its validator has seen to it
        return self.on.data


class Reason(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """Why CNIPA does not announce an offer."""

    reason = TextAreaField(
        _("Reason"),
        validators=[DataRequired(_("Say why.")), Length(max=LONGEST_REASON)],
        filters=[printable],
    )


class Ending(Reason):
    """The day and the reason of an end or of a withdrawal."""

    on = DateField(_("Day"), validators=[InputRequired(_DAY)])

    def closing(self) -> Closing:
        """Return what a valid form states."""
        assert self.on.data is not None  # noqa: S101  # its validator has seen to it
        number = self.number.data if "number" in self else ""
        return Closing(
            closed_on=self.on.data, reason=self.reason.data or "", number=number or ""
        )


class AnnouncedWithdrawal(Ending):
    """A withdrawal in the statutory lane, which CNIPA announces."""

    on = DateField(_("Withdrawal announced on"), validators=[InputRequired(_DAY)])
    number = StringField(
        _("Number of the announcement"),
        validators=[Length(max=60)],
        filters=[printable],
    )


class Revocation(Ending):
    """An act of CNIPA that revokes an announced offer."""

    on = DateField(_("Day of the decision"), validators=[InputRequired(_DAY)])
    number = StringField(
        _("Number of the decision"),
        validators=[
            DataRequired(_("Type the number of CNIPA's decision.")),
            Length(max=60),
        ],
        filters=[printable],
    )


class TextBoxes(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """The texts of the listing and of the declaration."""

    listing_zh = TextAreaField(
        _("Listing, in Chinese"),
        validators=[Length(max=LONGEST_TEXT)],
        description=_(
            "Shown first on the public page. It may say what it is good for."
        ),
        filters=[printable],
    )
    listing_en = TextAreaField(
        _("Listing, in English"),
        validators=[Length(max=LONGEST_TEXT)],
        filters=[printable],
    )
    declaration = TextAreaField(
        _("Added to the declaration"),
        validators=[Length(max=LONGEST_TEXT)],
        description=_(
            "Stands under “other matters” of the declaration, in Chinese and without "
            "promotional wording."
        ),
        filters=[printable],
    )

    def show(self, offer: Offer) -> None:
        """Fill the boxes with what an offer says."""
        self.listing_zh.data = offer.listing_text_zh
        self.listing_en.data = offer.listing_text_en
        self.declaration.data = offer.declaration_text

    def texts(self) -> Texts:
        """Return what a valid form states."""
        return Texts(
            listing_zh=self.listing_zh.data or "",
            listing_en=self.listing_en.data or "",
            declaration=self.declaration.data or "",
        )
