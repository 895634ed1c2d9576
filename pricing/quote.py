"""What a licence costs me: payments with their formula, totals, what stopping costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from pricing.block import Block, block
from pricing.canonical import terms_sha256
from pricing.dates import as_days
from pricing.discount import (
    DISCOUNT_PPM,
    RISKLESS_PPM,
    financing_cost_fen,
    present_value_fen,
)
from pricing.exact import IntArray
from pricing.exposure import worst_case_fen
from pricing.formula import Line
from pricing.licences import forecast, licences_of, refuse_unsound
from pricing.licensee import Licensee
from pricing.money import PPM
from pricing.notes import Note
from pricing.plan import Plan, plan_of
from pricing.quote_notes import forecast_notes, terms_notes
from pricing.quote_parts import parts_by_kind, parts_by_stage, payments_of
from pricing.quoted import Part, Quote, QuotePayment, StopCost
from pricing.tax import QuoteTax, quote_tax
from pricing.terms import Terms
from pricing.timeline import Almanac
from pricing.years import YearCost, year_costs

__all__ = [
    "DISCOUNT_PPM",
    "RISKLESS_PPM",
    "Line",
    "Note",
    "Part",
    "Quote",
    "QuotePayment",
    "StopCost",
    "YearCost",
    "quote",
    "quote_cases",
]


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
        The licensee's cost of capital a year, which discounts the present value
        [parts per million].

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
    (found,) = quote_cases(
        terms,
        {"expected": sales_fen},
        licensee=licensee,
        starts_on=starts_on,
        first_sale_on=first_sale_on,
        discount_ppm=discount_ppm,
    ).values()
    return found


def quote_cases(
    terms: Terms,
    cases: Mapping[str, Sequence[int]],
    *,
    licensee: Licensee,
    starts_on: date | None = None,
    first_sale_on: date | None = None,
    discount_ppm: int = DISCOUNT_PPM,
) -> dict[str, Quote]:
    """Return a quote for each forecast, such as low, expected and high.

    Parameters
    ----------
    cases : mapping of str to sequence of int
        A forecast for each case, as in `quote`; their lengths may differ.
    terms, licensee, starts_on, first_sale_on, discount_ppm
        The same for all cases, as in `quote`.

    Returns
    -------
    dict of str to Quote
        By the name of the case, in the order given.

    Raises
    ------
    AmountOverflow, PricingError
        As `quote` does, where any of the cases is refused.
    """
    asked = _Asked(licensee, starts_on or terms.starts_on, first_sale_on, discount_ppm)
    if not cases:
        return {}
    offer = _offer(terms)
    stops = len(offer.stops)
    whole = _block(offer, asked, list(cases.values()))
    ends = range(stops - 1, stops * len(cases), stops)
    return {
        name: _quote(offer, asked, _Course(whole, end, tuple(sales)))
        for end, (name, sales) in zip(ends, cases.items(), strict=True)
    }


class _Asked(NamedTuple):
    licensee: Licensee
    starts_on: date
    first_sale_on: date | None
    discount_ppm: int


class _Offer(NamedTuple):
    """Terms with what is worked out of them once, for they are frozen.

    `stops` has how many stages are entered at each possible stop, and in all;
    `notes` are those for a licensee without and with a province.
    """

    terms: Terms
    plan: Plan
    stops: tuple[int, ...]
    notes: tuple[tuple[Note, ...], tuple[Note, ...]]
    sha256: str


class _Course(NamedTuple):
    """A licence to the end; just before it in the block stand its earlier stops."""

    block: Block
    licence: int
    sales_fen: tuple[int, ...]


@lru_cache(maxsize=512)
def _offer(terms: Terms) -> _Offer:
    last = len(terms.stages)
    stops = tuple(
        count
        for count, stage in enumerate(terms.stages, start=1)
        if stage.may_stop or count == last
    )
    without, given = (
        tuple(terms_notes(terms, has_province=known)) for known in (False, True)
    )
    return _Offer(terms, plan_of(terms), stops, (without, given), terms_sha256(terms))


def _block(offer: _Offer, asked: _Asked, cases: Sequence[Sequence[int]]) -> Block:
    """Return all stops of the first case, the last to the end, then of the next."""
    licences = licences_of(
        offer.plan,
        asked.licensee,
        starts_on=asked.starts_on,
        sales_fen=np.repeat(_forecasts(cases), len(offer.stops), axis=0),
        stages_entered=offer.stops * len(cases),
        first_sale_on=asked.first_sale_on,
    )
    refuse_unsound(offer.plan, licences)
    return block(Almanac(offer.plan, as_days(licences.starts_on)), licences)


def _forecasts(cases: Sequence[Sequence[int]]) -> IntArray:
    """Return the cases as rows, with 0 where one is shorter than another."""
    rows = [forecast(sales_fen) for sales_fen in cases]
    filled = np.zeros((len(rows), max(map(len, rows))), np.int64)
    for row, sales_fen in zip(filled, rows, strict=True):
        row[: len(sales_fen)] = sales_fen
    return filled


def _quote(offer: _Offer, asked: _Asked, course: _Course) -> Quote:
    """Sum up one course."""
    terms, plan = offer.terms, offer.plan
    whole, licence, sales_fen = course
    payments = payments_of(terms, plan, whole, licence)
    stops = _stops(offer, course)
    years = year_costs(plan, whole, licence, sales_fen)
    dated = [((one.on - asked.starts_on).days, one.amount_fen) for one in payments]
    ends_on = years[-1].ends_on
    return Quote(
        **asked._asdict(),
        ends_on=ends_on,
        sales_fen=sales_fen,
        payments=payments,
        total_fen=stops[-1].total_fen,
        worst_case_fen=worst_case_fen(plan, whole, licence),
        present_value_fen=present_value_fen(dated, discount_ppm=asked.discount_ppm),
        financing_cost_fen=financing_cost_fen(
            dated,
            capital_cost_ppm=asked.discount_ppm,
            horizon_days=(ends_on - asked.starts_on).days + 1,
        ),
        effective_rate_ppm=_effective_rate_ppm(plan.base, stops[-1].total_fen, years),
        stop_after=stops,
        by_year=years,
        by_kind=parts_by_kind(payments),
        by_stage=parts_by_stage(terms, payments),
        tax=_tax(terms, payments, asked),
        notes=(
            *forecast_notes(plan, sales_fen, years, asked.first_sale_on),
            *offer.notes[asked.licensee.province is not None],
        ),
        terms_sha256=offer.sha256,
    )


def _stops(offer: _Offer, course: _Course) -> tuple[StopCost, ...]:
    first = course.licence + 1 - len(offer.stops)
    amounts = course.block.amounts[:, first : course.licence + 1]
    totals = amounts.sum(axis=0).tolist()
    return tuple(
        StopCost(offer.terms.stages[count - 1].name, total)
        for count, total in zip(offer.stops, totals, strict=True)
    )


def _tax(terms: Terms, payments: Sequence[QuotePayment], asked: _Asked) -> QuoteTax:
    return quote_tax(
        terms.tax,
        [payment.amount_fen for payment in payments],
        vat_status=asked.licensee.vat_status,
        contract_on=asked.starts_on,
    )


def _effective_rate_ppm(
    base: str | None, total_fen: int, years: Sequence[YearCost]
) -> int | None:
    sales_fen = sum(year.base for year in years)
    if base in ("profit", "units") or sales_fen <= 0:
        return None
    return (2 * total_fen * PPM + sales_fen) // (2 * sales_fen)
