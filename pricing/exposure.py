"""The most that a licence can cost, whatever is sold."""

from __future__ import annotations

import numpy as np

from pricing.block import Block
from pricing.exact import IntArray, scaled
from pricing.instalments import part_of
from pricing.plan import FixedPart, Plan

__all__ = ["worst_case_fen"]


def worst_case_fen(plan: Plan, block: Block, licence: int) -> int | None:
    """Return the most that one licence can cost under any sales.

    Fixed fees count in full and royalties up to their caps; credits are taken
    off where they fall due before their target stage begins.

    Parameters
    ----------
    plan, block : Plan, Block
        The terms, and the payments that hold the licence.
    licence : int
        Which licence of the block.

    Returns
    -------
    int or None
        The most [fen]; None where a royalty has no cap.
    """
    fixed = _fixed(plan, block, licence)
    royalties = [
        _royalty(plan, index, block, licence) for index in range(len(plan.royalties))
    ]
    by_stage = np.zeros(len(plan.allows_sales), np.int64)
    for part, amount in zip(plan.fixed, fixed, strict=True):
        by_stage[part.stage] += amount
    for royalty, most in zip(plan.royalties, royalties, strict=True):
        if most is None:
            return None
        by_stage[royalty.stage] += most
    return int(by_stage.sum()) - _credits(plan, block, licence, (fixed, by_stage))


def _fixed(plan: Plan, block: Block, licence: int) -> list[int]:
    entered = block.when.stage_starts[:-1, licence] < block.when.ends[licence]
    amounts = block.amounts[: len(plan.fixed), licence].tolist()
    factor_ppm = block.factor_ppm[licence : licence + 1]
    return [
        # A first sale may come even if the forecast has none.
        _price(part, factor_ppm)
        if part.on_first_sale and entered[part.stage]
        else amount
        for part, amount in zip(plan.fixed, amounts, strict=True)
    ]


def _price(part: FixedPart, factor_ppm: IntArray) -> int:
    price = scaled(np.array([part.price_fen]), factor_ppm)
    return part_of(int(price[0]), part.number, part.of)


def _royalty(plan: Plan, index: int, block: Block, licence: int) -> int | None:
    royalty, charged = plan.royalties[index], block.royalties[index]
    rule = royalty.rule
    is_fixed = not (
        royalty.counts_sales and rule.bands.highest_rate and block.factor_ppm[licence]
    )
    if is_fixed:
        # Nothing that is sold changes it: what is charged is all.
        return int(charged.totals[:, -1, licence].sum())
    years = int((charged.year.days[:, -1, licence] > 0).sum())
    caps = [rule.cap_total_fen] if rule.cap_total_fen is not None else []
    if rule.cap_year_fen is not None or not years:
        caps.append(years * (rule.cap_year_fen or 0))
    return min(caps, default=None)


def _credits(
    plan: Plan, block: Block, licence: int, most: tuple[list[int], IntArray]
) -> int:
    """Return the credits that are certain to pay for a part of their target.

    Certain is what falls due by the day on which the target stage begins.
    """
    fixed, by_stage = most
    stock = np.zeros_like(by_stage)
    for row, part in enumerate(plan.fixed):
        if part.credited_to is None or part.on_first_sale:
            continue
        if block.on[row, licence] <= block.when.stage_starts[part.credited_to, licence]:
            stock[part.credited_to] += fixed[row]
    return int(np.minimum(stock, by_stage).sum())
