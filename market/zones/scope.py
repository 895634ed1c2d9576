"""A zone as a query of the index: its rule, what was put in, without what was not."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import sqlalchemy as sa
from flask import Flask
from tantivy import Query, Searcher

from market import clock
from market.db import session
from market.formats import current_locale
from market.search.narrowing import narrowed
from market.search.query_objects import any_of, any_term, scored, silent
from market.search.schema import ID
from market.search.synonyms import synonyms
from market.search.wanted import wanted
from market.search.zone_seam import KEPT
from market.zones.models import Zone, ZoneEntry
from market.zones.queries import begun_zones, running_zones
from market.zones.rules import Rule, asked_by

# So many running zones are counted beside the results.
MOST_COUNTED = 20


class ZonesOfSearch:
    """What the search asks of zones."""

    def query(self, slugs: Collection[str], searcher: Searcher) -> Query:
        """Return what finds the offers of zones that the public sees."""
        found = begun_zones(session(), slugs, clock.today())
        queries = [scope(zone, searcher) for zone in found]
        return any_of(queries) if queries else Query.empty_query()

    def running(self) -> Mapping[str, str]:
        """Return the titles of the zones that run today, by their slugs."""
        found = running_zones(session(), clock.today(), limit=MOST_COUNTED)
        return {zone.slug: title_of(zone) for zone in found}

    def titles(self, slugs: Collection[str]) -> Mapping[str, str]:
        """Return the titles of zones that the public sees, by their slugs."""
        found = begun_zones(session(), slugs, clock.today())
        return {zone.slug: title_of(zone) for zone in found}


def register(app: Flask) -> None:
    """Let the search filter by zones."""
    app.extensions[KEPT] = ZonesOfSearch()


def title_of(zone: Zone) -> str:
    """Return a zone's title in the reader's language, or the one there is."""
    return zone.title_zh if current_locale() == "zh" else zone.title_en or zone.title_zh


def scope(zone: Zone, searcher: Searcher) -> Query:
    """Return what finds the offers of a zone, whatever its state.

    Only offers that the public can take up are in the index at all.
    """
    put_in, left_out = _by_hand(zone.id)
    parts = [any_term(ID, put_in)] if put_in else []
    parts += [query for query in (taken(zone.rule, searcher),) if query is not None]
    if not parts:
        return Query.empty_query()
    return scored(any_of(parts), no=[any_term(ID, left_out)] if left_out else [])


def taken(rule: Rule, searcher: Searcher) -> Query | None:
    """Return what finds the offers that a rule takes, or None: it is no rule.

    Every word must occur: what holds only most of them is no part of a zone.
    """
    asked = asked_by(rule)
    if asked is None:
        return None
    text = wanted(asked.typed, synonyms(session()), searcher)
    return silent(narrowed(text.strict, asked.filters, size=asked.size))


def _by_hand(zone_id: int) -> tuple[list[int], list[int]]:
    rows = session().execute(
        sa.select(ZoneEntry.offer_id, ZoneEntry.is_left_out).where(
            ZoneEntry.zone_id == zone_id
        )
    )
    put_in: list[int] = []
    left_out: list[int] = []
    for offer_id, is_left_out in rows:
        (left_out if is_left_out else put_in).append(offer_id)
    return put_in, left_out
