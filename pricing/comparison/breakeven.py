"""At which yearly sales one offer becomes cheaper than another.

Sales are the same in every licence year. Totals rise in steps of whole fen, and
may fall where the volume of a year reaches a lower rate, so two offers may change
places more than once: a grid finds the stretches, a search their first fen.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import NamedTuple

import numpy as np

from pricing.errors import AmountOverflow
from pricing.exact import IntArray
from pricing.fixed_fee import FixedFee
from pricing.licences import licences_of
from pricing.licensee import Licensee
from pricing.money import MAX_FEN
from pricing.plan import plan_of, royalty_base
from pricing.schedule import blocks
from pricing.terms import Terms

__all__ = ["Breakeven", "Contender", "Stretch", "breakevens"]

# Points on the grid: even steps up to the most, and equal ratios from one fen on.
_EVEN, _RATIOS = 256, 256
# A stretch is parted into so many pieces at each step of the search.
_PIECES = 64
# The grid reaches to so many times the highest year of the forecast.
_BEYOND = 10


class Contender(NamedTuple):
    """One offer as a licensee would take it."""

    name: str
    terms: Terms
    starts_on: date
    first_sale_on: date | None


class Stretch(NamedTuple):
    """From these yearly sales on, up to the next stretch, who is cheaper.

    Two names are equally dear [fen, or units].
    """

    from_sales: int
    cheaper: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakeven:
    """Which of two offers is cheaper, by yearly sales from 0 up to `searched_to`.

    The first stretch begins at 0; the begin of each later one is exact to the fen
    (or unit): the first sales at which the cheaper offer before it is no longer the
    cheaper. A stretch within one step of the grid may be missed; a step is at most
    1/255 of `searched_to`, and at small sales less than an eighth of the sales.
    """

    offers: tuple[str, str]
    searched_to: int
    stretches: tuple[Stretch, ...]


def breakevens(
    contenders: Sequence[Contender], licensee: Licensee, *, highest_year: int
) -> tuple[Breakeven, ...]:
    """Return for each two offers at which yearly sales they change places.

    Parameters
    ----------
    contenders : sequence of Contender
        Offers with the same base, or without one.
    licensee : Licensee
        Who would pay.
    highest_year : int
        Highest year of any forecast; the search goes to ten times it [fen or units].

    Returns
    -------
    tuple of Breakeven
        By total over the licence, as the terms state it; none for two offers that
        no sales could tell apart, or where the highest year, every year, is beyond
        whole-fen arithmetic.
    """
    if not any(royalty_base(one.terms) for one in contenders) or highest_year <= 0:
        return ()
    sales, totals = _searched(contenders, licensee, highest_year)
    if not totals:
        return ()
    return tuple(
        Breakeven(
            offers=(contenders[one].name, contenders[other].name),
            searched_to=int(sales[-1]),
            stretches=tuple(
                _stretches(
                    _Pair(contenders[one], contenders[other], licensee),
                    sales,
                    np.sign(totals[one] - totals[other]),
                )
            ),
        )
        for one, other in combinations(range(len(contenders)), 2)
    )


def _searched(
    contenders: Sequence[Contender], licensee: Licensee, highest_year: int
) -> tuple[IntArray, list[IntArray]]:
    """Return yearly sales and each total, as far up as arithmetic is exact."""
    for most in (min(_BEYOND * highest_year, MAX_FEN), min(highest_year, MAX_FEN)):
        sales = _grid(contenders, most)
        with suppress(AmountOverflow):
            return sales, [_totals(one, licensee, sales) for one in contenders]
    return np.zeros(0, np.int64), []


class _Pair(NamedTuple):
    one: Contender
    other: Contender
    licensee: Licensee

    def signs(self, sales: IntArray) -> IntArray:
        """Return -1 where the one is cheaper, 1 where the other is, 0 for a tie."""
        one = _totals(self.one, self.licensee, sales)
        signs: IntArray = np.sign(one - _totals(self.other, self.licensee, sales))
        return signs

    def cheaper(self, sign: int) -> tuple[str, ...]:
        """Return who is cheaper where the sign is this."""
        names = (self.one.name, self.other.name)
        return names if sign == 0 else (names[sign > 0],)


def _grid(contenders: Sequence[Contender], most: int) -> IntArray:
    """Return yearly sales from 0 to the most, and both sides of every band limit."""
    even = np.linspace(0, most, _EVEN).astype(np.int64)
    ratios = np.geomspace(1, most, _RATIOS).astype(np.int64)
    limits = np.array(
        [limit for one in contenders for limit in _limits(one.terms)], np.int64
    )
    points = np.concatenate([[0, most], even, ratios, limits, limits + 1])
    return np.unique(points[points <= most])


def _limits(terms: Terms) -> list[int]:
    return [
        limit
        for stage in terms.stages
        for fee in stage.fees
        if not isinstance(fee, FixedFee)
        for limit, _ in fee.bands_in(1)
        if limit is not None
    ]


def _totals(one: Contender, licensee: Licensee, sales: IntArray) -> IntArray:
    """Return the total of a whole licence for each of some constant yearly sales."""
    plan = plan_of(one.terms)
    licences = licences_of(
        plan,
        licensee,
        starts_on=one.starts_on,
        sales_fen=np.repeat(sales[:, np.newaxis], plan.years, axis=1),
        stages_entered=[len(one.terms.stages)] * len(sales),
        first_sale_on=one.first_sale_on,
    )
    return np.concatenate(
        [part.amounts.sum(axis=0) for _, part in blocks(plan, licences)]
    )


def _stretches(pair: _Pair, sales: IntArray, signs: IntArray) -> list[Stretch]:
    """Return the stretches of equal sign, each from its first fen on."""
    found = [Stretch(0, pair.cheaper(int(signs[0])))]
    for place in np.flatnonzero(np.diff(signs)).tolist():
        first = _first_change(pair, (int(sales[place]), int(sales[place + 1])))
        found.append(Stretch(first, pair.cheaper(int(signs[place + 1]))))
    return found


def _first_change(pair: _Pair, within: tuple[int, int]) -> int:
    """Return the first sales with another sign than at the begin of a stretch."""
    low, high = within
    sign = int(pair.signs(np.array([low]))[0])
    while high - low > 1:
        points = np.unique(np.linspace(low, high, _PIECES).astype(np.int64))
        points[-1] = high
        change = int(np.argmax(pair.signs(points) != sign))
        low, high = int(points[change - 1]), int(points[change])
    return high
