"""Figures of law on a day, read from dated YAML files.

One file holds one figure: description, unit, source, confidence (V1 read in the
law itself, V2 in an official page, V3 in a weak source, U believed) and, by the
day from which it holds, each value with its own source. A repealed figure has
the value null from that day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from pricing.errors import FigureNotFound

__all__ = ["Figure", "figure", "figure_names"]

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of law and its history, oldest value first."""

    name: str
    description: str
    unit: str
    source: str
    confidence: str
    dates: tuple[date, ...]
    values: tuple[object, ...]
    sources: tuple[str, ...]

    def on(self, day: date) -> Decimal:
        """Return the number in force on a day.

        Raises
        ------
        FigureNotFound
            Before its first day, after its repeal, or when it is no number.
        """
        value = self.value_on(day)
        if not isinstance(value, str):
            raise self._absent(f"is no number but a {self.unit}")
        return Decimal(value)

    def list_on(self, day: date) -> tuple[str, ...]:
        """Return the list in force on a day."""
        value = self.value_on(day)
        if not isinstance(value, list):
            raise self._absent("is no list")
        return tuple(map(str, value))

    def entry_on(self, day: date, key: str) -> Mapping[str, str]:
        """Return one entry of the table in force on a day."""
        value = self.value_on(day)
        if not isinstance(value, dict) or key not in value:
            raise self._absent(f"has no entry {key}")
        return MappingProxyType(value[key])

    def value_on(self, day: date) -> object:
        """Return whatever is in force on a day, as the file has it."""
        position = bisect_right(self.dates, day)
        if position == 0:
            first = self.dates[0].isoformat()
            raise self._absent(f"has no value on {day}: its first starts on {first}")
        value = self.values[position - 1]
        if value is None:
            ended = self.dates[position - 1].isoformat()
            raise self._absent(f"has no value on {day}: it was repealed on {ended}")
        return value

    def _absent(self, what: str) -> FigureNotFound:
        return FigureNotFound(
            f"{self.name} {what}.",
            f"法律数值 {self.name} 在所求日期没有可用的值。",
            mend_en=f"Ask for a later day, or add a value to law/{self.name}.yaml.",
            mend_zh=f"请改用较晚的日期，或在 law/{self.name}.yaml 中补充。",
        )


def figure_names() -> tuple[str, ...]:
    """Return the names of all figures, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def figure(name: str) -> Figure:
    """Return a figure of law by name.

    Parameters
    ----------
    name : str
        Name of its file, without ending.

    Raises
    ------
    FigureNotFound
        When there is no such file.

    Examples
    --------
    >>> figure("filing_deadline").on(date(2026, 1, 1))
    Decimal('3')
    """
    if name not in figure_names():
        raise FigureNotFound(
            f"There is no figure of law named {name}.",
            f"没有名为 {name} 的法律数值。",
            mend_en=f"Known are: {', '.join(figure_names())}.",
            mend_zh=f"已有：{'、'.join(figure_names())}。",
        )
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    return _figure(name, yaml.load(text, Loader=yaml.CSafeLoader))


def _figure(name: str, content: Mapping[str, object]) -> Figure:
    dated = content["values"]
    # A broken file of ours is a fault of the program, found by the first test.
    assert isinstance(dated, dict)  # noqa: S101
    return Figure(
        name=name,
        description=str(content["description"]),
        unit=str(content["unit"]),
        source=str(content["source"]),
        confidence=str(content["confidence"]),
        dates=tuple(dated),
        values=tuple(entry["value"] for entry in dated.values()),
        sources=tuple(str(entry["source"]) for entry in dated.values()),
    )
