"""Royalties of licences by licence year and reporting period.

The forecast of a licence year is spread evenly by days, cumulatively half up, so
that the days add up to the year.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pricing.charge import (
    Charge,
    IntArray,
    YearToDate,
    due_in_year,
    per_day,
    within_total,
)
from pricing.plan import RoyaltyInStage
from pricing.timeline import Timeline

__all__ = ["RoyaltyPeriods", "royalty_periods"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoyaltyPeriods:
    """One royalty of n licences; arrays of years x periods x n.

    `year` and `steps` are cumulative within each licence year, `totals` too and
    after the lifetime cap; `amounts` are those of the single periods [fen].
    """

    year: YearToDate
    steps: Charge
    totals: IntArray
    amounts: IntArray
    on: IntArray


def royalty_periods(
    royalty: RoyaltyInStage,
    base: IntArray,
    *,
    factor_ppm: IntArray,
    due_days: int,
    when: Timeline,
) -> RoyaltyPeriods:
    """Charge every reporting period of a royalty.

    Parameters
    ----------
    royalty : RoyaltyInStage
        The royalty and its stage.
    base : array of Y x n
        Base of each licence year [fen or units].
    factor_ppm : array of n
        The licensees' factors [parts per million].
    due_days : int
        Days from a period's last day to the payment [days].
    when : Timeline
        Dates of the licences.
    """
    stage_end = np.minimum(when.stage_starts[royalty.stage + 1], when.ends)
    year = _years_to_date(royalty, base, factor_ppm, stage_end, when)
    steps = due_in_year(royalty.rule, year)
    due = steps.due
    if royalty.rule.bands.mode == "volume":
        due = _settled_at_close(due, when.period_ends >= stage_end)
    owed = due[:, -1:]
    totals = within_total(royalty.rule, due, np.cumsum(owed, axis=0) - owed)
    return RoyaltyPeriods(
        year=year,
        steps=steps,
        totals=totals,
        amounts=np.diff(totals, axis=1, prepend=0),
        on=np.minimum(when.period_ends, when.ends) + (due_days - 1),
    )


def _years_to_date(
    royalty: RoyaltyInStage,
    base: IntArray,
    factor_ppm: IntArray,
    stage_end: IntArray,
    when: Timeline,
) -> YearToDate:
    """Return each licence year up to the end of each of its periods."""
    first = when.year_starts[:, np.newaxis]
    year_days = when.year_days[:, np.newaxis]
    begin = np.maximum(when.stage_starts[royalty.stage] - first, 0)
    end = np.maximum(np.minimum(when.period_ends, stage_end) - first, 0)
    begin = np.minimum(begin, end)
    pays_from = begin
    if royalty.has_holiday:
        holiday_end = when.day(royalty.holiday_month) - first
        pays_from = np.minimum(np.maximum(begin, holiday_end), end)
    sold, holiday = _sold(royalty, base, (begin, pays_from, end), year_days)
    return YearToDate(
        base=sold,
        holiday=holiday,
        earlier=_earlier(sold - holiday) if royalty.fills_over_licence else 0,
        factor_ppm=factor_ppm,
        days=end - pays_from,
        year_days=year_days,
    )


def _sold(
    royalty: RoyaltyInStage,
    base: IntArray,
    days: tuple[IntArray, IntArray, IntArray],
    year_days: IntArray,
) -> tuple[IntArray, IntArray | int]:
    """Return what was sold since the begin, and what of it on holiday days."""
    begin, pays_from, end = days
    if not royalty.counts_sales:
        return np.zeros_like(end), 0
    yearly = base[:, np.newaxis]
    before = per_day(yearly, begin, year_days)
    sold = per_day(yearly, end, year_days) - before
    if not royalty.has_holiday:
        return sold, 0
    return sold, per_day(yearly, pays_from, year_days) - before


def _earlier(net: IntArray) -> IntArray:
    """Return the charged base of all earlier licence years."""
    yearly = np.maximum(net[:, -1:], 0)
    return np.asarray(np.cumsum(yearly, axis=0) - yearly)


def _settled_at_close(due: IntArray, closes: NDArray[np.bool_]) -> IntArray:
    """Keep what was charged until the royalty's licence year closes."""
    closes = closes.copy()
    closes[:, -1] = True
    return np.where(closes, due, np.maximum.accumulate(due, axis=1))
