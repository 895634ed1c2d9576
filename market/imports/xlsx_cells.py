"""What the cells of a workbook say, as text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from market.catalogue.spreadsheet import unescaped

# What stands in a cell whose formula the file gives without its value.
UNCOMPUTED = "#FORMULA!"
# A float is exact up to here; longer numbers have lost their last digits.
LARGEST_EXACT = 10**15
# A long identifier that ends in so many noughts went through 2.02111E+11.
LONG, ROUNDED_TO = 10**11, 10**6


class Cell(Protocol):
    """A cell of a sheet that is only read."""

    @property
    def value(self) -> object:
        """Return what it holds."""

    @property
    def number_format(self) -> str | None:
        """Return how its number is shown."""

    @property
    def data_type(self) -> str:
        """Return its type in the file."""


def cell_text(cell: Cell) -> str:
    """Return what a cell says: days as 2021-03-01, per cents with their sign."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return unescaped(value)
    if isinstance(value, datetime):
        return _day_text(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_text(value, cell.number_format or "")
    return str(value)


def _day_text(value: datetime) -> str:
    has_time = (value.hour, value.minute, value.second) != (0, 0, 0)
    return value.isoformat(" ", "seconds") if has_time else value.date().isoformat()


def number_text(value: float, number_format: str) -> str:
    """Return a number as it was meant, or in the rounded form that refuses itself.

    Examples
    --------
    >>> number_text(8930553.0, "General"), number_text(0.6, "0%")
    ('8930553', '60%')
    >>> number_text(202111029984.2, "0.00E+00"), number_text(202111000000, "General")
    ('202111029984.2', '2.02111E+11')
    """
    if "%" in number_format:
        return f"{(Decimal(str(value)) * 100).normalize():f}%"
    is_rounded = value >= LONG and value % ROUNDED_TO == 0
    if abs(value) >= LARGEST_EXACT or is_rounded:
        return f"{value:.5E}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def row_texts(cells: Iterable[Cell]) -> list[str]:
    """Return a row's cells as text."""
    return [cell_text(cell) for cell in cells]


def with_formulas(
    texts: list[str], values: Iterable[Cell], formulas: Iterable[Cell]
) -> list[str]:
    """Return a row in which a formula without its value is named as such.

    A formula whose value is an empty text has the type of a text and stays blank.
    """
    told = list(texts)
    for place, (value, formula) in enumerate(zip(values, formulas, strict=False)):
        is_bare = value.value is None and value.data_type == "n"
        if is_bare and formula.data_type == "f":
            told[place] = f"{UNCOMPUTED} {formula.value}"
    return told
