"""Fixed fees: the dates and amounts of their parts.

Arrays stand as (part, licence), the parts as the plan has them.
"""

from __future__ import annotations

import numpy as np

from pricing.dates import months_after
from pricing.exact import IntArray, Whole, per_day, scaled
from pricing.plan import FixedPart, Plan
from pricing.timeline import Timeline

__all__ = ["NEVER", "first_sale", "fixed_payments", "part_of"]

NEVER = 2**40


def part_of(price_fen: Whole, number: Whole, of: Whole) -> Whole:
    """Return one of the equal parts of a price; the first takes the remainder.

    Parameters
    ----------
    price_fen : int or array of int
        The whole price [fen].
    number : int or array of int
        Which part, from 1.
    of : int or array of int
        How many parts.

    Returns
    -------
    int or array of int
        The part [fen].

    Examples
    --------
    >>> [part_of(100, number, 3) for number in range(3)]
    [34, 33, 33]
    """
    remainder: Whole = (number == 0) * (price_fen % of)
    return price_fen // of + remainder


def fixed_payments(
    plan: Plan, factor_ppm: IntArray, base: IntArray, when: Timeline
) -> tuple[IntArray, IntArray]:
    """Return the due days and amounts of all parts of all fixed fees.

    What falls due on a date while the licence runs is due in full. What was not
    yet due when the licensee stopped follows `if_stopped`: ``owed`` stays due
    on its day, ``waived`` falls away, ``pro_rata`` stays due on its day for the
    days of its wait on which the licence ran.

    Parameters
    ----------
    plan, when : Plan, Timeline
        The terms, and the dates of n licences.
    factor_ppm : array of n
        The licensees' factors [parts per million].
    base : array of Y x n
        Base by licence year, which tells the first sale [fen or units].

    Returns
    -------
    tuple of two arrays, parts x n
        Day numbers, and amounts [fen].
    """
    on, since = _dates(plan, base, when)
    price = scaled(_column([part.price_fen for part in plan.fixed]), factor_ppm)
    of = _column([part.of for part in plan.fixed])
    if (of > 1).any():
        price = part_of(price, _column([part.number for part in plan.fixed]), of)
    stages = [part.stage for part in plan.fixed]
    amounts = np.where(when.stage_starts[stages] < when.ends, price, 0)
    for row, part in enumerate(plan.fixed):
        _cut(part, amounts[row], on[row], since[row], when)
    return on, amounts


def _column(values: list[int]) -> IntArray:
    return np.array(values, np.int64)[:, np.newaxis]


def _dates(plan: Plan, base: IntArray, when: Timeline) -> tuple[IntArray, IntArray]:
    """Return when each part falls due and since when it is awaited."""
    on, since = when.dues, when.waits
    if not any(part.on_first_sale for part in plan.fixed):
        return on, since
    on, since = on.copy(), since.copy()
    for row, part in enumerate(plan.fixed):
        if part.on_first_sale:
            on[row], since[row] = _after_first_sale(plan, part, base, when)
    return on, since


def _after_first_sale(
    plan: Plan, part: FixedPart, base: IntArray, when: Timeline
) -> tuple[IntArray, IntArray]:
    first = first_sale(plan, part.stage, base, when)
    is_sold = first < NEVER
    # Who stops before any sale owes on the last day what is owed.
    day = np.where(is_sold, first, when.ends - 1)
    on, since = months_after(day, (part.month, part.since))
    return on, np.where(is_sold, since, NEVER)


def first_sale(plan: Plan, stage: int, base: IntArray, when: Timeline) -> IntArray:
    """Return the first day with sales on or after a stage's start.

    Parameters
    ----------
    plan, when : Plan, Timeline
        The terms, and the dates of n licences.
    stage : int
        Index of the stage.
    base : array of Y x n
        Base by licence year [fen or units].

    Returns
    -------
    array of n
        Day numbers; `NEVER` where nothing is sold.
    """
    year_ends = when.year_starts + when.year_days
    first = np.full(len(when), NEVER)
    for later in range(stage, len(plan.allows_sales)):
        if plan.allows_sales[later]:
            begin = np.maximum(when.stage_starts[later], when.year_starts)
            if when.first_sales is not None:
                begin = np.maximum(begin, when.first_sales)
            stage_end = np.minimum(when.stage_starts[later + 1], when.ends)
            sells = (base > 0) & (begin < np.minimum(year_ends, stage_end))
            first = np.minimum(first, np.where(sells, begin, NEVER).min(axis=0))
    return first


def _cut(
    part: FixedPart, amounts: IntArray, on: IntArray, since: IntArray, when: Timeline
) -> None:
    """Cut the amounts, in place, of licences that ended before the part was due."""
    if part.while_stage_runs:
        end = np.minimum(when.stage_starts[part.stage + 1], when.ends)
        amounts[on >= end] = 0
        return
    if part.on_first_sale:
        amounts[(since == NEVER) & ~when.is_stopped] = 0
    if part.if_stopped == "owed" or _is_due_on_entry(part):
        return
    is_cut = when.is_stopped & ((on >= when.ends) | (since == NEVER))
    if is_cut.any():
        amounts[is_cut] = _left(part, amounts, on, since, when)[is_cut]


def _left(
    part: FixedPart, amounts: IntArray, on: IntArray, since: IntArray, when: Timeline
) -> IntArray:
    """Return what is left, when the licensee stops, of parts not yet due."""
    if part.if_stopped == "waived":
        return np.zeros_like(on)
    wait = np.maximum(on - since, 1)
    return per_day(amounts, np.clip(when.ends - since, 0, wait), wait)


def _is_due_on_entry(part: FixedPart) -> bool:
    return part.month == part.since and not part.on_first_sale
