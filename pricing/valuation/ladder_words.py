"""The printed lines of a fee ladder, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import yaml

from pricing.valuation.ladder_income import BreakEven

__all__ = ["LadderLine", "LadderNotice", "break_even_line", "figure_line", "notice"]

_FILE = Path(__file__).with_name("ladder_lines.yaml")
_CASE = ("terms", "licensee", "sales", "margin", "rivals", "leakage_per_rival")
_COSTS = ("trial_cost_fen", "pilot_cost_fen", "launch_cost_years")
_MONTHS = ("trial_months", "pilot_months", "launch_months")
_MARKET = (*_CASE, *_COSTS, *_MONTHS, "firm_rate", "volatility")
_FIRM = (*_MARKET, "trial_success", "pilot_success", "launch_success")
_DEDUCTED = ("nonpayment", "help_start_fen", "help_phase_fen", "inventors_share")
_ALONE = (*_FIRM, "office_rate", "prospects", "uptake", *_DEDUCTED)
_BOTH = (*_ALONE, "alternative", "extra_uptake", "switched", "displaced")
_SUNK = ("licensee", "sales", "margin", *_COSTS, *_MONTHS)
# Unit and inputs of each figure.
_FIGURES: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "office_net_alternative": ("fen", ("alternative", *_ALONE[1:])),
        "office_net_ladder": ("fen", _BOTH),
        "office_gain_extra": ("fen", _BOTH),
        "office_lost_certain": ("fen", _BOTH),
        "option_value_office": ("fen", _BOTH),
        "option_value_firm": ("fen", _FIRM),
        "firm_value_ladder": ("fen", _FIRM),
        "firm_value_alternative": ("fen", ("alternative", *_FIRM[1:])),
        "walk_away_price": ("fen", _FIRM),
        "largest_sunk_ladder": ("fen", ("terms", *_SUNK)),
        "largest_sunk_alternative": ("fen", ("alternative", *_SUNK)),
        "conversion": ("share", _FIRM),
        "market_check_tree": ("fen", _MARKET),
        "market_check_option": ("fen", _MARKET),
        "break_even_conversion": ("share", _BOTH),
        "break_even_extra_uptake": (
            "ratio",
            tuple(key for key in _BOTH if key not in ("extra_uptake", "prospects")),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class LadderLine:
    """One printed figure.

    Attributes
    ----------
    key : str
        Its name.
    zh, en : str
        A sentence with the figure.
    value : float or None
        The figure, whole where it is money; None where there is none.
    unit : str
        ``fen``, ``share`` or ``ratio``.
    inputs : tuple of str
        What it rests on: names of `Assumptions`, ``terms``, ``alternative``,
        ``sales``, ``licensee``.
    """

    key: str
    zh: str
    en: str
    value: float | None
    unit: str
    inputs: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """Return the line as plain data."""
        return asdict(self)


class LadderNotice(NamedTuple):
    """Something to know before the figures are used."""

    key: str
    zh: str
    en: str


@cache
def _texts() -> Mapping[str, Mapping[str, object]]:
    found = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return MappingProxyType(found)


def figure_line(key: str, value: float | None) -> LadderLine:
    """Return a line with its figure [fen, or as the line's unit says].

    Money is rounded to the fen; its sentence has whole yuan.

    Parameters
    ----------
    key : str
        Which line.
    value : float or None
        The figure, None of none [fen, share or ratio].

    Returns
    -------
    LadderLine
        A sentence in both languages, and its figure.
    """
    unit, inputs = _FIGURES[key]
    zh, en = _said(key, _case_of(value, unit))
    if value is None:
        return LadderLine(key, zh, en, None, unit, inputs)
    stated = round(value) if unit == "fen" else float(value)
    shown = _shown(abs(value), unit)
    return LadderLine(key, zh.format(shown), en.format(shown), stated, unit, inputs)


def break_even_line(key: str, found: BreakEven) -> LadderLine:
    """Return the line of a break-even, in the words of its verdict.

    Parameters
    ----------
    key : str
        Which line.
    found : BreakEven
        Root and verdict [1].

    Returns
    -------
    LadderLine
        A sentence in both languages, and the root.
    """
    unit, inputs = _FIGURES[key]
    zh, en = _said(f"{key}.{found.verdict}", "")
    shown = "" if found.value is None else _shown(found.value, unit)
    return LadderLine(
        key, zh.format(shown), en.format(shown), found.value, unit, inputs
    )


def notice(key: str, shown: str = "") -> LadderNotice:
    """Return a notice; `shown` fills its gap.

    Parameters
    ----------
    key : str
        Which notice.
    shown : str
        What fills its gap.

    Returns
    -------
    LadderNotice
        The notice in both languages.
    """
    zh, en = _said(f"notice.{key}", "")
    return LadderNotice(key, zh.format(shown), en.format(shown))


def _case_of(value: float | None, unit: str) -> str:
    """Return which words a figure takes."""
    if value is None:
        return "none"
    if unit == "fen" and round(value / 100) < 0:
        return "below"
    return "zero" if value == 0 else ""


def _said(key: str, which: str) -> tuple[str, str]:
    entry = _texts()[key]
    words = entry.get(which, entry)
    # A broken file of ours is a fault of the program, found by the first test.
    assert isinstance(words, Mapping)  # noqa: S101
    return str(words["zh"]), str(words["en"])


def _shown(value: float, unit: str) -> str:
    if unit == "fen":
        return f"{round(value / 100):,}"
    return f"{100 * value:.1f}%" if unit == "share" else f"{value:.2f}"
