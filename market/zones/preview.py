"""What a rule or a zone takes today, before anybody else sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tantivy import Query, Searcher

from market import clock
from market.db import session
from market.licensing.models import Offer
from market.search import panel
from market.search.index import count_of
from market.search.queries import offers_of
from market.search.schema import ID, OPENED
from market.zones.models import Zone
from market.zones.rules import Rule, asked_by
from market.zones.scope import scope, taken

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Preview:
    """How many offers there are, and the newest of them."""

    total: int
    offers: Sequence[Offer]


def of_rule(rule: Rule, searcher: Searcher) -> Preview:
    """Return what a rule takes."""
    query = taken(rule, searcher)
    return Preview(0, ()) if query is None else _newest(query, searcher)


def of_zone(zone: Zone, searcher: Searcher) -> Preview:
    """Return what a zone holds, whatever its state."""
    return _newest(scope(zone, searcher), searcher)


def rule_words(rule: Rule) -> list[tuple[str, str]]:
    """Return the filters of a rule, named in the reader's language."""
    asked = asked_by(rule)
    if asked is None:
        return []
    return [(each.title, each.label) for each in panel.chips(session(), asked, ())]


def _newest(query: Query, searcher: Searcher) -> Preview:
    found = searcher.search(query, SHOWN, count=False, order_by_field=OPENED)
    ids = searcher.fast_field_values(ID, [place for _key, place in found.hits])
    wanted = [int(each or 0) for each in ids]
    offers = offers_of(session(), wanted, day=clock.today())
    return Preview(count_of(searcher, query), offers)
