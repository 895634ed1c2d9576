"""What money is worth on another day: the one convention of quotes and simulation.

Days count from day 0, the first day of a licence or of a run. A yearly rate is
compounded once a year, actual/365: money grows by ``(1 + rate) ** (days / 365)``,
in leap years too. Quotes compute in decimals of fifty digits and round once, to
whole fen; a simulation computes the same formulas over arrays of floats.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_FLOOR, Context, Decimal, localcontext
from functools import lru_cache
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from pricing.errors import PricingError
from pricing.money import PPM

__all__ = [
    "DAYS_PER_YEAR",
    "DISCOUNT_PPM",
    "RISKLESS_PPM",
    "financing_cost_fen",
    "financing_costs",
    "present_value_fen",
    "present_values",
]

# ASSUMPTION: cost of capital of a small firm, 8 % a year; every quote states it.
DISCOUNT_PPM = 80_000
# ASSUMPTION: rate of safe money, 2 % a year, as the national scenario has it.
RISKLESS_PPM = 20_000
DAYS_PER_YEAR = 365
# Thirty digits more than any amount, so that the one rounding is the last step.
_EXACT = Context(prec=50)
_KNOWN = Context(prec=40)
_ZERO = Decimal(0)

Floats: TypeAlias = NDArray[np.float64]
Number = TypeVar("Number", Decimal, Floats)


def present_value_fen(
    payments: Iterable[tuple[int, int]], *, discount_ppm: int = DISCOUNT_PPM
) -> int:
    """Return what payments are worth on day 0.

    Parameters
    ----------
    payments : iterable of (int, int)
        Days from day 0, and amount [days, fen].
    discount_ppm : int
        Rate per year, compounded once a year [parts per million].

    Returns
    -------
    int
        The sum of ``amount / (1 + rate) ** (days / 365)`` (actual/365), half
        up once [fen].

    Raises
    ------
    PricingError
        For a negative rate.

    Examples
    --------
    >>> present_value_fen([(0, 100_00), (365, 108_00)], discount_ppm=80_000)
    20000
    """
    daily = _daily_growth(discount_ppm)
    with localcontext(_EXACT):
        return _half_up(sum((amount / daily**days for days, amount in payments), _ZERO))


def financing_cost_fen(
    payments: Iterable[tuple[int, int]],
    *,
    capital_cost_ppm: int,
    riskless_ppm: int = RISKLESS_PPM,
    horizon_days: int,
) -> int:
    """Return what it costs to tie up money until the horizon, as value of day 0.

    Parameters
    ----------
    payments : iterable of (int, int)
        Days from day 0, and amount; what is paid after the horizon costs
        nothing here [days, fen].
    capital_cost_ppm : int
        The payer's cost of capital per year [parts per million].
    riskless_ppm : int
        Rate of safe money per year [parts per million].
    horizon_days : int
        Day until which the money is tied up [days].

    Returns
    -------
    int
        The sum of ``amount * ((1 + capital) ** (T - t) - (1 + riskless) **
        (T - t)) / (1 + riskless) ** T``, in years, half up once; negative where
        capital costs less than safe money [fen].

    Raises
    ------
    PricingError
        For a negative rate.

    Examples
    --------
    >>> financing_cost_fen([(0, 100_00), (365, 100_00)], capital_cost_ppm=100_000,
    ...     riskless_ppm=0, horizon_days=5 * 365)
    10746
    """
    capital, safe = _daily_growth(capital_cost_ppm), _daily_growth(riskless_ppm)
    with localcontext(_EXACT):
        costs = (
            _tied_up(Decimal(amount), capital**left, safe**left)
            for days, amount in payments
            if (left := horizon_days - days) > 0
        )
        return _half_up(sum(costs, _ZERO) / safe**horizon_days)


def present_values(amount_fen: Floats, days: Floats, *, rate: Floats | float) -> Floats:
    """Return what each payment is worth on day 0, in floats.

    Parameters
    ----------
    amount_fen, days : array
        Amounts, and days from day 0 [fen, days].
    rate : array or float
        Rate per year [1].

    Returns
    -------
    array of float
        Present values [fen].
    """
    return np.asarray(amount_fen / _growth(rate, days))


def financing_costs(
    amount_fen: Floats,
    days: Floats,
    *,
    capital_cost: Floats | float,
    riskless: float,
    horizon_days: float,
) -> Floats:
    """Return what it costs to tie up each payment, in floats.

    The formula is that of `financing_cost_fen`.

    Parameters
    ----------
    amount_fen, days : array
        Amounts, and days from day 0 [fen, days].
    capital_cost, riskless : array or float
        The payers' cost of capital; rate of safe money [1 per year].
    horizon_days : float
        Day until which the money is tied up [days].

    Returns
    -------
    array of float
        Cost of each payment as value of day 0; 0 after the horizon [fen].

    Examples
    --------
    >>> financing_costs(np.full(3, 100.0), np.array([0.0, 365.0, 2190.0]),
    ...     capital_cost=0.1, riskless=0.0, horizon_days=1825.0).round(2).tolist()
    [61.05, 46.41, 0.0]
    """
    left = np.maximum(horizon_days - days, 0)
    cost = _tied_up(amount_fen, _growth(capital_cost, left), _growth(riskless, left))
    return np.asarray(cost * (1 + riskless) ** (-horizon_days / DAYS_PER_YEAR))


def _tied_up(amount: Number, grown: Number, safely: Number) -> Number:
    """Return what capital earns by the horizon beyond what safe money would."""
    return amount * (grown - safely)


def _growth(rate: Floats | float, days: Floats) -> Floats:
    return np.asarray((1 + rate) ** (days / DAYS_PER_YEAR))


def _half_up(value: Decimal) -> int:
    # The last digits of a power are inexact; without them a half stays a half.
    known = _KNOWN.plus(value)
    return int((known + Decimal("0.5")).to_integral_value(rounding=ROUND_FLOOR))


@lru_cache(maxsize=64)
def _daily_growth(rate_ppm: int) -> Decimal:
    """Return what one yuan grows to in a day."""
    if rate_ppm < 0:
        raise PricingError(
            "A yearly rate is negative.",
            "年利率为负数。",
            mend_en="State a rate of 0 or more.",
            mend_zh="请填写不小于 0 的年利率。",
        )
    yearly = _EXACT.divide(Decimal(PPM + rate_ppm), Decimal(PPM))
    return _EXACT.power(yearly, _EXACT.divide(Decimal(1), Decimal(DAYS_PER_YEAR)))
