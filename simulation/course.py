"""The course of a licence: trial, pilot, production, and when each begins.

Stages of the technology are the firm's own; stages of the terms are dates of payment.
A licence passes the gates after trial and pilot, sells in production, and stops a year
into production when the technology turns out not to work.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pricing.dates import as_dates, as_days, months_after
from pricing.schedule import Licences
from simulation.parameters import Parameters

MONTHS_PER_YEAR = 12
MAX_SALES_FEN = 10**12

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What decides the dates, sales and discounting of every licence of a scenario."""

    starts_on: date
    trial_months: int
    pilot_months: int
    licence_months: int
    decay: float
    capital_cost: tuple[float, ...]

    @property
    def production_month(self) -> int:
        """Month of the licence in which production begins."""
        return self.trial_months + self.pilot_months

    @property
    def failure_month(self) -> int:
        """Month of the licence in which a failed production stops."""
        return min(self.production_month + MONTHS_PER_YEAR, self.licence_months)

    @property
    def years(self) -> int:
        """Licence years begun."""
        return -(-self.licence_months // MONTHS_PER_YEAR)


def course_of(parameters: Parameters) -> Course:
    """Return the course that licences of a scenario take."""
    return Course(
        starts_on=parameters.calendar.starts_on,
        trial_months=parameters.technology.trial_months,
        pilot_months=parameters.technology.pilot_months,
        licence_months=parameters.licence.months,
        decay=parameters.patents.decay,
        capital_cost=parameters.firms.capital_cost,
    )


def year_weights(course: Course) -> Floats:
    """Return each licence year's sales over those of a full first year [1].

    The year in which production begins has only its later months; from then on
    sales fall by the decay.
    """
    first, late = divmod(course.production_month, MONTHS_PER_YEAR)
    year = np.arange(course.years)
    weights = np.where(year < first, 0.0, (1 - course.decay) ** (year - first))
    weights[first] *= (MONTHS_PER_YEAR - late) / MONTHS_PER_YEAR
    return np.asarray(weights)


def sales_fen(course: Course, first_year_fen: Ints) -> Ints:
    """Return sales by licence year, given those of a full first year [fen]."""
    known = np.minimum(first_year_fen, MAX_SALES_FEN)[:, np.newaxis]
    return np.rint(known * year_weights(course)).astype(np.int64)


def profit_factor(course: Course) -> Floats:
    """Return the present value of production over a full year's profit, by size."""
    middle = np.arange(course.years) + 0.5
    rates = np.array(course.capital_cost)[:, np.newaxis]
    return np.asarray((year_weights(course) * (1 + rates) ** -middle).sum(axis=1))


def licences(
    course: Course,
    stages: int,
    *,
    starts: Ints,
    size: Ints,
    first_year_fen: Ints,
    stop_months: Ints,
) -> Licences:
    """Return licences as the pricing library takes them.

    Parameters
    ----------
    course : Course
        Sets decay and length.
    stages : int
        Number of stages of the terms; which are entered follows from the stop.
    starts : array of int
        First days [days since 1970-01-01].
    size : array of int
        Index of the firm's size.
    first_year_fen : array of int
        Sales of a full first year of production, 0 where nothing is sold [fen].
    stop_months : array of int
        Months after which the licence stops; the full length where it runs on.
    """
    runs_on = stop_months >= course.licence_months
    months = np.unique(stop_months)
    ends = months_after(starts, [int(month) for month in months])
    last = ends[np.searchsorted(months, stop_months), np.arange(len(starts))] - 1
    return Licences(
        starts_on=as_dates(starts),
        size=size.astype(np.int8),
        sales_fen=sales_fen(course, first_year_fen),
        stages_entered=np.full(len(starts), stages, dtype=np.int8),
        stopped_on=np.where(runs_on, np.datetime64("NaT", "D"), as_dates(last)),
    )


def start_days(course: Course, minutes: Ints) -> Ints:
    """Return the day of a minute of the run [days since 1970-01-01]."""
    first = int(as_days(np.array([course.starts_on], dtype="datetime64[D]"))[0])
    return first + minutes // (24 * 60)
