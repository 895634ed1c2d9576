"""The price ladder: stages left to right in time, with what each costs a licensee.

Data for the drawing and for the table beside it; nothing here draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from pricing.block import Block
from pricing.exact import IntArray
from pricing.exposure import worst_case_fen
from pricing.licences import Licences, forecast, licences_of
from pricing.licensee import Licensee
from pricing.plan import Plan, plan_of
from pricing.schedule import blocks
from pricing.terms import Terms
from pricing.wording.fee_words import FeeWords, fee_words

__all__ = ["Ladder", "Step", "ladder"]

SMALL = Licensee("small")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stage of the ladder, for one licensee.

    Attributes
    ----------
    stage, label_zh, label_en : str
        Its name, and how pages call it.
    starts_after_months : int
        Months from the licence's start to its own [months].
    months : int or None
        How long it lasts; None to the end of the terms [months].
    sales_allowed, can_stop : bool
        Whether sales are allowed, and whether one may stop when it ends.
    fees : tuple of FeeWords
        What is paid, in words.
    low_fen, total_fen : int
        Paid in all by who stops when it ends: without sales, and under the
        forecast [fen].
    days : int
        How long it lasts from its first day [days].
    rises : tuple of (int, int)
        Days into it on which something falls due, without sales and going on to
        the end, and what is then paid in all [days, fen].
    """

    stage: str
    label_zh: str
    label_en: str
    starts_after_months: int
    months: int | None
    sales_allowed: bool
    can_stop: bool
    fees: tuple[FeeWords, ...]
    low_fen: int
    total_fen: int
    days: int
    rises: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The stages in order; `cap_fen` is the most in all, None without a cap [fen]."""

    licensee: Licensee
    starts_on: date
    steps: tuple[Step, ...]
    cap_fen: int | None


def ladder(
    terms: Terms,
    licensee: Licensee = SMALL,
    *,
    sales_fen: Sequence[int] = (),
    starts_on: date | None = None,
) -> Ladder:
    """Return the price ladder of terms for one licensee.

    Parameters
    ----------
    terms : Terms
        The terms.
    licensee : Licensee
        Who would pay.
    sales_fen : sequence of int
        Base of licence years 1, 2, ...; later years count 0 [fen or units].
    starts_on : date or None
        First day of the licence; None for the terms' first.

    Returns
    -------
    Ladder
        One step for each stage, in order.

    Raises
    ------
    AmountOverflow, PricingError
        As for `pricing.quote.quote`.
    """
    starts_on, plan = starts_on or terms.starts_on, plan_of(terms)
    licences = _licences(plan, licensee, forecast(sales_fen), starts_on)
    ((_, block),) = blocks(plan, licences)
    return Ladder(
        licensee=licensee,
        starts_on=starts_on,
        steps=_steps(terms, plan, block),
        cap_fen=worst_case_fen(plan, block, len(licences) - 1),
    )


def _licences(
    plan: Plan, licensee: Licensee, base: IntArray, starts_on: date
) -> Licences:
    """Return a licence for each stop without sales, then for each with sales."""
    stages = range(1, len(plan.allows_sales) + 1)
    return licences_of(
        plan,
        licensee,
        starts_on=starts_on,
        sales_fen=np.repeat([np.zeros_like(base), base], len(stages), axis=0),
        stages_entered=[*stages, *stages],
    )


def _steps(terms: Terms, plan: Plan, block: Block) -> tuple[Step, ...]:
    count = len(terms.stages)
    totals = block.amounts.sum(axis=0).tolist()
    courses = _courses(block, count - 1)
    factor_ppm = int(block.factor_ppm[0])
    return tuple(
        Step(
            stage=stage.name,
            label_zh=stage.label_zh,
            label_en=stage.label_en,
            starts_after_months=plan.stage_months[number] or 0,
            months=stage.months,
            sales_allowed=stage.sales_allowed,
            can_stop=stage.may_stop,
            fees=tuple(fee_words(terms, fee, factor_ppm) for fee in stage.fees),
            low_fen=totals[number],
            total_fen=totals[number + count],
            days=courses[number][0],
            rises=courses[number][1],
        )
        for number, stage in enumerate(terms.stages)
    )


def _courses(
    block: Block, licence: int
) -> list[tuple[int, tuple[tuple[int, int], ...]]]:
    """Return for each stage its days, and the days into it when totals rise."""
    # A stage that the end of the terms cuts off begins and ends there.
    starts = np.minimum(block.when.stage_starts, block.when.ends)[:, licence]
    rows = np.flatnonzero(block.amounts[:, licence])
    rows = rows[np.argsort(block.on[rows, licence], kind="stable")]
    on, totals = block.on[rows, licence], block.amounts[rows, licence].cumsum()
    # What falls due after the last day counts to the last stage.
    stages = np.searchsorted(starts[1:-1], on, side="right")
    return [
        (
            int(starts[number + 1] - starts[number]),
            _rises(on[stages == number] - starts[number], totals[stages == number]),
        )
        for number in range(len(starts) - 1)
    ]


def _rises(days: IntArray, totals: IntArray) -> tuple[tuple[int, int], ...]:
    # Of several on one day the last total holds.
    return tuple(dict(zip(days.tolist(), totals.tolist(), strict=True)).items())
