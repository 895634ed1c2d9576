"""Royalties of licences by licence year and reporting period.

The forecast of a licence year is spread evenly by days, cumulatively half up, so
that the days add up to the year.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pricing.charge import YearDue, YearToDate, due_in_year, within_total
from pricing.exact import IntArray, per_day
from pricing.plan import Plan, RoyaltyInStage
from pricing.timeline import Timeline

__all__ = ["RoyaltyPeriods", "royalty_periods"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoyaltyPeriods:
    """One royalty of n licences; arrays of years x periods x n.

    `year` and `steps` are cumulative within each licence year, `totals` too and
    after the lifetime cap; `amounts` are those of the single periods [fen].
    """

    year: YearToDate
    steps: YearDue
    totals: IntArray
    amounts: IntArray


def royalty_periods(
    plan: Plan, index: int, factor_ppm: IntArray, base: IntArray, when: Timeline
) -> RoyaltyPeriods:
    """Charge every reporting period of one royalty of the plan.

    Parameters
    ----------
    plan, index : Plan, int
        The terms, and which of their royalties.
    factor_ppm : array of n
        The licensees' factors [parts per million].
    base : array of Y x n
        Base of each licence year [fen or units].
    when : Timeline
        Dates of the licences.

    Returns
    -------
    RoyaltyPeriods
        Charge and steps of every period [fen].
    """
    royalty = plan.royalties[index]
    stage_end = np.minimum(when.stage_starts[royalty.stage + 1], when.ends)
    days = _days(royalty, when.holiday_ends[index], stage_end, when)
    sold, holiday = _sold(royalty, base, days, when.year_days)
    year = YearToDate(
        base=sold,
        holiday=holiday,
        earlier=_earlier(sold, holiday) if royalty.fills_over_licence else None,
        factor_ppm=factor_ppm,
        days=np.maximum(days.end - days.pays_from, 0),
        year_days=when.year_days[:, np.newaxis],
    )
    steps = due_in_year(royalty.rule, year)
    due = steps.due
    if royalty.rule.bands.mode == "volume":
        due = _settled_at_close(due, when.period_ends >= stage_end)
    owed = due[:, -1:]
    totals = within_total(royalty.rule, due, np.cumsum(owed, axis=0) - owed)
    return RoyaltyPeriods(
        year=year, steps=steps, totals=totals, amounts=_single(totals)
    )


@dataclass(frozen=True, slots=True)
class _Days:
    """Days of each licence year: the first with sales, the first after the holiday,
    and the day after the stage's last in each period."""  # noqa: D205, D209

    sells_from: IntArray
    pays_from: IntArray
    end: IntArray


def _days(
    royalty: RoyaltyInStage, holiday_end: IntArray, stage_end: IntArray, when: Timeline
) -> _Days:
    first = when.year_starts[:, np.newaxis]
    year_days = when.year_days[:, np.newaxis]
    begin = _within(when.stage_starts[royalty.stage] - first, year_days)
    pays_from = sells_from = begin
    if royalty.has_holiday:
        pays_from = _within(holiday_end - first, year_days)
    if when.first_sales is not None:
        sells_from = np.maximum(begin, _within(when.first_sales - first, year_days))
    end = np.minimum(when.period_ends, stage_end) - first
    return _Days(sells_from, pays_from, end)


def _within(days: IntArray, year_days: IntArray) -> IntArray:
    inside: IntArray = np.minimum(np.maximum(days, 0), year_days)
    return inside


def _sold(
    royalty: RoyaltyInStage, base: IntArray, days: _Days, year_days: IntArray
) -> tuple[IntArray, IntArray | None]:
    """Return what was sold since the begin, and what of it on holiday days."""
    if not royalty.counts_sales:
        return np.zeros_like(days.end), None
    yearly, of_days = base[:, np.newaxis], year_days[:, np.newaxis]
    before = per_day(yearly, days.sells_from, of_days)
    sold = per_day(yearly, np.maximum(days.end, days.sells_from), of_days)
    sold -= before
    if not royalty.has_holiday:
        return sold, None
    free_until = np.maximum(days.pays_from, days.sells_from)
    free = per_day(yearly, free_until, of_days) - before
    return sold, np.where(days.end > free_until, free, sold)


def _earlier(sold: IntArray, holiday: IntArray | None) -> IntArray:
    """Return the charged base of all earlier licence years."""
    net = sold[:, -1:] if holiday is None else (sold - holiday)[:, -1:]
    yearly = np.maximum(net, 0)
    earlier: IntArray = np.cumsum(yearly, axis=0) - yearly
    return earlier


def _settled_at_close(due: IntArray, closes: NDArray[np.bool_]) -> IntArray:
    """Keep what was charged until the royalty's licence year closes."""
    closes[:, -1] = True
    return np.where(closes, due, np.maximum.accumulate(due, axis=1))


def _single(totals: IntArray) -> IntArray:
    """Return each period's own amount of totals to date."""
    amounts = totals.copy()
    amounts[:, 1:] -= totals[:, :-1]
    return amounts
