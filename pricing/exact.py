"""Exact arithmetic over arrays of whole fen: half up, refused before it wraps.

Steps are done in place on arrays that they made themselves: over a block, each new
array costs as much time as the arithmetic that fills it.
"""

from __future__ import annotations

from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from pricing.errors import AmountOverflow
from pricing.money import MAX_FEN, PPM

__all__ = [
    "MAX_PRODUCT",
    "IntArray",
    "Whole",
    "half_up",
    "per_day",
    "refuse_above",
    "scaled",
]

IntArray: TypeAlias = NDArray[np.int64]
# The same arithmetic for one whole number of Python, which cannot overflow.
Whole = TypeVar("Whole", int, IntArray)

# Products up to this stay below 2^63 after half of the divisor is added.
MAX_PRODUCT = MAX_FEN * PPM


def refuse_above(values: IntArray, limit: int) -> None:
    """Refuse amounts that the following step could not carry exactly.

    Parameters
    ----------
    values : array of int
        Amounts [fen].
    limit : int
        The most that the next step carries [fen].

    Raises
    ------
    AmountOverflow
        Where an amount, with or without its sign, is above the limit.
    """
    if is_above(values, limit):
        raise _overflow(values, limit)


def is_above(values: IntArray, limit: int) -> bool:
    """Return whether an amount, with or without its sign, is above the limit."""
    highest = np.maximum.reduce(values, axis=None, initial=0)
    lowest = np.minimum.reduce(values, axis=None, initial=0)
    return bool(highest > limit or lowest < -limit)


def _overflow(values: IntArray, limit: int) -> AmountOverflow:
    worst = max(int(values.max()), -int(values.min()))
    return AmountOverflow(
        f"A figure of {worst} (fen, or units) is above {limit}.",
        f"数值 {worst}（分或件）超过上限 {limit}。",
        mend_en="Check the figures for surplus zeros.",
        mend_zh="请检查数字是否多写了零。",
    )


def half_up(product: Whole, divisor: int) -> Whole:
    """Divide by an even divisor and round half up: ``floor(x + 1/2)``.

    Parameters
    ----------
    product : int or array of int
        What is divided.
    divisor : int
        An even number above 0.

    Returns
    -------
    int or array of int
        Whole quotients.

    Examples
    --------
    >>> half_up(np.array([5, 4, -5]), 10).tolist()
    [1, 0, 0]
    """
    shifted = product + divisor // 2
    shifted //= divisor
    return shifted


def scaled(amount_fen: IntArray, factor_ppm: IntArray) -> IntArray:
    """Return amounts times a factor, half up.

    Parameters
    ----------
    amount_fen : array
        Amounts [fen].
    factor_ppm : array
        Factors [parts per million].

    Returns
    -------
    array of int
        Products [fen].

    Raises
    ------
    AmountOverflow
        For an amount that times its factor would leave exact int64.

    Examples
    --------
    >>> scaled(np.array([1_00]), np.array([333_333])).tolist()
    [33]
    """
    highest = int(np.maximum.reduce(factor_ppm, axis=None, initial=PPM))
    if is_above(amount_fen, MAX_PRODUCT // highest):
        _refuse_each(amount_fen, MAX_PRODUCT // np.maximum(factor_ppm, PPM))
    return half_up(amount_fen * factor_ppm, PPM)


def _refuse_each(values: IntArray, limits: IntArray) -> None:
    """Hold each amount to a limit of its own: one factor does not narrow another."""
    beyond = (values > limits) | (values < -limits)
    if beyond.any():
        values, limits = np.broadcast_arrays(values, limits)
        raise _overflow(values[beyond], int(limits[beyond].min()))


def per_day(amount: Whole, days: Whole, year_days: Whole) -> Whole:
    """Return the share of a yearly amount for some of the year's days, half up.

    Parameters
    ----------
    amount : array or int
        Amount of the whole year, negative for a loss, at most `MAX_FEN`
        [fen or units].
    days, year_days : array or int
        Days of the share and of the year [days].

    Returns
    -------
    int or array of int
        Shares, in the amount's own unit.

    Examples
    --------
    >>> per_day(np.array([1_000]), np.array([181]), np.array([365])).tolist()
    [496]
    """
    share = amount * days
    share += share
    share += year_days
    share //= 2 * year_days
    return share
