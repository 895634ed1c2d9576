"""Credits: what was paid for one stage pays for a later one.

A credit is a payment. It goes to what falls due on or after its own day, first
to the fixed fees of the target stage by due date, then to its royalties, never
takes an amount below 0 and is never refunded.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pricing.exact import IntArray

__all__ = ["credit_used"]


def credit_used(
    sources: tuple[IntArray, IntArray], groups: Sequence[tuple[IntArray, IntArray]]
) -> list[IntArray]:
    """Return how much of each payment of a stage is paid by credits.

    Parameters
    ----------
    sources : tuple of two arrays, sources x n
        Due days, and amounts of the fees that are credited [fen].
    groups : sequence of tuples of two arrays, payments x n
        Due days, and amounts before credits: the fixed fees, then the
        royalties [fen].

    Returns
    -------
    list of arrays, payments x n
        One for each group [fen].

    Examples
    --------
    A credit of 30 pays for the fixed fee of 20, then for 10 of the royalty:

    >>> credit = (np.array([[0]]), np.array([[30]]))
    >>> fixed, royalty = (np.array([[9]]), np.array([[20]])), (
    ...     np.array([[5], [8]]), np.array([[6], [6]]))
    >>> [used[:, 0].tolist() for used in credit_used(credit, [fixed, royalty])]
    [[20], [6, 4]]
    """
    used: IntArray | int = 0
    taken = []
    for on, dues in groups:
        available = np.maximum(_available(sources, on) - used, 0)
        part = _taken_by_date(on, dues, available)
        used = used + part.sum(axis=0)
        taken.append(part)
    return taken


def _taken_by_date(on: IntArray, dues: IntArray, available: IntArray) -> IntArray:
    if (on[1:] >= on[:-1]).all():
        return _taken(dues, available)
    order = np.argsort(on, axis=0, kind="stable")
    in_order = [np.take_along_axis(rows, order, 0) for rows in (dues, available)]
    placed = np.empty_like(dues)
    np.put_along_axis(placed, order, _taken(*in_order), 0)
    return placed


def _available(sources: tuple[IntArray, IntArray], on: IntArray) -> IntArray:
    """Return the credit that has fallen due by each day."""
    total: IntArray = np.zeros_like(on)
    for paid_on, amount in zip(*sources, strict=True):
        total += np.where(paid_on <= on, amount, 0)
    return total


def _taken(dues: IntArray, available: IntArray) -> IntArray:
    """Take from a rising stock, in order, as much as each due and the stock allow."""
    taken = np.maximum(dues, 0)
    used = np.zeros_like(taken[0]) if len(taken) else taken
    # Row by row: NumPy accumulates down the columns of a block far more slowly.
    for part, stock in zip(taken, available, strict=True):
        np.minimum(part, stock - used, out=part)
        used += part
    return taken
