"""Find offers: the index ranks and counts, the database says what each one is today."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
import tantivy
from sqlalchemy.orm import Session, contains_eager, selectinload
from tantivy import Order, Query, Searcher

from market import clock
from market.db import session as current_session
from market.licensing.models import Offer
from market.licensing.queries import open_to, runs
from market.quotes.firm import USUAL_SIZE
from market.search import index
from market.search.asked import LAST_PAGE, PAGE_LENGTH, Asked, Sort
from market.search.filters import Filters
from market.search.narrowing import among as found_among
from market.search.narrowing import narrowed
from market.search.schema import COSTS, ID, OPENED
from market.search.synonyms import synonyms
from market.search.typed import read
from market.search.wanted import Wanted, wanted

# Beyond this a total is told as "more than".
MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of offers.

    Attributes
    ----------
    offers : sequence of Offer
        At most `PAGE_LENGTH`, each as it stands in the database now.
    total : int
        How many there are on all pages, at most `MOST_COUNTED`.
    is_capped : bool
        Whether there are more.
    page, pages : int
        Which page this is, from 1, and how many can be looked at, at least 1.
    is_loose : bool
        Whether offers follow that hold only most of what was typed.
    needles : tuple of str
        What to mark in their texts.
    """

    offers: Sequence[Offer]
    total: int
    is_capped: bool = False
    page: int = 1
    pages: int = 1
    is_loose: bool = False
    needles: tuple[str, ...] = ()


def find(session: Session, asked: Asked) -> Results:
    """Return the offers that a question finds, a page of them.

    Parameters
    ----------
    session : Session
        Reads.
    asked : Asked
        The question; a page too far gives the last.

    Raises
    ------
    SearchNotReady
        While there is no index.
    """
    searcher = index.searcher()
    sought = wanted(asked.typed, synonyms(session), searcher)
    query, is_loose = decided(sought, searcher)
    query = narrowed(query, asked.filters, size=asked.size)
    hits, total, page = _hits(searcher, query, asked)
    ids = searcher.fast_field_values(ID, hits)
    return Results(
        offers=offers_of(session, [int(each or 0) for each in ids], day=clock.today()),
        total=min(total, MOST_COUNTED),
        is_capped=total > MOST_COUNTED,
        page=page,
        pages=_pages(total),
        is_loose=is_loose,
        needles=(*sought.needles, *(sought.terms if is_loose else ())),
    )


def ids_of(
    text: str,
    filters: Filters,
    *,
    limit: int,
    among: Collection[int] | None = None,
    size: str = USUAL_SIZE,
) -> list[int]:
    """Return the ids of the offers that a text and filters find, the newest first.

    What holds every word is found; what holds only most of it, where nothing in the
    whole index holds all.

    Parameters
    ----------
    text : str
        As a person types it.
    filters : Filters
        What an offer must be.
    limit : int
        How many at most.
    among : collection of int, optional
        Only these offers.
    size : str
        The size class whose fee bands are meant.
    """
    searcher = index.searcher()
    sought = wanted(read(text), synonyms(current_session()), searcher)
    query = sought.strict
    if sought.loose is not None and not index.count_of(searcher, sought.strict):
        query = sought.loose
    query = narrowed(query, filters, size=size)
    if among is not None:
        query = found_among(query, among)
    found = searcher.search(query, limit, count=False, order_by_field=OPENED)
    ids = searcher.fast_field_values(ID, [place for _key, place in found.hits])
    return [int(each or 0) for each in ids]


def decided(sought: Wanted, searcher: Searcher) -> tuple[Query, bool]:
    """Return the query that holds for a text, and whether it is the loose one.

    Whether there is enough is asked of the text alone, so that a filter never turns
    one kind of search into the other.
    """
    if sought.loose is None:
        return sought.strict, False
    is_loose = index.count_of(searcher, sought.strict) < sought.enough
    return (sought.loose, True) if is_loose else (sought.strict, False)


def offers_of(session: Session, ids: Sequence[int], *, day: date) -> list[Offer]:
    """Return those of some offers that a firm can take up on a day, in their order.

    The index may be a second behind: what was withdrawn since is not shown.
    """
    found = session.scalars(
        sa.select(Offer)
        .join(Offer.patent)
        .join(Offer.organisation)
        .where(Offer.id.in_(ids), open_to(None))
        .options(
            contains_eager(Offer.patent),
            contains_eager(Offer.organisation),
            selectinload(Offer.versions),
        )
    )
    by_id = {offer.id: offer for offer in found if runs(offer, day)}
    return [by_id[each] for each in ids if each in by_id]


def _hits(
    searcher: Searcher, query: Query, asked: Asked
) -> tuple[list[tantivy.DocAddress], int, int]:
    """Return the places of a page, the total and the page; the last, if too far."""
    found = _search(searcher, query, asked, page=asked.page)
    total: int = found.count  # type: ignore[attr-defined]  # no stub
    page = min(asked.page, _pages(total))
    if page != asked.page:
        found = _search(searcher, query, asked, page=page)
    return [place for _key, place in found.hits], total, page


def _search(
    searcher: Searcher, query: Query, asked: Asked, *, page: int
) -> tantivy.SearchResult:
    offset = (page - 1) * PAGE_LENGTH
    if asked.order is Sort.RELEVANCE:
        return searcher.search(query, PAGE_LENGTH, offset=offset)
    by_cost = asked.order is Sort.COST
    return searcher.search(
        query,
        PAGE_LENGTH,
        offset=offset,
        order_by_field=COSTS[asked.size] if by_cost else OPENED,
        order=Order.Asc if by_cost else Order.Desc,
    )


def _pages(total: int) -> int:
    return min(max(1, -(-total // PAGE_LENGTH)), LAST_PAGE)
