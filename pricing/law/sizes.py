"""The size class of a firm by its industry, from what is known of its figures.

The standard of 2011 asks for one or two of staff, revenue and assets. A figure
that is not known is missed only where it could change the class.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pricing.errors import FactImpossible, FactMissing
from pricing.law.figures import figure
from pricing.law.size_limits import FIGURE, METRIC_NAMES, Limits, limits_of, row_of

__all__ = ["FirmSize", "size_of"]

# What the standard calls 万元 is 10,000 yuan.
FEN_PER_WAN = 1_000_000
CLASSES = ("micro", "small", "medium", "large")
CLASS_NAMES = (
    ("微型企业", "micro firm"),
    ("小型企业", "small firm"),
    ("中型企业", "medium firm"),
    ("大型企业", "large firm"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmSize:
    """A derived size class and the reason for it.

    Attributes
    ----------
    size : str
        ``"micro"``, ``"small"``, ``"medium"`` or ``"large"``.
    industry : str
        The industry whose limits were used.
    metrics : tuple of str
        The figures that the answer rests on: staff, revenue, assets.
    reason_zh, reason_en : str
        One sentence with the limits that decided.
    confidence : str
        How sure those limits are, V1 to U.
    source : str
        Where they were read.
    """

    size: str
    industry: str
    metrics: tuple[str, ...]
    reason_zh: str
    reason_en: str
    confidence: str
    source: str


def size_of(
    industry: str,
    *,
    day: date,
    staff: int | None = None,
    revenue_fen: int | None = None,
    assets_fen: int | None = None,
) -> FirmSize:
    """Return the size class of a firm from the figures of its last year.

    Parameters
    ----------
    industry : str
        One of `pricing.law.size_limits.sized_industries`.
    day : date
        Day on which the size is asked for.
    staff : int or None
        People employed at the year's end [persons]; None where not known.
    revenue_fen, assets_fen : int or None
        Revenue of the year and total assets at its end [fen].

    Returns
    -------
    FirmSize
        Size class, with the figures that decide.

    Raises
    ------
    FactMissing
        Where a figure that is not known could change the class.
    FactImpossible
        For an unknown industry or a negative figure.
    FigureNotFound
        Before the standard's first day.

    Notes
    -----
    By 工信部联企业〔2011〕300号 a firm is small or medium below the limit of any one
    metric; a class needs all of its lower limits, else the class beneath holds.

    Examples
    --------
    >>> mill = size_of("manufacturing", staff=300, revenue_fen=2_000_000_000,
    ...     day=date(2026, 11, 23))
    >>> mill.size
    'medium'
    >>> size_of("manufacturing", staff=19, day=date(2026, 11, 23)).size
    'micro'
    """
    row = row_of(industry, day)
    limits = limits_of(row)
    facts = _sound({"staff": staff, "revenue": revenue_fen, "assets": assets_fen})
    standings = _standings(limits, facts)
    # Below the upper limit of any one figure a firm is medium at most, and a class
    # asks for the lower limits of all figures: so the lowest standing decides.
    least = min(standings.values(), default=len(CLASSES) - 1)
    if least and len(standings) < len(limits):
        raise _missing(row, [limit for limit in limits if limit not in standings])
    return _derived(industry, row, standings, day=day)


def _derived(
    industry: str,
    row: Mapping[str, Any],
    standings: Mapping[Limits, int],
    *,
    day: date,
) -> FirmSize:
    least = min(standings.values())
    deciding = [limit for limit, standing in standings.items() if standing == least]
    zh, en = _reason(row, least, deciding)
    return FirmSize(
        size=CLASSES[least],
        industry=industry,
        metrics=tuple(limit.metric for limit in standings),
        reason_zh=zh,
        reason_en=en,
        confidence=_confidence(row, least, day),
        source=figure(FIGURE).source_on(day),
    )


def _sound(facts: dict[str, int | None]) -> dict[str, int | None]:
    """Return a firm's figures, none of which may be negative."""
    for metric, value in facts.items():
        if value is not None and value < 0:
            zh, en = METRIC_NAMES[metric]
            raise FactImpossible(
                f"The {en} of a firm cannot be negative: {value}.",
                f"企业的{zh}不能为负数：{value}。",
                mend_en="Give the figure of the last year, 0 or more.",
                mend_zh="请填写上一年度的数值，不小于 0。",
            )
    return facts


def _standings(
    limits: Sequence[Limits], facts: Mapping[str, int | None]
) -> dict[Limits, int]:
    """Return how far each known figure reaches."""
    return {
        limit: _standing(limit, value)
        for limit in limits
        if (value := facts[limit.metric]) is not None
    }


def _standing(limit: Limits, value: int) -> int:
    """Return how many limits of a metric a figure reaches: 0 to 3."""
    unit = 1 if limit.metric == "staff" else FEN_PER_WAN
    return sum(value >= bound * unit for bound in limit.bounds)


def _missing(row: Mapping[str, Any], limits: Sequence[Limits]) -> FactMissing:
    zh, en = zip(*(METRIC_NAMES[limit.metric] for limit in limits), strict=True)
    return FactMissing(
        f"The size of a firm in {row['name_en']} also rests on its "
        f"{' and '.join(en)}, which is not known.",
        f"{row['name_zh']}企业的规模还取决于{'和'.join(zh)}，而该数据未知。",
        mend_en="Give the figure of the last year.",
        mend_zh="请补充上一年度的数据。",
    )


def _reason(
    row: Mapping[str, Any], standing: int, deciding: Sequence[Limits]
) -> tuple[str, str]:
    """Say which limits decided: those reached, or the one that was not."""
    zh, en = CLASS_NAMES[min(standing + 1, len(CLASS_NAMES) - 1)]
    if standing == len(CLASSES) - 1:
        bounds = [limit.amount(standing - 1) for limit in deciding]
        return (
            f"{row['name_zh']}：{'、'.join(zh for zh, _ in bounds)}均已达到，"
            "不低于中小微型企业的上限。",
            f"In {row['name_en']}: {' and '.join(en for _, en in bounds)} reached, "
            "the limit below which firms are small or medium.",
        )
    bounds = [limit.amount(standing) for limit in deciding]
    return (
        f"{row['name_zh']}：{'、'.join(zh for zh, _ in bounds)}未达到，不属于{zh}。",
        f"In {row['name_en']}: {' and '.join(en for _, en in bounds)} not reached, "
        f"so it is no {en}.",
    )


def _confidence(row: Mapping[str, Any], standing: int, day: date) -> str:
    """Return how sure the limits are that part this class from its neighbours."""
    rests_on_medium = CLASSES[standing] in ("small", "medium")
    sure: str = figure(FIGURE).confidence_on(day)
    return str(row.get("medium_confidence", sure)) if rests_on_medium else sure
