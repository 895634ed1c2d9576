"""Tell savers what is new: find outside of any lock, then write hits and mail at once.

Hits, the mail and how far the search has come are of one transaction, so a worker that
is killed anywhere tells each offer once. Only searches that are due are asked, and
only of the offers that are new since they were asked last.
"""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market import clock
from market.accounts.models import User
from market.accounts.outbox import post
from market.alerts import news
from market.alerts.letters import headers, written
from market.alerts.models import Frequency, SavedSearch, SavedSearchHit
from market.alerts.queries import asked_of, found_among
from market.alerts.times import last_round
from market.db import session, transaction
from market.licensing.models import Offer
from market.search.index import SearchNotReady
from market.search.queries import offers_of

BATCH = 500

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, and until when it was asked."""

    search_id: int
    offer_ids: Sequence[int]
    until: datetime


def tell_new(now: datetime) -> int:
    """Note what is new, write the mails that are due, and return how many.

    Parameters
    ----------
    now : datetime
        Aware.

    Raises
    ------
    SearchNotReady
        While there is no index.
    """
    news.note_new(now)
    told = 0
    for batch in _due(now):
        quiet, loud = _asked(batch, now)
        session().rollback()
        _pass(quiet, now)
        told += sum(_attempt(found, now) for found in loud)
    return told


def _due(now: datetime) -> Iterator[list[SavedSearch]]:
    newest, after = news.newest(session()), 0
    while newest is not None:
        batch = session().scalars(_query(newest, now, after=after)).all()
        if not batch:
            break
        after = batch[-1].id
        yield list(batch)
    session().rollback()


def _query(newest: datetime, now: datetime, *, after: int) -> sa.Select[SavedSearch]:
    rounds = {
        Frequency.INSTANT: newest,
        Frequency.DAILY: last_round(Frequency.DAILY, now),
        Frequency.WEEKLY: last_round(Frequency.WEEKLY, now),
    }
    is_due = [
        sa.and_(SavedSearch.frequency == each, SavedSearch.checked_at < instant)
        for each, instant in rounds.items()
    ]
    return (
        sa.select(SavedSearch)
        .join(SavedSearch.user)
        .where(User.active, SavedSearch.id > after, sa.or_(*is_due))
        .order_by(SavedSearch.id)
        .limit(BATCH)
    )


def _asked(
    batch: Sequence[SavedSearch], now: datetime
) -> tuple[list[Found], list[Found]]:
    """Ask each search of what is new to it: what found nothing, what found some."""
    oldest = min(each.checked_at for each in batch) - news.OVERLAP
    new = news.since(session(), oldest)
    times = [seen_at for seen_at, _offer_id in new]
    until = times[-1] if times else now
    answers: dict[tuple[object, ...], list[int]] = {}
    quiet: list[Found] = []
    loud: list[Found] = []
    for search in batch:
        first = bisect_right(times, search.checked_at - news.OVERLAP)
        key = (search.text, str(search.filters), search.size, first)
        if key not in answers:  # Many people ask the same.
            among = [offer_id for _seen_at, offer_id in new[first:]]
            answers[key] = found_among(asked_of(search), among)
        is_instant = search.frequency is Frequency.INSTANT
        found = Found(search.id, answers[key], until if is_instant else now)
        (loud if found.offer_ids else quiet).append(found)
    return quiet, loud


def _pass(quiet: Sequence[Found], now: datetime) -> None:
    """Record in one transaction that searches were asked in vain."""
    with transaction() as writing:
        for until in {each.until for each in quiet}:
            ids = [each.search_id for each in quiet if each.until == until]
            writing.execute(
                sa.update(SavedSearch)
                .where(SavedSearch.id.in_(ids), SavedSearch.checked_at < until)
                .values(checked_at=until)
            )


def _attempt(found: Found, now: datetime) -> bool:
    try:
        return _tell(found, now)
    except SearchNotReady:
        raise
    except Exception:  # One search that cannot be told must not silence the others.
        log.exception("Saved search %s could not be told", found.search_id)
        return False


def _tell(found: Found, now: datetime) -> bool:
    """Write hits and mail of one search, and say whether there was any."""
    with transaction() as writing:
        search = writing.get(SavedSearch, found.search_id, with_for_update=True)
        if search is None or search.frequency is Frequency.NEVER:
            return False  # Its owner was faster.
        search.checked_at = max(search.checked_at, found.until)
        fresh = _fresh(writing, found, now)
        if not fresh:
            return False
        writing.add_all(
            SavedSearchHit(
                saved_search_id=search.id,
                offer_id=offer.id,
                found_at=now,
                mailed_at=now,
            )
            for offer in fresh
        )
        letter = written(search, fresh)
        post(
            writing,
            search.user.email,
            letter,
            created_at=now,
            headers=headers(search),
        )
        search.mailed_at = now
    return True


def _fresh(session: Session, found: Found, now: datetime) -> list[Offer]:
    """Return what was never told and can be taken up today."""
    told = set(
        session.scalars(
            sa.select(SavedSearchHit.offer_id).where(
                SavedSearchHit.saved_search_id == found.search_id,
                SavedSearchHit.offer_id.in_(found.offer_ids),
            )
        )
    )
    ids = [each for each in found.offer_ids if each not in told]
    return offers_of(session, ids, day=clock.business_day(now))
