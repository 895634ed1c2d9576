"""The sums and rates that an open licence generally stays below.

Guidelines for Patent Examination 2023, Part V ch. 11, s. 3.3. The Guidelines say
"generally", so that going above is a warning and no error.
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
from pricing.law.finding import Finding, finding
from pricing.money import FEN_PER_YUAN, PPM, format_millionths, format_yuan
from pricing.terms import Fee, FixedFee, SalesRoyalty, Terms, UnitRoyalty

__all__ = ["cap_findings", "fixed_fees_fen", "stage_starts"]

CAPPED_BASES = (
    ("net_sales", "net_sales_royalty_cap"),
    ("profit", "profit_royalty_cap"),
)


def stage_starts(terms: Terms) -> tuple[date, ...]:
    """Return the first day of each stage of a licence that starts with the terms.

    Months are added to the start itself, never chained.
    """
    months = accumulate((stage.months or 0 for stage in terms.stages[:-1]), initial=0)
    return tuple(plus_months(terms.starts_on, count) for count in months)


def fixed_fees_fen(terms: Terms) -> int:
    """Return the sum of all fixed fees of the dearest tier.

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
    factor_ppm = max(terms.size_tiers.factors_ppm)
    total = 0
    for stage, starts_on in zip(terms.stages, stage_starts(terms), strict=True):
        years = _years_begun(terms, starts_on, stage.months)
        for fee in stage.fees:
            if isinstance(fee, FixedFee):
                times = years if fee.due == "yearly" else 1
                total += half_up(fee.amount_fen * factor_ppm, PPM) * times
    return total


def _years_begun(terms: Terms, starts_on: date, months: int | None) -> int:
    """Return how many years of a stage begin within the term."""
    within = months_between(starts_on, terms.ends_on + timedelta(days=1))
    running = within if months is None else min(months, within)
    return max(1, -(-running // 12))


def cap_findings(terms: Terms, day: date) -> Iterator[Finding]:
    """Yield a warning for each cap that terms in the open lane go above."""
    cap_yuan = _cap("fixed_fee_cap", day)
    if isinstance(cap_yuan, Finding):
        # All caps stand in one section of the Guidelines and began together.
        yield cap_yuan
        return
    total_fen = fixed_fees_fen(terms)
    if total_fen > cap_yuan * FEN_PER_YUAN:
        cap = format_yuan(int(cap_yuan) * FEN_PER_YUAN)
        yield finding("cap.fixed_fee", "stages", total=format_yuan(total_fen), cap=cap)
    for base, name in CAPPED_BASES:
        yield from _rates_above(terms, base, _cap(name, day))
    for position, stage in enumerate(terms.stages):
        if any(isinstance(fee, UnitRoyalty) for fee in stage.fees):
            yield finding("cap.units", f"stages[{position}].fees")


def _cap(name: str, day: date) -> Decimal | Finding:
    try:
        return figure(name).on(day)
    except FigureNotFound:
        return finding("not_checked.figure", "stages", day=day, name=name)


def _rates_above(terms: Terms, base: str, cap: Decimal | Finding) -> Iterator[Finding]:
    """Yield a warning for each stage whose royalties may together pass a cap."""
    if isinstance(cap, Finding):
        yield cap
        return
    cap_ppm = int(cap * PPM)
    factor_ppm = max(terms.size_tiers.factors_ppm)
    for position, stage in enumerate(terms.stages):
        highest = sum(_highest_rate(fee, base) for fee in stage.fees)
        rate_ppm = highest * factor_ppm // PPM
        if rate_ppm > cap_ppm:
            rate, most = _percent(rate_ppm), _percent(cap_ppm)
            where = f"stages[{position}].fees"
            yield finding(f"cap.{base}", where, rate=rate, cap=most)


def _highest_rate(fee: Fee, base: str) -> int:
    """Return the highest rate of a royalty on a base, 0 of any other fee."""
    if not isinstance(fee, SalesRoyalty) or fee.base != base:
        return 0
    return max((*fee.rates_by_year_ppm, *(band.rate_ppm for band in fee.bands)))


def _percent(rate_ppm: int) -> str:
    return f"{format_millionths(rate_ppm * 100)} %"
