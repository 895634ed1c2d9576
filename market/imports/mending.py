"""The refused rows of a file as a file of their own: mend them there, import it again.

The cells are those of the original, so that the columns are read as before; what was
found stands behind them, in columns that an import leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from market.catalogue.exports import csv_bytes
from market.catalogue.spreadsheet import xlsx_bytes
from market.db import session
from market.imports import uploads
from market.imports.models import ImportFault
from market.imports.queries import faults_of
from market.imports.sheets import Record, Sheet

# Names that no field of a patent goes by.
FINDING_COLUMNS = {
    "zh": ("原文件行号", "出错的列", "出错的值", "未导入的原因", "修改办法"),
    "en": (
        "Row in the file",
        "Faulty column",
        "Faulty value",
        "Why it was refused",
        "How to mend it",
    ),
}
_OURS = frozenset(name for names in FINDING_COLUMNS.values() for name in names)
_BETWEEN = {"zh": "；", "en": "; "}


def write(organisation_id: int, token: str, import_id: int, sheet: Sheet) -> None:
    """Store the refused rows of an import in each language and format."""
    faults = faults_of(session(), import_id, refuses=True)
    if not faults:
        uploads.discard_mending(organisation_id, token)
    else:
        for locale in uploads.LOCALES:
            header, rows = table(sheet, faults, locale)
            for kind, content in (
                ("csv", csv_bytes(header, rows)),
                ("xlsx", xlsx_bytes(header, rows)),
            ):
                uploads.keep_mending(
                    organisation_id, token, locale, kind=kind, content=content
                )
    session().rollback()


def table(
    sheet: Sheet, faults: Sequence[ImportFault], locale: str
) -> tuple[list[str], list[list[object]]]:
    """Return the header and the refused rows, one line for each row of the file.

    Parameters
    ----------
    sheet : Sheet
        The file.
    faults : sequence of ImportFault
        Its refusals, ordered by row.
    locale : str
        Language of what was found.
    """
    # A file that was mended before has such columns already; they are of its past.
    kept = [place for place, name in enumerate(sheet.header) if name not in _OURS]
    header = [*(sheet.header[place] for place in kept), *FINDING_COLUMNS[locale]]
    records = {record.row: record for record in sheet.records}
    return header, list(_lines(faults, records, kept, len(sheet.header), locale))


def _lines(
    faults: Sequence[ImportFault],
    records: Mapping[int, Record],
    kept: Sequence[int],
    width: int,
    locale: str,
) -> Iterator[list[object]]:
    for row, found in groupby(faults, key=lambda fault: fault.row):
        cells = records[row].cells if row in records else []
        own: list[object] = [
            cells[place] if place < len(cells) else "" for place in kept
        ]
        # Cells beyond the header stay beyond it, so that the row is not taken
        # for a sound one.
        yield [*own, row, *_found(list(found), locale), *cells[width:]]


def _found(faults: Sequence[ImportFault], locale: str) -> list[str]:
    """Return column, value, reason and mend of a row, each in one cell."""
    told = [
        (fault.column, fault.value, fault.reason_zh, fault.mend_zh)
        if locale == "zh"
        else (fault.column, fault.value, fault.reason_en, fault.mend_en)
        for fault in faults
    ]
    between = _BETWEEN[locale]
    return [
        between.join(dict.fromkeys(filter(None, texts)))
        for texts in zip(*told, strict=True)
    ]
