"""Ranges as bars on a common scale, in percent: they fit any width."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Bar", "bar_between"]

# A bar is at least as wide as can be seen [percent].
LEAST_WIDTH = 1.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A range as a bar on a common scale [percent of the width]."""

    left: str
    width: str
    middle: str


def bar_between(
    figures: tuple[float, float, float], scale: tuple[float, float]
) -> Bar | None:
    """Return the bar over some figures.

    Parameters
    ----------
    figures : tuple of float
        Two ends, in any order, and the figure that is marked.
    scale : tuple of float
        Where the scale begins and ends; where it has no width there is no bar.

    Examples
    --------
    >>> bar_between((50.0, 25.0, 40.0), (0.0, 100.0))
    Bar(left='25.00%', width='25.00%', middle='40.00%')
    """
    start, stop = scale
    if stop <= start:
        return None
    one, other, middle = (100 * (each - start) / (stop - start) for each in figures)
    width = max(abs(other - one), LEAST_WIDTH)
    left = min(one, other, 100 - width)
    return Bar(f"{left:.2f}%", f"{width:.2f}%", f"{middle:.2f}%")
