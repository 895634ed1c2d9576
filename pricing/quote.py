"""What a licence costs me: payments with their formula, totals, what stopping costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from pricing.block import KINDS, Block
from pricing.dates import as_date
from pricing.discount import DISCOUNT_PPM, present_value_fen
from pricing.exposure import worst_case_fen
from pricing.formula import Line, lines_of
from pricing.licences import forecast, licences_of
from pricing.licensee import Licensee
from pricing.money import PPM
from pricing.plan import Plan, plan_of
from pricing.schedule import blocks
from pricing.terms import Terms, terms_sha256
from pricing.years import YearCost, year_costs

__all__ = [
    "DISCOUNT_PPM",
    "Line",
    "Quote",
    "QuotePayment",
    "StopCost",
    "YearCost",
    "quote",
    "quote_cases",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePayment:
    """One payment; the amounts of its lines add up to its own [fen].

    A credit is negative. `fee` is the position of the fee in its stage.
    """

    on: date
    stage: str
    kind: str
    fee: int
    amount_fen: int
    lines: tuple[Line, ...]


class StopCost(NamedTuple):
    """What a licensee pays in all who stops when this stage ends [fen]."""

    stage: str
    total_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What one licensee would pay under terms and a forecast.

    Attributes
    ----------
    payments : tuple of QuotePayment
        By date [fen].
    total_fen, present_value_fen : int
        Sum, and sum discounted to the first day at `discount_ppm` a year [fen].
    worst_case_fen : int or None
        Most that it can cost whatever is sold; None without a cap [fen].
    effective_rate_ppm : int or None
        Total as a share of the sales in the licence [parts per million]; None
        without sales, or where the base is not sales.
    stop_after : tuple of StopCost
        Total for each stage after which the licensee may stop; the last stage
        runs to the end [fen].
    by_year : tuple of YearCost
        The same by licence year.
    by_kind : tuple of (str, int)
        The same by kind, in the order of `KINDS` [fen].
    """

    licensee: Licensee
    starts_on: date
    first_sale_on: date | None
    ends_on: date
    sales_fen: tuple[int, ...]
    discount_ppm: int
    payments: tuple[QuotePayment, ...]
    total_fen: int
    worst_case_fen: int | None
    present_value_fen: int
    effective_rate_ppm: int | None
    stop_after: tuple[StopCost, ...]
    by_year: tuple[YearCost, ...]
    by_kind: tuple[tuple[str, int], ...]
    terms_sha256: str


def quote(
    terms: Terms,
    *,
    licensee: Licensee,
    sales_fen: Sequence[int],
    starts_on: date | None = None,
    first_sale_on: date | None = None,
    discount_ppm: int = DISCOUNT_PPM,
) -> Quote:
    """Return what a licence under terms costs one licensee.

    Parameters
    ----------
    terms : Terms
        The terms.
    licensee : Licensee
        Who would pay.
    sales_fen : sequence of int
        Base of licence years 1, 2, ..., spread evenly by days; later years
        count 0 [fen of sales or of profit, or units].
    starts_on : date or None
        First day of the licence; None for the terms' first.
    first_sale_on : date or None
        First day with sales; None for as soon as a stage allows them.
    discount_ppm : int
        Yearly rate of the present value [parts per million].

    Returns
    -------
    Quote
        All amounts in whole fen.

    Raises
    ------
    AmountOverflow
        For a forecast beyond exact whole-fen arithmetic.
    PricingError
        For a negative forecast of sales, a start outside the terms, or a first
        sale before it.
    """
    starts_on, plan = starts_on or terms.starts_on, plan_of(terms)
    entered = _stage_counts(terms)
    licences = licences_of(
        plan,
        licensee,
        starts_on=starts_on,
        sales_fen=forecast(sales_fen),
        stages_entered=entered,
        first_sale_on=first_sale_on,
    )
    ((_, block),) = blocks(plan, licences)
    asked = _Asked(licensee, starts_on, first_sale_on, tuple(sales_fen), discount_ppm)
    return _quote(terms, plan, block, asked, entered)


class _Asked(NamedTuple):
    licensee: Licensee
    starts_on: date
    first_sale_on: date | None
    sales_fen: tuple[int, ...]
    discount_ppm: int


def _quote(
    terms: Terms, plan: Plan, block: Block, asked: _Asked, entered: list[int]
) -> Quote:
    """Sum up a block with one licence for each stop, the last to the end."""
    last = len(entered) - 1
    payments = _payments(terms, plan, block, last)
    totals = block.amounts.sum(axis=0).tolist()
    years = year_costs(plan, block, last, asked.sales_fen)
    dated = [((one.on - asked.starts_on).days, one.amount_fen) for one in payments]
    return Quote(
        **asked._asdict(),
        ends_on=as_date(int(block.when.ends[last]) - 1),
        payments=payments,
        total_fen=totals[last],
        worst_case_fen=worst_case_fen(plan, block, last),
        present_value_fen=present_value_fen(dated, discount_ppm=asked.discount_ppm),
        effective_rate_ppm=_effective_rate_ppm(plan.base, totals[last], years),
        stop_after=tuple(
            StopCost(terms.stages[count - 1].name, total)
            for count, total in zip(entered, totals, strict=True)
        ),
        by_year=years,
        by_kind=_by_kind(payments),
        terms_sha256=_sha256(terms),
    )


def quote_cases(
    terms: Terms,
    cases: Mapping[str, Sequence[int]],
    *,
    licensee: Licensee,
    starts_on: date | None = None,
    first_sale_on: date | None = None,
    discount_ppm: int = DISCOUNT_PPM,
) -> dict[str, Quote]:
    """Return a quote for each forecast, such as low, expected and high."""
    return {
        name: quote(
            terms,
            licensee=licensee,
            sales_fen=sales_fen,
            starts_on=starts_on,
            first_sale_on=first_sale_on,
            discount_ppm=discount_ppm,
        )
        for name, sales_fen in cases.items()
    }


# Terms are frozen, and one offer is quoted many times.
_sha256 = lru_cache(maxsize=512)(terms_sha256)


def _stage_counts(terms: Terms) -> list[int]:
    """Return how many stages are entered at each possible stop, and in all."""
    last = len(terms.stages)
    return [
        count
        for count, stage in enumerate(terms.stages, start=1)
        if stage.may_stop or count == last
    ]


def _payments(
    terms: Terms, plan: Plan, block: Block, licence: int
) -> tuple[QuotePayment, ...]:
    rows = block.rows
    found = np.flatnonzero(block.amounts[:, licence]).tolist()
    keys = [
        (
            int(block.on[row, licence]),
            int(rows.stages[row]),
            int(block.kinds[row, licence]),
            row,
        )
        for row in found
    ]
    return tuple(
        QuotePayment(
            on=as_date(day),
            stage=terms.stages[stage].name,
            kind=KINDS[kind],
            fee=int(rows.fees[row]),
            amount_fen=int(block.amounts[row, licence]),
            lines=lines_of(plan, block, row, licence),
        )
        for day, stage, kind, row in sorted(keys)
    )


def _effective_rate_ppm(
    base: str | None, total_fen: int, years: tuple[YearCost, ...]
) -> int | None:
    sales_fen = sum(year.base for year in years)
    if base in ("profit", "units") or sales_fen <= 0:
        return None
    return (2 * total_fen * PPM + sales_fen) // (2 * sales_fen)


def _by_kind(payments: tuple[QuotePayment, ...]) -> tuple[tuple[str, int], ...]:
    totals = dict.fromkeys(KINDS, 0)
    for payment in payments:
        totals[payment.kind] += payment.amount_fen
    return tuple(totals.items())
