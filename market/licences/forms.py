"""What a licensee declares with its notice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange, Optional

from market.accounts.fields import LineField, YuanField, at_most, choices, needed
from market.accounts.models import Organisation, SizeClass
from market.accounts.names import SIZES
from market.formats import current_locale, money_exact
from market.licences.key_terms import KEY_TERMS

MOST_STAFF = 10_000_000
FIRST_YEAR, LAST_YEAR = 1990, 2199
KEY = "key_"


class NoticeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """The declarations of a notice; a tick for each key term is added below."""

    version = HiddenField()
    nonce = HiddenField()
    size_class = RadioField(
        _("Our size class at this day"),
        validators=[InputRequired(_("Choose the size class."))],
        choices=choices(SIZES, blank=False),
    )
    staff = IntegerField(
        _("Employed persons"),
        [Optional(), NumberRange(0, MOST_STAFF, _("A whole number of persons."))],
        render_kw={"inputmode": "numeric"},
    )
    revenue = YuanField(
        _("Operating revenue of that year"),
        [Optional()],
        render_kw={"inputmode": "decimal"},
    )
    size_year = IntegerField(
        _("Year of these figures"),
        [Optional(), NumberRange(FIRST_YEAR, LAST_YEAR, _("A year of four digits."))],
        render_kw={"inputmode": "numeric"},
    )
    size_signed = BooleanField(
        _(
            "We declare that this size statement is true. If it is false, the "
            "difference in price falls due."
        ),
        validators=[InputRequired(_("Without this declaration no notice is given."))],
    )
    signer = LineField(
        _("Name of the person who signs"),
        [needed(), at_most(80)],
        description=_("As on the identity document."),
        render_kw={"autocomplete": "name"},
    )
    office = LineField(
        _("That person's office"),
        [needed(), at_most(80)],
        description=_("Such as legal representative, or authorised in writing."),
    )
    is_authorised = BooleanField(
        _("This person may bind our organisation."),
        validators=[
            InputRequired(_("Only a person who may bind you can give the notice."))
        ],
    )

    def key_fields(self) -> Iterator[Field]:
        """Yield the tick boxes of the key terms, in order."""
        for code in KEY_TERMS:
            yield self[KEY + code]

    def authority(self) -> str:
        """Return name and office of who signs."""
        return f"{self.signer.data}，{self.office.data}"

    def take_from(self, organisation: Organisation, signer: str) -> None:
        """Fill in what is known of the licensee."""
        self.signer.data = signer
        self.staff.data = organisation.staff
        self.size_year.data = organisation.size_year
        if organisation.revenue_fen is not None:
            yuan, fen = divmod(organisation.revenue_fen, 100)
            self.revenue.data = f"{yuan}.{fen:02d}" if fen else str(yuan)

    def price_sizes(self, due_fen: dict[str, int]) -> None:
        """Say beside each size what it pays at entry, so that no price is silent.

        Parameters
        ----------
        due_fen : dict
            What falls due with the notice, by size class [fen].
        """
        lines = {
            size: _price_line(SizeClass(size), amount)
            for size, amount in due_fen.items()
        }
        self.size_class.choices = choices(lines, blank=False)

    def clear_ticks(self) -> None:
        """Take back what was confirmed of terms that have changed since."""
        for field in (self.size_signed, self.is_authorised, *self.key_fields()):
            field.data = False

    def statement(self, organisation: Organisation) -> dict[str, Any]:
        """Return the size statement to freeze [persons, fen]."""
        return {
            "size_class": SizeClass(self.size_class.data).value,
            "industry": organisation.industry,
            "staff": self.staff.data,
            "revenue_fen": self.revenue.fen,
            "size_year": self.size_year.data,
            "signed_by": self.authority(),
        }


def _price_line(size: SizeClass, due_fen: int) -> str:
    if due_fen == 0:
        free = gettext("%(size)s: nothing due with the notice", size=SIZES[size])
        return str(free)
    amount = money_exact(due_fen, current_locale())
    priced = gettext(
        "%(size)s: %(amount)s due with the notice", size=SIZES[size], amount=amount
    )
    return str(priced)


for _code, (_name, _meaning) in KEY_TERMS.items():
    setattr(
        NoticeForm,
        KEY + _code,
        BooleanField(
            _name,
            validators=[InputRequired(_("Tick this term to give notice."))],
            description=_meaning,
        ),
    )
