"""From facts, marks and weights to scores: whole numbers, the same every time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

import numpy as np

from market.screening.models import Criterion
from market.screening.record import UNKNOWN, Bools, Ints, Record, has_lapsed
from market.screening.rules import RULES, Rule

Marks: TypeAlias = Mapping[Criterion, int]
Weights: TypeAlias = Mapping[Criterion, int]

EQUAL_WEIGHTS: Weights = dict.fromkeys(Criterion, 25)


class Evidence(NamedTuple):
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
    evidence : dict of Criterion to tuple of Evidence
        What the record says, in the order of the scorecard.
    marks : dict of Criterion to int
        What reviewers gave, 0 to 100.
    total : int
        Weighted mean of what stands, 0 to 100.
    has_lapsed : bool
        Whether nothing is left to offer; such a patent stands behind all others.
    """

    patent_id: int
    evidence: Mapping[Criterion, tuple[Evidence, ...]]
    marks: Marks
    total: int
    has_lapsed: bool

    def computed(self, criterion: Criterion) -> int:
        """Return what the record alone earns, 0 to 100."""
        return sum(each.points for each in self.evidence[criterion])

    def standing(self, criterion: Criterion) -> int:
        """Return what counts: the reviewer's mark above the computed figure."""
        return self.marks.get(criterion, self.computed(criterion))


class Measured(NamedTuple):
    """One rule applied to all patents of a record."""

    rule: Rule
    values: Ints
    points: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """The scores of all patents of a record, side by side.

    Attributes
    ----------
    record : Record
        Whose scores these are.
    measured : dict of Criterion to tuple of Measured
        Every rule with its values and points.
    marks : dict of int to Marks
        Reviewers' marks by patent.
    totals : array
        Weighted means of what stands, 0 to 100.
    has_lapsed : array of bool
        Where nothing is left to offer.
    order : array
        Positions in the record, the best patent first: lapsed ones last, the highest
        total first, and of equal ones the one that was added first.
    """

    record: Record
    measured: Mapping[Criterion, tuple[Measured, ...]]
    marks: Mapping[int, Marks]
    totals: Ints
    has_lapsed: Bools
    order: Ints

    def score(self, position: int) -> Score:
        """Return the score of the patent at a position of the record."""
        patent_id = int(self.record.patent_ids[position])
        return Score(
            patent_id=patent_id,
            evidence={
                criterion: tuple(_evidence(each, position) for each in rules)
                for criterion, rules in self.measured.items()
            },
            marks=self.marks.get(patent_id, {}),
            total=int(self.totals[position]),
            has_lapsed=bool(self.has_lapsed[position]),
        )


def scores(
    record: Record, marks: Mapping[int, Marks], weights: Weights, *, day: date
) -> Scores:
    """Return the scores of patents on a day.

    Parameters
    ----------
    record : Record
        What is known of the patents.
    marks : dict of int to Marks
        What reviewers gave, by patent; each stands above the computed figure.
    weights : dict of Criterion to int
        What each criterion counts; one at least more than 0.
    day : date
        The day of the scores: of what is left of a patent's life, say.
    """
    measured = {each: tuple(_measured(each, record, day)) for each in Criterion}
    standing = {
        criterion: np.sum([each.points for each in rules], axis=0)
        for criterion, rules in measured.items()
    }
    _put_marks(standing, record.patent_ids, marks)
    totals = weighted_mean(standing, weights)
    lapsed = has_lapsed(record, day)
    order = np.lexsort((record.patent_ids, -totals, lapsed))
    return Scores(record, measured, marks, totals, lapsed, order)


def weighted_mean(figures: Mapping[Criterion, Ints], weights: Weights) -> Ints:
    """Return the mean of four figures, each times its weight; halves go up.

    >>> figures = {each: np.array([40, 7]) for each in Criterion}
    >>> weighted_mean(figures, EQUAL_WEIGHTS)
    array([40,  7])
    """
    total = sum(weights.values())
    weighed = np.sum([figures[each] * weights[each] for each in Criterion], axis=0)
    mean: Ints = (2 * weighed + total) // (2 * total)
    return mean


def _measured(criterion: Criterion, record: Record, day: date) -> list[Measured]:
    found = ((rule, rule.measure(record, day)) for rule in RULES[criterion])
    return [Measured(rule, values, rule.points(values)) for rule, values in found]


def _put_marks(
    standing: Mapping[Criterion, Ints], patent_ids: Ints, marks: Mapping[int, Marks]
) -> None:
    """Put the marks in the place of computed figures."""
    if not marks:
        return
    positions = {int(each): at for at, each in enumerate(patent_ids)}
    for patent_id in marks.keys() & positions.keys():
        for criterion, mark in marks[patent_id].items():
            standing[criterion][positions[patent_id]] = mark


def _evidence(measured: Measured, position: int) -> Evidence:
    value = int(measured.values[position])
    return Evidence(
        key=measured.rule.key,
        value=None if value == UNKNOWN else value,
        points=int(measured.points[position]),
        most=measured.rule.most,
    )
