"""The sums and rates that an open licence generally stays below.

Guidelines for Patent Examination 2023, Part V ch. 11, s. 3.3. The Guidelines say
"generally", so that going above is a warning and no error. They measure what the
dearest class of licensee pays.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from pricing.dates import months_between, plus_months
from pricing.errors import FigureNotFound
from pricing.exact import half_up
from pricing.law.figures import figure
from pricing.law.finding import Finding, finding, no_figure
from pricing.law.tier_rules import dearest_factor_ppm
from pricing.money import FEN_PER_YUAN, PPM
from pricing.terms import (
    Fee,
    FixedFee,
    Royalty,
    SalesRoyalty,
    Stage,
    Terms,
    UnitRoyalty,
)
from pricing.wording.phrases import percent, yuan

__all__ = ["cap_findings", "fixed_fees_fen", "minimums_fen", "stage_starts"]

CAPPED_BASES = (
    ("net_sales", "net_sales_royalty_cap"),
    ("profit", "profit_royalty_cap"),
)


def stage_starts(terms: Terms) -> tuple[date, ...]:
    """Return the first day of each stage of a licence that starts with the terms.

    Months are added to the start itself, never chained.

    Parameters
    ----------
    terms : Terms
        The terms.

    Returns
    -------
    tuple of date
        One day for each stage.
    """
    months = accumulate((stage.months or 0 for stage in terms.stages[:-1]), initial=0)
    return tuple(plus_months(terms.starts_on, count) for count in months)


def fixed_fees_fen(terms: Terms) -> int:
    """Return the sum of all fixed fees of the dearest class of licensee.

    Every stage is entered and no credit is taken off; a yearly fee counts once
    for each year begun of its stage.

    Parameters
    ----------
    terms : Terms
        Terms whose fees are added.

    Returns
    -------
    int
        The sum [fen].
    """
    factor_ppm = dearest_factor_ppm(terms)
    total = 0
    for stage, starts_on in zip(terms.stages, stage_starts(terms), strict=True):
        years = _years_begun(terms, starts_on, stage.months)
        for fee in stage.fees:
            if isinstance(fee, FixedFee):
                times = years if fee.due == "yearly" else 1
                total += half_up(fee.amount_fen * factor_ppm, PPM) * times
    return total


def minimums_fen(terms: Terms) -> int:
    """Return the most that yearly minimums alone can come to, for the dearest class.

    A minimum counts once for each year begun of its stage outside its holiday.

    Parameters
    ----------
    terms : Terms
        The terms.

    Returns
    -------
    int
        The sum [fen].
    """
    factor_ppm = dearest_factor_ppm(terms)
    total = 0
    for stage, starts_on in zip(terms.stages, stage_starts(terms), strict=True):
        for fee in stage.fees:
            if isinstance(fee, Royalty) and fee.minimum_per_year_fen:
                years = _years_of_minimum(terms, starts_on, stage, fee)
                total += half_up(fee.minimum_per_year_fen * factor_ppm, PPM) * years
    return total


def _years_of_minimum(terms: Terms, starts_on: date, stage: Stage, fee: Royalty) -> int:
    after_holiday = plus_months(starts_on, fee.holiday_months)
    months = None if stage.months is None else stage.months - fee.holiday_months
    if after_holiday > terms.ends_on or (months is not None and months <= 0):
        return 0
    return _years_begun(terms, after_holiday, months)


def _years_begun(terms: Terms, starts_on: date, months: int | None) -> int:
    """Return how many years of a stage begin within the term."""
    within = months_between(starts_on, terms.ends_on + timedelta(days=1))
    running = within if months is None else min(months, within)
    return max(1, -(-running // 12))


def cap_findings(terms: Terms, day: date) -> Iterator[Finding]:
    """Yield a warning for each cap that terms in the open lane go above.

    Parameters
    ----------
    terms : Terms
        Terms in the open lane.
    day : date
        Day whose law holds.

    Yields
    ------
    Finding
        Warnings, in the order of the terms.
    """
    try:
        cap_fen = int(figure("fixed_fee_cap").on(day)) * FEN_PER_YUAN
        caps = [(base, figure(name).on(day)) for base, name in CAPPED_BASES]
    except FigureNotFound as error:
        # All caps stand in one section of the Guidelines and began together.
        yield no_figure("not_checked.figure", "stages", error)
        return
    yield from _sums_above(terms, cap_fen)
    for base, cap in caps:
        yield from _rates_above(terms, base, cap)
    for position, stage in enumerate(terms.stages):
        if any(isinstance(fee, UnitRoyalty) for fee in stage.fees):
            yield finding("cap.units", f"stages[{position}].fees")


def _sums_above(terms: Terms, cap_fen: int) -> Iterator[Finding]:
    """Yield a warning where fixed fees, or they and the minimums, pass the cap."""
    fixed_fen, minimum_fen = fixed_fees_fen(terms), minimums_fen(terms)
    cap = yuan(cap_fen)
    if fixed_fen > cap_fen:
        yield finding("cap.fixed_fee", "stages", total=yuan(fixed_fen), cap=cap)
    elif fixed_fen + minimum_fen > cap_fen:
        total = yuan(fixed_fen + minimum_fen)
        yield finding("cap.minimum", "stages", total=total, cap=cap)


def _rates_above(terms: Terms, base: str, cap: Decimal) -> Iterator[Finding]:
    """Yield what is said of each stage's royalties on a base with a cap."""
    factor_ppm = dearest_factor_ppm(terms)
    # Rate times factor, not rounded, so that no excess is rounded away.
    limit = int(cap * PPM) * PPM
    for position, stage in enumerate(terms.stages):
        where = f"stages[{position}].fees"
        rate = sum(_highest_rate(fee, base) for fee in stage.fees) * factor_ppm
        if rate > limit:
            shown = percent(-(-rate // PPM))
            yield finding(f"cap.{base}", where, rate=shown, cap=percent(limit // PPM))
        least_fen = sum(_minimum_fen(fee, base) for fee in stage.fees) * factor_ppm
        if least_fen:
            below = -(-least_fen // (limit // PPM))
            yield finding(
                f"cap.minimum_{base}",
                where,
                below=yuan(below),
                cap=percent(limit // PPM),
            )


def _highest_rate(fee: Fee, base: str) -> int:
    """Return the highest rate of a royalty on a base, 0 of any other fee."""
    if not isinstance(fee, SalesRoyalty) or fee.base != base:
        return 0
    return max((*fee.rates_by_year_ppm, *(band.rate_ppm for band in fee.bands)))


def _minimum_fen(fee: Fee, base: str) -> int:
    """Return the yearly minimum of a royalty on a base, 0 of any other fee."""
    if not isinstance(fee, SalesRoyalty) or fee.base != base:
        return 0
    return fee.minimum_per_year_fen or 0
