"""Import a file of patents: read it without a lock, write it block by block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from market import clock
from market.catalogue import operations
from market.catalogue.faults import RowFault
from market.catalogue.merging import merged
from market.catalogue.models import PatentKind, PatentStatus
from market.catalogue.patent_row import PatentRow
from market.db import session, transaction
from market.imports.columns import map_columns
from market.imports.csv_sheet import read_sheet
from market.imports.rows import Reading, read_patents

BLOCK_ROWS = 1_000
FIRST_ROWS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRow:
    """A patent as it was read, for a person to compare with the file."""

    row: int
    number: str
    title: str
    kind: PatentKind | None
    status: PatentStatus
    filed_on: date | None
    expires_on: date | None


@dataclass(slots=True)
class Outcome:
    """What an import did, or would do.

    Attributes
    ----------
    added, updated, unchanged : int
        Rows by what became of them [1].
    faults : list of RowFault
        Refusals and notices, by row.
    columns : dict
        Field by name of the column that it was read from.
    first : list of FirstRow
        The first patents, to look at.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    faults: list[RowFault] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    first: list[FirstRow] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """Return how many rows are left out."""
        return len({fault.row for fault in self.refusals})

    @property
    def summary(self) -> str:
        """Return the last line of an import."""
        return (
            f"{self.added} added, {self.updated} updated, "
            f"{self.unchanged} unchanged, {self.refused} refused"
        )

    @property
    def refusals(self) -> list[RowFault]:
        """Return the findings that left a row out."""
        return [fault for fault in self.faults if fault.refuses]

    @property
    def notices(self) -> list[RowFault]:
        """Return the findings on rows that went in all the same."""
        return [fault for fault in self.faults if not fault.refuses]

    def count(self, plan: operations.BlockPlan) -> None:
        """Add the outcome of one block."""
        self.added += len(plan.added)
        self.updated += len(plan.updated)
        self.unchanged += plan.unchanged
        self.faults += plan.faults
        self.faults.sort(key=lambda fault: fault.row)


def import_file(
    content: bytes,
    organisation_id: int,
    *,
    columns: Mapping[str, str] | None = None,
    is_rehearsal: bool = False,
) -> Outcome:
    """Import the patents of a CSV file into an office's catalogue.

    Each block of rows is one transaction, so a stop leaves whole blocks, and the same
    file again adds only what is missing.

    Parameters
    ----------
    content : bytes
        The file.
    organisation_id : int
        Whose catalogue.
    columns : mapping, optional
        Field by column's name, above the guesses.
    is_rehearsal : bool
        Only say what would happen.

    Raises
    ------
    FileUnreadable
        When nothing of the file can be read.
    """
    sheet = read_sheet(content)
    places = map_columns(sheet.header, columns)
    reading = read_patents(sheet, places)
    outcome = _begun(reading)
    outcome.columns = {
        sheet.header[place]: field
        for field, place in sorted(places.items(), key=lambda item: item[1])
    }
    taken: dict[int, int] = {}
    for block in _blocks(reading.rows):
        if is_rehearsal:
            plan = operations.plan_block(session(), organisation_id, block, taken=taken)
        else:
            plan = _write(organisation_id, block, taken)
        outcome.count(plan)
    return outcome


def _begun(reading: Reading) -> Outcome:
    return Outcome(
        unchanged=reading.repeated,
        faults=reading.faults,
        first=[_shown(row) for row in reading.rows[:FIRST_ROWS]],
    )


def _shown(row: PatentRow) -> FirstRow:
    read = merged({}, row.values, status_is_stated=row.status_is_stated)
    return FirstRow(
        row=row.row,
        number=read["number"],
        title=read["title"],
        kind=read.get("kind"),
        status=read["status"],
        filed_on=read.get("filed_on"),
        expires_on=read.get("expires_on"),
    )


def _write(
    organisation_id: int, block: Sequence[PatentRow], taken: dict[int, int]
) -> operations.BlockPlan:
    with transaction() as writing:
        return operations.write_block(
            writing,
            organisation_id,
            block,
            taken=taken,
            written_at=clock.now_utc(),
        )


def _blocks(rows: Sequence[PatentRow]) -> Iterator[Sequence[PatentRow]]:
    for start in range(0, len(rows), BLOCK_ROWS):
        yield rows[start : start + BLOCK_ROWS]
