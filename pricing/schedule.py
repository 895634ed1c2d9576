"""Terms and forecasts in, dated payments out: what quote, bill and simulation call.

One licence or a million: the arrays are the same, and each licence's payments do
not depend on the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from pricing.calendar import as_dates, as_days
from pricing.charge import IntArray, refuse_above
from pricing.credits import Part, credit_parts
from pricing.errors import PricingError
from pricing.instalments import fixed_parts
from pricing.money import MAX_FEN
from pricing.plan import Plan, plan_of
from pricing.royalties import RoyaltyPeriods, royalty_periods
from pricing.terms import SIZES, Terms
from pricing.timeline import Almanac, Timeline

__all__ = ["KINDS", "SIZES", "Licences", "Payments", "payments"]

KINDS = ("fixed", "royalty", "minimum", "credit")
FIXED, ROYALTY, MINIMUM, CREDIT = range(len(KINDS))
# Licence years in one block: its arrays stay in the processor's cache.
_BLOCK_PERIODS = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class Licences:
    """N licences under the same terms.

    Attributes
    ----------
    starts_on : array of N
        First day, within the terms.
    size : array of N
        Index into `SIZES`.
    sales_fen : array of N x Y
        Base of licence years 1 to Y, spread evenly over the days of each year;
        later years count 0. Fen of net sales, or of profit (negative for a
        loss), or units, as the royalties' base has it.
    stages_entered : array of N
        How many stages the licensee enters; it stops when the next would begin.
    stopped_on : array of N or None
        The licence's last day where the licensee ends it on a day; NaT where
        it does not.
    """

    starts_on: NDArray[np.datetime64]
    size: NDArray[np.int8]
    sales_fen: IntArray
    stages_entered: NDArray[np.int8]
    stopped_on: NDArray[np.datetime64] | None = None

    def __len__(self) -> int:
        """Return the number of licences."""
        return len(self.starts_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payments:
    """Payments as columns, one row each, sorted by licence, date, stage and kind.

    `licence` is the row in `Licences`; `stage` and `fee` are positions in the
    terms; `kind` is an index into `KINDS`. A royalty is of kind ``minimum``
    where the minimum is the larger of the two. A credit is negative; a royalty
    is so where it takes back a part of the same licence year. Amounts of 0 make
    no row.
    """

    licence: NDArray[np.int32]
    on: NDArray[np.datetime64]
    stage: NDArray[np.int8]
    kind: NDArray[np.int8]
    fee: NDArray[np.int8]
    amount_fen: IntArray

    def __len__(self) -> int:
        """Return the number of payments."""
        return len(self.licence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The payments of a block of licences before they are sorted, with their steps."""

    when: Timeline
    factor_ppm: IntArray
    base: IntArray
    parts: tuple[Part, ...]
    royalties: tuple[RoyaltyPeriods, ...]


def payments(terms: Terms, licences: Licences) -> Payments:
    """Return all payments of N licences under the same terms.

    Parameters
    ----------
    terms : Terms
        The terms, the same for all.
    licences : Licences
        Starts, sizes, forecasts, and how far each licensee goes.

    Returns
    -------
    Payments
        Sorted by licence, date due, stage and kind [fen].

    Raises
    ------
    AmountOverflow
        For amounts beyond exact whole-fen arithmetic.
    PricingError
        For a licence that starts outside the terms.
    """
    tables = [_table(block, first) for first, block in blocks(plan_of(terms), licences)]
    columns = {
        column.name: np.concatenate([getattr(table, column.name) for table in tables])
        for column in fields(Payments)
    }
    return Payments(**columns)


def blocks(plan: Plan, licences: Licences) -> Iterator[tuple[int, Block]]:
    """Yield the number of each block's first licence, and the block."""
    starts = as_days(licences.starts_on)
    _refuse_unsound(plan, licences, starts)
    almanac = Almanac(plan, starts)
    rows = max(1, _BLOCK_PERIODS // (plan.years * plan.periods))
    for first in range(0, max(len(licences), 1), rows):
        yield first, _block(almanac, licences, slice(first, first + rows))


def _refuse_unsound(plan: Plan, licences: Licences, starts: IntArray) -> None:
    if not np.issubdtype(licences.sales_fen.dtype, np.integer):
        raise PricingError(
            "The forecast is not in whole fen.",
            "预测金额不是以分为单位的整数。",
            mend_en="Pass an array of integers.",
            mend_zh="请传入整数数组。",
        )
    if ((starts < plan.first_day) | (starts >= plan.end_day)).any():
        raise PricingError(
            "A licence starts outside the terms.",
            "许可的首日不在许可条件的期限内。",
            mend_en="Start it between starts_on and ends_on of the terms.",
            mend_zh="请将首日定在条件的 starts_on 与 ends_on 之间。",
        )
    refuse_above(licences.sales_fen, MAX_FEN)


def _block(almanac: Almanac, licences: Licences, rows: slice) -> Block:
    plan = almanac.plan
    when = almanac.timeline(
        as_days(licences.starts_on[rows]),
        licences.stages_entered[rows].astype(np.int64),
        _stops(licences, rows),
    )
    factor_ppm = np.array(plan.factors_ppm, np.int64)[licences.size[rows]]
    base = _base_by_year(licences.sales_fen[rows], plan.years)
    fixed = [
        _fixed(plan, index, factor_ppm, base, when) for index in range(len(plan.fixed))
    ]
    charged = [
        royalty_periods(
            royalty, base, factor_ppm=factor_ppm, due_days=plan.due_days, when=when
        )
        for royalty in plan.royalties
    ]
    royalties = [
        _royalty(plan, index, periods) for index, periods in enumerate(charged)
    ]
    return Block(
        when=when,
        factor_ppm=factor_ppm,
        base=base,
        parts=(*fixed, *royalties, *credit_parts(fixed, royalties, CREDIT)),
        royalties=tuple(charged),
    )


def _stops(licences: Licences, rows: slice) -> IntArray | None:
    """Return the day after the last, of those that stop on a date."""
    if licences.stopped_on is None:
        return None
    days = licences.stopped_on[rows]
    starts = as_days(licences.starts_on[rows])
    stops = np.maximum(as_days(days), starts) + 1
    return np.where(np.isnat(days), np.iinfo(np.int64).max, stops)


def _base_by_year(sales_fen: IntArray, years: int) -> IntArray:
    base = np.zeros((years, len(sales_fen)), np.int64)
    known = min(years, sales_fen.shape[1])
    base[:known] = sales_fen[:, :known].T
    return base


def _fixed(
    plan: Plan, index: int, factor_ppm: IntArray, base: IntArray, when: Timeline
) -> Part:
    rule = plan.fixed[index]
    on, amounts = fixed_parts(plan, rule, factor_ppm, base, when)
    return Part(
        stage=rule.stage,
        fee=rule.fee,
        kind=FIXED,
        on=on,
        amounts=amounts,
        years=(0,) * len(on),
        credited_to=rule.credited_to,
    )


def _royalty(plan: Plan, index: int, periods: RoyaltyPeriods) -> Part:
    royalty = plan.royalties[index]
    years, parts, licences = periods.amounts.shape
    rows = (years * parts, licences)
    is_minimum = np.asarray(periods.steps.minimum > periods.steps.royalty)
    kind = np.where(is_minimum, MINIMUM, ROYALTY).astype(np.int8)
    return Part(
        stage=royalty.stage,
        fee=royalty.fee,
        kind=kind.reshape(rows),
        on=periods.on.reshape(rows),
        amounts=periods.amounts.reshape(rows),
        years=tuple(np.repeat(np.arange(1, years + 1), parts).tolist()),
    )


def _table(block: Block, first: int) -> Payments:
    """Sort a block's amounts, those of 0 left out, into rows."""
    found = [np.nonzero(part.amounts) for part in block.parts]
    on = _joined([part.on[at] for part, at in zip(block.parts, found, strict=True)])
    licence = _joined([at[1] for at in found])
    part = np.repeat(np.arange(len(found)), [len(at[0]) for at in found])
    kind = _joined(
        [
            np.broadcast_to(part.kind, part.amounts.shape)[at]
            for part, at in zip(block.parts, found, strict=True)
        ]
    )
    amount = _joined(
        [part.amounts[at] for part, at in zip(block.parts, found, strict=True)]
    )
    stage = np.array([part.stage for part in block.parts], np.int64)[part]
    fee = np.array([part.fee for part in block.parts], np.int64)[part]
    order = np.lexsort((fee, kind, stage, on, licence))
    return Payments(
        licence=(licence[order] + first).astype(np.int32),
        on=as_dates(on[order]),
        stage=stage[order].astype(np.int8),
        kind=kind[order].astype(np.int8),
        fee=fee[order].astype(np.int8),
        amount_fen=amount[order],
    )


def _joined(pieces: list[IntArray]) -> IntArray:
    return np.concatenate(pieces) if pieces else np.zeros(0, np.int64)
