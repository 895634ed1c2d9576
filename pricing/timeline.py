"""When the stages, licence years and reporting periods of licences begin and end.

Arrays stand as (what, licence): the licences last, so that NumPy runs along them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pricing.calendar import months_after
from pricing.charge import IntArray
from pricing.plan import Plan

__all__ = ["Almanac", "Timeline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The dates of n licences [day numbers].

    Attributes
    ----------
    year_starts : array of Y x n
        First day of each licence year.
    year_days : array of Y x n
        Days of each licence year [days].
    period_ends : array of Y x P x n
        Day after each reporting period.
    stage_starts : array of (stages + 1) x n
        First day of each stage; last, the day after the last stage.
    ends : array of n
        Day after the licence's last.
    is_stopped : array of n
        Whether the licensee ended it before the terms do.
    """

    year_starts: IntArray
    year_days: IntArray
    period_ends: IntArray
    stage_starts: IntArray
    ends: IntArray
    is_stopped: NDArray[np.bool_]
    _marks: dict[int, int]
    _days: IntArray

    def day(self, month: int) -> IntArray:
        """Return the day that lies some months after the start, of each licence."""
        days: IntArray = self._days[self._marks[month]]
        return days


class Almanac:
    """The dates of every possible start day, worked out once and looked up often."""

    def __init__(self, plan: Plan, starts: IntArray) -> None:
        self.plan = plan
        self.grid = plan.years * plan.periods + 1
        periods = [plan.period_months * number for number in range(self.grid)]
        others = sorted(_named_months(plan))
        self.marks = {month: self.grid + row for row, month in enumerate(others)}
        self.first = int(starts.min(initial=plan.end_day))
        last = int(starts.max(initial=self.first))
        self.days = months_after(np.arange(self.first, last + 1), [*periods, *others])

    def timeline(
        self, starts: IntArray, entered: IntArray, stops: IntArray | None
    ) -> Timeline:
        """Return the dates of licences that start, enter stages and stop so.

        `stops` holds the day after the last, of those that stop on a date.
        """
        days = self.days[:, starts - self.first]
        plan, grid = self.plan, days[: self.grid]
        stage_starts = self._stage_starts(days)
        natural = stage_starts[-1]
        ends = np.take_along_axis(stage_starts, entered[np.newaxis], 0)[0]
        ends = np.minimum(ends, natural)
        if stops is not None:
            ends = np.minimum(ends, stops)
        shape = (plan.years, plan.periods, len(starts))
        return Timeline(
            year_starts=grid[: -1 : plan.periods],
            year_days=np.diff(grid[:: plan.periods], axis=0),
            period_ends=grid[1:].reshape(shape),
            stage_starts=stage_starts,
            ends=ends,
            is_stopped=ends < natural,
            _marks=self.marks,
            _days=days,
        )

    def _stage_starts(self, days: IntArray) -> IntArray:
        months: Sequence[int | None] = self.plan.stage_months
        rows = [
            np.full(days.shape[1], self.plan.end_day)
            if month is None
            else days[self.marks[month]]
            for month in months
        ]
        rows[-1] = np.minimum(rows[-1], self.plan.end_day)
        return np.stack(rows)


def _named_months(plan: Plan) -> set[int]:
    """Return every number of months after the start that the plan names."""
    months = {month for month in plan.stage_months if month is not None}
    for rule in plan.fixed:
        if not rule.on_first_sale:
            months |= {*rule.months, *rule.since}
    return months | {royalty.holiday_month for royalty in plan.royalties}
