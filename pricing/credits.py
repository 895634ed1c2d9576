"""Credits: what was paid for one stage pays for a later one.

A credit is a payment. It goes to what falls due on or after its own day, first
to the fixed fees of the target stage by due date, then to its royalties, never
takes an amount below 0 and is never refunded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pricing.charge import IntArray

__all__ = ["Part", "credit_parts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows of payments of one fee of n licences; arrays of rows x n.

    `kind` is one index for all, or one for each amount; `years` is the licence
    year of each row, counted from 1, or 0 where the date decides.
    """

    stage: int
    fee: int
    kind: int | NDArray[np.int8]
    on: IntArray
    amounts: IntArray
    years: tuple[int, ...]
    credited_to: int | None = None


def credit_parts(
    fixed: Sequence[Part], royalties: Sequence[Part], kind: int
) -> list[Part]:
    """Return the credits as rows of negative amounts.

    Parameters
    ----------
    fixed, royalties : sequence of Part
        Payments before credits; a fixed fee may name the stage it is credited to.
    kind : int
        Index of the kind "credit".
    """
    targets = sorted(
        {part.credited_to for part in fixed if part.credited_to is not None}
    )
    parts = []
    for stage in targets:
        sources = [part for part in fixed if part.credited_to == stage]
        used: IntArray | int = 0
        for group in (fixed, royalties):
            payments = [part for part in group if part.stage == stage]
            if payments:
                credits = _credits(sources, payments, used)
                used = used + credits.sum(axis=0)
                parts += _rows(payments, credits, kind)
    return parts


def _credits(
    sources: Sequence[Part], payments: Sequence[Part], used: IntArray | int
) -> IntArray:
    """Return what is credited to each payment, earliest first [fen]."""
    on = np.concatenate([part.on.reshape(-1, part.on.shape[-1]) for part in payments])
    dues = np.concatenate(
        [part.amounts.reshape(-1, part.on.shape[-1]) for part in payments]
    )
    order = np.argsort(on, axis=0, kind="stable")
    on = np.take_along_axis(on, order, 0)
    dues = np.maximum(np.take_along_axis(dues, order, 0), 0)
    taken = _taken(dues, np.maximum(_available(sources, on) - used, 0))
    credits = np.empty_like(taken)
    np.put_along_axis(credits, order, taken, 0)
    return credits


def _available(sources: Sequence[Part], on: IntArray) -> IntArray:
    """Return the credit that has fallen due by each day."""
    total = np.zeros_like(on)
    for part in sources:
        for paid_on, amount in zip(part.on, part.amounts, strict=True):
            total += np.where(paid_on <= on, amount, 0)
    return total


def _taken(dues: IntArray, available: IntArray) -> IntArray:
    """Take from a rising stock, in order, as much as each due and the stock allow."""
    asked = np.cumsum(dues, axis=0)
    short = np.minimum.accumulate(np.minimum(available - asked, 0), axis=0)
    return np.diff(asked + short, axis=0, prepend=0)


def _rows(payments: Sequence[Part], credits: IntArray, kind: int) -> list[Part]:
    parts, row = [], 0
    for part in payments:
        rows = part.amounts.size // part.amounts.shape[-1]
        parts.append(
            Part(
                stage=part.stage,
                fee=part.fee,
                kind=kind,
                on=part.on,
                amounts=-credits[row : row + rows].reshape(part.amounts.shape),
                years=part.years,
            )
        )
        row += rows
    return parts
