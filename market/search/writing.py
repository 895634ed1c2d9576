"""Write the index: a batch of offers, or all of them into a new folder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from pathlib import Path

import tantivy

from market.db import session
from market.search import index as on_disk
from market.search import schema
from market.search.change_log import mark_done, pending
from market.search.documents import document_of, said_of
from market.search.listings import Listing, all_listings, listings_of, open_count

# One thread cuts no document faster than Python makes it, and makes few segments.
THREADS = 1
FEED_HEAP_BYTES = 64_000_000
# A segment is written when the heap is full: the larger, the fewer there are.
BUILD_HEAP_BYTES = 1_000_000_000

Told = Callable[[int, int], None]


def writer_of(index: tantivy.Index, heap_bytes: int) -> tantivy.IndexWriter:
    """Open the writer of an index; only under `index.only_writer`."""
    return index.writer(heap_size=heap_bytes, num_threads=THREADS)


def put(writer: tantivy.IndexWriter, offer_ids: Collection[int], *, day: date) -> int:
    """Bring some offers up to date and commit; return how many of them are listed.

    What anyone may find is written anew, everything else is taken out. To do it again
    changes nothing.
    """
    listings = listings_of(offer_ids, day=day)
    writer.delete_documents_by_query(_with_ids(offer_ids))
    _add(writer, listings)
    writer.commit()
    return len(listings)


def rebuild(root: Path, *, day: date, told: Told = lambda _done, _total: None) -> int:
    """Write a new index beside the old one and let it take its place.

    Changes that wait when it begins are in it; those that come meanwhile wait on.
    Only under `index.only_writer`.

    Parameters
    ----------
    root : Path
        Where the indexes of an instance lie.
    day : date
        Offers that are over by this day are left out.
    told : callable
        Is told how many open offers of how many are done.

    Returns
    -------
    int
        How many listings the index has.
    """
    waiting = pending()
    folder = on_disk.begin_folder(root)
    writer = writer_of(on_disk.opened(folder), BUILD_HEAP_BYTES)
    total, listed = _count(), 0
    for listings in all_listings(day=day):
        _add(writer, listings)
        listed += len(listings)
        told(listed, max(listed, total))
    writer.commit()
    writer.wait_merging_threads()
    on_disk.switch(root, folder)
    mark_done(row_id for row_id, _offer_id in waiting)
    return listed


def _with_ids(offer_ids: Collection[int]) -> tantivy.Query:
    # Deleting by term takes the number for a signed one and finds nothing.
    return tantivy.Query.term_set_query(schema.schema(), schema.ID, sorted(offer_ids))


def _add(writer: tantivy.IndexWriter, listings: Iterable[Listing]) -> None:
    for listing in listings:
        writer.add_document(document_of(said_of(listing)))


def _count() -> int:
    current = session()
    found = open_count(current)
    current.rollback()
    return found
