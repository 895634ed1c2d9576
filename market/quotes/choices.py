"""What the boxes of a question offer: only what the price depends on is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from market.accounts.names import INDUSTRIES, PROVINCE_NAMES, QUALITY_CLASSES
from market.quotes.classes import asks_province, asks_quality
from market.quotes.firm import BOXES
from market.quotes.forecast import CAPITAL, FIRST_SALE, KEYS
from pricing.law.size_limits import metrics_of
from pricing.terms import Terms

AMOUNTS = (*KEYS.values(), FIRST_SALE, CAPITAL)
VAT = {"general": _("General"), "small_scale": _("Small-scale")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The lists of a form about cost.

    Attributes
    ----------
    base : str or None
        What a forecast counts; None where the price rests on none.
    industries : tuple of (str, str, tuple of str)
        Key, name, and the figures that the size standard asks for.
    qualities, provinces : mapping
        Empty where no price depends on them.
    vat : mapping
        VAT statuses.
    offers : tuple of int
        The offers that are compared; the form keeps them.
    """

    base: str | None
    industries: tuple[tuple[str, str, tuple[str, ...]], ...]
    qualities: Mapping[str, LazyString]
    provinces: Mapping[str, LazyString]
    vat: Mapping[str, LazyString]
    offers: tuple[int, ...]

    @property
    def boxes(self) -> tuple[str, ...]:
        """The keys of the boxes that the form has, beside the size."""
        left_out = {
            *(() if self.qualities else ("quality",)),
            *(() if self.provinces else ("province",)),
            *(() if self.base else (*KEYS.values(), FIRST_SALE)),
        }
        return tuple(name for name in BOXES + AMOUNTS if name not in left_out)


def choices_of(
    terms: tuple[Terms, ...],
    *,
    base: str | None,
    day: date,
    offers: tuple[int, ...] = (),
) -> Choices:
    """Return what a form about terms offers to choose.

    Parameters
    ----------
    terms : tuple of Terms
        What is asked about.
    base : str or None
        What a forecast counts.
    day : date
        Day on which a size is asked for.
    offers : tuple of int
        The offers that are compared.
    """
    return Choices(
        base=base,
        industries=tuple(
            (industry.value, str(name), metrics_of(industry.value, day))
            for industry, name in INDUSTRIES.items()
        ),
        qualities=QUALITY_CLASSES if any(map(asks_quality, terms)) else {},
        provinces=PROVINCE_NAMES if any(map(asks_province, terms)) else {},
        vat=VAT,
        offers=offers,
    )
