"""What the terms on offer would cost, priced once by the pricing library.

A firm that weighs an offer needs the present value of its fees at every level of sales
and at every gate at which it may stop. These tables hold them, for each step of a round
price; they guide decisions only. What is charged is priced licence by licence, later.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pricing.dates import as_days, months_after
from pricing.discount import present_values
from pricing.plan import royalty_base
from pricing.schedule import Payments, payments
from pricing.terms import SIZES, Terms
from simulation.course import Course, licences, start_days
from simulation.population import STEPS_PER_DECADE
from simulation.scenario_terms import scaled_terms

PREFERRED = tuple(
    Decimal(text)
    for text in ("1", "1.25", "1.6", "2", "2.5", "3.15", "4", "5", "6.3", "8")
)
BASE_GRID_FEN = np.concatenate([[0], np.geomspace(1e5, 1e12, 29)]).astype(np.int64)
WIDEST_STEPS = {"posted": 20, "negotiated": 30}

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeTable:
    """Present values of the fees of one document, by size [fen].

    `stop_trial`, `stop_pilot` and `fail` are those of licences that end there, `runs`
    of one that runs on, by size and level of sales. `early` is what falls due before
    production, `entry` what falls due on the first day, both undiscounted.
    """

    stop_trial: Floats
    stop_pilot: Floats
    fail: Floats
    runs: Floats
    early: Floats
    entry: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """One document at every step of its price, with the tables stacked by step.

    The base of a royalty is net sales, or profit where `is_on_profit`.
    """

    documents: tuple[Terms, ...]
    lowest_step: int
    table: FeeTable
    is_on_profit: bool

    def base_fen(self, profit_fen: Floats, margin: float) -> Floats:
        """Return the base of royalties that goes with a profit [fen]."""
        return profit_fen if self.is_on_profit else profit_fen / margin

    def rows(self, steps: Ints) -> Ints:
        """Return the documents of price steps; beyond the ends, the last ones."""
        return np.clip(steps - self.lowest_step, 0, len(self.documents) - 1)


def step_factor(step: int) -> Decimal:
    """Return the factor of a price step: ten round numbers to a decade.

    Examples
    --------
    >>> [str(step_factor(step)) for step in (-3, 0, 5, 12)]
    ['0.5', '1', '3.15', '16']
    """
    decade, place = divmod(step, STEPS_PER_DECADE)
    return Decimal(f"{PREFERRED[place].scaleb(decade):f}")


@lru_cache(maxsize=64)
def tariff(terms: Terms, course: Course) -> Tariff:
    """Return terms at every step of their price, priced for decisions."""
    widest = WIDEST_STEPS[terms.mode]
    steps = range(-widest, widest + 1)
    documents = tuple(scaled_terms(terms, step_factor(step)) for step in steps)
    tables = [_fee_table(document, course) for document in documents]
    columns = {
        name: np.stack([getattr(table, name) for table in tables])
        for name in FeeTable.__slots__
    }
    return Tariff(
        documents=documents,
        lowest_step=-widest,
        table=FeeTable(**columns),
        is_on_profit=royalty_base(terms) == "profit",
    )


def fees_at_base(table: FeeTable, rows: Ints, size: Ints, base_fen: Floats) -> Floats:
    """Return fees of licences that run on, between the priced levels of the base.

    Parameters
    ----------
    table : FeeTable
        Tables stacked by document.
    rows, size : array of n
        Document and size of each licence.
    base_fen : array of n x m
        Base of a full first year, at m levels for each licence [fen].
    """
    grid = BASE_GRID_FEN.astype(np.float64)
    right = np.clip(np.searchsorted(grid, base_fen), 1, len(grid) - 1)
    share = np.clip((base_fen - grid[right - 1]) / np.diff(grid)[right - 1], 0, 1)
    levels = table.runs[rows, size]
    low = np.take_along_axis(levels, right - 1, axis=1)
    high = np.take_along_axis(levels, right, axis=1)
    return np.asarray(low + share * (high - low))


def _fee_table(terms: Terms, course: Course) -> FeeTable:
    """Price a document for every size, gate and level of sales in one call."""
    stops = [course.trial_months, course.production_month, course.failure_month]
    stop_months = np.array(stops + [course.licence_months] * len(BASE_GRID_FEN))
    sales = np.concatenate([np.zeros(len(stops), dtype=np.int64), BASE_GRID_FEN])
    cases = len(stop_months)
    size = np.repeat(np.arange(len(SIZES)), cases)
    start = start_days(course, np.zeros(1, dtype=np.int64))
    asked = licences(
        course,
        len(terms.stages),
        starts=np.repeat(start, len(size)),
        size=size,
        first_year_fen=np.tile(sales, len(SIZES)),
        stop_months=np.tile(stop_months, len(SIZES)),
    )
    paid = payments(terms, asked)
    return _table(paid, course, size=size, cases=cases, start=int(start[0]))


def _table(
    paid: Payments, course: Course, *, size: Ints, cases: int, start: int
) -> FeeTable:
    days = (as_days(paid.on) - start).astype(np.float64)
    rates = np.array(course.capital_cost)[size[paid.licence]]
    present = present_values(paid.amount_fen.astype(np.float64), days, rate=rates)
    made_from = months_after(np.array([start]), [course.production_month])[0, 0]
    before = days < made_from - start
    total, early, entry = (
        np.bincount(paid.licence, weights=weights, minlength=len(size))
        .reshape(len(SIZES), cases)
        .astype(np.float64)
        for weights in (
            present,
            paid.amount_fen * before,
            paid.amount_fen * (days == 0),
        )
    )
    return FeeTable(
        stop_trial=total[:, 0],
        stop_pilot=total[:, 1],
        fail=total[:, 2],
        runs=total[:, 3:],
        early=early[:, 3],
        entry=entry[:, 3],
    )
