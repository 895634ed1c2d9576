"""Fixed fees: the dates and amounts of their parts."""

from __future__ import annotations

import numpy as np

from pricing.calendar import months_after
from pricing.charge import IntArray, per_day, scaled
from pricing.plan import FixedRule, Plan
from pricing.timeline import Timeline

__all__ = ["first_sale", "fixed_parts", "share_out"]

NEVER = np.int64(2**40)


def share_out(amount_fen: IntArray, parts: int) -> IntArray:
    """Share out amounts in equal parts; the whole remainder goes to the first.

    Examples
    --------
    >>> share_out(np.array([100]), 3)[:, 0].tolist()
    [34, 33, 33]
    """
    shares = np.repeat((amount_fen // parts)[np.newaxis], parts, axis=0)
    shares[0] += amount_fen - parts * shares[0]
    return shares


def first_sale(plan: Plan, rule_stage: int, base: IntArray, when: Timeline) -> IntArray:
    """Return the first day with sales on or after a stage's start.

    Parameters
    ----------
    plan, when : Plan, Timeline
        The terms, and the dates of n licences.
    rule_stage : int
        Index of the stage.
    base : array of Y x n
        Base by licence year.

    Returns
    -------
    array of n
        Day numbers; `NEVER` where nothing is sold.
    """
    year_ends = when.year_starts + when.year_days
    first = np.full(len(when.ends), NEVER)
    for stage, is_allowed in enumerate(plan.allows_sales):
        if not is_allowed or stage < rule_stage:
            continue
        begin = np.maximum(when.stage_starts[stage], when.year_starts)
        stage_end = np.minimum(when.stage_starts[stage + 1], when.ends)
        sells = (base > 0) & (begin < np.minimum(year_ends, stage_end))
        first = np.minimum(first, np.where(sells, begin, NEVER).min(axis=0))
    return first


def fixed_parts(
    plan: Plan, rule: FixedRule, factor_ppm: IntArray, base: IntArray, when: Timeline
) -> tuple[IntArray, IntArray]:
    """Return the due days and amounts of a fixed fee's parts.

    What is due on a date while the licence runs is due in full. What was not
    yet due when the licensee stopped follows `if_stopped`: ``owed`` stays due
    on its day, ``waived`` falls away, ``pro_rata`` is due on its day for the
    days of its wait that the licence ran.

    Returns
    -------
    tuple of two arrays, parts x n
        Day numbers, and amounts [fen].
    """
    price = scaled(np.full(len(when.ends), rule.amount_fen), factor_ppm)
    amounts = share_out(price, len(rule.months) if rule.is_shared_out else 1)
    if rule.on_first_sale:
        on, since = _after_first_sale(plan, rule, base, when)
    else:
        on = np.stack([when.day(month) for month in rule.months])
        since = np.stack([when.day(month) for month in rule.since])
    entered = when.stage_starts[rule.stage] < when.ends
    return on, np.where(entered, _owed(rule, amounts, on, since, when), 0)


def _after_first_sale(
    plan: Plan, rule: FixedRule, base: IntArray, when: Timeline
) -> tuple[IntArray, IntArray]:
    first = first_sale(plan, rule.stage, base, when)
    is_sold = first < NEVER
    # A licensee who stops before any sale owes on its last day what is owed.
    day = np.where(is_sold, first, when.ends - 1)
    on = months_after(day, rule.months)
    return on, np.where(is_sold, months_after(day, rule.since), NEVER)


def _owed(
    rule: FixedRule, amounts: IntArray, on: IntArray, since: IntArray, when: Timeline
) -> IntArray:
    if rule.while_stage_runs:
        end = np.minimum(when.stage_starts[rule.stage + 1], when.ends)
        return np.where(on < end, amounts, 0)
    is_never = since == NEVER
    is_cut = when.is_stopped & ((on >= when.ends) | is_never)
    left = _left_when_stopped(rule, amounts, on, since, when)
    return np.where(is_cut, left, np.where(is_never, 0, amounts))


def _left_when_stopped(
    rule: FixedRule, amounts: IntArray, on: IntArray, since: IntArray, when: Timeline
) -> IntArray:
    if rule.if_stopped == "owed":
        return amounts
    if rule.if_stopped == "waived":
        return np.zeros_like(on)
    wait = np.maximum(on - since, 1)
    return per_day(amounts, np.clip(when.ends - since, 0, wait), wait)
