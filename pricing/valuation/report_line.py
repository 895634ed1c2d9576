"""One line of a report: value, unit, what it rests on, and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from pricing.money import FEN_PER_YUAN, PPM, format_yuan
from pricing.valuation.quantiles import Range
from pricing.valuation.quantities import Said
from pricing.valuation.uncertain import SHAPE_LABELS, Uncertain

__all__ = ["UNIT_LABELS", "ReportLine", "Section", "Unit", "Value", "rough"]

Section = Literal["inputs", "headings", "result", "terms"]
Unit = Literal["yuan", "yuan_a_year", "share", "number", "months", "years", "text"]
Value: TypeAlias = Range | Uncertain | int | Said | None

UNIT_LABELS: Mapping[str, Said] = MappingProxyType(
    {
        "yuan": Said("元", "yuan"),
        "yuan_a_year": Said("元/年", "yuan a year"),
        "share": Said("占比", "share"),
        "number": Said("家", "licensees"),
        "months": Said("个月", "months"),
        "years": Said("年", "years"),
        "text": Said("", ""),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One line of the report.

    Attributes
    ----------
    section, key : str
        Where it stands and what it is.
    label : Said
        What it is, for a reader.
    value : Range, Uncertain, int, Said or None
        Amounts in fen, shares in parts per million; None where nothing is known.
    unit : str
        One of `UNIT_LABELS`.
    inputs : tuple of str
        Keys of what it rests on.
    source : Said
        Where it comes from; what has no source says ASSUMPTION.
    """

    section: Section
    key: str
    label: Said
    value: Value
    unit: Unit
    inputs: tuple[str, ...]
    source: Said

    def shown(self, lang: str) -> str:
        """Return the value with its unit, rounded as estimates are."""
        zh = lang == "zh"
        match self.value:
            case None:
                return "无数据" if zh else "no data"
            case Said():
                return self.value.zh if zh else self.value.en
            case Uncertain():
                shape = SHAPE_LABELS[self.value.shape][0 if zh else 1]
                text = f"{self.value.text} {self._unit(lang)}".rstrip()
                return f"{text}（{shape}）" if zh else f"{text} ({shape})"
            case Range():
                three = zip(("P10", "P50", "P90"), self.value, strict=True)
                parts = [f"{name} {rough(one, self.unit)}" for name, one in three]
                return f"{' · '.join(parts)} {self._unit(lang)}".rstrip()
            case _:
                return f"{rough(self.value, self.unit)} {self._unit(lang)}".rstrip()

    def _unit(self, lang: str) -> str:
        # A share is written as a percentage or, in a stated range, speaks for itself.
        if self.unit == "share":
            return ""
        unit = UNIT_LABELS[self.unit]
        return unit.zh if lang == "zh" else unit.en


def rough(value: int, unit: Unit) -> str:
    """Write an estimate with three significant figures.

    Parameters
    ----------
    value : int
        Amount [fen] or share [parts per million]; other units as they are.
    unit : str
        One of `UNIT_LABELS`.

    Returns
    -------
    str
        The text, without its unit.

    Examples
    --------
    >>> rough(2_101_075, "yuan_a_year"), rough(11_386, "share"), rough(60, "months")
    ('21,000', '1.14%', '60')
    >>> rough(0, "yuan"), rough(30, "yuan")
    ('0', '0.30')
    """
    if not value:
        return "0%" if unit == "share" else "0"
    if unit in ("yuan", "yuan_a_year"):
        rounded = _significant(value, FEN_PER_YUAN)
        return f"{rounded // FEN_PER_YUAN:,}" if rounded else format_yuan(value)
    if unit == "share":
        return f"{_significant(value, 1) * 100 / PPM:g}%"
    return f"{value:,}"


def _significant(value: int, step: int) -> int:
    unit = max(int("1" + "0" * max(len(str(value)) - 3, 0)), step)
    return (value + unit // 2) // unit * unit
