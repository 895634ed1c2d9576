"""Filters as queries of the index; each can be left out, to count its own values."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from tantivy import FieldType, Occur, Query

from market.codes.industries import SECTIONS, divisions_of
from market.search import index, schema
from market.search.filters import Filters
from market.search.query_objects import all_of, any_term, silent, term
from market.search.zone_seam import zones

# The field of each filter of which several values may be chosen.
FIELDS = {
    "industries": schema.INDUSTRY,
    "applications": schema.APPLICATION,
    "ipc": schema.IPC,
    "provinces": schema.PROVINCE,
    "organisations": schema.ORGANISATION,
    "kinds": schema.KIND,
    "lanes": schema.LANE,
    "price_forms": schema.PRICE_FORM,
    "fee_bands": schema.FEE,
    "readiness": schema.READINESS,
}


def narrowed(query: Query, filters: Filters, *, size: str) -> Query:
    """Find what a query finds and every filter lets through.

    Parameters
    ----------
    query : Query
        Ranks what it finds; the filters have no say in the order.
    filters : Filters
        What an offer must be.
    size : str
        The size class whose fee bands are meant.
    """
    parts = [_filter(filters, name, size) for name in filters.names]
    narrow = [(Occur.Must, silent(part)) for part in parts]
    return Query.boolean_query([(Occur.Must, query), *narrow]) if narrow else query


def among(query: Query, offer_ids: Collection[int]) -> Query:
    """Find what a query finds among some offers."""
    if not offer_ids:
        return Query.empty_query()
    return all_of([query, silent(any_term(schema.ID, offer_ids))])


def _filter(filters: Filters, name: str, size: str) -> Query:
    if name == "free_trial":
        return term(schema.TRIAL, "1")
    if name == "expires_after" and filters.expires_after:
        return _running_on(filters.expires_after)
    if name == "zones":
        return in_zones(filters.zones)
    return any_term(FIELDS[name], _terms(name, getattr(filters, name), size))


def _terms(name: str, values: Collection[str], size: str) -> Collection[str]:
    if name == "fee_bands":
        return {f"{size}:{band}" for band in values}
    if name == "industries":
        return {each for value in values for each in _divisions(value)}
    return values


def _divisions(code: str) -> list[str]:
    """Return the divisions of a section; a division is its own."""
    return divisions_of(code) if code in SECTIONS else [code]


def _running_on(day: date) -> Query:
    return Query.range_query(
        schema.schema(),
        schema.EXPIRES,
        FieldType.Integer,
        lower_bound=day.toordinal(),
    )


def in_zones(slugs: Collection[str]) -> Query:
    """Find the offers of zones that the public sees."""
    return zones().query(slugs, index.searcher())
