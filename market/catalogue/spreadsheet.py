"""A table as XLSX, every text as text: no number is rounded, no formula runs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from market.catalogue.exports import neutral

# What the format holds in one cell.
LONGEST_CELL = 32_767

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NEEDS_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def xlsx_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as a workbook of one sheet.

    Parameters
    ----------
    header : sequence of str
        Names of the columns.
    rows : iterable of sequence
        Cells; a text stays a text, however much it looks like a number, a number and
        a day stay what they are, and None is a blank cell.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, value) for value in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def escaped(text: str) -> str:
    """Return a text that a workbook keeps as it is (ECMA-376 part 1, 22.9.2.19).

    Examples
    --------
    >>> escaped("_x0041_"), unescaped(escaped("_x0041_"))
    ('_x005F_x0041_', '_x0041_')
    """
    return _NEEDS_ESCAPE.sub("_x005F_", text)


def unescaped(text: str) -> str:
    """Return a text as it was before a workbook kept it."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _cell(sheet: WriteOnlyWorksheet, value: object) -> Cell | None:
    if value is None or value == "":
        return None
    if isinstance(value, int | float):
        return WriteOnlyCell(sheet, value)
    if isinstance(value, date):
        day = WriteOnlyCell(sheet, datetime.combine(value, time()))
        day.number_format = "yyyy-mm-dd"
        return day
    text = ILLEGAL_CHARACTERS_RE.sub("", str(neutral(value)))
    cell = WriteOnlyCell(sheet, escaped(text)[:LONGEST_CELL])
    cell.data_type = "s"
    return cell
