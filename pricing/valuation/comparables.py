"""Licences already given: what they cost, how much each says about this patent.

A comparable weighs the more the liker and the younger it is. Weights are the
project's own; each is an ASSUMPTION and stands beside its row in the report.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from scipy import special

from pricing.money import PPM
from pricing.valuation.licensee_number import price_factor
from pricing.valuation.quantities import Said
from pricing.valuation.uncertain import FloatArray

__all__ = [
    "Comparable",
    "Likeness",
    "RowDraws",
    "Scope",
    "Subject",
    "Weighed",
    "drawn_rows",
    "effective_number",
    "likeness",
    "weigh",
]

Scope = Literal["own", "industry", "international"]
# ASSUMPTION: a price says half as much when it is five years older.
HALF_LIFE_YEARS = 5.0
# ASSUMPTION: by how many leading characters agree; IPC as C02F, GB/T 4754 as C26.
IPC_WEIGHTS = ((4, 1.0), (3, 0.6), (1, 0.3))
INDUSTRY_WEIGHTS = ((3, 1.0), (1, 0.6))
UNLIKE, FIELD_UNKNOWN = 0.15, 0.5
# ASSUMPTION: what a firm's licence says of a university's, and one of neither.
OTHER_LICENSOR, LICENSOR_UNKNOWN = 0.5, 0.7
# ASSUMPTION: even alike licences differ; spread of logarithms of a single one.
SPREAD_OF_ONE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparable:
    """One licence, or one published figure, as a price for one patent.

    Attributes
    ----------
    where : Said
        Which row or which licence it is.
    scope : str
        This patent itself, its industry at home, or abroad.
    year : int
        When it was agreed.
    yearly_fen : int
        Fixed fees, a year and patent, on average over its term; 0 of none [fen].
    rate_ppm : int
        Royalty; 0 of none [parts per million].
    base : str
        What the royalty is a share of.
    licensees : int
        How many held licences when it was priced.
    """

    where: Said
    scope: Scope
    year: int
    yearly_fen: int = 0
    rate_ppm: int = 0
    base: Literal["net_sales", "profit"] = "net_sales"
    licensees: int = 1
    licensor: str = ""
    ipc: str = ""
    industry: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What comparables are compared with."""

    year: int
    licensor: str = "university"
    ipc: str = ""
    industry: str = ""


class Likeness(NamedTuple):
    """The three factors of a weight [1]."""

    field: float
    licensor: float
    age: float

    @property
    def weight(self) -> float:
        """Return their product."""
        return self.field * self.licensor * self.age


class Weighed(NamedTuple):
    """A comparable with what it weighs [1]."""

    comparable: Comparable
    likeness: Likeness


def likeness(one: Comparable, subject: Subject) -> Likeness:
    """Return how much a comparable says about a patent.

    Parameters
    ----------
    one : Comparable
        The comparable.
    subject : Subject
        What it is compared with.

    Returns
    -------
    Likeness
        Factors of its weight, each above 0 and at most 1 [1].

    Examples
    --------
    >>> one = Comparable(where=Said("", ""), scope="industry", year=2021, ipc="C02F")
    >>> likeness(one, Subject(year=2026, ipc="C02F 1/28")).age
    0.5
    """
    if one.scope == "own":
        field, licensor = 1.0, 1.0
    else:
        ipc = _alike(one.ipc, subject.ipc, IPC_WEIGHTS)
        industry = _alike(one.industry, subject.industry, INDUSTRY_WEIGHTS)
        field = max(filter(None, (ipc, industry)), default=FIELD_UNKNOWN)
        licensor = _licensor(one.licensor, subject.licensor)
    age = max(0, subject.year - one.year)
    return Likeness(field, licensor, 0.5 ** (age / HALF_LIFE_YEARS))


def _alike(one: str, other: str, steps: Sequence[tuple[int, float]]) -> float | None:
    if not (one and other):
        return None
    for length, weight in steps:
        if one[:length] == other[:length]:
            return weight
    return UNLIKE


def _licensor(one: str, other: str) -> float:
    if not (one and other):
        return LICENSOR_UNKNOWN
    return 1.0 if one == other else OTHER_LICENSOR


def weigh(comparables: Sequence[Comparable], subject: Subject) -> list[Weighed]:
    """Weigh every comparable.

    Parameters
    ----------
    comparables : sequence of Comparable
        The rows.
    subject : Subject
        What they are compared with.

    Returns
    -------
    list of Weighed
        In the same order.
    """
    return [Weighed(one, likeness(one, subject)) for one in comparables]


def effective_number(weighed: Sequence[Weighed]) -> float:
    """Return how many equal rows weigh as much as these (Kish).

    Examples
    --------
    >>> effective_number([])
    0.0
    """
    weights = np.array([one.likeness.weight for one in weighed])
    return float(weights.sum() ** 2 / (weights**2).sum()) if weights.size else 0.0


class RowDraws(NamedTuple):
    """One row per draw: its fixed fee a year [fen] and its royalty [share of base]."""

    yearly: FloatArray
    rate: FloatArray
    is_profit: FloatArray


def drawn_rows(
    weighed: Sequence[Weighed],
    which: FloatArray,
    noise: FloatArray,
    *,
    licensees: FloatArray,
    elasticity: FloatArray,
) -> RowDraws:
    """Draw rows by their weights, adjusted to the expected number of licensees.

    Each drawn row is spread a little: no two licences are alike, and a few say
    little. The spread of logarithms is 0.5 over the root of the effective number.

    Parameters
    ----------
    weighed : sequence of Weighed
        At least one.
    which, noise : array
        Uniform draws from 0 to 1 [1].
    licensees, elasticity : array
        As for `price_factor`.

    Returns
    -------
    RowDraws
        Fees [fen] and royalties [1], one for each draw.
    """
    weights = np.array([one.likeness.weight for one in weighed])
    ends = np.cumsum(weights / weights.sum())
    index = np.minimum(np.searchsorted(ends, which, side="right"), len(weighed) - 1)
    spread = SPREAD_OF_ONE / math.sqrt(effective_number(weighed))
    held = _column([one.comparable.licensees for one in weighed])[index]
    factor = price_factor(np.maximum(licensees, 1), elasticity, held)
    factor = factor * np.exp(spread * special.ndtri(np.clip(noise, 1e-9, 1 - 1e-9)))
    fixed = _column([one.comparable.yearly_fen for one in weighed])
    rates = _column([one.comparable.rate_ppm / PPM for one in weighed])
    profit = _column([one.comparable.base == "profit" for one in weighed])
    return RowDraws(fixed[index] * factor, rates[index] * factor, profit[index])


def _column(values: Sequence[float]) -> FloatArray:
    return np.array(values, dtype=np.float64)
