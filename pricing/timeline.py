"""When the stages, licence years and reporting periods of licences begin and end.

Arrays stand as (what, licence): the licences last, so that NumPy runs along them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from pricing.dates import months_after
from pricing.exact import IntArray
from pricing.plan import Plan

__all__ = ["Almanac", "Timeline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The dates of n licences [day numbers].

    Attributes
    ----------
    year_starts, year_days : array of Y x n
        First day of each licence year, and its days.
    period_ends : array of Y x P x n
        Day after each reporting period.
    stage_starts : array of (stages + 1) x n
        First day of each stage; last, the day after the last stage.
    dues, waits : array of fixed parts x n
        When each part of a fixed fee falls due, and since when it is awaited.
    holiday_ends : array of royalties x n
        First day after the holiday of each royalty.
    first_sales : array of n or None
        First day with sales, where the licensee states one.
    ends : array of n
        Day after the licence's last.
    is_stopped : array of n
        Whether the licensee ended it before the terms do.
    """

    year_starts: IntArray
    year_days: IntArray
    period_ends: IntArray
    stage_starts: IntArray
    dues: IntArray
    waits: IntArray
    holiday_ends: IntArray
    first_sales: IntArray | None
    ends: IntArray
    is_stopped: NDArray[np.bool_]

    def __len__(self) -> int:
        """Return the number of licences."""
        return len(self.ends)


class Almanac:
    """The dates of every possible start day, worked out once and looked up often."""

    def __init__(self, plan: Plan, starts: IntArray) -> None:
        self.plan = plan
        groups = _months(plan)
        ends = list(accumulate(len(group) for group in groups))
        begins = [0, *ends[:-1]]
        self.groups = [slice(*at) for at in zip(begins, ends, strict=True)]
        self.first = int(starts.min(initial=plan.end_day))
        last = int(starts.max(initial=self.first))
        months = [month or 0 for group in groups for month in group]
        self.days = months_after(np.arange(self.first, last + 1), months)
        natural_end = self.days[ends[1] - 1]
        if plan.stage_months[-1] is None:
            natural_end[:] = plan.end_day
        np.minimum(natural_end, plan.end_day, out=natural_end)

    def timeline(
        self,
        starts: IntArray,
        entered: IntArray,
        *,
        stops: IntArray | None,
        first_sales: IntArray | None,
    ) -> Timeline:
        """Return the dates of licences that start, enter stages, sell and stop so.

        `stops` holds the day after the last, of those that stop on a date.
        """
        # Unlike an index, take lays each date of all licences side by side.
        days = self.days.take(starts - self.first, axis=1)
        grid, stage_starts, dues, waits, holidays = (days[at] for at in self.groups)
        natural_end = stage_starts[-1]
        ends = stage_starts[entered, np.arange(len(starts))]
        ends = np.minimum(ends, natural_end)
        if stops is not None:
            ends = np.minimum(ends, stops)
        bounds = grid[:: self.plan.periods]
        periods = (self.plan.years, self.plan.periods, len(starts))
        return Timeline(
            year_starts=bounds[:-1],
            year_days=bounds[1:] - bounds[:-1],
            period_ends=grid[1:].reshape(periods),
            stage_starts=stage_starts,
            dues=dues,
            waits=waits,
            holiday_ends=holidays,
            first_sales=first_sales,
            ends=ends,
            is_stopped=ends < natural_end,
        )


def _months(plan: Plan) -> list[list[int | None]]:
    """Return the months of all dates of the plan: one list for each group."""
    periods = plan.years * plan.periods + 1
    return [
        [plan.period_months * number for number in range(periods)],
        list(plan.stage_months),
        [part.month for part in plan.fixed],
        [part.since for part in plan.fixed],
        [royalty.holiday_month for royalty in plan.royalties],
    ]
