"""Zones on other pages: those that run, and those in which an offer is."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint

from market import clock
from market.db import session
from market.licensing.models import Offer
from market.search import index
from market.search.filters import Filters
from market.search.index import SearchNotReady, count_of
from market.search.query_objects import all_of, term
from market.search.schema import ID
from market.zones.models import Zone
from market.zones.queries import running_zones
from market.zones.scope import MOST_COUNTED, scope

ON_HOME_PAGE = 3


def register(bp: Blueprint) -> None:
    """Give every template these functions."""
    bp.add_app_template_global(on_home_page, "zones_on_home_page")
    bp.add_app_template_global(zones_of, "zones_of")


def only(zone: Zone) -> Filters:
    """Return the filters that a zone alone is."""
    return Filters(zones=frozenset({zone.slug}))


def on_home_page() -> Sequence[Zone]:
    """Return the zones that the first page shows."""
    return running_zones(session(), clock.today(), limit=ON_HOME_PAGE)


def zones_of(offer: Offer) -> list[Zone]:
    """Return the running zones in which an offer is; none while there is no index."""
    found = running_zones(session(), clock.today(), limit=MOST_COUNTED)
    if not found:
        return []
    try:
        searcher = index.searcher()
    except SearchNotReady:
        return []
    this = term(ID, offer.id)
    return [z for z in found if count_of(searcher, all_of([this, scope(z, searcher)]))]
