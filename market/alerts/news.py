"""Which offers are new: each is noted once, when the index has it for the first time.

An offer that changes its price or its words stays noted, so it is never new again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.alerts.models import NewOffer
from market.db import session, transaction
from market.licensing.models import Offer, OfferState
from market.search.filters import Filters
from market.search.queries import ids_of

# Offers noted in one transaction.
BATCH = 5_000
# Two workers may note at once, and the later commit bears the earlier time.
OVERLAP = timedelta(minutes=1)


def note_new(now: datetime) -> int:
    """Note the open offers that the index has and nobody noted; return how many."""
    noted, after = 0, 0
    while ids := _unnoted(session(), after=after):
        after = ids[-1]
        found = in_index(ids)
        session().rollback()
        if found:
            _note(found, now)
        noted += len(found)
    session().rollback()
    return noted


def not_yet_told(session: Session, now: datetime) -> list[int]:
    """Return the offers that may still be told as new, though they are open now."""
    late = session.scalars(
        sa.select(NewOffer.offer_id).where(NewOffer.seen_at > now - OVERLAP)
    )
    return [*_unnoted(session, after=0), *late]


def in_index(ids: list[int]) -> list[int]:
    """Return those of some offers that the index has."""
    return ids_of("", Filters(), limit=len(ids), among=ids)


def since(session: Session, instant: datetime) -> list[tuple[datetime, int]]:
    """Return the offers that were noted after an instant, the first first."""
    rows = session.execute(
        sa.select(NewOffer.seen_at, NewOffer.offer_id)
        .where(NewOffer.seen_at > instant)
        .order_by(NewOffer.seen_at, NewOffer.offer_id)
    )
    return [(row.seen_at, row.offer_id) for row in rows]


def newest(session: Session) -> datetime | None:
    """Return when an offer was noted last."""
    return session.scalar(sa.select(sa.func.max(NewOffer.seen_at)))


def _unnoted(session: Session, *, after: int) -> list[int]:
    query = (
        sa.select(Offer.id)
        .outerjoin(NewOffer, NewOffer.offer_id == Offer.id)
        .where(
            Offer.state == OfferState.OPEN,
            NewOffer.offer_id.is_(None),
            Offer.id > after,
        )
        .order_by(Offer.id)
        .limit(BATCH)
    )
    return list(session.scalars(query))


def _note(ids: Iterable[int], now: datetime) -> None:
    with transaction() as writing:
        writing.execute(
            sa.insert(NewOffer), [{"offer_id": each, "seen_at": now} for each in ids]
        )
