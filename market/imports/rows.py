"""Turn a sheet into patents, and name every row that cannot be one.

Pure: nothing here knows the database, so no lock is held while a file is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from market.catalogue.faults import RowFault
from market.catalogue.patent_row import PatentRow, twice
from market.imports.row_reader import RowReader
from market.imports.sheets import Sheet


@dataclass(slots=True)
class Reading:
    """What a file holds: its patents, and what is wrong with the rest.

    Attributes
    ----------
    rows : list of PatentRow
        Patents in the order of the file.
    faults : list of RowFault
        Every finding, by row.
    repeated : int
        Rows that say again what an earlier row said [1].
    """

    rows: list[PatentRow] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    repeated: int = 0


def read_patents(sheet: Sheet, places: Mapping[str, int]) -> Reading:
    """Read every record of a sheet.

    Of two rows on one patent that differ the later is refused: which of them is right
    only the office knows.

    Parameters
    ----------
    sheet : Sheet
        Header and records of a file.
    places : mapping
        Position of each field's column, as `columns.map_columns` gives it.
    """
    reader = RowReader(sheet, places)
    reading = Reading(faults=list(sheet.faults))
    seen: dict[str, PatentRow] = {}
    for record in sheet.records:
        found, faults = reader.read(record)
        reading.faults += faults
        if found is not None:
            _take(found, seen, reading, column=reader.identity_column)
    reading.faults.sort(key=lambda fault: fault.row)
    return reading


def _take(
    found: PatentRow, seen: dict[str, PatentRow], reading: Reading, *, column: str
) -> None:
    earlier = next((seen[key] for key in found.keys if key in seen), None)
    if earlier is None:
        seen.update(dict.fromkeys(found.keys, found))
        reading.rows.append(found)
    elif earlier.values == found.values:
        reading.repeated += 1
    else:
        number = str(found.values["number"])
        fault = twice(earlier.row)
        reading.faults.append(
            RowFault(row=found.row, column=column, value=number, fault=fault)
        )
