"""What a licence owes from its frozen terms, before any sale is reported.

The amounts are those of `pricing.schedule.payments`, the function that quotes and
simulates too; here stands only which of its rows are certain.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np

from pricing.fees import FixedFee
from pricing.licences import Licences, size_index
from pricing.schedule import KINDS, Payments, payments
from pricing.terms import Terms

# When a fee with another `due` falls due, only an event tells: a sale, a result.
DATED = ("stage_entry", "after_months", "yearly")
ENTERED = 1


@dataclass(frozen=True, slots=True, order=True)
class Owed:
    """One amount that a licence owes [fen]."""

    on: date
    stage: int
    fee: int
    kind: str
    amount_fen: int


def owed(terms: Terms, *, size: str, starts_on: date) -> tuple[Owed, ...]:
    """Return what the entered first stage owes, however the licensee goes on.

    A row counts when it is the same whether the licensee stops at the gate or
    proceeds to the end, and depends on no sale and no result. What falls due only
    for those who proceed, stop, sell or succeed comes with that event.

    Parameters
    ----------
    terms : Terms
        The frozen terms.
    size : str
        Size class stated at the notice, one of `pricing.schedule.SIZES`.
    starts_on : date
        The licence's first day, within the terms.

    Returns
    -------
    tuple of Owed
        By date, stage and fee [fen].

    Raises
    ------
    PricingError
        For a start outside the terms.
    """
    stops = _rows(terms, size=size, starts_on=starts_on, stages=ENTERED)
    proceeds = _rows(terms, size=size, starts_on=starts_on, stages=len(terms.stages))
    either_way = Counter(stops) & Counter(proceeds)
    return tuple(sorted(row for row in either_way.elements() if _is_dated(terms, row)))


def entry(rows: tuple[Owed, ...], starts_on: date) -> tuple[Owed, ...]:
    """Return the rows that fall due with the notice, before the licence begins."""
    return tuple(row for row in rows if row.on <= starts_on)


def is_startable(terms: Terms, day: date) -> bool:
    """Say whether a licence may begin on a day under the terms."""
    return terms.starts_on <= day <= terms.ends_on


def one_licence(
    size: str, starts_on: date, *, stages: int, sales_fen: tuple[int, ...] = (0,)
) -> Licences:
    """Return the arrays of a single licence for `payments`.

    Raises
    ------
    PricingError
        For a size class that the terms language does not know.
    """
    return Licences(
        starts_on=np.array([starts_on], "datetime64[D]"),
        size=np.array([size_index(size)], np.int8),
        sales_fen=np.array([sales_fen], np.int64),
        stages_entered=np.array([stages], np.int8),
    )


def _rows(terms: Terms, *, size: str, starts_on: date, stages: int) -> list[Owed]:
    table = payments(terms, one_licence(size, starts_on, stages=stages))
    return [_row(table, position) for position in range(len(table))]


def _row(table: Payments, position: int) -> Owed:
    return Owed(
        on=table.on[position].item(),
        stage=int(table.stage[position]),
        fee=int(table.fee[position]),
        kind=KINDS[table.kind[position]],
        amount_fen=int(table.amount_fen[position]),
    )


def _is_dated(terms: Terms, row: Owed) -> bool:
    fee = terms.stages[row.stage].fees[row.fee]
    return row.kind == "fixed" and isinstance(fee, FixedFee) and fee.due in DATED
