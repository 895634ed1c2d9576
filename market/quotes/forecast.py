"""What a firm expects, as it types it: a base for each year and case, a first sale."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from market.quotes.amounts import Unreadable, amount_of, rate_of, units_of
from market.quotes.costs import example
from market.typed_amounts import GROUPED, together
from pricing.discount import DISCOUNT_PPM
from pricing.half_width import half_width
from pricing.money import MAX_FEN

# In the address of a page; the case in the middle is what people type first.
KEYS = {"low": "low", "expected": "sales", "high": "high"}
FIRST_SALE, CAPITAL = "first_sale", "capital"
PARTS = re.compile(r"[;、\s]+")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LONGEST, SHORT = 600, 40
# What may stand around the digits of one amount.
AROUND_DIGITS = "¥CNYRMB人民币十百千万亿元件"

TOO_MANY = _("There are more years here than the licence has. Leave the last ones out.")
NO_DAY = _("This is no day. Write it as 2027-03-01.")
TOO_EARLY = _("The first sale cannot be before the licence begins.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What was asked, as far as it could be read.

    Attributes
    ----------
    bases : dict
        For each of `CASES` the base of licence years 1, 2, ... [fen, or units].
    first_sale_on : date or None
        First day with sales; None for as soon as the terms allow them.
    capital_ppm : int
        The firm's yearly cost of capital [parts per million].
    typed : dict
        What stands in each box, by its key.
    errors : dict
        What is wrong, by the key of the box.
    is_example : bool
        Whether nobody typed a forecast, so that an example stands for it.
    stated_years : int
        For how many years the expected case was typed; 0 where it was not.
    """

    bases: dict[str, tuple[int, ...]]
    first_sale_on: date | None
    capital_ppm: int
    typed: dict[str, str]
    errors: dict[str, LazyString]
    is_example: bool
    stated_years: int


def forecast(
    arguments: Mapping[str, str],
    *,
    size: str,
    base: str | None,
    years: int,
    starts_on: date,
) -> Forecast:
    """Read a forecast from the address of a page.

    Parameters
    ----------
    arguments : mapping
        ``low``, ``sales``, ``high``, ``first_sale`` and ``capital``; any may be
        missing.
    size : str
        The size whose example stands in for a forecast.
    base : str or None
        What the price rests on, as `costs.base_of` gives it.
    years : int
        How many licence years there are.
    starts_on : date
        First day of the licence.
    """
    typed = {key: arguments.get(key, "")[:LONGEST] for key in KEYS.values()}
    typed |= {key: arguments.get(key, "")[:SHORT] for key in (FIRST_SALE, CAPITAL)}
    errors: dict[str, LazyString] = {}
    read = {}
    for case, key in KEYS.items():
        try:
            read[case] = yearly(typed[key], base=base, most_years=years)
        except Unreadable as fault:
            errors[key] = fault.reason
            read[case] = ()
    return Forecast(
        bases=_completed(read, example(base, size)),
        first_sale_on=_first_sale(typed[FIRST_SALE], starts_on, errors),
        capital_ppm=_capital(typed[CAPITAL], errors),
        typed=typed,
        errors=errors,
        is_example=not any(read.values()),
        stated_years=len(read["expected"]),
    )


def _first_sale(
    text: str, starts_on: date, errors: dict[str, LazyString]
) -> date | None:
    plain = half_width(text)
    if not plain:
        return None
    day = None
    if DAY.fullmatch(plain):
        with suppress(ValueError):  # Such as 30 February.
            day = date.fromisoformat(plain)
    if day is None or day < starts_on:
        errors[FIRST_SALE] = NO_DAY if day is None else TOO_EARLY
        return None
    return day


def _capital(text: str, errors: dict[str, LazyString]) -> int:
    if not text.strip():
        return DISCOUNT_PPM
    try:
        return rate_of(text)
    except Unreadable as fault:
        errors[CAPITAL] = fault.reason
        return DISCOUNT_PPM


def _completed(
    read: Mapping[str, tuple[int, ...]], usual: int
) -> dict[str, tuple[int, ...]]:
    """Fill the cases that were left empty: a third of the expected, three times it."""
    expected = read["expected"] or read["low"] or read["high"] or (usual,)
    low = tuple(each * 3 // 10 for each in expected)
    high = tuple(min(each * 3, MAX_FEN) for each in expected)
    return {
        "low": read["low"] or low,
        "expected": expected,
        "high": read["high"] or high,
    }


def yearly(text: str, *, base: str | None, most_years: int) -> tuple[int, ...]:
    """Read what a person types as the base of licence years 1, 2, ...

    Parameters
    ----------
    text : str
        Amounts of yuan, or units, parted by blanks; 万 and 亿 may follow a number,
        and commas may part its thousands or, else, the years.
    base : str or None
        ``"units"`` reads whole numbers.
    most_years : int
        How many there may be.

    Returns
    -------
    tuple of int
        Fen, or units; empty for an empty text.

    Raises
    ------
    Unreadable
        With the message for the reader.

    Examples
    --------
    >>> yearly("300万 4,500,000", base=None, most_years=5)
    (300000000, 450000000)
    >>> yearly("1000000,2000000", base=None, most_years=5)
    (100000000, 200000000)
    """
    half = together(half_width(text))
    parts = [number for part in PARTS.split(half) for number in _numbers(part)]
    if len(parts) > most_years:
        raise Unreadable(TOO_MANY)
    read: Callable[[str], int] = units_of if base == "units" else amount_of
    return tuple(read(part) for part in parts)


def _numbers(part: str) -> list[str]:
    """Part years from years where the commas do not part thousands."""
    if not part:
        return []
    digits = part.strip(AROUND_DIGITS)
    return [part] if GROUPED.fullmatch(digits) else part.split(",")
