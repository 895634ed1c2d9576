"""Which input a figure hangs on: each moved over its range, the others held."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pricing.errors import FactImpossible

__all__ = ["Swing", "tornado"]

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Swing:
    """What one input does to a figure.

    Attributes
    ----------
    key : str
        Name of the input.
    low_input, high_input : float
        The ends of its range [its own unit].
    at_low, at_high : float
        The figure there, all other inputs as they stand [the figure's unit].
    spread : float
        Largest less smallest of the figure at both ends and as it stands.
    """

    key: str
    low_input: float
    high_input: float
    at_low: float
    at_high: float
    spread: float


def tornado(
    figure: Callable[[Figures], float],
    inputs: Figures,
    *,
    ranges: Mapping[str, tuple[float, float]],
) -> tuple[Swing, ...]:
    """Return how far each input moves a figure, the widest swing first.

    Parameters
    ----------
    figure : callable
        Takes all inputs by name and returns the figure.
    inputs : mapping of str to float
        The inputs as they stand.
    ranges : mapping of str to (float, float)
        Low and high end of those to be moved.

    Returns
    -------
    tuple of Swing
        By spread, falling; equal spreads in the order of `ranges`.

    Raises
    ------
    FactImpossible
        For a range of an unknown input, or one whose ends are reversed.

    Notes
    -----
    One at a time: what two inputs do together does not show. The spread counts the
    figure as it stands too, so that an input with its best value inside its range
    is not taken for harmless.

    Examples
    --------
    >>> found = tornado(
    ...     lambda given: given["a"] * given["b"],
    ...     {"a": 2.0, "b": 3.0},
    ...     ranges={"a": (1.0, 3.0), "b": (0.0, 4.0)},
    ... )
    >>> [(one.key, one.at_low, one.at_high, one.spread) for one in found]
    [('b', 0.0, 8.0, 8.0), ('a', 3.0, 9.0, 6.0)]
    """
    standing = figure(MappingProxyType(dict(inputs)))
    swings = []
    for key, (low, high) in ranges.items():
        if key not in inputs or not low <= high:
            raise _unknown(key, low, high)
        moved = [MappingProxyType({**inputs, key: end}) for end in (low, high)]
        at_low, at_high = (figure(one) for one in moved)
        spread = max(at_low, at_high, standing) - min(at_low, at_high, standing)
        swings.append(Swing(key, low, high, at_low, at_high, spread))
    return tuple(sorted(swings, key=lambda swing: -swing.spread))


def _unknown(key: str, low: float, high: float) -> FactImpossible:
    return FactImpossible(
        f"The range {low} to {high} of {key} is none of an input's.",
        f"{key} 的范围 {low} 至 {high} 无效。",
        mend_en="Name an input, with its low end first.",
        mend_zh="请写已有的输入，并从小到大填写范围。",
    )
