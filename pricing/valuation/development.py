"""What a firm has to do before it sells, and what it may hope for then.

Technical risk stands here as actual chances of success by readiness; market risk as a
volatility of its own. The spread of values among patents (a standard deviation of the
log near 2) is neither, and is refused as a volatility.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, prod
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from pricing.errors import FactImpossible
from pricing.valuation.readiness import readiness_of

__all__ = [
    "MOST_VOLATILITY",
    "PHASES",
    "Likely",
    "Phase",
    "Project",
    "market_moves",
    "phase_chances",
]

Floats = NDArray[np.float64]

MONTHS_PER_YEAR = 12
MOST_PHASES = 6
# Markets move by 0.2-0.6 a year. A figure above this is the spread of patent values.
MOST_VOLATILITY = 1.0
PHASES = ("trial", "pilot", "launch")


class Likely(NamedTuple):
    """A likely value, and the lowest and highest thought plausible."""

    low: float
    likely: float
    high: float


# ASSUMPTION: actual chances that each phase succeeds, once begun. Their product is
# the chance of the same level in `pricing.valuation.readiness`.
_CHANCES: Mapping[str, tuple[Likely, Likely, Likely]] = MappingProxyType(
    {
        "lab": (
            Likely(0.20, 0.35, 0.50),
            Likely(0.30, 0.52, 0.70),
            Likely(0.65, 0.82, 0.95),
        ),
        "prototype": (
            Likely(0.45, 0.65, 0.80),
            Likely(0.45, 0.65, 0.80),
            Likely(0.65, 0.83, 0.95),
        ),
        "pilot": (
            Likely(0.70, 0.85, 0.95),
            Likely(0.65, 0.82, 0.95),
            Likely(0.70, 0.86, 0.95),
        ),
        "proven": (
            Likely(0.94, 0.98, 1.0),
            Likely(0.94, 0.98, 1.0),
            Likely(0.95, 0.99, 1.0),
        ),
    }
)


def phase_chances(readiness: str) -> tuple[Likely, Likely, Likely]:
    """Return the chances of trial, pilot and launch at a level of readiness.

    Raises
    ------
    PricingError
        When there is no such level.

    Examples
    --------
    >>> [chance.likely for chance in phase_chances("prototype")]
    [0.65, 0.65, 0.83]
    """
    readiness_of(readiness)
    return _CHANCES[readiness]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One phase of development; at its end it has succeeded or failed.

    Attributes
    ----------
    months : int
        How long it takes [months].
    cost_fen : int
        What the firm spends at its beginning, fees apart [fen].
    success : float
        Actual chance that it succeeds, once begun [1].
    """

    months: int
    cost_fen: int
    success: float

    def __post_init__(self) -> None:
        """Refuse what no phase can be."""
        _require(1 <= self.months <= 360, "A phase takes 1 to 360 months.", "月数")
        _require(self.cost_fen >= 0, "The cost of a phase is negative.", "研发支出")
        _require(0 <= self.success <= 1, "A chance lies between 0 and 1.", "成功概率")


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What one firm would do with the technology.

    Attributes
    ----------
    phases : tuple of Phase
        In order, one to six; production begins when the last one succeeds.
    sales_fen : tuple of int
        Expected net sales in years 1, 2, ... of production, before rivals take
        their part; later years count 0 [fen].
    margin : float
        Profit that the technology adds, before fees [per sales].
    firm_rate, office_rate : float
        Discount rates, which carry the market's risk [per year].
    volatility : float
        Market volatility of sales, 0 to 1 [per root year].
    leakage : float
        Part of the sales lost to rival licensees, continuous [per year].
    unit_price_fen : int or None
        Price of a unit, where a royalty is on units [fen].
    """

    phases: tuple[Phase, ...]
    sales_fen: tuple[int, ...]
    margin: float
    firm_rate: float
    office_rate: float
    volatility: float = 0.0
    leakage: float = 0.0
    unit_price_fen: int | None = None

    def __post_init__(self) -> None:
        """Refuse what no project can be."""
        _require(
            1 <= len(self.phases) <= MOST_PHASES, "A project has 1 to 6 phases.", "阶段"
        )
        sales = self.sales_fen
        _require(min(sales, default=0) >= 0, "A forecast is negative.", "销售预测")
        _require(0 <= self.margin <= 1, "A margin lies between 0 and 1.", "利润率")
        for rate in (self.firm_rate, self.office_rate):
            _require(0 <= rate <= 2, "A discount rate lies between 0 and 2.", "贴现率")
        _require(
            0 <= self.volatility <= MOST_VOLATILITY,
            "A market volatility lies between 0 and 1; the spread of values among "
            "patents is no volatility.",
            "市场波动率（不是专利价值的横截面离散度）",
        )
        _require(0 <= self.leakage <= 1, "Leakage lies between 0 and 1.", "价值流失率")
        price = self.unit_price_fen
        _require(
            price is None or price > 0, "The price of a unit is not above 0.", "单价"
        )

    @property
    def gate_months(self) -> tuple[int, ...]:
        """The month in which each phase ends, from the licence's start [months]."""
        ends = np.cumsum([phase.months for phase in self.phases])
        return tuple(int(end) for end in ends)

    @property
    def begin_months(self) -> tuple[int, ...]:
        """The month in which each phase begins [months]."""
        return (0, *self.gate_months[:-1])

    @property
    def success(self) -> float:
        """The chance that every phase succeeds [1]."""
        return prod(phase.success for phase in self.phases)

    def yearly_sales(self, years: int) -> Floats:
        """Return sales by licence year, in a market as expected.

        The year in which production begins has the sales of a whole year; they are
        those of its later days only [fen].
        """
        begin = self.gate_months[-1]
        first, late = divmod(begin, MONTHS_PER_YEAR)
        left = [
            sales * exp(-self.leakage * (begin / MONTHS_PER_YEAR + year + 0.5))
            for year, sales in enumerate(self.sales_fen)
        ]
        by_year = np.zeros(max(years, first + len(left) + 1))
        share = late / MONTHS_PER_YEAR
        for year, sales in enumerate(left):
            by_year[first + year] += sales * (1 - share)
            by_year[first + year + 1] += sales * share
        if left:
            by_year[first] = left[0]
        return by_year[:years]


def market_moves(volatility: float, years: float, *, points: int) -> Floats:
    """Return equally likely factors by which a market may move.

    Parameters
    ----------
    volatility : float
        Standard deviation of the log over a year [per root year].
    years : float
        How long it moves [years].
    points : int
        How many equally likely parts the lognormal distribution is cut into; each
        factor is the mean of its part.

    Returns
    -------
    array
        Factors with mean 1, rising; one alone without volatility [1].

    Notes
    -----
    A mean hides what happens within its part, so that options come out a little too
    low, by less the more parts there are, and never too high.

    Examples
    --------
    >>> market_moves(0.4, 1.0, points=3).round(3).tolist()
    [0.609, 0.928, 1.463]
    """
    if volatility == 0:
        return np.ones(1)
    spread = volatility * np.sqrt(years)
    bounds = ndtri(np.linspace(0, 1, points + 1))
    return np.asarray(points * np.diff(ndtr(bounds - spread)))


def _require(is_sound: bool, message_en: str, what_zh: str) -> None:
    if not is_sound:
        raise FactImpossible(
            message_en,
            f"{what_zh}超出可能的范围。",
            mend_en="Check the figures of the project.",
            mend_zh="请检查项目的各项数字。",
        )
