"""All payments of a block of licences, row by row, with the steps behind them.

Arrays stand as (row, licence): a row is one part of a fixed fee, one reporting
period of a royalty, or the credit on one of these.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pricing.credits import credit_used
from pricing.dates import as_days
from pricing.exact import IntArray
from pricing.instalments import fixed_payments
from pricing.licences import Licences
from pricing.plan import Plan
from pricing.royalties import RoyaltyPeriods, royalty_periods
from pricing.timeline import Almanac, Timeline

__all__ = [
    "CREDIT",
    "FIXED",
    "KINDS",
    "MINIMUM",
    "ROYALTY",
    "Block",
    "Rows",
    "block",
    "rows_of",
]

Integers = TypeVar("Integers", np.int8, np.int64)

KINDS = ("fixed", "royalty", "minimum", "credit")
FIXED, ROYALTY, MINIMUM, CREDIT = range(len(KINDS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What each row is: its stage, fee and licence year in the terms.

    `years` count from 1, and are 0 for fixed fees. The first rows are the fixed
    fees, then the royalties, then the credits. `sources` has the rows that are
    credited to a stage, `targets` the rows which these pay for, fixed fees before
    royalties, in the order of the credit rows.
    """

    stages: IntArray
    fees: IntArray
    years: IntArray
    sources: dict[int, list[int]]
    targets: dict[int, tuple[list[int], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The payments of n licences, before they are sorted, and their steps."""

    when: Timeline
    factor_ppm: IntArray
    royalties: tuple[RoyaltyPeriods, ...]
    rows: Rows
    on: IntArray
    amounts: IntArray
    kinds: NDArray[np.int8]


@lru_cache(maxsize=512)
def rows_of(plan: Plan) -> Rows:
    """Return what each row of a plan's blocks is.

    Parameters
    ----------
    plan : Plan
        What is charged.

    Returns
    -------
    Rows
        Kind, fee and stage of each row.
    """
    years_of_periods = np.repeat(range(1, plan.years + 1), plan.periods).tolist()
    rows = [(part.stage, part.fee, 0) for part in plan.fixed]
    fixed = len(rows)
    for royalty in plan.royalties:
        rows += [(royalty.stage, royalty.fee, year) for year in years_of_periods]
    sources = _sources(plan)
    targets = {stage: _targets(rows, fixed, stage) for stage in sources}
    rows += [
        rows[row] for stage in targets for group in targets[stage] for row in group
    ]
    stages, fees, years = np.array(rows, np.int64).reshape(-1, 3).T
    return Rows(
        stages=stages,
        fees=fees,
        years=years,
        sources=sources,
        targets=targets,
    )


def _sources(plan: Plan) -> dict[int, list[int]]:
    sources: dict[int, list[int]] = {}
    for row, part in enumerate(plan.fixed):
        if part.credited_to is not None:
            sources.setdefault(part.credited_to, []).append(row)
    return sources


def _targets(
    rows: list[tuple[int, int, int]], fixed: int, stage: int
) -> tuple[list[int], ...]:
    """Return the rows of a stage's fixed fees and of its royalties, where any."""
    mine = [row for row, (own, *_) in enumerate(rows) if own == stage]
    groups = (
        [row for row in mine if row < fixed],
        [row for row in mine if row >= fixed],
    )
    return tuple(group for group in groups if group)


def block(almanac: Almanac, licences: Licences) -> Block:
    """Return all payments of some licences of an almanac.

    Parameters
    ----------
    almanac : Almanac
        The terms with the dates of all possible starts.
    licences : Licences
        As many as fit the processor's cache.

    Returns
    -------
    Block
        Amounts and days, as row x licence [fen].
    """
    plan = almanac.plan
    entered = licences.stages_entered.astype(np.int64)
    when = almanac.timeline(
        as_days(licences.starts_on),
        entered,
        stops=licences.stops(),
        first_sales=licences.first_sales(),
    )
    factor_ppm = licences.factors_ppm(plan)
    base = licences.base_by_year(plan.years)
    fixed_on, fixed = fixed_payments(plan, factor_ppm, base, when)
    royalties = tuple(
        royalty_periods(plan, index, factor_ppm, base, when)
        for index in range(len(plan.royalties))
    )
    on = _flat(np.minimum(when.period_ends, when.ends) + (plan.due_days - 1))
    return _with_credits(
        Block(
            when=when,
            factor_ppm=factor_ppm,
            royalties=royalties,
            rows=rows_of(plan),
            on=np.concatenate([fixed_on, *[on] * len(royalties)]),
            amounts=np.concatenate([fixed, *[_flat(one.amounts) for one in royalties]]),
            kinds=_kinds(len(fixed), royalties, len(when)),
        )
    )


def _flat(periods: NDArray[Integers]) -> NDArray[Integers]:
    years, parts, licences = periods.shape
    return periods.reshape(years * parts, licences)


def _kinds(
    fixed: int, royalties: tuple[RoyaltyPeriods, ...], licences: int
) -> NDArray[np.int8]:
    kinds = [np.full((fixed, licences), FIXED, np.int8)]
    for periods in royalties:
        steps = periods.steps
        kind = np.full(steps.royalty.shape, ROYALTY, np.int8)
        if steps.minimum is not None:
            kind[steps.minimum > steps.royalty] = MINIMUM
        kinds.append(_flat(kind))
    return np.concatenate(kinds)


def _with_credits(gross: Block) -> Block:
    """Add the rows of credits, as negative amounts."""
    if not gross.rows.targets:
        return gross
    on, amounts, kinds = [gross.on], [gross.amounts], [gross.kinds]
    for stage, targets in gross.rows.targets.items():
        sources = gross.rows.sources[stage]
        used = credit_used(
            (gross.on[sources], gross.amounts[sources]),
            [(gross.on[rows], gross.amounts[rows]) for rows in targets],
        )
        on += [gross.on[rows] for rows in targets]
        amounts += [-part for part in used]
        kinds += [np.full(part.shape, CREDIT, np.int8) for part in used]
    return replace(
        gross,
        on=np.concatenate(on),
        amounts=np.concatenate(amounts),
        kinds=np.concatenate(kinds),
    )
