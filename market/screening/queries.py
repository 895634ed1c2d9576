"""The worklist: an office's patents in their order, narrowed, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, load_only

from market.catalogue.models import Patent, PatentStatus
from market.screening import portfolio
from market.screening.portfolio import LivingOffer
from market.screening.reasons import Reason, reason
from market.screening.record import Facts
from market.screening.scoring import Score, Weights, place_key, score

PAGE_SIZE = 50


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
class Ranked:
    """One patent at its place among all of its office; the best has place 1."""

    place: int
    facts: Facts
    score: Score
    offer: LivingOffer | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a worklist: the place, the patent, and why it stands there."""

    ranked: Ranked
    patent: Patent
    reason: Reason


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


def ranking(
    session: Session, organisation_id: int, *, day: date
) -> tuple[list[Ranked], Weights]:
    """Return all patents of an office in their order, and the weights that made it."""
    weights = portfolio.weights_of(session, organisation_id)
    marks = portfolio.marks_of_office(session, organisation_id)
    offers = portfolio.living_offers(session, organisation_id)
    known = portfolio.facts_of_office(session, organisation_id)
    scored = [
        (score(each, marks.get(each.patent_id, {}), weights, day=day), each)
        for each in known
    ]
    scored.sort(key=lambda pair: place_key(pair[0]))
    ranked = [
        Ranked(place, facts, its_score, offers.get(facts.patent_id))
        for place, (its_score, facts) in enumerate(scored, start=1)
    ]
    return ranked, weights


def narrowed(ranked: Sequence[Ranked], wanted: Narrowed) -> list[Ranked]:
    """Return those that a worklist is to show; places stay as they are."""
    return [each for each in ranked if _is_wanted(each, wanted)]


def worklist(
    session: Session,
    organisation_id: int,
    wanted: Narrowed,
    *,
    page: int,
    day: date,
) -> Worklist:
    """Return one page of an office's worklist; of pages the nearest there is."""
    ranked, weights = ranking(session, organisation_id, day=day)
    shown = narrowed(ranked, wanted)
    pages = max(1, -(-len(shown) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    lines = shown[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    patents = _patents(session, [each.facts.patent_id for each in lines])
    return Worklist(
        entries=[
            Entry(
                each,
                patents[each.facts.patent_id],
                reason(each.facts, each.score, weights, day=day),
            )
            for each in lines
        ],
        total=len(shown),
        all_count=len(ranked),
        unreviewed_count=sum(not each.score.marks for each in ranked),
        page=page,
        pages=pages,
        weights=weights,
    )


def entries(
    session: Session, organisation_id: int, wanted: Narrowed, *, day: date
) -> Iterator[Entry]:
    """Yield every line of a worklist, for a file."""
    ranked, weights = ranking(session, organisation_id, day=day)
    shown = narrowed(ranked, wanted)
    for start in range(0, len(shown), 500):
        block = shown[start : start + 500]
        patents = _patents(session, [each.facts.patent_id for each in block])
        for each in block:
            why = reason(each.facts, each.score, weights, day=day)
            yield Entry(each, patents[each.facts.patent_id], why)


def next_unreviewed(
    session: Session, organisation_id: int, after_id: int, *, day: date
) -> int | None:
    """Return the next patent that nobody marked yet, behind one in the order.

    Behind the last it begins again at the first; None when all are reviewed.
    """
    ranked, _weights = ranking(session, organisation_id, day=day)
    order = [each.facts.patent_id for each in ranked]
    start = order.index(after_id) + 1 if after_id in order else 0
    turned = [*ranked[start:], *ranked[:start]]
    left = (each for each in turned if not each.score.marks)
    return next((each.facts.patent_id for each in left), None)


def _is_wanted(each: Ranked, wanted: Narrowed) -> bool:
    return (
        (wanted.status is None or each.facts.status is wanted.status)
        and not (wanted.is_unreviewed and each.score.marks)
        and not (wanted.is_without_offer and each.offer)
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
