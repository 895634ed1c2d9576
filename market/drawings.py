"""The geometry of the price ladder: stages as columns, payments as steps.

Neither axis is to scale, and the page says so. Time is drawn by its square root
and money by a power, with a least width and a least rise, so that the first small
steps, which a reader decides on, do not vanish beside the last ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

LEAST_WEIGHT, MOST_WEIGHT = 4, 24
# Of the width that a stage would have if all were equal.
LEAST_SHARE = 0.55
MONEY_POWER = 0.4
# All in percent of the height of the plot.
LEAST_RISE = 9.0
GROUND = 1.5
SURE_PART = 55.0
DEPTHS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One stage, as far as it is drawn.

    Attributes
    ----------
    months : int
        How long it lasts [months].
    owed_fen : int
        What is certain to be owed in all by its end [fen].
    expected_fen : int
        The same under a forecast of sales [fen].
    varies : bool
        Whether what it costs depends on sales.
    may_stop : bool
        Whether the licensee may stop when it ends.
    """

    months: int
    owed_fen: int
    expected_fen: int
    varies: bool
    may_stop: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle [percent of the plot], the deeper in colour the later."""

    x: str
    y: str
    width: str
    height: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A ladder ready to be drawn.

    Attributes
    ----------
    weights : tuple of int
        The width of each stage, relative to the others.
    bars : tuple of Bar
        What is owed for certain.
    expected : tuple of Bar
        What is owed under a forecast, where that is more.
    gates : tuple of str
        Where the licensee may stop [percent of the width].
    wedge : str
        Corners of what depends on sales, in a square of 100, or empty.
    cap_y : str
        Where the cap lies [percent of the height], or empty without one.
    """

    weights: tuple[int, ...]
    bars: tuple[Bar, ...]
    expected: tuple[Bar, ...]
    gates: tuple[str, ...]
    wedge: str
    cap_y: str


def draw(rungs: Sequence[Rung], cap_fen: int | None) -> Drawing:
    """Lay out a ladder.

    Parameters
    ----------
    rungs : sequence of Rung
        The stages in order; at least one.
    cap_fen : int or None
        The most that is ever owed, None where nothing limits it [fen].

    Returns
    -------
    Drawing
        In percent, so that it fits any width.
    """
    weights = _weights(rungs)
    edges = _edges(weights)
    varies = any(rung.varies for rung in rungs)
    heights = _heights(rungs, cap_fen, varies=varies)
    return Drawing(
        weights=weights,
        bars=_bars([rung.owed_fen for rung in rungs], edges, heights),
        expected=_expected(rungs, edges, heights),
        gates=tuple(
            _percent(edge)
            for rung, edge in zip(rungs[:-1], edges[1:], strict=False)
            if rung.may_stop
        ),
        wedge=_wedge(rungs, edges, heights),
        cap_y=_percent(0) if varies and cap_fen is not None else "",
    )


def weight(months: int) -> int:
    """Return the width of a stage relative to others.

    Examples
    --------
    >>> weight(1), weight(6), weight(12), weight(54), weight(240)
    (4, 5, 7, 15, 24)
    """
    return min(max(LEAST_WEIGHT, round(2 * sqrt(months))), MOST_WEIGHT)


def _weights(rungs: Sequence[Rung]) -> tuple[int, ...]:
    wanted = [weight(rung.months) for rung in rungs]
    least = round(LEAST_SHARE * sum(wanted) / len(wanted))
    return tuple(max(each, least) for each in wanted)


def _edges(weights: Sequence[int]) -> list[float]:
    edges, total, run = [0.0], sum(weights), 0
    for each in weights:
        run += each
        edges.append(100 * run / total)
    return edges


def _heights(
    rungs: Sequence[Rung], cap_fen: int | None, *, varies: bool
) -> dict[int, float]:
    """Give every amount its height: in order, apart, the highest at the top."""
    owed = {rung.owed_fen for rung in rungs} | {rung.expected_fen for rung in rungs}
    levels = sorted(owed - {0})
    top = max(cap_fen or 0, *levels, 1)
    # Without a cap, what depends on sales needs room above what is certain.
    room = SURE_PART if varies and cap_fen is None else 100.0
    least = min(LEAST_RISE, room / (len(levels) + 1))
    heights, below = {0: GROUND}, 0.0
    for level in levels:
        below = max(room * (level / top) ** MONEY_POWER, below + least)
        heights[level] = below
    shrink = min(1.0, room / below) if below else 1.0
    return {level: max(GROUND, shrink * high) for level, high in heights.items()}


def _bars(
    levels: Sequence[int], edges: Sequence[float], heights: dict[int, float]
) -> tuple[Bar, ...]:
    return tuple(
        _bar(left, right - left, heights[level], _depth(number, len(levels)))
        for number, (level, (left, right)) in enumerate(
            zip(levels, pairwise(edges), strict=True)
        )
    )


def _expected(
    rungs: Sequence[Rung], edges: Sequence[float], heights: dict[int, float]
) -> tuple[Bar, ...]:
    bars = _bars([rung.expected_fen for rung in rungs], edges, heights)
    return tuple(
        bar
        for rung, bar in zip(rungs, bars, strict=True)
        if rung.expected_fen > rung.owed_fen
    )


def _bar(x: float, width: float, height: float, depth: int) -> Bar:
    return Bar(
        _percent(x), _percent(100 - height), _percent(width), _percent(height), depth
    )


def _depth(number: int, count: int) -> int:
    return DEPTHS - (count - 1 - number) * DEPTHS // max(count, 1)


def _wedge(
    rungs: Sequence[Rung], edges: Sequence[float], heights: dict[int, float]
) -> str:
    """Return a rise from what is certain at first to the top at last."""
    varying = [number for number, rung in enumerate(rungs) if rung.varies]
    if not varying:
        return ""
    first, last = varying[0], varying[-1]
    start = 100 - heights[rungs[first - 1].owed_fen if first else 0]
    left, right = edges[first], edges[last + 1]
    corners = ((left, start), (right, 0), (right, 100), (left, 100))
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in corners)


def _percent(value: float) -> str:
    return f"{value:.2f}%"
