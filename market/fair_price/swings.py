"""What moves the worth of staged terms to the office, as page and terminal tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from market.fair_price.bars import Bar, bar_between
from pricing.money import FEN_PER_YUAN
from pricing.valuation.fee_ladder import LadderReport
from pricing.valuation.ladder_assumptions import beliefs
from pricing.valuation.quantities import Said
from pricing.valuation.tornado import Swing

__all__ = ["ToldSwing", "told_swings"]

MOST_SWINGS = 8
_UNITS: Mapping[str, Said] = MappingProxyType(
    {
        "fen": Said(" 元", " yuan"),
        "per year": Said("（每年）", " a year"),
        "months": Said(" 个月", " months"),
        "years": Said(" 年", " years"),
        "number": Said(" 家", " firms"),
    }
)


@dataclass(frozen=True, slots=True)
class ToldSwing:
    """One assumption moved over its range, as a reader sees it.

    Attributes
    ----------
    label, source : Said
        What is assumed, and why.
    span : Said
        Its range, with its unit.
    at_low, at_high : str
        What the terms are worth to the office at both ends [yuan].
    bar : Bar or None
        The two on a scale that all swings share; None where nothing moves.
    """

    label: Said
    source: Said
    span: Said
    at_low: str
    at_high: str
    bar: Bar | None


def told_swings(report: LadderReport) -> tuple[ToldSwing, ...]:
    """Return the assumptions that move the worth to the office most, the widest first.

    Parameters
    ----------
    report : LadderReport
        Staged terms beside a one-off price.
    """
    swings = report.tornado[:MOST_SWINGS]
    ends = [end for swing in swings for end in (swing.at_low, swing.at_high)]
    standing = report.value("option_value_office") or 0.0
    scale = min([standing, *ends]), max([standing, *ends])
    return tuple(_told(swing, report, scale, standing) for swing in swings)


def _told(
    swing: Swing, report: LadderReport, scale: tuple[float, float], standing: float
) -> ToldSwing:
    belief = beliefs(report.assumptions)[swing.key]
    unit = _UNITS.get(belief.unit, Said("", ""))
    ends = (swing.low_input, swing.high_input)
    span = "..".join(_end(end, belief.unit) for end in ends)
    # Whole yuan; that of a loss begins with a minus sign.
    low, high = (
        f"{round(end / FEN_PER_YUAN):,}" for end in (swing.at_low, swing.at_high)
    )
    return ToldSwing(
        label=Said(belief.zh, belief.en),
        source=belief.source,
        span=Said(span + unit.zh, span + unit.en),
        at_low=low,
        at_high=high,
        bar=bar_between((swing.at_low, swing.at_high, standing), scale),
    )


def _end(figure: float, unit: str) -> str:
    if unit in ("share", "per year"):
        return f"{100 * figure:g}%"
    return f"{figure / FEN_PER_YUAN:,g}" if unit == "fen" else f"{figure:,g}"
