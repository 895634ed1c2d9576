"""What a person sees of a file before it goes in: columns, cells, first patents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from market.catalogue.faults import shown
from market.catalogue.merging import merged
from market.catalogue.patent_row import PatentRow
from market.imports.blocks import FileRead
from market.imports.mapping import LONGEST_NAME, MOST_OFFERED, fields_of, offered
from market.imports.sheets import Sheet

FIRST_ROWS = 5
SAMPLES = 3


def of_rows(read: FileRead, remembered: Mapping[str, str]) -> dict[str, Any]:
    """Return the preview of a file that was read, as plain JSON values."""
    first = [_patent(row) for row in read.reading.rows[:FIRST_ROWS]]
    return _of_sheet(read.sheet, read.columns, remembered) | {"patents": first}


def of_header(sheet: Sheet, stated: Mapping[str, str]) -> dict[str, Any]:
    """Return the preview of a file whose columns do not make a patent yet."""
    return _of_sheet(sheet, fields_of(sheet.header, stated), {}) | {"patents": []}


def _of_sheet(
    sheet: Sheet, fields: Mapping[str, str], remembered: Mapping[str, str]
) -> dict[str, Any]:
    columns = [
        {
            "name": name,
            "field": fields.get(name, ""),
            "is_remembered": name in remembered,
            "samples": _samples(sheet, sheet.header.index(name)),
        }
        for name in offered(sheet.header)
    ]
    return {
        "format": str(sheet.format),
        "notes": [[note.zh, note.en] for note in sheet.notes],
        "header": [name[:LONGEST_NAME] for name in sheet.header[:MOST_OFFERED]],
        "columns": columns,
    }


def _samples(sheet: Sheet, place: int) -> list[str]:
    """Return the first cells of a column that are not blank."""
    found: list[str] = []
    for record in sheet.records:
        cell = record.cells[place].strip() if place < len(record.cells) else ""
        if cell:
            found.append(shown(cell))
        if len(found) == SAMPLES:
            break
    return found


def _patent(row: PatentRow) -> dict[str, Any]:
    read = merged({}, row.values, status_is_stated=row.status_is_stated)
    return {
        "row": row.row,
        "number": read["number"],
        "title": read["title"],
        "kind": read.get("kind"),
        "status": read["status"],
        "filed_on": _iso(read.get("filed_on")),
        "expires_on": _iso(read.get("expires_on")),
    }


def _iso(day: Any) -> str | None:  # noqa: ANN401  # a date, or nothing
    return day.isoformat() if day else None
