"""The geometry of the price ladder: stages as columns, payments as steps.

Neither axis is to scale, and the page says so. Time is drawn by its square root
and money by a power, with a least width and a least rise, so that the first small
steps, which a reader decides on, do not vanish beside the last ones.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
    rises : tuple of (int, int)
        Months after its start, and what is owed in all from then on [fen].
    has_royalty : bool
        Whether there are payments that depend on sales.
    may_stop : bool
        Whether the licensee may stop when it ends.
    """

    months: int
    rises: tuple[tuple[int, int], ...]
    has_royalty: bool
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
    wedge : str
        Corners of what depends on sales, in a square of 100, or empty.
    cap_y : str
        Where the cap lies [percent of the height], or empty without one.
    """

    weights: tuple[int, ...]
    bars: tuple[Bar, ...]
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
    has_royalty = any(rung.has_royalty for rung in rungs)
    heights = _heights(rungs, cap_fen if has_royalty else None, has_royalty)
    return Drawing(
        weights=weights,
        bars=tuple(_bars(rungs, edges, heights)),
        gates=tuple(
            _percent(edge)
            for rung, edge in zip(rungs[:-1], edges[1:], strict=False)
            if rung.may_stop
        ),
        wedge=_wedge(rungs, edges, heights),
        cap_y=_percent(0) if has_royalty and cap_fen is not None else "",
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
    rungs: Sequence[Rung], cap_fen: int | None, has_royalty: bool
) -> dict[int, float]:
    """Give every amount its height: in order, apart, the highest at the top."""
    levels = sorted({owed for rung in rungs for _, owed in rung.rises} - {0})
    top = cap_fen or max(levels, default=1)
    # Without a cap, what depends on sales needs room above what is certain.
    room = SURE_PART if has_royalty and cap_fen is None else 100.0
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
    for number, rung in enumerate(rungs):
        left, width = edges[number], edges[number + 1] - edges[number]
        starts = [0, *(after for after, _ in rung.rises)]
        levels = [owed, *(level for _, level in rung.rises)]
        ends = [*starts[1:], rung.months]
        for start, end, level in zip(starts, ends, levels, strict=True):
            if end > start:
                yield _bar(
                    left + width * start / rung.months,
                    width * (end - start) / rung.months,
                    heights[level],
                    _depth(number, len(rungs)),
                )
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
    with_royalty = [number for number, rung in enumerate(rungs) if rung.has_royalty]
    if not with_royalty:
        return ""
    first, last = with_royalty[0], with_royalty[-1]
    before = [owed for rung in rungs[:first] for _, owed in rung.rises]
    start = 100 - heights[before[-1] if before else 0]
    left, right = edges[first], edges[last + 1]
    corners = ((left, start), (right, 0), (right, 100), (left, 100))
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in corners)


def _percent(value: float) -> str:
    return f"{value:.2f}%"
