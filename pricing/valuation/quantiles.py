"""Ranges: weighted quantiles of draws, as whole fen or parts per million."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pricing.money import MAX_FEN
from pricing.valuation.uncertain import FloatArray

__all__ = ["SHARES", "Pool", "Range", "pooled_range", "range_of", "weighted_quantiles"]

SHARES = (0.1, 0.5, 0.9)


class Range(NamedTuple):
    """Three quantiles: one in ten lies below `p10`, one in ten above `p90`."""

    p10: int
    p50: int
    p90: int

    def at_most(self, most: int) -> Range:
        """Return the range cut at a limit."""
        return Range(*(min(value, most) for value in self))


class Pool(NamedTuple):
    """Draws and what all of them together weigh."""

    draws: FloatArray
    weight: float


def weighted_quantiles(
    values: FloatArray, weights: FloatArray, shares: Sequence[float] = SHARES
) -> FloatArray:
    """Return quantiles of weighted values.

    A value stands at the middle of its own weight in the running sum, with straight
    lines between; beyond the first and the last middle the extremes hold.

    Parameters
    ----------
    values, weights : array of float
        Of one length, at least one; weights above 0.
    shares : sequence of float
        From 0 to 1 [1].

    Returns
    -------
    array of float
        In the unit of the values.

    Examples
    --------
    >>> weighted_quantiles(np.array([3.0, 1.0]), np.array([1.0, 1.0]), (0.5,)).tolist()
    [2.0]
    """
    order = np.argsort(values, kind="stable")
    parts = weights[order] / weights.sum()
    middles = np.cumsum(parts) - parts / 2
    return np.asarray(np.interp(np.asarray(shares), middles, values[order]))


def range_of(draws: FloatArray) -> Range:
    """Return the range of draws that weigh the same, half up [their own unit].

    Examples
    --------
    >>> range_of(np.array([10.0, 20.0, 30.0]))
    Range(p10=12, p50=20, p90=28)
    """
    return _whole(np.quantile(draws, SHARES))


def pooled_range(pools: Sequence[Pool]) -> Range | None:
    """Return the range of several estimates together, None of none.

    The estimates are mixed, not averaged: where they disagree, the range is wide.

    Parameters
    ----------
    pools : sequence of Pool
        Draws of each estimate with its weight.

    Returns
    -------
    Range or None
        P10, P50 and P90 of the mixture [the draws' own unit].
    """
    told = [pool for pool in pools if pool.weight > 0]
    if not told:
        return None
    weights = [np.full(pool.draws.size, pool.weight / pool.draws.size) for pool in told]
    draws = np.concatenate([pool.draws for pool in told])
    return _whole(weighted_quantiles(draws, np.concatenate(weights)))


def _whole(values: FloatArray) -> Range:
    """Round half up; no estimate is above what amounts may be."""
    low, middle, high = (int(np.floor(min(v, MAX_FEN) + 0.5)) for v in values)
    return Range(low, middle, high)
