"""Read one record of a file into a patent, with everything that is wrong in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from market.catalogue import cells, fact_cells
from market.catalogue.dates import day_comes_first
from market.catalogue.exports import restored
from market.catalogue.faults import Fault, RowFault, RowRefused, shown
from market.catalogue.identity import Identity, NumberCell, identify
from market.catalogue.models import PatentStatus
from market.catalogue.owners import joined, read_owners
from market.catalogue.patent_row import PatentRow
from market.imports import row_faults
from market.imports.columns import DATE_FIELDS, NUMBER_FIELDS
from market.imports.sheets import Record, Sheet
from market.imports.xlsx_cells import UNCOMPUTED

Value = TypeVar("Value")

_FACTS: Mapping[str, Callable[[str, str], object]] = {
    "claims_count": fact_cells.claims_cell,
    "cited_by_count": fact_cells.count_cell,
    "readiness": fact_cells.readiness_cell,
    "cites": fact_cells.cites_cell,
}
_CODES = {
    "industries": fact_cells.industry_codes,
    "applications": fact_cells.application_codes,
}
_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "########"}
)
# What a file leaves blank says nothing; a count of zero does.
_BLANKS: tuple[object, ...] = (None, "", [], ())


class RowReader:
    """Reads records one at a time, knowing the columns of their sheet."""

    def __init__(self, sheet: Sheet, places: Mapping[str, int]) -> None:
        self.header = sheet.header
        self.places = places
        numbers = [name for name in NUMBER_FIELDS if name in places]
        self.identity_column = sheet.header[places[numbers[0]]]
        self.day_first = {
            name: day_comes_first(
                record.cells[place]
                for record in sheet.records
                if place < len(record.cells)
            )
            for name, place in places.items()
            if name in DATE_FIELDS
        }

    def read(self, record: Record) -> tuple[PatentRow | None, list[RowFault]]:
        """Return the patent of a record, or None, and what is wrong or doubtful."""
        row = _Row(self, record)
        try:
            found = row.patent()
        except RowRefused as refused:
            row.refuse(refused)
        if any(fault.refuses for fault in row.faults):
            return None, row.faults
        return found, row.faults


class _Row:
    """One record on its way to a patent; collects its faults instead of the first."""

    def __init__(self, reader: RowReader, record: Record) -> None:
        self.reader = reader
        self.record = record
        self.faults: list[RowFault] = []

    def patent(self) -> PatentRow:
        self._check_width()
        self._check_formulas()
        values: dict[str, object] = {
            name: self._text(name) for name in self._present(cells.TEXT_FIELDS)
        }
        values |= {name: self._date(name) for name in self._present(DATE_FIELDS)}
        self._check_order(values)
        values |= self._facts() | self._owners()
        identity = self._identity()
        stated = self._status(identity)
        values |= {
            "number": identity.number,
            "jurisdiction": identity.jurisdiction,
            "application_number": identity.application_number,
            "publication_number": identity.publication_number,
            "kind": identity.kind,
            "status": stated or identity.implied_status,
        }
        return PatentRow(
            row=self.record.row,
            values={name: v for name, v in values.items() if v not in _BLANKS},
            status_is_stated=stated is not None,
        )

    def refuse(self, refused: RowRefused) -> None:
        self._add(refused.column, refused.value, refused.fault, refuses=True)

    def _text(self, name: str) -> str | None:
        column, value = self._cell(name)
        text = self._try(cells.text_cell, name, column, value)
        if name == "title" and text == "":
            self.refuse(RowRefused(column, value, row_faults.NO_TITLE))
        return text

    def _facts(self) -> dict[str, object]:
        facts: dict[str, object] = {
            name: self._try(_FACTS[name], *self._cell(name))
            for name in self._present(tuple(_FACTS))
        }
        for name in self._present(tuple(_CODES)):
            column, value = self._cell(name)
            facts[name], unknown = _CODES[name](value)
            if unknown:
                fault = row_faults.no_code("、".join(unknown), ", ".join(unknown))
                self._add(column, value, fault, refuses=False)
        return facts

    def _owners(self) -> dict[str, object]:
        column, value = self._cell("patentee")
        shares = self._cell("owner_shares")
        try:
            owners = read_owners(column, value, shares=shares)
        except RowRefused as refused:
            self.refuse(refused)
            return {}
        text = joined(owners)
        self._try(cells.text_cell, "patentee", column, text)
        return {"owners": owners, "patentee": text}

    def _identity(self) -> Identity:
        kind = self._try(cells.kind_cell, *self._cell("kind"))
        numbers = []
        for name in self._present(NUMBER_FIELDS):
            column, value = self._cell(name)
            number = cells.number_cell(name, column, value)
            if number is not None:
                numbers.append(NumberCell(column=column, value=value, number=number))
        return identify(numbers, kind, column=self.reader.identity_column)

    def _status(self, identity: Identity) -> PatentStatus | None:
        column, value = self._cell("status")
        status, doubt = cells.status_cell(value)
        if status is PatentStatus.APPLICATION and identity.is_granted:
            status, doubt = PatentStatus.UNKNOWN, row_faults.GRANTED_APPLICATION
        if doubt is not None:
            self._add(column, value, doubt, refuses=False)
        return status

    def _date(self, name: str) -> date | None:
        column, value = self._cell(name)
        try:
            day = cells.date_cell(column, value, day_first=self.reader.day_first[name])
        except RowRefused as refused:
            self.refuse(refused)
            return None
        doubt = cells.doubt_of(day)
        if doubt is None:
            return day
        self._add(column, value, doubt, refuses=False)
        return None

    def _check_width(self) -> None:
        width = len(self.reader.header)
        beyond = [cell for cell in self.record.cells[width:] if cell.strip()]
        if beyond:
            fault = row_faults.too_wide(len(self.record.cells), width)
            raise RowRefused("", beyond[0], fault)

    def _check_formulas(self) -> None:
        if not any(cell[:1] == "#" for cell in self.record.cells):
            return
        for name in self.reader.places:
            column, value = self._cell(name)
            if value[:1] != "#":
                continue
            if value.startswith(UNCOMPUTED):
                self.refuse(RowRefused(column, value, row_faults.NOT_COMPUTED))
            elif value.strip() in _ERRORS:
                self.refuse(RowRefused(column, value, row_faults.FORMULA_FAILED))

    def _check_order(self, values: Mapping[str, object]) -> None:
        filed_on = values.get("filed_on")
        for name in ("granted_on", "expires_on"):
            day = values.get(name)
            if isinstance(filed_on, date) and isinstance(day, date) and day < filed_on:
                column, value = self._cell(name)
                self.refuse(
                    RowRefused(column, value, row_faults.before_filing(filed_on))
                )

    def _present(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if name in self.reader.places)

    def _cell(self, name: str) -> tuple[str, str]:
        place = self.reader.places.get(name)
        if place is None:
            return "", ""
        given = self.record.cells
        value = given[place] if place < len(given) else ""
        return self.reader.header[place], restored(value)

    def _try(self, read: Callable[..., Value], *given: str) -> Value | None:
        try:
            return read(*given)
        except RowRefused as refused:
            self.refuse(refused)
            return None

    def _add(self, column: str, value: str, fault: Fault, *, refuses: bool) -> None:
        self.faults.append(
            RowFault(
                row=self.record.row,
                column=column,
                value=shown(value),
                fault=fault,
                refuses=refuses,
            )
        )
