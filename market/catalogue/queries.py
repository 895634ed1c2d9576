"""Look up patents and what is known of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.catalogue.models import Patent, PatentStatus
from market.catalogue.numbers import read_number
from market.catalogue.selection import Wanted
from market.errors import NotFound
from market.licensing.models import Offer
from pricing.law.checks import PatentFacts

PAGE_SIZE = 50

_IS_GRANTED = {
    PatentStatus.GRANTED: True,
    PatentStatus.APPLICATION: False,
    # Whether it was granted before it ended, the state alone does not tell.
    PatentStatus.ENDED: None,
    PatentStatus.UNKNOWN: None,
}
_IS_ENDED = {
    PatentStatus.GRANTED: False,
    PatentStatus.APPLICATION: False,
    PatentStatus.ENDED: True,
    PatentStatus.UNKNOWN: None,
}


@dataclass(frozen=True, slots=True)
class ListedPatent:
    """A patent in an office's list, and its newest offer where it has one."""

    patent: Patent
    offer: Offer | None


@dataclass(frozen=True, slots=True)
class PatentPage:
    """One page of an office's patents.

    Attributes
    ----------
    patents : list of ListedPatent
        The patents of this page, newest first.
    total : int
        Patents found on all pages [1].
    page, pages : int
        Number of this page, from 1, and of the last [1].
    """

    patents: list[ListedPatent]
    total: int
    page: int
    pages: int


def by_id(session: Session, organisation_id: int, patent_id: int) -> Patent:
    """Return an office's own patent.

    Raises
    ------
    NotFound
        When there is none, or it is another office's.
    """
    found = session.scalar(
        sa.select(Patent).where(
            Patent.id == patent_id, Patent.organisation_id == organisation_id
        )
    )
    if found is None:
        raise NotFound(
            "没有这件专利，或它不属于您的单位。",
            "There is no such patent, or it is not your organisation's.",
        )
    return found


def patent_facts(session: Session, number: str) -> PatentFacts | None:
    """Return what is known of the patent with a number, however it is typed."""
    found = by_number(session, number)
    return None if found is None else facts_of(found)


def by_number(session: Session, number: str) -> Patent | None:
    """Return the patent with a number, however it is typed.

    Where several offices list it, the one whose legal state was checked last speaks.
    """
    keys = _keys(number)
    if not keys:
        return None
    return session.scalar(
        sa.select(Patent)
        .where(_has_number(keys))
        .order_by(Patent.legal_status_checked_on.desc().nulls_last(), Patent.id)
        .limit(1)
    )


def facts_of(patent: Patent) -> PatentFacts:
    """Return what a patent's record answers to the law's questions."""
    return PatentFacts(
        number=patent.number,
        kind=patent.kind.value if patent.kind else None,
        is_granted=_IS_GRANTED[patent.status],
        is_ended=_IS_ENDED[patent.status],
        expires_on=patent.expires_on,
        annual_fee_paid=patent.annual_fee_paid,
        has_exclusive_licence=patent.has_exclusive_licence,
        is_suspended=patent.is_suspended,
        is_pledged=patent.is_pledged,
        pledgee_consents=patent.pledgee_consents,
        evaluation_report=(
            patent.evaluation_report.value if patent.evaluation_report else None
        ),
        co_owners_consent=patent.co_owners_consent,
        is_invalidated=patent.is_invalidated,
    )


def office_patents(
    session: Session, organisation_id: int, wanted: Wanted, *, page: int, day: date
) -> PatentPage:
    """Return one page of an office's patents.

    Parameters
    ----------
    session : Session
        Open session.
    organisation_id : int
        The office.
    wanted : Wanted
        Which of them, in which order.
    page : int
        Number of the page, from 1; the nearest there is [1].
    day : date
        Today.
    """
    found = _wanted(organisation_id, wanted, day)
    total = session.scalar(sa.select(sa.func.count()).select_from(found.subquery()))
    pages = max(1, -(-(total or 0) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    query = (
        sa.select(Patent)
        .where(Patent.id.in_(found))
        .order_by(*wanted.order())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    patents = list(session.scalars(query))
    offers = _newest_offers(session, [patent.id for patent in patents])
    listed = [ListedPatent(patent, offers.get(patent.id)) for patent in patents]
    return PatentPage(listed, total or 0, page, pages)


def ids_of(
    session: Session, organisation_id: int, wanted: Wanted, *, day: date, limit: int
) -> list[int]:
    """Return the ids of an office's wanted patents in their order, up to a limit."""
    query = _wanted(organisation_id, wanted, day).order_by(*wanted.order())
    return list(session.scalars(query.limit(limit)))


def _wanted(organisation_id: int, wanted: Wanted, day: date) -> sa.Select[int]:
    found = sa.select(Patent.id).where(
        Patent.organisation_id == organisation_id, *wanted.conditions(day)
    )
    return found.where(_matches(wanted.q)) if wanted.q else found


def _newest_offers(session: Session, patent_ids: list[int]) -> dict[int, Offer]:
    query = sa.select(Offer).where(Offer.patent_id.in_(patent_ids)).order_by(Offer.id)
    return {offer.patent_id: offer for offer in session.scalars(query)}


def newest_offer(session: Session, patent_id: int) -> Offer | None:
    """Return the newest offer on a patent, or None."""
    return _newest_offers(session, [patent_id]).get(patent_id)


def _matches(words: str) -> sa.ColumnElement[bool]:
    texts = (
        Patent.title,
        Patent.title_en,
        Patent.number,
        Patent.patentee,
        Patent.inventors,
        Patent.source_reference,
    )
    part = sa.or_(*(text.icontains(words, autoescape=True) for text in texts))
    keys = _keys(words)
    return sa.or_(part, _has_number(keys)) if keys else part


def _keys(number: str) -> list[str]:
    found = read_number(number)
    keys = (found.normalised, found.application_number)
    return [key for key in dict.fromkeys(keys) if key]


def _has_number(keys: list[str]) -> sa.ColumnElement[bool]:
    return sa.or_(
        Patent.number.in_(keys),
        Patent.application_number.in_(keys),
        Patent.publication_number.in_(keys),
    )
