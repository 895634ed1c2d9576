"""What the comparables of one scope say: a yearly fee, a royalty, or too little."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from pricing.valuation.asked import Asked, Draws
from pricing.valuation.comparables import (
    Comparable,
    RowDraws,
    Weighed,
    drawn_rows,
    effective_number,
    weigh,
)
from pricing.valuation.income import Income
from pricing.valuation.quantities import Said
from pricing.valuation.uncertain import FloatArray

__all__ = ["FEWEST", "Evidence", "row_evidence"]

# A fee charged for this very patent is a fact by itself; others need company.
FEWEST: Mapping[str, int] = MappingProxyType(
    {"own": 1, "industry": 3, "international": 3}
)


class Evidence(NamedTuple):
    """Draws of a mean yearly fee [fen] and of a royalty on net sales [1]."""

    yearly: FloatArray | None
    rate: FloatArray | None


def row_evidence(
    scope: str, asked: Asked, draws: Draws, expected: Income | None
) -> tuple[Evidence, tuple[Said, ...]]:
    """Return what the comparables of a scope say.

    Parameters
    ----------
    scope : str
        As `Comparable.scope`.
    asked, draws : Asked, Draws
        The question and its draws.
    expected : Income or None
        What a typical licensee expects; without it a row with both an entry fee and a
        royalty has no yearly price.

    Returns
    -------
    Evidence, tuple of Said
        Draws where enough rows speak, and the reasons.
    """
    rows = [one for one in asked.comparables if one.scope == scope]
    if not rows:
        told = Said("没有属于这一维度的可比许可。", "No comparables belong here.")
        return Evidence(None, None), (told,)
    fees = [one for one in rows if one.yearly_fen and _has_price(one, expected)]
    rates = [one for one in rows if not one.yearly_fen]
    left_out = len(rows) - len(fees) - len(rates)
    reasons = [_mixed(left_out)] if left_out else []
    yearly = _fees(scope, fees, asked, draws, expected)
    rate = _rates(scope, rates, asked, draws)
    reasons += [_told(scope, fees, asked, "fee"), _told(scope, rates, asked, "rate")]
    return Evidence(yearly, rate), tuple(reasons)


def _has_price(one: Comparable, expected: Income | None) -> bool:
    return not one.rate_ppm or expected is not None


def _fees(
    scope: str,
    rows: Sequence[Comparable],
    asked: Asked,
    draws: Draws,
    expected: Income | None,
) -> FloatArray | None:
    if len(rows) < FEWEST[scope]:
        return None
    found = _drawn(scope, "fee", weigh(rows, asked.subject), draws)
    if expected is None:
        return found.yearly
    sold = expected.sales / asked.years
    return found.yearly + found.rate * _base(found.is_profit, draws) * sold


def _rates(
    scope: str, rows: Sequence[Comparable], asked: Asked, draws: Draws
) -> FloatArray | None:
    if len(rows) < FEWEST[scope]:
        return None
    found = _drawn(scope, "rate", weigh(rows, asked.subject), draws)
    return np.minimum(found.rate * _base(found.is_profit, draws), 1.0)


def _drawn(scope: str, face: str, weighed: list[Weighed], draws: Draws) -> RowDraws:
    return drawn_rows(
        weighed,
        draws[f"row_{scope}_{face}"],
        draws[f"noise_{scope}_{face}"],
        licensees=draws["licensees"],
        elasticity=draws["elasticity"],
    )


def _base(is_profit: FloatArray, draws: Draws) -> FloatArray:
    """Return what turns a share of the base into a share of net sales."""
    return np.where(is_profit > 0, draws["margin"], 1.0)


def _told(scope: str, rows: Sequence[Comparable], asked: Asked, face: str) -> Said:
    what = {"fee": Said("固定费用", "fixed fees"), "rate": Said("提成率", "royalties")}
    name, count, fewest = what[face], len(rows), FEWEST[scope]
    if count < fewest:
        return Said(
            f"{name.zh}：{count} 行，不足 {fewest} 行，不作判断。",
            f"{name.en}: {count} of at least {fewest} rows, too few to say anything.",
        )
    number = effective_number(weigh(rows, asked.subject))
    return Said(
        f"{name.zh}：使用 {count} 行，按相近程度和新旧加权，相当于 {number:.1f} 行。",
        f"{name.en}: {count} rows, by likeness and age worth {number:.1f} rows.",
    )


def _mixed(count: int) -> Said:
    return Said(
        f"{count} 行同时有入门费和提成；未填写销售额，无法折算，未使用。",
        f"{count} rows have an entry fee and a royalty; without stated sales they "
        "have no one price and are not used.",
    )
