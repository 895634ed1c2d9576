"""What is said of tiers: factors by size, quality class and province.

A tier is part of a published standard that is open to anyone in the class. No
text that was read allows or forbids one in an open licence, which is said there;
what a buyer would wonder at is said in either lane.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from operator import itemgetter

from pricing.errors import FigureNotFound
from pricing.exact import half_up
from pricing.law.figures import figure
from pricing.law.finding import Finding, finding, no_figure
from pricing.money import PPM, format_millionths
from pricing.terms import Terms
from pricing.tiers import QUALITIES, SIZE_LABELS, SIZES

__all__ = ["dearest_factor_ppm", "open_tier_findings", "tier_remarks"]


def dearest_factor_ppm(terms: Terms) -> int:
    """Return the highest factor that any licensee may meet [parts per million].

    The product of the highest factors by size, by quality class and by region,
    half up once; 1 stands for a province in no tier.

    Parameters
    ----------
    terms : Terms
        The terms.

    Returns
    -------
    int
        The factor [parts per million].
    """
    regions = [PPM, *(tier.factor_ppm for tier in terms.regional_tiers)]
    product = (
        max(terms.size_tiers.factors_ppm)
        * max(terms.quality_tiers.factors_ppm)
        * max(regions)
    )
    return half_up(product, PPM * PPM)


def open_tier_findings(terms: Terms) -> Iterator[Finding]:
    """Yield what no text settles of tiers in an open licence.

    Parameters
    ----------
    terms : Terms
        Terms in the open lane.

    Yields
    ------
    Finding
        Warnings.

    Notes
    -----
    Patent Law, art. 50(1); Guidelines 2023, Part V ch. 11, s. 2 (conditions are
    free within the rules) and s. 7 (a filing asks for proof of payment).
    """
    if len(set(terms.size_tiers.factors_ppm)) > 1:
        yield finding("tier.by_size", "size_tiers")
    if len(set(terms.quality_tiers.factors_ppm)) > 1:
        yield finding("tier.by_quality", "quality_tiers")
    if any(tier.factor_ppm != PPM for tier in terms.regional_tiers):
        yield finding("tier.by_region", "regional_tiers")
    for factors in _factors(terms):
        for where, factor_ppm in factors:
            if factor_ppm == 0:
                yield finding("tier.zero", where)


def tier_remarks(terms: Terms, day: date) -> Iterator[Finding]:
    """Yield what a buyer would wonder at in tiers, in either lane.

    Parameters
    ----------
    terms : Terms
        The terms.
    day : date
        Day whose law holds.

    Yields
    ------
    Finding
        Warnings and notices.
    """
    for factors in _factors(terms):
        where, highest_ppm = max(factors, key=itemgetter(1), default=("", 0))
        if highest_ppm > PPM:
            factor = format_millionths(highest_ppm)
            yield finding("tier.above_one", where, factor=factor)
    yield from _smaller_dearer(terms)
    if len(set(terms.quality_tiers.factors_ppm)) > 1:
        yield from _quality_classes(day)


def _factors(terms: Terms) -> Iterator[list[tuple[str, int]]]:
    """Yield the factors by size, by quality and by region, each with its place."""
    sizes = zip(SIZES, terms.size_tiers.factors_ppm, strict=True)
    yield [(f"size_tiers.{size}", factor_ppm) for size, factor_ppm in sizes]
    classes = zip(QUALITIES, terms.quality_tiers.factors_ppm, strict=True)
    yield [(f"quality_tiers.{quality}", factor_ppm) for quality, factor_ppm in classes]
    yield [
        (f"regional_tiers[{position}].factor", tier.factor_ppm)
        for position, tier in enumerate(terms.regional_tiers)
    ]


def _smaller_dearer(terms: Terms) -> Iterator[Finding]:
    """Yield one warning where some firm pays more than a larger one."""
    sizes = zip(SIZES, terms.size_tiers.factors_ppm, strict=True)
    for (smaller, dearer_ppm), (larger, cheaper_ppm) in combinations(sizes, 2):
        if dearer_ppm > cheaper_ppm:
            smaller_zh, smaller_en = SIZE_LABELS[smaller]
            larger_zh, larger_en = SIZE_LABELS[larger]
            yield finding(
                "tier.smaller_dearer",
                f"size_tiers.{smaller}",
                smaller_zh=smaller_zh,
                smaller_en=smaller_en.lower(),
                larger_zh=larger_zh,
                larger_en=larger_en.lower(),
            )
            return


def _quality_classes(day: date) -> Iterator[Finding]:
    """Yield a notice where the tests of the quality classes were not read."""
    classes = figure("quality_tiers")
    try:
        numbers = classes.entry_on(day, "srdi")["numbers"]
    except FigureNotFound as error:
        yield no_figure("not_checked.quality", "quality_tiers", error)
        return
    if numbers != "read":
        confidence = classes.confidence_on(day)
        yield finding("tier.quality_unread", "quality_tiers", confidence=confidence)
