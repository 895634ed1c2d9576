"""The limits between size classes by industry, as the standard of 2011 states them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pricing.errors import FactImpossible
from pricing.law.figures import figure

__all__ = ["Limits", "limits_of", "metrics_of", "row_of", "sized_industries"]

FIGURE = "size_classes"
METRIC_NAMES = {
    "staff": ("从业人员", "staff"),
    "revenue": ("营业收入", "revenue"),
    "assets": ("资产总额", "total assets"),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one metric, rising [persons, or 10,000 yuan].

    Attributes
    ----------
    metric : str
        ``staff``, ``revenue`` or ``assets``.
    bounds : tuple of int
        From here a firm is small, from here medium, from here large.
    """

    metric: str
    bounds: tuple[int, int, int]

    def amount(self, position: int) -> tuple[str, str]:
        """Return a limit in words, Chinese and English."""
        (zh, en), bound = METRIC_NAMES[self.metric], self.bounds[position]
        if self.metric == "staff":
            return f"{zh} {bound:,} 人", f"{en} of {bound:,}"
        return f"{zh} {bound:,} 万元", f"{en} of {bound * 10_000:,} yuan"


def sized_industries(day: date) -> tuple[str, ...]:
    """Return the industries that the size standard tells apart on a day.

    Parameters
    ----------
    day : date
        The day whose standard holds.

    Returns
    -------
    tuple of str
        Keys of the industries, in the standard's order.

    Raises
    ------
    FigureNotFound
        Before the standard's first day.

    Examples
    --------
    >>> sized_industries(date(2026, 11, 23))[:2]
    ('agriculture', 'manufacturing')
    """
    return tuple(_table(day))


def metrics_of(industry: str, day: date) -> tuple[str, ...]:
    """Return the figures that the standard asks of an industry on a day.

    Parameters
    ----------
    industry, day : str, date
        Key of the industry, and the day whose standard holds.

    Returns
    -------
    tuple of str
        Of staff, revenue and assets, those that count.

    Raises
    ------
    FactImpossible
        For an unknown industry.
    FigureNotFound
        Before the standard's first day.

    Examples
    --------
    >>> metrics_of("construction", date(2026, 11, 23))
    ('revenue', 'assets')
    """
    return tuple(limit.metric for limit in limits_of(row_of(industry, day)))


def _table(day: date) -> dict[str, dict[str, Any]]:
    table = figure(FIGURE).value_on(day)
    # A broken file of ours is a fault of the program, found by the first test.
    assert isinstance(table, dict)  # noqa: S101
    return table


def row_of(industry: str, day: date) -> Mapping[str, Any]:
    """Return what the standard says of one industry.

    Parameters
    ----------
    industry, day : str, date
        Key of the industry, and the day whose standard holds.

    Returns
    -------
    mapping
        The industry's names, and the limits of each metric that counts.

    Raises
    ------
    FactImpossible
        For an unknown industry.
    FigureNotFound
        Before the standard's first day.
    """
    table = _table(day)
    if industry not in table:
        raise FactImpossible(
            f'The size standard has no industry "{industry}".',
            f"划型标准中没有行业“{industry}”。",
            mend_en=f"Use one of {', '.join(table)}.",
            mend_zh=f"请使用 {'、'.join(table)} 之一。",
        )
    return table[industry]


def limits_of(row: Mapping[str, Any]) -> list[Limits]:
    """Return the limits of each metric that counts in an industry.

    Parameters
    ----------
    row : mapping
        As `row_of` gives it.

    Returns
    -------
    list of Limits
        Of staff, revenue and assets, in this order.
    """
    return [
        Limits(metric, _bounds(row[metric])) for metric in METRIC_NAMES if metric in row
    ]


def _bounds(limits: Mapping[str, str]) -> tuple[int, int, int]:
    return (
        int(limits["small_from"]),
        int(limits["medium_from"]),
        int(limits["sme_below"]),
    )
