"""Tables that people download: CSV that spreadsheets open without running anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# Some spreadsheets read the full-width signs as the half-width ones.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as CSV in UTF-8 with a byte order mark, for Excel and WPS."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def neutral(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula.

    Examples
    --------
    >>> neutral("=1+1"), neutral("ZL202111029984.2"), neutral(5)
    ("'=1+1", 'ZL202111029984.2', 5)
    """
    # An apostrophe before such a sign gets its own, so that `restored` takes one off.
    if isinstance(cell, str) and cell.lstrip("'").startswith(FORMULA_SIGNS):
        return "'" + cell
    return cell


def restored(cell: str) -> str:
    """Return a cell as it was before `neutral`; any other cell as it is.

    Examples
    --------
    >>> restored("'=1+1"), restored("'70s"), restored("''+1")
    ('=1+1', "'70s", "'+1")
    """
    if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA_SIGNS):
        return cell[1:]
    return cell
