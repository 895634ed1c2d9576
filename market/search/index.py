"""The index on disk: where it lies, who reads it, who alone may write it.

``INSTANCE_DIR/search-index`` holds a file `current` with the name of the folder that
counts, that folder, and the writer's lock. A rebuilt index lies in a folder of its own
and then takes its place in one step; who reads the old one has it still open.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import tantivy
from flask import current_app

from market.errors import Refused
from market.search.schema import NAME, TOKENIZER, schema, tokenizer

CURRENT, LOCK, META = "current", "lock", "meta.json"
# A new index takes its folder's place while another process opens it.
OPENING_TRIES = 3


class SearchNotReady(Refused):
    """There is no index yet, or one of another version."""

    status = 503


class IndexBusy(Refused):
    """Another process writes the index."""


class Reader:
    """The index as a web process reads it: newest commit, whichever folder counts."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = Lock()
        self._seen: tuple[str, int, int] | None = None
        self._index: tantivy.Index | None = None

    def searcher(self) -> tantivy.Searcher:
        """Return a searcher on the newest commit.

        Raises
        ------
        SearchNotReady
            While there is no index of this version.
        """
        with self._lock:
            for _try in range(OPENING_TRIES):
                try:
                    return self._newest()
                except (OSError, ValueError):  # Switched between two looks.
                    self._seen = self._index = None
        raise _not_ready()

    def _newest(self) -> tantivy.Searcher:
        folder = current_folder(self._root)
        if folder is None:
            raise _not_ready()
        written = (folder / META).stat()
        stamp = (folder.name, written.st_ino, written.st_mtime_ns)
        if self._index is None or self._seen is None or self._seen[0] != folder.name:
            self._index = tantivy.Index.open(str(folder))
            self._index.config_reader("manual")
        if stamp != self._seen:
            self._index.reload()
            self._seen = stamp
        return self._index.searcher()


def root_of(instance: str) -> Path:
    """Return where the index of an instance lies."""
    return Path(instance) / "search-index"


def root() -> Path:
    """Return where the index of this application lies."""
    return root_of(current_app.config["INSTANCE_DIR"])


def searcher() -> tantivy.Searcher:
    """Return a searcher of this application, on the newest commit.

    Raises
    ------
    SearchNotReady
        While there is no index of this version.
    """
    reader: Reader = current_app.extensions.setdefault("search_reader", Reader(root()))
    return reader.searcher()


def count_of(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    """Count the documents that a query finds."""
    found: int = searcher.search(query, 1).count  # type: ignore[attr-defined]  # no stub
    return found


def every(searcher: tantivy.Searcher, query: tantivy.Query) -> list[tantivy.DocAddress]:
    """Return the place of every document that a query finds."""
    most = max(1, count_of(searcher, query))
    return [place for _score, place in searcher.search(query, most, count=False).hits]


def current_folder(root: Path) -> Path | None:
    """Return the folder that counts, or None: there is none of this version."""
    try:
        name = (root / CURRENT).read_text("utf-8").strip()
    except FileNotFoundError:
        return None
    folder = root / name
    is_ours = name.startswith(f"{NAME}.") and (folder / META).exists()
    return folder if is_ours else None


@contextmanager
def only_writer(root: Path) -> Iterator[None]:
    """Be the one process that writes the index, until the block ends.

    The system frees the lock of a process that was killed.

    Raises
    ------
    IndexBusy
        While another process is.
    """
    root.mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexBusy(
                "检索索引正由另一进程（一般为后台程序 flask worker）写入。"
                "请先停止它再重试。",
                "Another process writes the search index, as flask worker does while "
                "it runs. Stop it and try again.",
            ) from error
        yield


def opened(folder: Path) -> tantivy.Index:
    """Open or begin an index to write it; only under `only_writer`."""
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(schema(), path=str(folder))
    index.register_tokenizer(TOKENIZER, tokenizer())
    return index


def begin_folder(root: Path) -> Path:
    """Return a new folder for an index of this version; only under `only_writer`."""
    count = 1
    while (root / f"{NAME}.{count}").exists():
        count += 1
    return root / f"{NAME}.{count}"


def switch(root: Path, folder: Path) -> None:
    """Let a folder count from now on, and remove all others."""
    written = root / f"{CURRENT}.new"
    written.write_text(folder.name, "utf-8")
    with written.open() as stream:
        os.fsync(stream.fileno())
    written.replace(root / CURRENT)
    for other in root.iterdir():
        if other.is_dir() and other != folder:
            shutil.rmtree(other)


def _not_ready() -> SearchNotReady:
    return SearchNotReady(
        "检索索引正在建立，请稍后再试。运行后台程序（flask worker）会建立索引；"
        "运营方也可执行 flask search rebuild。",
        "The search index is being built; try again in a while. A running "
        "flask worker builds it, and so does flask search rebuild.",
    )
