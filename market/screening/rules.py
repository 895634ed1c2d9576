"""The scorecard: which fact earns how many points for which criterion.

ASSUMPTION: the notice names the criteria (市场化前景、应用广泛、实用性较强) but no
measure of them. These rules are the project's own: they put work in an order and value
nothing. Within a criterion the most that can be earned sums to 100. What is not known
earns nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

from market.catalogue.models import EvaluationReport, PatentKind, PatentStatus
from market.screening.models import Criterion
from market.screening.record import Facts

STILL_FRESH = timedelta(days=365)
DAYS_OF_YEAR = 365.25


class Rule(NamedTuple):
    """One piece of evidence: how it is measured, and what it earns."""

    key: str
    # The most that it can earn [points].
    most: int
    # Its value as a whole number, or None where it is not known.
    measure: Callable[[Facts, date], int | None]
    points: Callable[[int], int]


def _years_left(facts: Facts, day: date) -> int | None:
    if facts.expires_on is None:
        return None
    return max(0, int((facts.expires_on - day).days / DAYS_OF_YEAR))


def _grant(facts: Facts, _day: date) -> int | None:
    known = {
        PatentStatus.GRANTED: 2,
        PatentStatus.APPLICATION: 1,
        PatentStatus.ENDED: 0,
    }
    return known.get(facts.status)


def _examined(facts: Facts, _day: date) -> int | None:
    """Return 2 for a grant after examination, 1 for a good report, else 0."""
    if facts.kind is None or facts.status is PatentStatus.UNKNOWN:
        return None
    if facts.kind is PatentKind.INVENTION:
        return 2 if facts.status is PatentStatus.GRANTED else 0
    if facts.evaluation_report is None:
        return None
    return int(facts.evaluation_report is EvaluationReport.POSITIVE)


def _is_free(facts: Facts, _day: date) -> int | None:
    """Return 1 where no other right stands in the way, 0 where one does."""
    pledge = facts.is_pledged
    if pledge and facts.pledgee_consents is not False:
        pledge = None if facts.pledgee_consents is None else False
    obstacles = (facts.has_exclusive_licence, facts.is_suspended, pledge)
    if any(obstacles):
        return 0
    return None if None in obstacles else 1


def _is_checked(facts: Facts, day: date) -> int | None:
    checked_on = facts.legal_status_checked_on
    return None if checked_on is None else int(day - checked_on <= STILL_FRESH)


def _fact(name: str) -> Callable[[Facts, date], int | None]:
    """Return the measure that is a column of the facts: a count, or yes and no."""
    read = attrgetter(name)

    def measure(facts: Facts, _day: date) -> int | None:
        value: int | None = read(facts)
        return None if value is None else int(value)

    return measure


def _each(points: int, most: int) -> Callable[[int], int]:
    """Return what a count earns: so many points each, and no more than the most."""
    return lambda count: min(count * points, most)


def _steps(*points: int) -> Callable[[int], int]:
    """Return what a value from 0 on earns; beyond the last step, the last."""
    return lambda value: points[min(value, len(points) - 1)]


RULES: Mapping[Criterion, tuple[Rule, ...]] = MappingProxyType(
    {
        Criterion.PROSPECTS: (
            Rule("years_left", 30, _years_left, _each(2, 30)),
            Rule("cited_by", 30, _fact("cited_by_count"), _each(3, 30)),
            Rule("licences", 25, _fact("licences_count"), _steps(0, 15, 20, 25)),
            Rule("talks", 15, _fact("talks_count"), _each(5, 15)),
        ),
        Criterion.BREADTH: (
            Rule("fields", 40, _fact("applications_count"), _steps(0, 15, 30, 40)),
            Rule("industries", 40, _fact("industries_count"), _each(10, 40)),
            Rule("licensees", 20, _fact("licensees_count"), _each(10, 20)),
        ),
        Criterion.PRACTICALITY: (
            Rule("grant", 30, _grant, _steps(0, 10, 30)),
            Rule("examined", 20, _examined, _steps(0, 20, 20)),
            Rule("fees_paid", 15, _fact("annual_fee_paid"), _steps(0, 15)),
            Rule("is_free", 15, _is_free, _steps(0, 15)),
            Rule("consent", 10, _fact("co_owners_consent"), _steps(0, 10)),
            Rule("claims", 10, _fact("claims_count"), _each(1, 10)),
        ),
        Criterion.READINESS: (
            # Technology readiness from 1 to 9; a product in use earns them all.
            Rule(
                "level",
                70,
                _fact("readiness"),
                _steps(0, 0, 8, 17, 26, 35, 43, 52, 61, 70),
            ),
            Rule("in_use", 20, _fact("in_force_count"), _steps(0, 20)),
            Rule("checked", 10, _is_checked, _steps(0, 10)),
        ),
    }
)
