"""The geometry of the price ladder: stages as columns, payments as steps.

Neither axis is to scale, and the page says so. Time is drawn by its square root
and money by a power, with a least width and a least rise, so that the first small
steps, which a reader decides on, do not vanish beside the last ones.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

LEAST_WEIGHT, MOST_WEIGHT = 4, 24
DAYS_PER_MONTH = 30.44
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
    days : int
        How long it lasts [days].
    rises : tuple of (int, int)
        Days into it, and what is certain to be owed in all from then on [days, fen].
    expected_fen : int or None
        What is owed in all by its end under a forecast of sales, None without
        one [fen].
    varies : bool
        Whether what it costs depends on sales.
    may_stop : bool
        Whether the licensee may stop when it ends.
    """

    days: int
    rises: tuple[tuple[int, int], ...]
    expected_fen: int | None
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
    gates : tuple of str
        Where the licensee may stop [percent of the width].
    wedge, expected : str
        Corners of what depends on sales, up to the most and under a forecast, in
        a square of 100; or empty.
    cap_y : str
        Where the cap lies [percent of the height], or empty without one.
    """

    weights: tuple[int, ...]
    bars: tuple[Bar, ...]
    gates: tuple[str, ...]
    wedge: str
    expected: str
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
        bars=tuple(_bars(rungs, edges, heights)),
        expected=_expected(rungs, edges, heights),
        gates=tuple(
            _percent(edge)
            for rung, edge in zip(rungs[:-1], edges[1:], strict=False)
            if rung.may_stop
        ),
        wedge=_wedge(rungs, edges, heights),
        cap_y=_percent(0) if varies and cap_fen is not None else "",
    )


def weight(days: int) -> int:
    """Return the width of a stage of some days, relative to others.

    Examples
    --------
    >>> weight(30), weight(181), weight(366), weight(1645), weight(7300)
    (4, 5, 7, 15, 24)
    """
    months = max(days, 0) / DAYS_PER_MONTH
    return min(max(LEAST_WEIGHT, round(2 * sqrt(months))), MOST_WEIGHT)


def _weights(rungs: Sequence[Rung]) -> tuple[int, ...]:
    wanted = [weight(rung.days) for rung in rungs]
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
    owed = {total for rung in rungs for _, total in rung.rises}
    levels = sorted((owed | {rung.expected_fen or 0 for rung in rungs}) - {0})
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
    rungs: Sequence[Rung], edges: Sequence[float], heights: dict[int, float]
) -> Iterable[Bar]:
    owed = 0
    for number, (rung, (left, right)) in enumerate(
        zip(rungs, pairwise(edges), strict=True)
    ):
        days = max(rung.days, 1)
        starts = [0, *(min(day, days) for day, _ in rung.rises)]
        levels = [owed, *(total for _, total in rung.rises)]
        share = (right - left) / days
        for start, end, level in zip(starts, [*starts[1:], days], levels, strict=True):
            if end > start:
                x, width = left + share * start, share * (end - start)
                yield _bar(x, width, heights[level], _depth(number, len(rungs)))
        owed = levels[-1]


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
    start = heights[_owed_on_entry(rungs, first)]
    return _corners([(edges[first], start), (edges[last + 1], 100.0)])


def _expected(
    rungs: Sequence[Rung], edges: Sequence[float], heights: dict[int, float]
) -> str:
    """Return a rise through what is expected by the end of each stage."""
    ends = [
        (number, heights[rung.expected_fen])
        for number, rung in enumerate(rungs)
        if rung.expected_fen is not None
    ]
    if not ends:
        return ""
    first = ends[0][0]
    start = heights[_owed_on_entry(rungs, first)]
    rise = [(edges[number + 1], height) for number, height in ends]
    return _corners([(edges[first], start), *rise])


def _owed_on_entry(rungs: Sequence[Rung], number: int) -> int:
    totals = [total for rung in rungs[:number] for _, total in rung.rises]
    totals += [total for day, total in rungs[number].rises if day <= 0]
    return totals[-1] if totals else 0


def _corners(rise: Sequence[tuple[float, float]]) -> str:
    """Close a rise to an area down to the ground."""
    corners = [*rise, (rise[-1][0], 0.0), (rise[0][0], 0.0)]
    return " ".join(f"{x:.2f},{100 - height:.2f}" for x, height in corners)


def _percent(value: float) -> str:
    return f"{value:.2f}%"
