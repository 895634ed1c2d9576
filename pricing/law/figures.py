"""Figures of law on a day, read from dated YAML files.

One folder holds the figures of one jurisdiction, one file one figure:
description in both languages, unit, source (where pages show it, in Chinese too),
confidence (V1 read in the law itself, V2 in an official page, V3 in a weak source, U
believed) and, by the day from which it holds, each value with its own source and, where
it differs, its own confidence. A repealed figure has the value null from that day.
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

__all__ = ["Figure", "figure", "figure_names", "jurisdictions"]

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of law and its history, oldest value first."""

    name: str
    jurisdiction: str = "cn"
    description: str
    description_zh: str
    unit: str
    source: str
    confidence: str
    dates: tuple[date, ...]
    values: tuple[object, ...]
    sources: tuple[str, ...]
    source_zh: str = ""
    confidences: tuple[str, ...] = ()

    def on(self, day: date) -> Decimal:
        """Return the number in force on a day.

        Raises
        ------
        FigureNotFound
            Before its first day, after its repeal, or when it is no number.
        """
        value = self.value_on(day)
        if not isinstance(value, str):
            raise self._absent(f"is no number but a {self.unit}", "不是数字")
        return Decimal(value)

    def list_on(self, day: date) -> tuple[str, ...]:
        """Return the list in force on a day."""
        value = self.value_on(day)
        if not isinstance(value, list):
            raise self._absent("is no list", "不是清单")
        return tuple(map(str, value))

    def entry_on(self, day: date, key: str) -> Mapping[str, str]:
        """Return one entry of the table in force on a day."""
        value = self.value_on(day)
        if not isinstance(value, dict) or key not in value:
            raise self._absent(f"has no entry {key}", f"没有 {key} 一项")
        return MappingProxyType(value[key])

    def keys_on(self, day: date) -> tuple[str, ...]:
        """Return the keys of the table in force on a day, in the file's order."""
        value = self.value_on(day)
        if not isinstance(value, dict):
            raise self._absent("is no table", "不是表")
        return tuple(map(str, value))

    def value_on(self, day: date) -> object:
        """Return whatever is in force on a day, as the file has it."""
        position = bisect_right(self.dates, day)
        if position == 0:
            first = self.dates[0]
            raise self._absent(
                f"has no value on {day}: its first starts on {first}",
                f"在 {day} 没有数值：首个数值自 {first} 起施行",
            )
        value = self.values[position - 1]
        if value is None:
            ended = self.dates[position - 1]
            raise self._absent(
                f"has no value on {day}: it was repealed on {ended}",
                f"在 {day} 没有数值：已自 {ended} 起废止",
            )
        return value

    def source_on(self, day: date) -> str:
        """Return the source of what is in force on a day."""
        self.value_on(day)
        return self.sources[bisect_right(self.dates, day) - 1]

    def confidence_on(self, day: date) -> str:
        """Return how sure the value in force on a day is, V1 to U."""
        self.value_on(day)
        position = bisect_right(self.dates, day) - 1
        return self.confidences[position] if self.confidences else self.confidence

    def _absent(self, what_en: str, what_zh: str) -> FigureNotFound:
        file = f"law/{self.jurisdiction}/{self.name}.yaml"
        return FigureNotFound(
            f"{self.description} ({self.name}) {what_en}.",
            f"{self.description_zh}（{self.name}）{what_zh}。",
            mend_en=f"Ask for another day, or add a value to {file}.",
            mend_zh=f"请改用其他日期，或在 {file} 中补充。",
        )


def jurisdictions() -> tuple[str, ...]:
    """Return the codes of all jurisdictions, in alphabetical order.

    Returns
    -------
    tuple of str
        Such as ``cn``.

    Examples
    --------
    >>> "cn" in jurisdictions()
    True
    """
    return tuple(sorted({path.parent.name for path in FOLDER.glob("*/*.yaml")}))


def figure_names(jurisdiction: str = "cn") -> tuple[str, ...]:
    """Return the names of a jurisdiction's figures, in alphabetical order.

    Parameters
    ----------
    jurisdiction : str
        Its code.

    Returns
    -------
    tuple of str
        Names for `figure`.

    Raises
    ------
    FigureNotFound
        When no figures of that jurisdiction are kept.
    """
    if jurisdiction not in jurisdictions():
        raise FigureNotFound(
            f"There are no figures of law of the jurisdiction {jurisdiction}.",
            f"没有法域 {jurisdiction} 的法律数值。",
            mend_en=f"Known are: {', '.join(jurisdictions())}.",
            mend_zh=f"已有：{'、'.join(jurisdictions())}。",
        )
    return tuple(sorted(path.stem for path in (FOLDER / jurisdiction).glob("*.yaml")))


@cache
def figure(name: str, jurisdiction: str = "cn") -> Figure:
    """Return a figure of law by name.

    Parameters
    ----------
    name : str
        Name of its file, without ending.
    jurisdiction : str
        Code of the folder, such as ``"cn"``.

    Returns
    -------
    Figure
        Dated values with unit, source and confidence.

    Raises
    ------
    FigureNotFound
        When there is no such file.

    Examples
    --------
    >>> figure("filing_deadline").on(date(2026, 1, 1))
    Decimal('3')
    """
    names = figure_names(jurisdiction)
    if name not in names:
        raise FigureNotFound(
            f"There is no figure of law named {name} in {jurisdiction}.",
            f"法域 {jurisdiction} 没有名为 {name} 的法律数值。",
            mend_en=f"Known are: {', '.join(names)}.",
            mend_zh=f"已有：{'、'.join(names)}。",
        )
    text = (FOLDER / jurisdiction / f"{name}.yaml").read_text(encoding="utf-8")
    return _figure(name, jurisdiction, yaml.load(text, Loader=yaml.CSafeLoader))


def _figure(name: str, jurisdiction: str, content: Mapping[str, object]) -> Figure:
    dated = content["values"]
    # A broken file of ours is a fault of the program, found by the first test.
    assert isinstance(dated, dict)  # noqa: S101
    return Figure(
        name=name,
        jurisdiction=jurisdiction,
        description=str(content["description"]),
        description_zh=str(content["description_zh"]),
        unit=str(content["unit"]),
        source=str(content["source"]),
        source_zh=str(content.get("source_zh", content["source"])),
        confidence=str(content["confidence"]),
        dates=tuple(dated),
        values=tuple(entry["value"] for entry in dated.values()),
        sources=tuple(str(entry["source"]) for entry in dated.values()),
        confidences=tuple(
            str(entry.get("confidence", content["confidence"]))
            for entry in dated.values()
        ),
    )
