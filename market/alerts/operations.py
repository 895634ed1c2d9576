"""What a person does with saved searches: save, look, change, remove, end the mails."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.alerts.models import Frequency, SavedSearch, SavedSearchHit
from market.alerts.news import not_yet_told
from market.errors import NotFound, Refused
from market.search.asked import Asked
from market.search.index import SearchNotReady
from market.search.queries import ids_of

MOST_SEARCHES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A search to be kept.

    Attributes
    ----------
    name : str
        As its owner calls it.
    asked : Asked
        Text, filters and the size whose fee bands are meant.
    frequency : Frequency
        How often it may write.
    locale : str
        Language of its mails.
    site : str
        Where the site is, for the links in its mails.
    """

    name: str
    asked: Asked
    frequency: Frequency
    locale: str
    site: str


def save(session: Session, user_id: int, wish: Wish, *, now: datetime) -> SavedSearch:
    """Keep a search; what it finds today is not new to its owner.

    Raises
    ------
    Refused
        Where the person keeps `MOST_SEARCHES` already.
    """
    _check_room(session, user_id)
    search = SavedSearch(
        user_id=user_id,
        name=wish.name,
        text=wish.asked.typed.text,
        filters=wish.asked.filters.as_json(),
        size=wish.asked.size,
        locale=wish.locale,
        site=wish.site,
        frequency=wish.frequency,
        key=secrets.token_urlsafe(32),
        created_at=now,
        checked_at=now,
    )
    session.add(search)
    session.flush()
    session.add_all(_hit(search.id, each, now) for each in _seen(session, wish, now))
    return search


def change_frequency(
    session: Session,
    search_id: int,
    frequency: Frequency,
    *,
    user_id: int,
    now: datetime,
) -> None:
    """Let a search write more or less often; what was new while it was silent is not.

    Raises
    ------
    NotFound
        Where the person has no such search.
    """
    search = owned(session, search_id, user_id=user_id)
    if search.frequency is Frequency.NEVER:
        search.checked_at = now
    search.frequency = frequency


def look(session: Session, search_id: int, *, user_id: int, now: datetime) -> None:
    """Record that the owner looks at what the search finds.

    Raises
    ------
    NotFound
        Where the person has no such search.
    """
    owned(session, search_id, user_id=user_id).looked_at = now


def remove(session: Session, search_id: int, *, user_id: int) -> None:
    """Forget a search and what it has told.

    Raises
    ------
    NotFound
        Where the person has no such search.
    """
    search = owned(session, search_id, user_id=user_id)
    _forget(session, [search.id])


def remove_all(session: Session, user_id: int) -> None:
    """Forget every search of a person, as when the account ends."""
    ids = session.scalars(
        sa.select(SavedSearch.id).where(SavedSearch.user_id == user_id)
    )
    _forget(session, list(ids))


def end_mails(session: Session, key: str) -> None:
    """End the mails of the search whose key stands in the link.

    Raises
    ------
    NotFound
        Where no search has the key.
    """
    of_key(session, key).frequency = Frequency.NEVER


def owned(session: Session, search_id: int, *, user_id: int) -> SavedSearch:
    """Return a search of a person.

    Raises
    ------
    NotFound
        Where the person has no such search.
    """
    search = session.get(SavedSearch, search_id)
    if search is None or search.user_id != user_id:
        raise _none_such()
    return search


def of_key(session: Session, key: str) -> SavedSearch:
    """Return the search whose key stands in a link.

    Raises
    ------
    NotFound
        Where no search has the key.
    """
    search = session.scalar(sa.select(SavedSearch).where(SavedSearch.key == key))
    if search is None:
        raise _none_such()
    return search


def _check_room(session: Session, user_id: int) -> None:
    kept = sa.select(sa.func.count()).where(SavedSearch.user_id == user_id)
    if (session.scalar(kept) or 0) >= MOST_SEARCHES:
        raise Refused(
            f"每人最多保存 {MOST_SEARCHES} 个检索。请先删除不再需要的检索。",
            f"A person keeps at most {MOST_SEARCHES} searches. "
            "Remove one that you no longer need.",
        )


def _seen(session: Session, wish: Wish, now: datetime) -> list[int]:
    """Return what the search finds today and the worker might yet take for new."""
    among = not_yet_told(session, now)
    asked = wish.asked
    try:
        return ids_of(
            asked.typed.text,
            asked.filters,
            limit=max(1, len(among)),
            among=among,
            size=asked.size,
        )
    except SearchNotReady:  # Nobody has seen anything yet.
        return []


def _hit(search_id: int, offer_id: int, now: datetime) -> SavedSearchHit:
    return SavedSearchHit(
        saved_search_id=search_id, offer_id=offer_id, found_at=now, mailed_at=None
    )


def _forget(session: Session, ids: list[int]) -> None:
    session.execute(
        sa.delete(SavedSearchHit).where(SavedSearchHit.saved_search_id.in_(ids))
    )
    session.execute(sa.delete(SavedSearch).where(SavedSearch.id.in_(ids)))


def _none_such() -> NotFound:
    return NotFound("没有这个保存的检索。", "There is no such saved search.")
