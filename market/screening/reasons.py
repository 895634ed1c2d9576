"""Why a patent has its place: what lifts it and what holds it down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from market.screening.models import Criterion
from market.screening.record import Facts
from market.screening.scoring import Evidence, Score, Weights, evidence

MOST_NAMED = 2
FULL_MARK = 100


@dataclass(frozen=True, slots=True)
class Part:
    """Something that counts towards the total: a piece of evidence, or a mark."""

    criterion: Criterion
    evidence: Evidence
    is_mark: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """What lifts a patent most, and what holds it down most, the heaviest first."""

    lifts: tuple[Part, ...]
    holds: tuple[Part, ...]


def reason(facts: Facts, score: Score, weights: Weights, *, day: date) -> Reason:
    """Return why a patent has its score.

    A part weighs its points, or the points that it misses, times the weight of its
    criterion; of equal ones the earlier of the scorecard is named first.
    """
    parts = list(_parts(facts, score, day))

    def gain(part: Part) -> int:
        return part.evidence.points * weights[part.criterion]

    def loss(part: Part) -> int:
        return (part.evidence.most - part.evidence.points) * weights[part.criterion]

    lifts = sorted(filter(gain, parts), key=gain, reverse=True)
    holds = sorted(filter(loss, parts), key=loss, reverse=True)
    return Reason(tuple(lifts[:MOST_NAMED]), tuple(holds[:MOST_NAMED]))


def _parts(facts: Facts, score: Score, day: date) -> Iterator[Part]:
    for criterion in Criterion:
        if criterion in score.marks:
            mark = score.marks[criterion]
            given = Evidence("mark", mark, mark, FULL_MARK)
            yield Part(criterion, given, is_mark=True)
        else:
            for each in evidence(criterion, facts, day):
                yield Part(criterion, each, is_mark=False)
