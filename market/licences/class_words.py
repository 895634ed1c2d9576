"""The classes by which terms price, as clauses in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from market import formats
from market.accounts.names import QUALITY_CLASSES
from market.licences.class_prices import region_lines
from market.quotes.classes import asks_province, asks_quality
from pricing.terms import SIZES, Terms


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause as a reader sees it; the key is the same in every version."""

    key: str
    heading: str
    lines: tuple[str, ...]


def class_clauses(terms: Terms, locale: str) -> Iterator[Clause]:
    """Yield who pays which share of the stated prices.

    Parameters
    ----------
    terms : Terms
        The terms.
    locale : str
        The reader's language, ``"zh"`` or ``"en"``.
    """
    yield Clause("sizes", _("Size of the licensee"), tuple(_sizes(terms, locale)))
    if asks_quality(terms):
        lines = tuple(_qualities(terms, locale))
        yield Clause("qualities", _("Quality class of the licensee"), lines)
    if asks_province(terms):
        heading = _("Province of the licensee")
        yield Clause("regions", heading, tuple(region_lines(terms)))
    if how := tuple(_how_shares_apply(terms)):
        yield Clause("shares", _("How the shares apply"), how)


def _how_shares_apply(terms: Terms) -> Iterator[str]:
    asks_size = len(set(terms.size_tiers.factors_ppm)) > 1
    kinds = asks_size + asks_quality(terms) + asks_province(terms)
    if kinds > 1:
        yield _("The shares of the classes multiply.")
    if kinds:
        yield _(
            "They apply to fixed fees, royalties and minimums, not to the limits of "
            "bands nor to caps."
        )


def _sizes(terms: Terms, locale: str) -> Iterator[str]:
    factors = terms.size_tiers.factors_ppm
    if len(set(factors)) == 1:
        yield _("The same price for every size.")
        return
    for size, factor_ppm in zip(SIZES, factors, strict=True):
        yield _of_prices(formats.size_name(size, locale), factor_ppm, locale)


def _qualities(terms: Terms, locale: str) -> Iterator[str]:
    factors = terms.quality_tiers.factors_ppm
    for name, factor_ppm in zip(QUALITY_CLASSES.values(), factors, strict=True):
        yield _of_prices(str(name), factor_ppm, locale)


def _of_prices(name: str, factor_ppm: int, locale: str) -> str:
    words = _(
        "%(size)s: %(percent)s of the stated amounts and royalties",
        size=name,
        percent=formats.percent(factor_ppm, locale),
    )
    return str(words)
