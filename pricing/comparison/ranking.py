"""Which of several offers is the cheapest, by each of the figures that matter."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import NamedTuple

from pricing.tax import Span

__all__ = ["FIGURES", "Figures", "cheapest"]


class Figures(NamedTuple):
    """What one offer costs in one case [fen].

    `present_value_fen` is on the day that the comparison values all offers;
    `first_stop_fen` is paid by who stops as soon as the offer allows; a worst case
    of None has no limit; a price with VAT or a net cost of None is not known.
    """

    total_fen: int
    price_with_vat: Span | None
    worst_case_fen: int | None
    present_value_fen: int
    first_stop_fen: int
    net_cost: Span | None


# In the order of `Figures`.
FIGURES = (
    "total",
    "price_with_vat",
    "worst_case",
    "present_value",
    "first_stop",
    "net_cost",
)
# As the terms state them: not alike where one price holds VAT and another not.
_STATED = ("total", "worst_case", "present_value", "first_stop")


def cheapest(
    offers: Mapping[str, Figures], *, is_mixed: bool
) -> dict[str, tuple[str, ...]]:
    """Return for each of `FIGURES` the names of the cheapest offers.

    Parameters
    ----------
    offers : mapping of str to Figures
        What each offer costs.
    is_mixed : bool
        Whether some prices hold VAT and others do not; amounts as the terms state
        them are then not ranked.

    Returns
    -------
    dict
        More than one name for a tie; none where the cheapest is not known, where
        nothing has a limit, or where there is nothing to compare with.

    Examples
    --------
    >>> one = Figures(100, Span(100, 100), None, 90, 50, Span(94, 100))
    >>> other = Figures(100, Span(100, 100), 200, 95, 40, Span(98, 98))
    >>> found = cheapest({"A": one, "B": other}, is_mixed=False)
    >>> found["total"], found["worst_case"], found["net_cost"]
    (('A', 'B'), ('B',), ())
    """
    return {
        figure: () if is_mixed and figure in _STATED else _least(offers, number)
        for number, figure in enumerate(FIGURES)
    }


def _least(offers: Mapping[str, Figures], number: int) -> tuple[str, ...]:
    """Return the names that are the cheapest whatever is still open."""
    spans = {name: _bounds(figures, number) for name, figures in offers.items()}
    known = {name: span for name, span in spans.items() if span is not None}
    if len(spans) < 2 or len(known) < len(spans):
        return ()
    if all(low == inf for low, _ in known.values()):
        return ()
    return tuple(
        name
        for name, (_, high) in known.items()
        if all(high <= low for other, (low, _) in known.items() if other != name)
    )


def _bounds(figures: Figures, number: int) -> tuple[float, float] | None:
    """Return the least and the most that a figure may be; None: not known."""
    value = figures[number]
    if isinstance(value, Span):
        return value
    if value is None:
        return (inf, inf) if FIGURES[number] == "worst_case" else None
    return value, value
