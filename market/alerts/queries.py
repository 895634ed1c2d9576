"""What the page of saved searches reads, and the question that each one keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.alerts import news
from market.alerts.models import SavedSearch
from market.search.asked import Asked
from market.search.facet_words import TITLES, label, organisation_names
from market.search.filters import Filters
from market.search.index import SearchNotReady
from market.search.queries import ids_of


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved search as its owner sees it.

    `new_count` is how many offers are new since the owner looked; None while there is
    no index.
    """

    search: SavedSearch
    words: str
    new_count: int | None


def mine(session: Session, user_id: int) -> list[Kept]:
    """Return the saved searches of a person, the newest first."""
    searches = session.scalars(
        sa.select(SavedSearch)
        .where(SavedSearch.user_id == user_id)
        .order_by(SavedSearch.id.desc())
    ).all()
    return [
        Kept(each, words_of(session, asked_of(each)), _new_count(session, each))
        for each in searches
    ]


def asked_of(search: SavedSearch) -> Asked:
    """Return the question that a saved search asks."""
    filters = Filters.from_json(search.filters)
    return Asked(text=search.text, filters=filters, size=search.size)


def words_of(session: Session, asked: Asked) -> str:
    """Say what a question asks for, in the reader's language."""
    names = organisation_names(session, asked.filters.organisations)
    parts = [f"“{asked.typed.text}”"] if asked.typed.text else []
    parts += [
        f"{TITLES[name]} {label(name, value, names)}"
        for name, values in asked.filters.as_json().items()
        for value in values
    ]
    return " · ".join(parts)


def found_among(asked: Asked, among: Sequence[int]) -> list[int]:
    """Return those of some offers that a question finds, the newest first."""
    if not among:
        return []
    text, filters = asked.typed.text, asked.filters
    return ids_of(text, filters, limit=len(among), among=among, size=asked.size)


def _new_count(session: Session, search: SavedSearch) -> int | None:
    instant = search.looked_at or search.created_at
    ids = [offer_id for _seen_at, offer_id in news.since(session, instant)]
    try:
        return len(found_among(asked_of(search), ids))
    except SearchNotReady:
        return None
