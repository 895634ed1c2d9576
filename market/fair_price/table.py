"""A loaded table of comparables: bytes in, rows with their reasons out."""

from __future__ import annotations

from market.imports.csv_sheet import read_sheet
from market.imports.sheets import FileUnreadable, Sheet
from pricing.errors import PricingError
from pricing.valuation.comparable_table import Table, TableRow, read_table
from pricing.valuation.quantities import Said

__all__ = ["MOST_BYTES", "table_of"]

MOST_BYTES = 4_000_000
# Each row is answered on the page; a patent has not so many comparables.
MOST_ROWS, MOST_COLUMNS = 5_000, 100


def table_of(content: bytes, *, latest: int, patent: str = "") -> Table:
    """Read a file of comparables.

    Parameters
    ----------
    content : bytes
        CSV in UTF-8 or GB18030.
    latest : int
        The year of the valuation.
    patent : str
        Number of the patent that is valued.

    Raises
    ------
    FileUnreadable
        When nothing of it can be read: no text, no header, too long, or a header
        without what a price needs.
    """
    if len(content) > MOST_BYTES:
        raise FileUnreadable(
            "文件超过 4 MB，没有读取。请只保留可比许可。",
            "The file is larger than 4 MB, so nothing was read. Keep comparables only.",
        )
    _require_few(MOST_ROWS, max(content.count(b"\n"), content.count(b"\r")) - 1)
    sheet = read_sheet(content)
    _require_few(MOST_COLUMNS, len(sheet.header))
    rows = ((record.row, record.cells) for record in sheet.records)
    try:
        table = read_table(sheet.header, rows, latest=latest, patent=patent)
    except PricingError as error:
        raise FileUnreadable(
            f"{error.message_zh}{error.mend_zh}", f"{error.message_en} {error.mend_en}"
        ) from error
    return Table(rows=table.rows + _unread(sheet), ignored=table.ignored)


def _require_few(most: int, found: int) -> None:
    """Refuse a table that is too long or too wide to be answered on a page."""
    if found > most:
        raise FileUnreadable(
            f"表格超过 {MOST_ROWS:,} 行或 {MOST_COLUMNS} 列，没有读取。"
            "请只保留可比许可。",
            f"The table has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns, "
            "so nothing was read. Keep comparables only.",
        )


def _unread(sheet: Sheet) -> tuple[TableRow, ...]:
    """Return the rows whose cells could not be told apart."""
    faults = ((fault.row, fault.fault) for fault in sheet.faults)
    return tuple(
        TableRow(
            row,
            Said(
                f"{fault.reason.zh}。{fault.mend.zh}。",
                f"{fault.reason.en}. {fault.mend.en}.",
            ),
        )
        for row, fault in faults
    )
