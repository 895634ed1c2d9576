"""Means over replications, with 95 % intervals by Student's t."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

CONFIDENCE = 0.95
FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean with its interval; what cannot be said is None, with a reason."""

    mean: float | None
    low: float | None
    high: float | None
    replications: int
    reason: str | None = None


def interval(values: NDArray[np.float64]) -> Interval:
    """Return the mean over replications and its interval.

    Parameters
    ----------
    values : array of float
        One value a replication; NaN where a replication says nothing.

    Examples
    --------
    >>> found = interval(np.array([1.0, 2.0, 3.0]))
    >>> found.mean, round(found.high, 3)
    (2.0, 4.484)
    """
    known = values[~np.isnan(values)]
    count = len(known)
    if count == 0:
        return _unknown(None, 0, "no such firm in any replication")
    mean = float(known.mean())
    if count < FEWEST:
        return _unknown(mean, count, "an interval needs two replications")
    half = float(stdtrit(count - 1, (1 + CONFIDENCE) / 2)) * _error_of_mean(known)
    return Interval(mean=mean, low=mean - half, high=mean + half, replications=count)


def ratio_values(
    above: NDArray[np.float64], below: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return values whose mean is the ratio of totals, and whose spread is its own.

    The mean of each replication's ratio would be too high where the denominator is
    small. This is the delta method: ratio + residual / mean denominator.

    Parameters
    ----------
    above, below : array of float
        Numerators and denominators, one a replication.

    Examples
    --------
    >>> values = ratio_values(np.array([10.0, 2.0]), np.array([5.0, 1.0]))
    >>> values.tolist()
    [2.0, 2.0]
    """
    if not below.any():
        return np.full(len(below), np.nan)
    ratio = above.sum() / below.sum()
    return np.asarray(ratio + (above - ratio * below) / below.mean())


def _error_of_mean(values: NDArray[np.float64]) -> float:
    return float(values.std(ddof=1) / np.sqrt(len(values)))


def _unknown(mean: float | None, count: int, reason: str) -> Interval:
    return Interval(mean=mean, low=None, high=None, replications=count, reason=reason)
