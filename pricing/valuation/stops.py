"""When a licence ends that its licensee gives up at a gate of its development."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pricing.dates import as_day, months_after
from pricing.exact import IntArray
from pricing.licensee import Licensee
from pricing.plan import Plan
from pricing.terms import Terms
from pricing.valuation.development import Project

__all__ = ["Case", "converted", "days_after", "stop_days"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Terms, who takes them for which project, and from when."""

    terms: Terms
    project: Project
    licensee: Licensee
    starts_on: date


def days_after(case: Case, months: tuple[int, ...]) -> IntArray:
    """Return the days that lie some months after the licence's first [day numbers].

    Parameters
    ----------
    case : Case
        Says the first day.
    months : tuple of int
        How many months later [months].

    Returns
    -------
    array of int
        Days since 1970-01-01 [days].
    """
    return months_after(np.array([as_day(case.starts_on)]), months)[:, 0]


def _stage_days(case: Case, plan: Plan) -> IntArray:
    """Return the first day of each stage; last, the day after the licence's end."""
    months = [month or 0 for month in plan.stage_months]
    days = days_after(case, tuple(months))
    if plan.stage_months[-1] is None:
        days[-1] = plan.end_day
    return np.minimum(days, plan.end_day)


def stop_days(case: Case, plan: Plan) -> list[int | None]:
    """Return for each gate the first day on which its stop has ended the licence.

    None where the licence runs to its end all the same. Whoever may stop at the end
    of a stage may stop within it, as the rules of fees for a stop suppose. A stage
    that binds is followed by the next one, to its end at least.

    Parameters
    ----------
    case : Case
        Terms and project.
    plan : Plan
        The plan of its terms.

    Returns
    -------
    list of int or None
        Days since 1970-01-01 [days].
    """
    days = _stage_days(case, plan)
    found: list[int | None] = []
    for gate in days_after(case, case.project.gate_months).tolist():
        stop = gate
        for stage, (begin, end) in enumerate(pairwise(days.tolist())):
            if begin < stop <= end and not case.terms.stages[stage].may_stop:
                # Bound to enter the next stage, and to stay to its end at least.
                later = days[min(stage + 2, len(days) - 1)]
                stop = int(later)
        found.append(stop if stop < days[-1] else None)
    return found


def converted(
    case: Case, plan: Plan, stops: list[int | None], courses: int
) -> NDArray[np.bool_]:
    """Tell on which courses the last stage is entered.

    Parameters
    ----------
    case : Case
        Terms and project.
    plan : Plan
        The plan of its terms.
    stops : list of int or None
        As `stop_days` gives them [days].
    courses : int
        How many courses there are; those after the stops run to the end.

    Returns
    -------
    array of bool
        One for each course.
    """
    days = _stage_days(case, plan)
    ends = [days[-1] if stop is None else stop for stop in stops]
    ends += [days[-1]] * (courses - len(stops))
    return np.asarray(days[-2] < np.array(ends))
