"""One period's royalty, over arrays: the arithmetic that everything else calls.

All quantities are cumulative within the licence year: what is due to date, less
what is already charged, is the charge of a period. Splitting a year into other
periods therefore never changes the year. The order, which quotes publish::

    base - deductions  ->  less holiday  ->  bands  ->  factor
    ->  minimum M d/D  ->  yearly cap  ->  lifetime cap  ->  less charged

Every step is whole fen, half up (``floor(x + 1/2)``), so that the lines add up.
Products never hold more than one amount and one rate, or one amount and one
count of days, and are refused before they could leave int64.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pricing.exact import MAX_PRODUCT, IntArray, half_up, per_day, refuse_above, scaled
from pricing.money import MAX_FEN
from pricing.royalty_rule import Bands, RoyaltyRule

__all__ = [
    "Charge",
    "YearDue",
    "YearToDate",
    "charge_period",
    "due_in_year",
    "within_total",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearToDate:
    """One licence year so far, of one licence or of many.

    Attributes
    ----------
    base : array
        Base from the year's begin, or from the stage's if later; negative for
        a loss [fen or units].
    factor_ppm : array
        The licensee's factor on royalty and minimum [parts per million].
    days : array
        Days so far on which the stage runs outside its holiday [days].
    year_days : array
        Days of the whole licence year [days].
    deductions, holiday : array or None
        Part of the base that the terms deduct; part of the rest that arose on
        holiday days [fen or units].
    earlier : array or None
        Charged base of earlier licence years, for bands that fill over the
        whole licence; None where they fill by licence year [fen or units].
    """

    base: IntArray
    factor_ppm: IntArray
    days: IntArray
    year_days: IntArray
    deductions: IntArray | None = None
    holiday: IntArray | None = None
    earlier: IntArray | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearDue:
    """A royalty of a licence year to date, step by step [fen].

    `charged_base` may also be units; `banded` is before the factor, `royalty`
    after it; `due` is after minimum and yearly cap.
    """

    charged_base: IntArray
    banded: IntArray
    royalty: IntArray
    minimum: IntArray | None
    due: IntArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge(YearDue):
    """What a period is charged, with the steps [fen].

    `total` is due for the licence year to date after the lifetime cap, `amount`
    the charge of the period.
    """

    total: IntArray
    amount: IntArray


def _charged_base(year: YearToDate) -> IntArray:
    net = year.base
    refuse_above(net, MAX_FEN)
    for part in (year.deductions, year.holiday):
        if part is not None:
            refuse_above(part, MAX_FEN)
            net = net - part
    charged: IntArray = np.maximum(net, 0)
    return charged


def _graduated(bands: Bands, base: IntArray, earlier: IntArray | None) -> IntArray:
    """Return the sum of each band's part of the base times its rate."""
    filled: IntArray | int = 0 if earlier is None else earlier
    reached = base + filled
    product: IntArray = np.zeros_like(reached)
    lower = 0
    for limit, rate in zip((*bands.up_to, None), bands.rates, strict=True):
        top = reached if limit is None else np.minimum(reached, limit)
        part = top - (lower if earlier is None else np.maximum(filled, lower))
        np.maximum(part, 0, out=part)
        part *= rate
        product += part
        lower = limit or 0
    return product


def _volume(bands: Bands, base: IntArray, earlier: IntArray | None) -> IntArray:
    """Return the base times the rate of the band reached."""
    reached = base if earlier is None else base + earlier
    rate: IntArray | int = bands.rates[0]
    for limit, next_rate in zip(bands.up_to, bands.rates[1:], strict=True):
        rate = np.where(reached > limit, next_rate, rate)
    return base * rate


def _banded(bands: Bands, base: IntArray, earlier: IntArray | None) -> IntArray:
    refuse_above(base, min(MAX_FEN, MAX_PRODUCT // max(bands.highest_rate, 1)))
    if earlier is not None:
        refuse_above(earlier, MAX_PRODUCT)
    of_bands = _graduated if bands.mode == "graduated" else _volume
    return half_up(of_bands(bands, base, earlier), bands.scale)


def _minimum(rule: RoyaltyRule, year: YearToDate) -> IntArray | None:
    if not rule.minimum_fen:
        return None
    yearly = scaled(np.array(rule.minimum_fen), year.factor_ppm)
    return per_day(yearly, year.days, year.year_days)


def due_in_year(rule: RoyaltyRule, year: YearToDate) -> YearDue:
    """Return what a licence year owes to date, up to and with the yearly cap.

    Parameters
    ----------
    rule : RoyaltyRule
        The royalty.
    year : YearToDate
        The licence year so far.

    Returns
    -------
    YearDue
        After each of the first six steps; `charge_period` adds the others [fen].
    """
    base = _charged_base(year)
    banded = _banded(rule.bands, base, year.earlier)
    royalty = scaled(banded, year.factor_ppm)
    minimum = _minimum(rule, year)
    due: IntArray = royalty if minimum is None else np.maximum(royalty, minimum)
    if rule.cap_year_fen is not None:
        due = np.minimum(due, rule.cap_year_fen)
    return YearDue(
        charged_base=base, banded=banded, royalty=royalty, minimum=minimum, due=due
    )


def within_total(rule: RoyaltyRule, due: IntArray, earlier_fen: IntArray) -> IntArray:
    """Cut what a year owes to what the lifetime cap leaves.

    Parameters
    ----------
    rule : RoyaltyRule
        The royalty.
    due, earlier_fen : array
        What the licence year owes to date, and earlier ones before credits [fen].

    Returns
    -------
    array of int
        The first, no more than keeps both together within the cap [fen].
    """
    if rule.cap_total_fen is None:
        return due
    cut: IntArray = np.minimum(due, np.maximum(rule.cap_total_fen - earlier_fen, 0))
    return cut


def charge_period(
    rule: RoyaltyRule,
    year: YearToDate,
    *,
    earlier_fen: IntArray | int = 0,
    charged_fen: IntArray | int = 0,
    closes: bool | NDArray[np.bool_] = True,
) -> Charge:
    """Charge one period of one licence or of many.

    Parameters
    ----------
    rule : RoyaltyRule
        The royalty of the terms.
    year : YearToDate
        The licence year from its begin to the period's end.
    earlier_fen : int or array
        Charged for earlier licence years, before credits [fen].
    charged_fen : int or array
        Charged for earlier periods of this licence year, before credits [fen].
    closes : bool or array
        Whether the period ends the royalty's licence year. A volume royalty is
        settled then; before, a period never takes back what was charged.

    Returns
    -------
    Charge
        Each step to date, and the amount of this period; negative where a loss
        or the settlement takes back a part of the same year [fen].

    Raises
    ------
    AmountOverflow
        For amounts that exact whole-fen arithmetic cannot carry.

    Examples
    --------
    Three per cent up to 50,000.00 yuan and two above, half price for the size:

    >>> rule = RoyaltyRule(bands=Bands((50_000_00,), (30_000, 20_000)))
    >>> year = YearToDate(
    ...     base=np.array([80_000_00]), factor_ppm=np.array([500_000]),
    ...     days=np.array([365]), year_days=np.array([365]))
    >>> charge_period(rule, year).amount.tolist()
    [105000]
    """
    steps = due_in_year(rule, year)
    total = within_total(rule, steps.due, np.asarray(earlier_fen))
    if rule.bands.mode == "volume":
        total = np.where(closes, total, np.maximum(total, charged_fen))
    return Charge(
        charged_base=steps.charged_base,
        banded=steps.banded,
        royalty=steps.royalty,
        minimum=steps.minimum,
        due=steps.due,
        total=total,
        amount=total - charged_fen,
    )
