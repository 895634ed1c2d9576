"""Hold the index against the database: every listing, by the digest of what it says."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import tantivy

from market.search import schema
from market.search.documents import said_of
from market.search.index import every
from market.search.listings import all_listings

# Ids are signed numbers of 64 bits in the database.
LAST_ID = 2**63 - 1


class Fault(enum.StrEnum):
    """How the index differs from the database."""

    MISSING = "missing"
    SURPLUS = "surplus"
    DIFFERENT = "different"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Difference:
    """One offer of which index and database say different things."""

    offer_id: int
    fault: Fault


def differences(searcher: tantivy.Searcher, *, day: date) -> Iterator[Difference]:
    """Yield every offer that the index has otherwise than the database, by id.

    Parameters
    ----------
    searcher : Searcher
        The index as it stands.
    day : date
        Offers that are over by this day belong into no index.
    """
    last = 0
    for listings in all_listings(day=day):
        if not listings:
            continue
        wanted = {listing.row.id: said_of(listing).digest for listing in listings}
        upto = max(wanted)
        yield from _compared(wanted, _indexed(searcher, last + 1, upto))
        last = upto
    yield from _compared({}, _indexed(searcher, last + 1, LAST_ID))


def _compared(
    wanted: dict[int, int], found: list[tuple[int, int]]
) -> Iterator[Difference]:
    indexed = dict(found)
    seen: set[int] = set()
    for offer_id, _digest in found:
        if offer_id in seen:
            yield Difference(offer_id, Fault.TWICE)
        seen.add(offer_id)
    for offer_id in sorted(wanted.keys() | indexed.keys()):
        if offer_id not in indexed:
            yield Difference(offer_id, Fault.MISSING)
        elif offer_id not in wanted:
            yield Difference(offer_id, Fault.SURPLUS)
        elif wanted[offer_id] != indexed[offer_id]:
            yield Difference(offer_id, Fault.DIFFERENT)


def _indexed(
    searcher: tantivy.Searcher, first: int, last: int
) -> list[tuple[int, int]]:
    """Return id and digest of every document from one id to another."""
    within = tantivy.Query.range_query(
        schema.schema(), schema.ID, tantivy.FieldType.Unsigned, first, last
    )
    places = every(searcher, within)
    ids = searcher.fast_field_values(schema.ID, places)
    digests = searcher.fast_field_values(schema.DIGEST, places)
    return [
        (int(offer_id or 0), int(digest or 0))
        for offer_id, digest in zip(ids, digests, strict=True)
    ]
