"""What every format of file becomes: a header, records of cells, faults by row."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from market.catalogue.faults import RowFault, Words
from market.errors import Unacceptable


class FileUnreadable(Unacceptable):
    """A file of which nothing can be imported."""


class Format(enum.StrEnum):
    """The formats that are read, told by a file's content and not by its name."""

    CSV = "csv"
    XLSX = "xlsx"
    USPTO_GRANT = "uspto_grant"
    USPTO_APPLICATION = "uspto_application"
    EPO_OPS = "epo_ops"


@dataclass(frozen=True, slots=True)
class Record:
    """One row as a spreadsheet numbers it; of an XML file, its how many-th patent."""

    row: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's header, its records that are not blank, and rows beyond reading.

    Attributes
    ----------
    header : list of str
        Names of the columns; of an XML file, the names of our fields.
    records : list of Record
        Cells as text, in the order of the file.
    faults : list of RowFault
        What was wrong before any cell had a meaning.
    format : Format
        What the file is.
    notes : tuple of Words
        What a reader of the preview should know: which sheet was read, which not.
    """

    header: list[str]
    records: list[Record]
    faults: list[RowFault]
    format: Format = Format.CSV
    notes: tuple[Words, ...] = field(default=())
