"""The payments of one licence, and how their sum parts by kind and by stage."""

from __future__ import annotations

from collections.abc import Iterable

from pricing.block import KINDS, Block
from pricing.dates import as_date
from pricing.exact import half_up
from pricing.formula import lines_of
from pricing.money import PPM
from pricing.plan import Plan
from pricing.quoted import Part, QuotePayment
from pricing.terms import Terms

__all__ = ["parts_by_kind", "parts_by_stage", "payments_of"]


def payments_of(
    terms: Terms, plan: Plan, block: Block, licence: int
) -> tuple[QuotePayment, ...]:
    """Return the payments of one licence of a block, by date, stage and kind.

    Parameters
    ----------
    terms, plan : Terms, Plan
        The terms.
    block : Block
        The payments that hold the licence.
    licence : int
        Which licence of the block.

    Returns
    -------
    tuple of QuotePayment
        With the lines that explain each.
    """
    amounts = block.amounts[:, licence].tolist()
    days, kinds = block.on[:, licence].tolist(), block.kinds[:, licence].tolist()
    stages, fees = block.rows.stages.tolist(), block.rows.fees.tolist()
    found = sorted(
        (days[row], stages[row], kinds[row], row)
        for row, amount in enumerate(amounts)
        if amount
    )
    return tuple(
        QuotePayment(
            on=as_date(day),
            stage=terms.stages[stage].name,
            kind=KINDS[kind],
            fee=fees[row],
            amount_fen=amounts[row],
            lines=lines_of(plan, block, row, licence),
        )
        for day, stage, kind, row in found
    )


def parts_by_kind(payments: Iterable[QuotePayment]) -> tuple[Part, ...]:
    """Return the sum of each kind of payment, in the order of `KINDS`.

    Parameters
    ----------
    payments : iterable of QuotePayment
        Payments [fen].

    Returns
    -------
    tuple of Part
        Sums [fen].
    """
    totals = dict.fromkeys(KINDS, 0)
    for payment in payments:
        totals[payment.kind] += payment.amount_fen
    return _with_shares(totals)


def parts_by_stage(terms: Terms, payments: Iterable[QuotePayment]) -> tuple[Part, ...]:
    """Return the sum of each stage, in the order of the terms.

    A credit counts in the stage whose fees it pays.

    Parameters
    ----------
    terms : Terms
        The terms.
    payments : iterable of QuotePayment
        Payments under them [fen].

    Returns
    -------
    tuple of Part
        Sums [fen].
    """
    totals = dict.fromkeys((stage.name for stage in terms.stages), 0)
    for payment in payments:
        totals[payment.stage] += payment.amount_fen
    return _with_shares(totals)


def _with_shares(totals: dict[str, int]) -> tuple[Part, ...]:
    """Round each share so that together they make exactly one."""
    whole = sum(totals.values())
    parts, reached_fen, reached_ppm = [], 0, 0
    for name, amount in totals.items():
        reached_fen += amount
        until = half_up(2 * reached_fen * PPM, 2 * whole) if whole else 0
        parts.append(Part(name, amount, until - reached_ppm if whole else None))
        reached_ppm = until
    return tuple(parts)
