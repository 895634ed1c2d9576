"""The worklist: an office's patents in their order, narrowed, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session, load_only

from market.catalogue.models import Patent, PatentStatus
from market.screening import portfolio
from market.screening.portfolio import LivingOffer
from market.screening.reasons import Reason, reason
from market.screening.record import NUMBERS, Bools, Ints
from market.screening.scoring import Score, Scores, Weights, scores

PAGE_SIZE = 50
# Patents read at a time for a file.
BLOCK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """Which patents a worklist shows; by default all."""

    status: PatentStatus | None = None
    is_unreviewed: bool = False
    is_without_offer: bool = False

    def __bool__(self) -> bool:
        """Say whether anything is left out."""
        return bool(self.status or self.is_unreviewed or self.is_without_offer)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a worklist: the place, the patent, and why it stands there.

    The best of all patents of the office has place 1, whatever the list leaves out.
    """

    place: int
    patent: Patent
    score: Score
    reason: Reason
    offer: LivingOffer | None


@dataclass(frozen=True, slots=True)
class Worklist:
    """One page of a worklist.

    Attributes
    ----------
    entries : list of Entry
        The lines of this page, the best first.
    total, all_count, unreviewed_count : int
        Patents shown on all pages, of the whole office, and without any mark [1].
    page, pages : int
        Number of this page, from 1, and of the last [1].
    weights : dict of Criterion to int
        What each criterion counts.
    """

    entries: list[Entry]
    total: int
    all_count: int
    unreviewed_count: int
    page: int
    pages: int
    weights: Weights


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """All patents of an office in their order, and what made it."""

    scores: Scores
    weights: Weights
    offers: Mapping[int, LivingOffer]

    def places(self, wanted: Narrowed) -> Ints:
        """Return the places, from 1, of those that a worklist is to show."""
        scores = self.scores
        is_wanted = np.ones(len(scores.order), dtype=np.bool_)
        if wanted.status is not None:
            is_wanted &= scores.record.status == NUMBERS[wanted.status]
        if wanted.is_unreviewed:
            is_wanted &= ~_is_among(scores.record.patent_ids, scores.marks)
        if wanted.is_without_offer:
            is_wanted &= ~_is_among(scores.record.patent_ids, self.offers)
        return np.flatnonzero(is_wanted[scores.order]) + 1

    def patent_id(self, place: int) -> int:
        """Return whose place it is."""
        return int(self.scores.record.patent_ids[self.scores.order[place - 1]])


def ranking(session: Session, organisation_id: int, *, day: date) -> Ranking:
    """Return all patents of an office in their order on a day."""
    weights = portfolio.weights_of(session, organisation_id)
    return Ranking(
        scores(
            portfolio.record_of_office(session, organisation_id),
            portfolio.marks_of_office(session, organisation_id),
            weights,
            day=day,
        ),
        weights,
        portfolio.living_offers(session, organisation_id),
    )


def worklist(
    session: Session,
    organisation_id: int,
    wanted: Narrowed,
    *,
    page: int,
    day: date,
) -> Worklist:
    """Return one page of an office's worklist; of pages the nearest there is."""
    ranked = ranking(session, organisation_id, day=day)
    places = ranked.places(wanted)
    pages = max(1, -(-len(places) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    lines = places[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    all_count = len(ranked.scores.order)
    return Worklist(
        entries=_entries(session, ranked, lines),
        total=len(places),
        all_count=all_count,
        unreviewed_count=all_count - len(ranked.scores.marks),
        page=page,
        pages=pages,
        weights=ranked.weights,
    )


def entries(
    session: Session, organisation_id: int, wanted: Narrowed, *, day: date
) -> Iterator[Entry]:
    """Yield every line of a worklist, for a file."""
    ranked = ranking(session, organisation_id, day=day)
    places = ranked.places(wanted)
    for start in range(0, len(places), BLOCK):
        yield from _entries(session, ranked, places[start : start + BLOCK])


def next_unreviewed(
    session: Session, organisation_id: int, after_id: int | None, *, day: date
) -> int | None:
    """Return the next patent that nobody marked yet, behind one in the order.

    Behind the last it begins again at the first; None when all are reviewed.
    """
    ranked = ranking(session, organisation_id, day=day)
    in_order = ranked.scores.record.patent_ids[ranked.scores.order]
    at = np.flatnonzero(in_order == (after_id or 0))
    behind = int(at[0]) + 1 if len(at) else 0
    left = ranked.places(Narrowed(is_unreviewed=True))
    if not len(left):
        return None
    later = left[left > behind]
    return ranked.patent_id(int(later[0] if len(later) else left[0]))


def _is_among(patent_ids: Ints, known: Mapping[int, object]) -> Bools:
    return np.isin(patent_ids, np.fromiter(known, dtype=np.int64))


def _entries(session: Session, ranked: Ranking, places: Ints) -> list[Entry]:
    patents = _patents(session, [ranked.patent_id(int(place)) for place in places])
    return [_entry(ranked, int(place), patents) for place in places]


def _entry(ranked: Ranking, place: int, patents: Mapping[int, Patent]) -> Entry:
    score = ranked.scores.score(int(ranked.scores.order[place - 1]))
    return Entry(
        place=place,
        patent=patents[score.patent_id],
        score=score,
        reason=reason(score, ranked.weights),
        offer=ranked.offers.get(score.patent_id),
    )


def _patents(session: Session, patent_ids: Sequence[int]) -> Mapping[int, Patent]:
    """Return patents by id, without their long texts."""
    query = (
        sa.select(Patent)
        .where(Patent.id.in_(patent_ids))
        .options(
            load_only(
                Patent.number,
                Patent.title,
                Patent.title_en,
                Patent.status,
                Patent.is_sample,
            )
        )
    )
    return {patent.id: patent for patent in session.scalars(query)}
