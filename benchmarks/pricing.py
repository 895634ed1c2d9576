"""The arithmetic beside the Decimal oracle: how much faster it is, and how equal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from importlib import import_module

import numpy as np

from benchmarks import Figure, Scale, at_least, at_most, seconds
from pricing.charge import YearToDate, charge_period
from pricing.credits import credit_used
from pricing.exact import IntArray
from pricing.licensee import Licensee
from pricing.quote import quote
from pricing.royalty_rule import Bands, RoyaltyRule
from pricing.schedule import SIZES, Licences, payments
from pricing.terms import Terms, read_terms

# Tests carry no types, so they are loaded by name.
oracle = import_module("tests.pricing.oracle")
random_charges = import_module("tests.pricing.random_charges")
EXAMPLE = import_module("tests.pricing.examples").EXAMPLE

LICENCE_YEARS = {"small": 100_000, "full": 1_000_000}
ORACLE_YEARS = {"small": 2_000, "full": 20_000}
RANDOM_CHARGES = {"small": 50_000, "full": 1_000_000}
# As many licence years at once as keep their arrays in the processor's cache.
BLOCK = 16_384
RULE = RoyaltyRule(
    bands=Bands((500_000_000, 2_000_000_000), (30_000, 20_000, 10_000)),
    minimum_fen=1_000_000,
    cap_year_fen=30_000_000,
    cap_total_fen=200_000_000,
)
FEE = {
    "base": "net_sales",
    "bands": [
        {"up_to": "5000000.00", "rate": "0.03"},
        {"up_to": "20000000.00", "rate": "0.02"},
        {"rate": "0.01"},
    ],
    "minimum_per_year": "10000.00",
    "cap_per_year": "300000.00",
    "cap_total": "2000000.00",
}


def figures(scale: Scale) -> Iterator[Figure]:
    """Yield the figures of the pricing library."""
    years, is_full = random_years(LICENCE_YEARS[scale]), scale == "full"
    array_s = seconds(partial(by_arrays, years), repeats=20) / years.shape[1]
    some = years[:, : ORACLE_YEARS[scale]].T.tolist()
    oracle_s = seconds(partial(by_oracle, some)) / len(some)
    yield at_least(
        "pricing: arrays v Decimal oracle, all steps",
        oracle_s / array_s,
        "x",
        150 if is_full else None,
    )
    yield at_least(
        "pricing: licence years, all steps, one core",
        1 / array_s,
        "1/s",
        5_000_000 if is_full else None,
    )
    yield from of_equality(years, RANDOM_CHARGES[scale])
    yield from of_schedule(scale)


def of_equality(years: IntArray, charges: int) -> Iterator[Figure]:
    """Yield how many charges differ from the oracle: of random rules, and above."""
    chance, compared, differing = np.random.default_rng(20_270_103), 0, 0
    while compared < charges:
        batch = random_charges.random_batch(chance)
        compared += len(batch)
        differing += random_charges.differing(batch)
    yield at_least(
        "pricing: random charges by random rules", compared, "charges", charges
    )
    yield at_most(
        "pricing: random charges that differ from the oracle", differing, "charges", 0
    )
    expected = np.array(by_oracle(years.T.tolist()))
    yield at_most(
        "pricing: licence years that differ from the oracle",
        int((by_arrays(years) != expected).sum()),
        "licence years",
        0,
    )


def random_years(count: int) -> IntArray:
    """Return licence years as columns, one licence year in each.

    Rows: base, deductions, holiday, charged in earlier years, factor, days,
    charged in this year, credit [fen, parts per million, days].
    """
    chance = np.random.default_rng(20_270_101)
    base = chance.integers(0, 5_000_000_000, count)
    return np.stack(
        [
            base,
            base // chance.integers(5, 50, count),
            base // chance.integers(2, 50, count),
            chance.integers(0, 250_000_000, count),
            chance.integers(0, 4, count) * 500_000,
            chance.integers(0, 366, count),
            chance.integers(0, 500_000, count),
            chance.integers(0, 1_000_000, count),
        ]
    )


def by_arrays(years: IntArray) -> IntArray:
    """Return what each licence year pays, by the library."""
    count = years.shape[1]
    paid = np.empty(count, np.int64)
    for first in range(0, count, BLOCK):
        block = slice(first, first + BLOCK)
        paid[block] = _paid(years[:, block])
    return paid


def _paid(columns: IntArray) -> IntArray:
    base, deductions, holiday, earlier, factor, days, charged, credit = columns
    charge = charge_period(
        RULE,
        YearToDate(
            base=base,
            deductions=deductions,
            holiday=holiday,
            factor_ppm=factor,
            days=days,
            year_days=np.full(len(base), 365),
        ),
        earlier_fen=earlier,
        charged_fen=charged,
    )
    day = np.zeros((1, len(base)), np.int64)
    dues = charge.amount[np.newaxis]
    (used,) = credit_used((day, credit[np.newaxis]), [(day, dues)])
    paid: IntArray = charge.amount - used[0]
    return paid


def by_oracle(years: list[list[int]]) -> list[int]:
    """Return the same by the oracle, one licence year at a time."""
    return [_paid_by_oracle(*year) for year in years]


def _paid_by_oracle(base: int, deductions: int, holiday: int, *rest: int) -> int:
    earlier, factor_ppm, days, charged, credit = rest
    net = max(Decimal(base) - Decimal(deductions) - Decimal(holiday), Decimal(0))
    due, _ = oracle.year_due(
        FEE,
        0,
        base=net,
        factor=Decimal(factor_ppm) / 1_000_000,
        days=days,
        year_days=365,
    )
    left = max(oracle.fen(FEE["cap_total"]) - earlier, 0)
    amount: int = min(due, left) - charged
    return amount - min(max(amount, 0), credit)


def of_schedule(scale: Scale) -> Iterator[Figure]:
    """Yield the figures of whole licences: dates, stages, fees, credits, sorting."""
    terms = read_terms(json.dumps(EXAMPLE))
    licences = random_licences(LICENCE_YEARS[scale] // 6)
    taken = seconds(partial(payments, terms, licences))
    yield at_least(
        "pricing: licence years with dates, half-yearly, sorted",
        6 * len(licences) / taken,
        "1/s",
        None,
    )
    yield at_least(
        "pricing: whole licences v Decimal oracle",
        oracle_licence_s(licences.part(slice(0, 200))) * len(licences) / taken,
        "x",
        None,
    )
    yield at_most("pricing: one quote", quote_ms(terms), "ms", 1.0)


def random_licences(count: int) -> Licences:
    """Return licences of six years that start in the terms' first year."""
    chance = np.random.default_rng(20_270_102)
    return Licences(
        starts_on=np.datetime64(date(2027, 1, 1)) + chance.integers(0, 365, count),
        size=chance.integers(0, 4, count).astype(np.int8),
        sales_fen=chance.integers(0, 1_000_000_000, (count, 6)),
        stages_entered=chance.integers(1, 4, count).astype(np.int8),
    )


def oracle_licence_s(licences: Licences) -> float:
    """Return the oracle's time for one whole licence [s]."""
    rows = [
        oracle.Licence(EXAMPLE, start=start, size=SIZES[size], base=base, entered=count)
        for start, size, base, count in zip(
            licences.starts_on.tolist(),
            licences.size.tolist(),
            licences.sales_fen.tolist(),
            licences.stages_entered.tolist(),
            strict=True,
        )
    ]
    return seconds(lambda: [oracle.payments_of(row) for row in rows]) / len(rows)


def quote_ms(terms: Terms) -> float:
    """Return the shortest time of a quote with everything on it [ms]."""
    sales_fen = (100_000_000, 200_000_000, 400_000_000)
    one = partial(quote, terms, licensee=Licensee("small"), sales_fen=sales_fen)
    return 1_000 * seconds(one, repeats=300)
