"""Queries of the engine, built as objects: its parser raises on what people type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from tantivy import Occur, Query

from market.search.schema import BODY, CHARACTER, schema
from market.search.text import Pieces, pieces

Term = tuple[str, str | int]


def term(field: str, value: str | int) -> Query:
    """Find the documents that have a term."""
    return Query.term_query(schema(), field, value)


def any_term(field: str, values: Iterable[str | int]) -> Query:
    """Find the documents that have any of some terms; all score alike."""
    return Query.term_set_query(schema(), field, sorted(values))


def holding(text: str, field: str = BODY) -> Query | None:
    """Find the documents that hold a text, or return None: it has nothing to find.

    A character that stands alone is found in every text, in titles too.
    """
    sought = _pieces(text)
    parts = [_phrase(field, sought)] if sought.placed else []
    parts += [term(CHARACTER, each) for each in sought.single if field == BODY]
    return all_of(parts) if parts else None


def all_of(queries: Sequence[Query]) -> Query:
    """Find the documents that all queries find."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, each) for each in queries])


def any_of(queries: Sequence[Query], *, least: int = 1) -> Query:
    """Find the documents that some queries find, at least so many of them."""
    if len(queries) == 1:
        return queries[0]
    parts = [(Occur.Should, each) for each in queries]
    # The engine counts slowly; one of several is what it asks for by itself.
    return Query.boolean_query(parts, least if least > 1 else None)


def scored(
    query: Query, *, more: Sequence[Query] = (), no: Sequence[Query] = ()
) -> Query:
    """Find what a query finds, let others raise it, and leave out what others find."""
    if not (more or no):
        return query
    return Query.boolean_query(
        [
            (Occur.Must, query),
            *((Occur.Should, each) for each in more),
            *((Occur.MustNot, each) for each in no),
        ]
    )


def silent(query: Query) -> Query:
    """Find the same without a say in the order."""
    return Query.const_score_query(query, 0.0)


@lru_cache(maxsize=2_000)
def _pieces(text: str) -> Pieces:
    return pieces(text)


def _phrase(field: str, sought: Pieces) -> Query:
    """Find terms in their places; the engine panics at a phrase of one term."""
    if len(sought.placed) == 1:
        return term(field, sought.placed[0][1])
    return Query.phrase_query(schema(), field, list(sought.placed))
