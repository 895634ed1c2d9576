"""What a licence owes from its frozen terms, before any sale is reported.

The amounts are those of `pricing.schedule.payments`, the function that quotes and
simulates too; here stands only which of its rows are certain.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np

from pricing.fixed_fee import FixedFee
from pricing.licences import licences_of
from pricing.licensee import Licensee
from pricing.plan import plan_of
from pricing.schedule import KINDS, Payments, payments
from pricing.terms import Terms

# When a fee with another `due` falls due, only an event tells: a sale, a result.
DATED = ("stage_entry", "after_months", "yearly")
ENTERED = 1
NO_SALES = np.zeros(1, np.int64)


@dataclass(frozen=True, slots=True, order=True)
class Owed:
    """One amount that a licence owes [fen]."""

    on: date
    stage: int
    fee: int
    kind: str
    amount_fen: int


def owed(terms: Terms, *, licensee: Licensee, starts_on: date) -> tuple[Owed, ...]:
    """Return what the entered first stage owes, however the licensee goes on.

    A row counts when it is the same whether the licensee stops at the gate or
    proceeds to the end, and depends on no sale and no result. What falls due only
    for those who proceed, stop, sell or succeed comes with that event.

    Parameters
    ----------
    terms : Terms
        The frozen terms.
    licensee : Licensee
        The classes stated at the notice.
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
    stops = _rows(terms, licensee=licensee, starts_on=starts_on, stages=ENTERED)
    proceeds = _rows(
        terms, licensee=licensee, starts_on=starts_on, stages=len(terms.stages)
    )
    either_way = Counter(stops) & Counter(proceeds)
    return tuple(sorted(row for row in either_way.elements() if _is_dated(terms, row)))


def entry(rows: tuple[Owed, ...], starts_on: date) -> tuple[Owed, ...]:
    """Return the rows that fall due with the notice, before the licence begins."""
    return tuple(row for row in rows if row.on <= starts_on)


def is_startable(terms: Terms, day: date) -> bool:
    """Say whether a licence may begin on a day under the terms."""
    return terms.starts_on <= day <= terms.ends_on


def _rows(
    terms: Terms, *, licensee: Licensee, starts_on: date, stages: int
) -> list[Owed]:
    course = licences_of(
        plan_of(terms),
        licensee,
        starts_on=starts_on,
        sales_fen=NO_SALES,
        stages_entered=(stages,),
    )
    table = payments(terms, course)
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
