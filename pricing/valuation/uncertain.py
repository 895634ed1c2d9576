"""What is not known exactly, as stated distributions that are drawn from in arrays.

A text states one: a number is certain; two are a range in which every value is as
likely; three are lowest, most likely and highest. A word before them names another
shape: ``pert:3..5..9`` weighs the middle more, ``lognormal:5..20`` has its median at
the first and its P90 at the second.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray
from scipy import special

from pricing.errors import PricingError

__all__ = ["SHAPE_LABELS", "FloatArray", "Shape", "Uncertain", "read_uncertain"]

FloatArray: TypeAlias = NDArray[np.float64]
Shape = Literal["certain", "uniform", "triangular", "pert", "lognormal"]
Reader: TypeAlias = Callable[[str], float]

SHAPES: tuple[Shape, ...] = get_args(Shape)
SHAPE_LABELS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "certain": ("确定值", "certain"),
        "uniform": ("均匀分布", "uniform"),
        "triangular": ("三角分布", "triangular"),
        "pert": ("PERT 分布", "PERT"),
        "lognormal": ("对数正态分布", "lognormal"),
    }
)
SEPARATOR = ".."
_COUNTS: Mapping[str, int] = MappingProxyType(
    {"certain": 1, "uniform": 2, "triangular": 3, "pert": 3, "lognormal": 2}
)
_BY_COUNT: Mapping[int, Shape] = MappingProxyType(
    {1: "certain", 2: "uniform", 3: "triangular"}
)
# Standard score of the ninetieth percentile.
_SCORE_P90 = float(special.ndtri(0.9))


@dataclass(frozen=True, slots=True)
class Uncertain:
    """One uncertain quantity.

    Attributes
    ----------
    shape : str
        One of `SHAPE_LABELS`.
    values : tuple of float
        In order: the value; low, high; low, mode, high; or median, P90 [the
        quantity's own unit].
    text : str
        The text that states it.
    """

    shape: Shape
    values: tuple[float, ...]
    text: str

    def at(self, shares: FloatArray) -> FloatArray:
        """Return the quantiles at given shares of probability.

        Fed with uniform draws these are draws of the quantity; the same draws under
        another distribution stay comparable one by one.

        Parameters
        ----------
        shares : array of float
            From 0 to 1 [1].

        Returns
        -------
        array of float
            In the quantity's own unit.

        Examples
        --------
        >>> read_uncertain("2..4..6", float).at(np.array([0.0, 0.5, 1.0])).tolist()
        [2.0, 4.0, 6.0]
        """
        if self.values[0] == self.values[-1]:
            return np.full(shares.shape, self.values[0])
        return _QUANTILES[self.shape](self.values, shares)


def read_uncertain(text: str, read: Reader) -> Uncertain:
    """Read a stated distribution.

    Parameters
    ----------
    text : str
        Such as ``5000000``, ``3000000..9000000``, ``3000000..5000000..9000000``,
        ``pert:3..5..9`` or ``lognormal:5..20``.
    read : callable
        Reads one number of the quantity's kind, and refuses one out of its range.

    Returns
    -------
    Uncertain
        With the numbers as `read` returns them.

    Raises
    ------
    PricingError
        When the text is no distribution, its numbers fall, or `read` refuses one.

    Examples
    --------
    >>> read_uncertain("lognormal:5..20", float).shape
    'lognormal'
    """
    word, colon, rest = text.strip().partition(":")
    numbers = (rest if colon else word).split(SEPARATOR)
    shape = _shape(word.strip() if colon else None, len(numbers), text)
    values = tuple(read(number.strip()) for number in numbers)
    _require_rise(shape, values, text)
    return Uncertain(shape, values, text.strip())


def _shape(word: str | None, count: int, text: str) -> Shape:
    for shape in SHAPES:
        if word == shape and _COUNTS[shape] == count:
            return shape
    if word is None and count in _BY_COUNT:
        return _BY_COUNT[count]
    raise _unreadable(text)


def _require_rise(shape: Shape, values: tuple[float, ...], text: str) -> None:
    if any(later < earlier for earlier, later in pairwise(values)):
        raise _unreadable(text)
    if shape == "lognormal" and values[0] <= 0:
        raise PricingError(
            f'The median of "{_short(text)}" is not above 0.',
            f"“{_short(text)}”的中位数不大于 0。",
            mend_en="A lognormal distribution has a median above 0.",
            mend_zh="对数正态分布的中位数应大于 0。",
        )


def _unreadable(text: str) -> PricingError:
    return PricingError(
        f'"{_short(text)}" states no distribution.',
        f"“{_short(text)}”不是可识别的分布。",
        mend_en="Write a number, low..high, low..likely..high, pert:low..likely..high "
        "or lognormal:median..P90, from the smallest to the largest.",
        mend_zh="请写一个数、低..高、低..最可能..高、pert:低..最可能..高，"
        "或 lognormal:中位数..P90，并从小到大排列。",
    )


def _short(text: str) -> str:
    """Return a text as a message may quote it."""
    shown = text if len(text) <= 60 else f"{text[:60]}..."
    return shown if shown.isprintable() else ascii(shown)


def _certain(values: tuple[float, ...], shares: FloatArray) -> FloatArray:
    return np.full(shares.shape, values[0])


def _uniform(values: tuple[float, ...], shares: FloatArray) -> FloatArray:
    low, high = values
    return low + (high - low) * shares


def _triangular(values: tuple[float, ...], shares: FloatArray) -> FloatArray:
    low, mode, high = values
    width = high - low
    rising = low + np.sqrt(shares * width * (mode - low))
    falling = high - np.sqrt((1 - shares) * width * (high - mode))
    return np.where(shares * width < mode - low, rising, falling)


def _pert(values: tuple[float, ...], shares: FloatArray) -> FloatArray:
    """Return quantiles of the beta distribution whose mean is (low+4*mode+high)/6."""
    low, mode, high = values
    first = 1 + 4 * (mode - low) / (high - low)
    quantiles: FloatArray = special.betaincinv(first, 6 - first, shares)
    return low + (high - low) * quantiles


def _lognormal(values: tuple[float, ...], shares: FloatArray) -> FloatArray:
    median, p90 = values
    spread = np.log(p90 / median) / _SCORE_P90
    return np.asarray(median * np.exp(spread * special.ndtri(shares)))


_QUANTILES: Mapping[str, Callable[[tuple[float, ...], FloatArray], FloatArray]] = (
    MappingProxyType(
        {
            "certain": _certain,
            "uniform": _uniform,
            "triangular": _triangular,
            "pert": _pert,
            "lognormal": _lognormal,
        }
    )
)
