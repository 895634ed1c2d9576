"""A file as blocks of rows, read before anything is locked or written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from market.catalogue.faults import RowFault
from market.catalogue.patent_row import PatentRow
from market.imports.columns import map_columns
from market.imports.rows import Reading, read_patents
from market.imports.sheets import Sheet

BLOCK_ROWS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Some rows of a file that go in together, or not at all.

    Attributes
    ----------
    start, end : int
        How many rows of the file stand before it, and up to its end [1].
    rows : sequence of PatentRow
        Its patents.
    faults : sequence of RowFault
        What is wrong in its rows before the catalogue is asked.
    repeated : int
        Rows that say again what an earlier row said [1].
    """

    start: int
    end: int
    rows: Sequence[PatentRow]
    faults: Sequence[RowFault]
    repeated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """A file whose every row is read.

    Attributes
    ----------
    sheet : Sheet
        Its header and its cells.
    columns : mapping
        Field by name of the column that it was read from.
    reading : Reading
        Patents and findings.
    """

    sheet: Sheet
    columns: Mapping[str, str]
    reading: Reading

    @property
    def total(self) -> int:
        """Return how many rows there are [1]."""
        return len(self.sheet.records)


def read_rows(sheet: Sheet, stated: Mapping[str, str]) -> FileRead:
    """Read every row of a sheet.

    Parameters
    ----------
    sheet : Sheet
        Header and records of a file.
    stated : mapping
        Field by column's name, above the guesses.

    Raises
    ------
    FileUnreadable
        When no column holds a number or a title.
    """
    places = map_columns(sheet.header, stated)
    columns = {
        sheet.header[place]: field
        for field, place in sorted(places.items(), key=lambda item: item[1])
    }
    return FileRead(sheet=sheet, columns=columns, reading=read_patents(sheet, places))


def blocks(read: FileRead) -> Iterator[Block]:
    """Yield a file's blocks: the same file always falls into the same ones."""
    reading, records = read.reading, read.sheet.records
    rows = [row.row for row in reading.rows]
    faults = [fault.row for fault in reading.faults]
    row_from = fault_from = 0
    # A file may hold nothing but rows beyond reading: they are one block too.
    for start in range(0, len(records) or 1, BLOCK_ROWS):
        end = min(start + BLOCK_ROWS, len(records))
        is_last = end == len(records)
        row_to = len(rows) if is_last else bisect_right(rows, records[end - 1].row)
        fault_to = (
            len(faults) if is_last else bisect_right(faults, records[end - 1].row)
        )
        yield Block(
            start=start,
            end=end,
            rows=reading.rows[row_from:row_to],
            faults=reading.faults[fault_from:fault_to],
            # Which rows they are is not kept; each is counted once.
            repeated=reading.repeated if start == 0 else 0,
        )
        row_from, fault_from = row_to, fault_to
