"""Terms and forecasts in, dated payments out: what quote, bill and simulation call.

One licence or a million: the arrays are the same, and each licence's payments do
not depend on the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from pricing.block import KINDS, Block, block
from pricing.dates import as_dates, as_days
from pricing.exact import IntArray
from pricing.licences import Licences, refuse_unsound
from pricing.plan import Plan, plan_of
from pricing.terms import SIZES, Terms
from pricing.timeline import Almanac

__all__ = ["KINDS", "SIZES", "Licences", "Payments", "blocks", "payments"]

# Reporting periods in one block: its arrays stay in the processor's cache.
_BLOCK_PERIODS = 16_384
# Bits of a sorting key, below the licence: day, stage, kind, row.
_DAY_BITS, _STAGE_BITS, _KIND_BITS, _ROW_BITS = 22, 5, 2, 19


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
        For licences that the terms cannot price.

    Notes
    -----
    A royalty falls due `due_days` after the last day of its reporting period;
    periods count from the licence's start.
    """
    tables = [_table(part, first) for first, part in blocks(plan_of(terms), licences)]
    columns = {
        column.name: np.concatenate([getattr(table, column.name) for table in tables])
        for column in fields(Payments)
    }
    return Payments(**columns)


def blocks(plan: Plan, licences: Licences) -> Iterator[tuple[int, Block]]:
    """Yield the number of each block's first licence, and the block.

    Parameters
    ----------
    plan : Plan
        What is charged.
    licences : Licences
        Any number of licences.

    Yields
    ------
    (int, Block)
        Number of the first licence, payments of all.
    """
    refuse_unsound(plan, licences)
    almanac = Almanac(plan, as_days(licences.starts_on))
    rows = max(1, _BLOCK_PERIODS // (plan.years * plan.periods))
    for first in range(0, max(len(licences), 1), rows):
        yield first, block(almanac, licences.part(slice(first, first + rows)))


def _table(part: Block, first: int) -> Payments:
    """Sort a block's amounts, those of 0 left out, into rows."""
    row, licence = np.nonzero(part.amounts)
    day = part.on[row, licence]
    first_day = day.min(initial=0)
    key = licence << _DAY_BITS | day - first_day
    key = key << _STAGE_BITS | part.rows.stages[row]
    key = key << _KIND_BITS | part.kinds[row, licence]
    key = np.sort(key << _ROW_BITS | row)
    row = key & (1 << _ROW_BITS) - 1
    kind = key >> _ROW_BITS & (1 << _KIND_BITS) - 1
    dated = key >> (_ROW_BITS + _KIND_BITS + _STAGE_BITS)
    licence = dated >> _DAY_BITS
    return Payments(
        licence=(licence + first).astype(np.int32),
        on=as_dates((dated & (1 << _DAY_BITS) - 1) + first_day),
        stage=part.rows.stages[row].astype(np.int8),
        kind=kind.astype(np.int8),
        fee=part.rows.fees[row].astype(np.int8),
        amount_fen=part.amounts[row, licence],
    )
