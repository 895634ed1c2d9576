"""Read one record of a file into a patent, with everything that is wrong in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from market.catalogue import cells
from market.catalogue.dates import day_comes_first
from market.catalogue.faults import Fault, RowFault, RowRefused, Words, shown
from market.catalogue.identity import Identity, NumberCell, identify
from market.catalogue.models import PatentStatus
from market.catalogue.patent_row import PatentRow
from market.imports.columns import DATE_FIELDS, NUMBER_FIELDS
from market.imports.sheets import Record, Sheet

Value = TypeVar("Value")


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
        values: dict[str, object] = {
            name: self._text(name) for name in self._present(cells.TEXT_FIELDS)
        }
        values |= {name: self._date(name) for name in self._present(DATE_FIELDS)}
        self._check_order(values)
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
            values={name: value for name, value in values.items() if value},
            status_is_stated=stated is not None,
        )

    def refuse(self, refused: RowRefused) -> None:
        self._add(refused.column, refused.value, refused.fault, refuses=True)

    def _text(self, name: str) -> str | None:
        column, value = self._cell(name)
        text = self._try(cells.text_cell, name, column, value)
        if name == "title" and text == "":
            self.refuse(RowRefused(column, value, _NO_TITLE))
        return text

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
            status, doubt = PatentStatus.UNKNOWN, _GRANTED_APPLICATION
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
            fault = _too_wide(len(self.record.cells), width)
            raise RowRefused("", beyond[0], fault)

    def _check_order(self, values: Mapping[str, object]) -> None:
        filed_on = values.get("filed_on")
        for name in ("granted_on", "expires_on"):
            day = values.get(name)
            if isinstance(filed_on, date) and isinstance(day, date) and day < filed_on:
                column, value = self._cell(name)
                self.refuse(RowRefused(column, value, _before_filing(filed_on)))

    def _present(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if name in self.reader.places)

    def _cell(self, name: str) -> tuple[str, str]:
        place = self.reader.places.get(name)
        if place is None:
            return "", ""
        given = self.record.cells
        return self.reader.header[place], given[place] if place < len(given) else ""

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


def _too_wide(cells_count: int, width: int) -> Fault:
    return Fault(
        Words(
            f"该行有 {cells_count} 格，而表头只有 {width} 列",
            f"The row has {cells_count} cells, but the header {width}",
        ),
        Words(
            "含逗号的单元格应加引号",
            "Put a cell that contains a comma in quotation marks",
        ),
    )


def _before_filing(filed_on: date) -> Fault:
    return Fault(
        Words(
            f"早于该行的申请日 {filed_on.isoformat()}",
            f"It lies before the row's filing date {filed_on.isoformat()}",
        ),
        Words("请核对两个日期", "Compare the two dates"),
    )


_NO_TITLE = Fault(
    Words("名称为空", "The title is blank"),
    Words("请填写专利名称", "Fill in the title"),
)
_GRANTED_APPLICATION = Fault(
    Words(
        "状态写的是申请，号码却是授权后的号码；法律状态按未知处理",
        "It says application, but gives the number of a grant: "
        "the status is kept as unknown",
    ),
    Words(
        "请在专利登记簿上核对",
        "Look it up in the patent register",
    ),
)
