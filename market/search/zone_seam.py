"""Where zones join the search: it filters by them, and knows nothing else of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from flask import current_app
from tantivy import Query, Searcher

KEPT = "search_zones"


class Zones(Protocol):
    """What whoever curates zones gives the search."""

    def query(self, slugs: Collection[str], searcher: Searcher) -> Query:
        """Return what finds the offers of zones that the public sees."""

    def running(self) -> Mapping[str, str]:
        """Return the titles of the zones that run today, by their slugs."""

    def titles(self, slugs: Collection[str]) -> Mapping[str, str]:
        """Return the titles of zones that the public sees, by their slugs."""


def zones() -> Zones:
    """Return the zones of this application."""
    found: Zones = current_app.extensions[KEPT]
    return found
