"""Why a patent has its place: what lifts it and what holds it down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from market.screening.models import Criterion
from market.screening.scoring import Evidence, Score, Weights

MOST_NAMED = 2
FULL_MARK = 100
MARK = "mark"


@dataclass(frozen=True, slots=True)
class Part:
    """Something that counts towards the total: a piece of evidence, or a mark."""

    criterion: Criterion
    evidence: Evidence

    @property
    def is_mark(self) -> bool:
        """Say whether a reviewer gave it."""
        return self.evidence.key == MARK


@dataclass(frozen=True, slots=True)
class Reason:
    """What lifts a patent most, and what holds it down most, the heaviest first."""

    lifts: tuple[Part, ...]
    holds: tuple[Part, ...]


def reason(score: Score, weights: Weights) -> Reason:
    """Return why a patent has its score.

    A part weighs its points, or the points that it misses, times the weight of its
    criterion; of equal ones the earlier of the scorecard is named first.
    """
    parts = list(_parts(score))

    def gain(part: Part) -> int:
        return part.evidence.points * weights[part.criterion]

    def loss(part: Part) -> int:
        return (part.evidence.most - part.evidence.points) * weights[part.criterion]

    lifts = sorted(filter(gain, parts), key=gain, reverse=True)
    holds = sorted(filter(loss, parts), key=loss, reverse=True)
    return Reason(tuple(lifts[:MOST_NAMED]), tuple(holds[:MOST_NAMED]))


def _parts(score: Score) -> Iterator[Part]:
    for criterion in Criterion:
        if criterion in score.marks:
            mark = score.marks[criterion]
            yield Part(criterion, Evidence(MARK, mark, mark, FULL_MARK))
        else:
            for each in score.evidence[criterion]:
                yield Part(criterion, each)
