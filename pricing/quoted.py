"""What a quote is: one licensee, one forecast, and all that the licence costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pricing.formula import Line
from pricing.licensee import Licensee
from pricing.notes import Note
from pricing.tax import QuoteTax
from pricing.years import YearCost

__all__ = ["Part", "Quote", "QuotePayment", "StopCost"]


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


class Part(NamedTuple):
    """One part of a total, and its share of it [fen, parts per million].

    A credit has a negative share. The share is None where the total is 0.
    """

    name: str
    amount_fen: int
    share_ppm: int | None


class StopCost(NamedTuple):
    """What a licensee pays in all who stops when this stage ends [fen]."""

    stage: str
    total_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What one licensee would pay under terms and a forecast.

    Attributes
    ----------
    discount_ppm : int
        The licensee's cost of capital a year [parts per million].
    payments : tuple of QuotePayment
        By date, as the terms state them: with VAT or without [fen].
    total_fen, present_value_fen : int
        Sum, and sum discounted to the first day at `discount_ppm` a year [fen].
    financing_cost_fen : int
        What it costs to tie up the payments until the licence ends, beyond what
        safe money would earn, at `RISKLESS_PPM`, as value of the first day [fen].
    worst_case_fen : int or None
        Most that it can cost whatever is sold; None without a cap [fen].
    effective_rate_ppm : int or None
        Total as a share of the sales in the licence [parts per million]; None
        without sales, or where the base is not sales.
    stop_after : tuple of StopCost
        Total for each stage after which the licensee may stop, with what has
        fallen due and stays owed; the last stage runs to the end [fen].
    by_year : tuple of YearCost
        The same by licence year.
    by_kind, by_stage : tuple of Part
        The same by kind, in the order of `KINDS`, and by stage, with shares.
    tax : QuoteTax
        Price with VAT, what of it is creditable, stamp duty, net cost.
    notes : tuple of Note
        What the figures rest on or leave out.
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
    financing_cost_fen: int
    effective_rate_ppm: int | None
    stop_after: tuple[StopCost, ...]
    by_year: tuple[YearCost, ...]
    by_kind: tuple[Part, ...]
    by_stage: tuple[Part, ...]
    tax: QuoteTax
    notes: tuple[Note, ...]
    terms_sha256: str
