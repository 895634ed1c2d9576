"""What a licence costs by licence year."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from pricing.block import CREDIT, FIXED, MINIMUM, ROYALTY, Block
from pricing.dates import as_date
from pricing.exact import per_day
from pricing.plan import Plan

__all__ = ["YearCost", "year_costs"]

# Fixed fees, royalties and credits: a minimum is a royalty.
_COLUMNS = {FIXED: 0, ROYALTY: 1, MINIMUM: 1, CREDIT: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCost:
    """One licence year: its base, and what is paid for it.

    A royalty belongs to the year that it is charged for, a fixed fee to the year
    in which it falls due; a credit goes with what it pays [fen].
    """

    year: int
    starts_on: date
    ends_on: date
    base: int
    fixed_fen: int
    royalty_fen: int
    credit_fen: int
    total_fen: int


def year_costs(
    plan: Plan, block: Block, licence: int, forecast: Sequence[int]
) -> tuple[YearCost, ...]:
    """Return the cost of each licence year of one licence.

    Parameters
    ----------
    plan, block : Plan, Block
        The terms, and the payments that hold the licence.
    licence : int
        Which licence of the block.
    forecast : sequence of int
        Base of licence years 1, 2, ... [fen or units].

    Returns
    -------
    tuple of YearCost
        In order [fen].
    """
    when = block.when
    starts = when.year_starts[:, licence].tolist()
    end = int(when.ends[licence])
    count = max(sum(start < end for start in starts), 1)
    fixed, royalties, credits = _sums(block, licence, starts[:count])
    days = when.year_days[:, licence].tolist()
    stretches = _sales_stretches(plan, block, licence)
    ends = [*starts[1:count], end]
    return tuple(
        YearCost(
            year=year + 1,
            starts_on=as_date(starts[year]),
            ends_on=as_date(ends[year] - 1),
            base=_base(
                forecast[year] if year < len(forecast) else 0,
                _Year(starts[year], days[year]),
                stretches,
            ),
            fixed_fen=fixed[year],
            royalty_fen=royalties[year],
            credit_fen=credits[year],
            total_fen=fixed[year] + royalties[year] + credits[year],
        )
        for year in range(count)
    )


def _sums(block: Block, licence: int, starts: list[int]) -> list[list[int]]:
    """Return what fixed fees, royalties and credits cost in each licence year.

    What falls due after the last year counts in it.
    """
    sums = [[0] * len(starts) for _ in range(3)]
    rows = zip(
        block.amounts[:, licence].tolist(),
        block.kinds[:, licence].tolist(),
        block.rows.years.tolist(),
        block.on[:, licence].tolist(),
        strict=True,
    )
    for amount, kind, year, day in rows:
        if amount:
            number = min(year or bisect_right(starts, day), len(starts))
            sums[_COLUMNS[kind]][number - 1] += amount
    return sums


class _Year(NamedTuple):
    first_day: int
    days: int


def _sales_stretches(plan: Plan, block: Block, licence: int) -> list[tuple[int, int]]:
    """Return the days on which sales are allowed and expected, stage by stage."""
    when = block.when
    starts, end = when.stage_starts[:, licence].tolist(), int(when.ends[licence])
    sold = starts[0] if when.first_sales is None else int(when.first_sales[licence])
    return [
        (max(begin, sold), min(stop, end))
        for (begin, stop), is_allowed in zip(
            pairwise(starts), plan.allows_sales, strict=True
        )
        if is_allowed
    ]


def _base(forecast: int, year: _Year, stretches: list[tuple[int, int]]) -> int:
    """Return the part of a year's forecast on days on which sales are allowed."""
    first, days = year
    total = 0
    for begin, stop in stretches:
        bounds = (max(begin - first, 0), min(stop - first, days))
        if bounds[0] < bounds[1]:
            before, until = (per_day(forecast, bound, days) for bound in bounds)
            total += until - before
    return total
