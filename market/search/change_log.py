"""The change log: which offers the index has still to read."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

import sqlalchemy as sa

from market.db import session, transaction
from market.search.models import SearchChange

# SQLite takes 32,766 values in a statement [rows].
AT_ONCE = 10_000


def pending(limit: int | None = None) -> list[tuple[int, int]]:
    """Return changes that are not done: the id of each and of its offer."""
    current = session()
    wanted = (
        sa.select(SearchChange.id, SearchChange.offer_id)
        .where(sa.not_(SearchChange.is_done))
        .order_by(SearchChange.id)
        .limit(limit)
    )
    found = [(row.id, row.offer_id) for row in current.execute(wanted)]
    current.rollback()
    return found


def mark_done(row_ids: Iterable[int]) -> None:
    """Mark exactly these changes done, some thousand in one transaction."""
    remaining = iter(row_ids)
    while part := list(islice(remaining, AT_ONCE)):
        with transaction() as writing:
            writing.execute(
                sa.update(SearchChange)
                .where(SearchChange.id.in_(part))
                .values(is_done=True)
            )


def forget_done() -> None:
    """Remove the changes that are done, some thousand in one transaction."""
    part = sa.select(SearchChange.id).where(SearchChange.is_done).limit(AT_ONCE)
    while True:
        with transaction() as writing:
            ids = writing.scalars(part).all()
            writing.execute(sa.delete(SearchChange).where(SearchChange.id.in_(ids)))
        if len(ids) < AT_ONCE:
            return
