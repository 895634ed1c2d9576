"""What a licence costs by licence year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from pricing.block import CREDIT, FIXED, Block
from pricing.dates import as_date
from pricing.exact import IntArray, per_day
from pricing.plan import Plan

__all__ = ["YearCost", "year_costs"]


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
    """
    when, amounts = block.when, block.amounts[:, licence]
    starts = when.year_starts[:, licence]
    count = max(int((starts < when.ends[licence]).sum()), 1)
    year_of = _year_of_rows(block, licence, starts[:count])
    kinds = block.kinds[:, licence]
    of_kinds = (kinds == FIXED, (kinds != FIXED) & (kinds != CREDIT), kinds == CREDIT)
    sums = [_sums(amounts, year_of, of_kind, count) for of_kind in of_kinds]
    ends = [*starts[1:count].tolist(), int(when.ends[licence])]
    return tuple(
        YearCost(
            year=year + 1,
            starts_on=as_date(starts[year]),
            ends_on=as_date(ends[year] - 1),
            base=_base(plan, block, licence, (year, _of_year(forecast, year))),
            fixed_fen=sums[0][year],
            royalty_fen=sums[1][year],
            credit_fen=sums[2][year],
            total_fen=sum(column[year] for column in sums),
        )
        for year in range(count)
    )


def _of_year(forecast: Sequence[int], year: int) -> int:
    return forecast[year] if year < len(forecast) else 0


def _year_of_rows(block: Block, licence: int, starts: IntArray) -> IntArray:
    """Return the licence year of each row, from 0; late dues count in the last."""
    dated = np.searchsorted(starts, block.on[:, licence], side="right") - 1
    years = np.where(block.rows.years > 0, block.rows.years - 1, dated)
    return np.clip(years, 0, len(starts) - 1)


def _sums(
    amounts: IntArray, year_of: IntArray, chosen: np.ndarray, years: int
) -> list[int]:
    sums = np.zeros(years, np.int64)
    np.add.at(sums, year_of[chosen], amounts[chosen])
    return [int(value) for value in sums]


def _base(plan: Plan, block: Block, licence: int, forecast: tuple[int, int]) -> int:
    """Return the part of a year's forecast on days on which sales are allowed."""
    year, amount = forecast
    when = block.when
    first, days = (
        int(when.year_starts[year, licence]),
        int(when.year_days[year, licence]),
    )
    end = int(when.ends[licence])
    sold = first if when.first_sales is None else int(when.first_sales[licence])
    total = 0
    for stage, is_allowed in enumerate(plan.allows_sales):
        if is_allowed:
            begin, stop = when.stage_starts[stage : stage + 2, licence].tolist()
            begin = max(begin, sold, first)
            bounds = (begin - first, min(min(stop, end) - first, days))
            if bounds[0] < bounds[1]:
                until = [per_day(amount, bound, days) for bound in bounds]
                total += until[1] - until[0]
    return total
