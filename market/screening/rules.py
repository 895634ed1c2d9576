"""The scorecard: which fact earns how many points for which criterion.

ASSUMPTION: the notice names the criteria (市场化前景、应用广泛、实用性较强) but no
measure of them. These rules are the project's own: they put work in an order and value
nothing. Within a criterion the most that can be earned sums to 100. What is not known
earns nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from market.screening.models import Criterion
from market.screening.record import (
    GRANTED,
    INVENTION,
    POSITIVE,
    UNKNOWN,
    Ints,
    Record,
)

# A look-up of the legal status is fresh for a year [days].
STILL_FRESH = 365


class Rule(NamedTuple):
    """One piece of evidence: how it is measured, and what it earns."""

    key: str
    # Values as whole numbers from 0 on, UNKNOWN where they are not known.
    measure: Callable[[Record, date], Ints]
    # What each value from 0 on earns [points]; larger ones earn as much as the last.
    ladder: Ints

    @property
    def most(self) -> int:
        """Return the most that it can earn [points]."""
        return int(self.ladder.max())

    def points(self, values: Ints) -> Ints:
        """Return what values earn; one that is not known earns nothing [points]."""
        earned = self.ladder[np.clip(values, 0, len(self.ladder) - 1)]
        return np.where(values == UNKNOWN, 0, earned)


def _years_left(record: Record, day: date) -> Ints:
    days = np.maximum(record.expires_on - day.toordinal(), 0)
    return np.where(record.expires_on == UNKNOWN, UNKNOWN, days * 100 // 36525)


def _examined(record: Record, _day: date) -> Ints:
    """Return 2 for a grant after examination, 1 for a good report, else 0."""
    is_invention = record.kind == INVENTION
    is_unknown = (record.kind == UNKNOWN) | (record.status == UNKNOWN)
    is_unknown |= ~is_invention & (record.report == UNKNOWN)
    granted, positive = record.status == GRANTED, record.report == POSITIVE
    value = np.where(is_invention, 2 * granted, 1 * positive)
    return np.where(is_unknown, UNKNOWN, value)


def _is_free(record: Record, _day: date) -> Ints:
    """Return 1 where no other right stands in the way, 0 where one does."""
    exclusive, suspended = record.has_exclusive_licence, record.is_suspended
    pledged, consents = record.is_pledged, record.pledgee_consents
    bound = (pledged == 1) & (consents == 0)
    bound |= (exclusive == 1) | (suspended == 1)
    is_unknown = (pledged == 1) & (consents == UNKNOWN)
    for fact in (exclusive, suspended, pledged):
        is_unknown |= fact == UNKNOWN
    return np.where(bound, 0, np.where(is_unknown, UNKNOWN, 1))


def _is_checked(record: Record, day: date) -> Ints:
    is_fresh = day.toordinal() - record.checked_on <= STILL_FRESH
    return np.where(record.checked_on == UNKNOWN, UNKNOWN, is_fresh)


def _column(name: str) -> Callable[[Record, date], Ints]:
    """Return the measure that is a column as it stands."""
    read = attrgetter(name)

    def measure(record: Record, _day: date) -> Ints:
        column: Ints = read(record)
        return column

    return measure


def _each(points: int, most: int) -> Ints:
    """Return what counts from 0 on earn: so many points each, up to the most."""
    return np.minimum(np.arange(-(-most // points) + 1) * points, most)


def _steps(*points: int) -> Ints:
    return np.array(points)


RULES: Mapping[Criterion, tuple[Rule, ...]] = MappingProxyType(
    {
        Criterion.PROSPECTS: (
            Rule("years_left", _years_left, _each(2, most=30)),
            Rule("cited_by", _column("cited_by"), _each(3, most=30)),
            Rule("licences", _column("licences"), _steps(0, 15, 20, 25)),
            Rule("talks", _column("talks"), _each(5, most=15)),
        ),
        Criterion.BREADTH: (
            Rule("applications", _column("applications"), _steps(0, 15, 30, 40)),
            Rule("industries", _column("industries"), _each(10, most=40)),
            Rule("licensees", _column("licensees"), _each(10, most=20)),
        ),
        Criterion.PRACTICALITY: (
            Rule("status", _column("status"), _steps(0, 10, 30)),
            Rule("examined", _examined, _steps(0, 20, 20)),
            Rule("fee_paid", _column("annual_fee_paid"), _steps(0, 15)),
            Rule("is_free", _is_free, _steps(0, 15)),
            Rule("consent", _column("co_owners_consent"), _steps(0, 10)),
            Rule("claims", _column("claims"), _each(1, most=10)),
        ),
        Criterion.READINESS: (
            # Readiness counts from 1 to 9; a product in use earns them all.
            Rule(
                "level",
                _column("readiness"),
                _steps(0, 0, 8, 17, 26, 35, 43, 52, 61, 70),
            ),
            Rule("in_force", _column("in_force"), _steps(0, 20)),
            Rule("checked", _is_checked, _steps(0, 10)),
        ),
    }
)
