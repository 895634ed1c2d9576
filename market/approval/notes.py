"""Entries of history about the case of an offer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from market.history import Author, Change, record
from market.licensing.models import Offer


def note(
    session: Session,
    offer: Offer,
    author: Author,
    action: str,
    after: Mapping[str, Any],
) -> None:
    """Write what was added to the case of an offer, in the same transaction."""
    record(
        session,
        author,
        [Change(subject="offer", subject_id=offer.id, action=action, after=after)],
    )
