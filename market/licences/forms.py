"""What a licensee declares with its notice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from market.accounts.derived_size import DerivedSize, derived_size
from market.accounts.fields import LineField, YuanField, at_most, choices, needed
from market.accounts.models import Organisation, SizeClass
from market.accounts.names import (
    INDUSTRIES,
    PROVINCE_NAMES,
    QUALITY_CLASSES,
    SIZES,
)
from market.choice_fields import RadioField, SelectField
from market.licences.class_prices import quality_lines, size_lines
from market.licences.key_terms import KEY_TERMS
from market.quotes.classes import asks_province, asks_quality
from pricing.licensee import Licensee
from pricing.money import format_yuan
from pricing.terms import SIZES as SIZE_WORDS
from pricing.terms import Terms
from pricing.tiers import PROVINCES, QUALITIES

INDUSTRY_WORDS = tuple(industry.value for industry in INDUSTRIES)
MOST_STAFF = 10_000_000
FIRST_YEAR, LAST_YEAR = 1990, 2199
KEY = "key_"
ELSEWHERE = _("elsewhere or abroad")


class NoticeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """The declarations of a notice; a tick for each key term is added below."""

    version = HiddenField()
    nonce = HiddenField()
    size_class = RadioField(
        _("Our size class at this day"),
        validators=[InputRequired(_("Choose the size class."))],
        choices=choices(SIZES, blank=False),
    )
    quality_class = RadioField(
        _("Our quality class at this day"),
        validators=[InputRequired(_("Choose the quality class."))],
        choices=choices(QUALITY_CLASSES, blank=False),
        default="none",
    )
    province = SelectField(
        _("Province in which we are registered"),
        [Optional()],
        choices=choices({"": ELSEWHERE} | PROVINCE_NAMES, blank=False),
        default="",
    )
    industry = SelectField(
        _("Industry"), [Optional()], choices=choices(INDUSTRIES), default=""
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
    assets = YuanField(
        _("Total assets at the end of that year"),
        [Optional()],
        description=_("Only in construction, real estate, and leasing and services."),
        render_kw={"inputmode": "decimal"},
    )
    size_year = IntegerField(
        _("Year of these figures"),
        [Optional(), NumberRange(FIRST_YEAR, LAST_YEAR, _("A year of four digits."))],
        render_kw={"inputmode": "numeric"},
    )
    size_signed = BooleanField(
        _(
            "We declare that this statement of size and classes is true. If it is "
            "false, the difference in price falls due."
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
        self.industry.data = organisation.industry or ""
        self.staff.data = organisation.staff
        self.revenue.data = _yuan(organisation.revenue_fen)
        self.assets.data = _yuan(organisation.assets_fen)
        self.size_year.data = organisation.size_year
        self.size_class.data = organisation.size_class
        self.quality_class.data = organisation.quality_class or "none"
        self.province.data = organisation.province or ""

    def take_asked(self, arguments: Mapping[str, str]) -> None:
        """Take over the classes for which the reader has seen the price."""
        for name, key, words in (
            ("size_class", "size", SIZE_WORDS),
            ("quality_class", "quality", QUALITIES),
            ("province", "province", tuple(PROVINCES)),
        ):
            if arguments.get(key, "") in words:
                self[name].data = arguments[key]

    def price_by(self, terms: Terms, day: date) -> None:
        """Ask for the classes by which terms price, each with what it pays.

        Parameters
        ----------
        terms : Terms
            The terms that the notice is given under.
        day : date
            Day of the notice.
        """
        for name, is_asked in (
            ("quality_class", asks_quality(terms)),
            ("province", asks_province(terms)),
        ):
            if not is_asked and name in self:
                del self[name]
        chosen = self.chosen()
        lines = size_lines(terms, chosen, day)
        self.size_class.choices = choices(lines, blank=False)
        if "quality_class" in self:
            lines = quality_lines(terms, chosen, day)
            self.quality_class.choices = choices(lines, blank=False)

    def chosen(self) -> Licensee:
        """Return the classes as they are chosen; usual ones where none is yet."""
        return Licensee(
            _known("size_class", self, SIZE_WORDS) or "small",
            _known("quality_class", self, QUALITIES) or "none",
            _known("province", self, PROVINCES) or None,
        )

    def derived(self, day: date) -> DerivedSize | None:
        """Return the size that the figures give on a day."""
        return derived_size(
            _known("industry", self, INDUSTRY_WORDS),
            day=day,
            staff=self.staff.data,
            revenue_fen=self.revenue.amount_fen(),
            assets_fen=self.assets.amount_fen(),
        )

    def clear_ticks(self) -> None:
        """Take back what was confirmed of terms that have changed since."""
        for field in (self.size_signed, self.is_authorised, *self.key_fields()):
            field.data = False

    def statement(self, day: date) -> dict[str, Any]:
        """Return the size statement to freeze [persons, fen]."""
        return {
            "size_class": SizeClass(self.size_class.data).value,
            "industry": self.industry.data or None,
            "staff": self.staff.data,
            "revenue_fen": self.revenue.fen,
            "assets_fen": self.assets.fen,
            "size_year": self.size_year.data,
            "signed_by": self.authority(),
            **_frozen(self.derived(day)),
        }


def _yuan(amount_fen: int | None) -> str:
    return "" if amount_fen is None else format_yuan(amount_fen).removesuffix(".00")


def _frozen(derived: DerivedSize | None) -> dict[str, str]:
    """Return what the figures gave, so that a difference can be judged later."""
    if derived is None or derived.found is None:
        return {}
    found = derived.found
    return {
        "derived_size": found.size,
        "derived_reason_zh": found.reason_zh,
        "derived_reason_en": found.reason_en,
    }


def _known(name: str, form: NoticeForm, words: Collection[str]) -> str | None:
    """Return what a list has chosen, where the form has it and it is one of ours."""
    value = form[name].data if name in form else None
    return value if value in words else None


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
