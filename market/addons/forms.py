"""What an office types about help beside a licence."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from market.addons.models import Addon, AddonKind
from market.addons.operations import Help
from market.addons.wording import kinds
from market.choice_fields import SelectField
from market.licensing.forms import printable
from market.typed_amounts import PLAIN, plain_amount

LONGEST_TITLE = 200
LONGEST_TEXT = 4_000
MOST_DAYS = 10_000
FEN = Decimal(100)


class AddonBoxes(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """One kind of help: what it is, its price, whom to ask."""

    kind = SelectField(_("Kind"), validators=[InputRequired()])
    title_zh = StringField(
        _("Title in Chinese"),
        validators=[
            DataRequired(_("Fill in this box.")),
            Length(max=LONGEST_TITLE),
        ],
        filters=[printable],
    )
    title_en = StringField(
        _("Title in English"),
        validators=[Length(max=LONGEST_TITLE)],
        filters=[printable],
    )
    text_zh = TextAreaField(
        _("What it covers, in Chinese"),
        validators=[Length(max=LONGEST_TEXT)],
        filters=[printable],
    )
    text_en = TextAreaField(
        _("What it covers, in English"),
        validators=[Length(max=LONGEST_TEXT)],
        filters=[printable],
    )
    price = StringField(
        _("Price"),
        description=_("In yuan, such as 5万 or 50,000. Empty: firms ask for it."),
        filters=[printable],
    )
    person_days = IntegerField(
        _("Person-days"),
        validators=[
            Optional(),
            NumberRange(
                1, MOST_DAYS, _("Type a whole number of days from 1 to 10,000.")
            ),
        ],
    )
    contact = StringField(
        _("Contact"),
        validators=[Length(max=LONGEST_TITLE)],
        filters=[printable],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # as given
        super().__init__(*args, **kwargs)
        self.kind.choices = [
            SelectChoice(key.value, name) for key, name in kinds().items()
        ]

    def validate_price(self, field: StringField) -> None:
        """Refuse what is no amount of whole fen."""
        if field.data and price_fen(field.data) is None:
            raise ValidationError(
                gettext(
                    "This is no amount. Type yuan, such as 5万 or 50,000.50: at most "
                    "two decimals, at most 90 billion."
                )
            )

    def show(self, addon: Addon) -> None:
        """Fill the boxes with what an add-on says."""
        for name in ("title_zh", "title_en", "text_zh", "text_en", "contact"):
            self[name].data = getattr(addon, name)
        self.kind.data = addon.kind.value
        self.person_days.data = addon.person_days
        if addon.price_fen is not None:
            self.price.data = f"{Decimal(addon.price_fen) / FEN:f}"

    def stated(self) -> Help:
        """Return what a valid form states."""
        return Help(
            kind=AddonKind(self.kind.data),
            title_zh=self.title_zh.data or "",
            title_en=self.title_en.data or "",
            text_zh=self.text_zh.data or "",
            text_en=self.text_en.data or "",
            price_fen=price_fen(self.price.data or ""),
            person_days=self.person_days.data,
            contact=self.contact.data or "",
        )


LARGEST_FEN = 9_000_000_000_000


def price_fen(text: str) -> int | None:
    """Return a typed price [fen], None where nothing or no amount is typed.

    Examples
    --------
    >>> price_fen("5万"), price_fen("1,200.50"), price_fen("0.001"), price_fen("")
    (5000000, 120050, None, None)
    """
    typed = plain_amount(text)
    if PLAIN.fullmatch(typed) is None:
        return None
    fen = Decimal(typed) * FEN
    return int(fen) if fen == int(fen) and fen <= LARGEST_FEN else None
