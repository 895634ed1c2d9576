"""The worker feeds the index: what the change log names is read and written anew.

A row of the log is marked done only after the index has committed, so that a worker
that is killed in between does it again, to the same end. Rows are taken as they are
not done, never by a highest id: PostgreSQL commits ids out of order.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from threading import Event

import tantivy

from market import clock
from market.search import index as on_disk
from market.search import schema
from market.search.change_log import forget_done, mark_done, pending
from market.search.writing import FEED_HEAP_BYTES, put, rebuild, writer_of

# A changed offer is found within two seconds: half of it for waiting, half for work.
PAUSE_SECONDS = 0.3
# Another process writes the index, or the last try failed.
RETRY_SECONDS = 3
# Changes of one commit: it takes a second where the machine is busy [rows].
BATCH = 2_000

log = logging.getLogger(__name__)


class Stopped(Exception):
    """Somebody asked to stop while the index was being built."""


class Feeder:
    """The one writer of the index that counts; only under `index.only_writer`."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._root = root
        self._folder = folder
        self._index = on_disk.opened(folder)
        self._writer = writer_of(self._index, FEED_HEAP_BYTES)
        self._day: date | None = None

    @property
    def counts(self) -> bool:
        """Whether nobody took the index away."""
        return on_disk.current_folder(self._root) == self._folder

    def step(self) -> int:
        """Do a batch of changes and return how many offers it touched."""
        day = clock.today()
        if day != self._day:
            self._begin(day)
        rows = pending(BATCH)
        if not rows:
            return 0
        offer_ids = {offer_id for _row_id, offer_id in rows}
        put(self._writer, offer_ids, day=day)
        mark_done(row_id for row_id, _offer_id in rows)
        return len(offer_ids)

    def _begin(self, day: date) -> None:
        """Take out what ended with yesterday, of which no change tells."""
        for offer_ids in _parts(self._ended_before(day)):
            put(self._writer, offer_ids, day=day)
        forget_done()
        self._day = day

    def _ended_before(self, day: date) -> list[int]:
        self._index.reload()
        searcher = self._index.searcher()
        ended = tantivy.Query.range_query(
            schema.schema(),
            schema.ENDS,
            tantivy.FieldType.Integer,
            upper_bound=day.toordinal(),
            include_upper=False,
        )
        places = on_disk.every(searcher, ended)
        ids = searcher.fast_field_values(schema.ID, places)
        return [int(each) for each in ids if each is not None]


def feed_until(stop: Event) -> None:
    """Feed the index until told to stop; the worker does this beside its jobs.

    It begins with a whole index where there is none of this version, and waits where
    another process writes it.
    """
    while not stop.is_set():
        try:
            with _feeding(stop) as feeder:
                while feeder.counts and not stop.is_set():
                    if not feeder.step():
                        stop.wait(PAUSE_SECONDS)
        except Stopped:
            return
        except on_disk.IndexBusy as error:
            log.info("%s", error)
            stop.wait(RETRY_SECONDS)
        except Exception:  # The outermost loop: a full disk today is none tomorrow.
            log.exception("The search index could not be fed and is tried again")
            stop.wait(RETRY_SECONDS)


def feed_now() -> bool:
    """Bring the index up to date, and say whether this process could: else another is.

    For commands and tests; the worker feeds all the time.
    """
    with suppress(on_disk.IndexBusy), _feeding(Event()) as feeder:
        while feeder.step():
            pass
        return True
    return False


@contextmanager
def _feeding(stop: Event) -> Iterator[Feeder]:
    root = on_disk.root()
    with on_disk.only_writer(root):
        yield Feeder(root, _folder(root, stop))


def _folder(root: Path, stop: Event) -> Path:
    """Return the folder that counts, after building it where there is none."""
    if on_disk.current_folder(root) is None:
        log.info("There is no search index of this version: it is being built")

        def told(_done: int, _total: int) -> None:
            if stop.is_set():
                raise Stopped

        rebuild(root, day=clock.today(), told=told)
    folder = on_disk.current_folder(root)
    if folder is None:
        raise OSError(f"The search index in {root} was taken away while it was built.")
    return folder


def _parts(offer_ids: list[int]) -> Iterable[list[int]]:
    for first in range(0, len(offer_ids), BATCH):
        yield offer_ids[first : first + BATCH]
