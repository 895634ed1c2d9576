"""From facts, marks and weights to a score: whole numbers, the same every time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from market.screening.models import Criterion
from market.screening.record import Facts, has_lapsed
from market.screening.rules import RULES

Marks: TypeAlias = Mapping[Criterion, int]
Weights: TypeAlias = Mapping[Criterion, int]

EQUAL_WEIGHTS: Weights = dict.fromkeys(Criterion, 25)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence: what is known and what it earns.

    Attributes
    ----------
    key : str
        Name of the rule.
    value : int or None
        What was measured; None is "not known".
    points, most : int
        What it earns, and the most that it could [points].
    """

    key: str
    value: int | None
    points: int
    most: int


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one patent.

    Attributes
    ----------
    computed : dict of Criterion to int
        From the record alone, 0 to 100.
    marks : dict of Criterion to int
        What reviewers gave instead, 0 to 100.
    total : int
        Weighted mean of what stands, 0 to 100.
    has_lapsed : bool
        Whether nothing is left to offer; such a patent stands behind all others.
    """

    patent_id: int
    computed: Mapping[Criterion, int]
    marks: Marks
    total: int
    has_lapsed: bool

    def standing(self, criterion: Criterion) -> int:
        """Return what counts: the reviewer's mark above the computed figure."""
        return self.marks.get(criterion, self.computed[criterion])


def evidence(criterion: Criterion, facts: Facts, day: date) -> list[Evidence]:
    """Return the evidence for a criterion, each with its value and points."""
    found = []
    for rule in RULES[criterion]:
        value = rule.measure(facts, day)
        points = 0 if value is None else rule.points(value)
        found.append(Evidence(rule.key, value, points, rule.most))
    return found


def computed(criterion: Criterion, facts: Facts, day: date) -> int:
    """Return the points that the record earns for a criterion, 0 to 100."""
    values = ((rule, rule.measure(facts, day)) for rule in RULES[criterion])
    return sum(rule.points(value) for rule, value in values if value is not None)


def score(facts: Facts, marks: Marks, weights: Weights, *, day: date) -> Score:
    """Return the score of a patent on a day."""
    figures = {each: computed(each, facts, day) for each in Criterion}
    standing = figures | dict(marks)
    return Score(
        patent_id=facts.patent_id,
        computed=figures,
        marks=marks,
        total=weighted_mean(standing, weights),
        has_lapsed=has_lapsed(facts, day),
    )


def weighted_mean(figures: Mapping[Criterion, int], weights: Weights) -> int:
    """Return the mean of four figures, each times its weight; halves go up.

    >>> weighted_mean(dict.fromkeys(Criterion, 40), EQUAL_WEIGHTS)
    40
    >>> weighted_mean(
    ...     dict(zip(Criterion, (100, 0, 0, 1))), dict(zip(Criterion, (50, 50, 0, 1)))
    ... )
    50
    """
    total = sum(weights.values())
    weighed = sum(figures[each] * weights[each] for each in Criterion)
    return (2 * weighed + total) // (2 * total)


def place_key(score: Score) -> tuple[bool, int, int]:
    """Return what orders the worklist: lapsed last, the highest first, older first."""
    return (score.has_lapsed, -score.total, score.patent_id)
