"""A ZIP as it is written: entry by entry, the same bytes for the same content."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

__all__ = ["Entry", "Listed", "streamed"]

# The earliest day that the format knows: when a file was asked for says nothing.
ALWAYS = (1980, 1, 1, 0, 0, 0)
UNIX, READABLE = 3, 0o100644 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file of the archive, read only when it is written.

    Attributes
    ----------
    path : str
        Its name in the archive, with folders.
    zh, en : str
        What it is.
    read : callable
        Returns its content.
    """

    path: str
    zh: str
    en: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A file that was written: what it is, its size [bytes] and its SHA-256."""

    path: str
    zh: str
    en: str
    size_bytes: int
    sha256: str


class _Sink(io.RawIOBase):
    """Keeps what was written until somebody takes it; nothing is read back."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: object) -> int:
        kept = bytes(part)  # type: ignore[call-overload]  # whatever zipfile gives
        self._parts.append(kept)
        return len(kept)

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def streamed(
    entries: Iterable[Entry], index: Callable[[list[Listed]], Iterable[Entry]]
) -> Iterator[bytes]:
    """Yield the bytes of a ZIP.

    Parameters
    ----------
    entries : iterable of Entry
        What is in it; each is read when its turn comes.
    index : callable
        Gets what was written, and returns what is written last.

    Yields
    ------
    bytes
        Piece after piece.
    """
    sink, listed = _Sink(), list[Listed]()
    with zipfile.ZipFile(sink, "w") as archive:
        for entry in entries:
            listed.append(_written(archive, entry))
            yield sink.taken()
        for entry in index(listed):
            _written(archive, entry)
    yield sink.taken()


def _written(archive: zipfile.ZipFile, entry: Entry) -> Listed:
    content = entry.read()
    info = zipfile.ZipInfo(entry.path, ALWAYS)
    info.create_system, info.external_attr = UNIX, READABLE
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content)
    return Listed(
        path=entry.path,
        zh=entry.zh,
        en=entry.en,
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
