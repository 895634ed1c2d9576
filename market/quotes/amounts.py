"""Amounts as people type them, with full-width digits and units of 万 or 亿."""

from __future__ import annotations

import re
from decimal import Decimal

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from market.typed_amounts import GROUPED, plain_amount
from pricing.errors import PricingError
from pricing.half_width import half_width
from pricing.money import PPM, parse_fen, parse_units

DECIMAL = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
PERCENT = re.compile(r"((?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,4})?)\s*%?")
HIGHEST_PERCENT = 100

UNREADABLE = _("This is no amount. Type one such as 3000000 or 300万.")
TOO_LARGE = _("This amount is beyond 90 billion yuan. Look for surplus zeros.")
TOO_FINE = _("An amount ends at the fen: at most two decimals.")
NO_UNITS = _("This is no number of units. Type one such as 50000 or 5万.")
TOO_MANY_UNITS = _("This number is beyond 9 trillion. Look for surplus zeros.")
NO_COUNT = _("This is no number of persons. Type one such as 86.")
NO_PERCENT = _("Type a rate from 0 to 100 percent, such as 8.")


class Unreadable(ValueError):
    """What was typed is nothing of the wanted kind; the reason is for the reader."""

    def __init__(self, reason: LazyString) -> None:
        super().__init__(reason)
        self.reason = reason


def amount_of(text: str) -> int:
    """Read one amount of yuan [fen].

    Raises
    ------
    Unreadable
        With what is wrong.

    Examples
    --------
    >>> amount_of("１,８００万"), amount_of("¥3百万元"), amount_of("0.5")
    (1800000000, 300000000, 50)
    """
    number = plain_amount(text)
    try:
        return parse_fen(number)
    except PricingError as error:
        raise Unreadable(_what_is_wrong(number)) from error


def units_of(text: str) -> int:
    """Read one number of units [units].

    Raises
    ------
    Unreadable
        With what is wrong.

    Examples
    --------
    >>> units_of("3万件")
    30000
    """
    number = plain_amount(text, "units")
    try:
        return parse_units(number)
    except PricingError as error:
        is_large = "." not in number and DECIMAL.fullmatch(number)
        raise Unreadable(TOO_MANY_UNITS if is_large else NO_UNITS) from error


def _what_is_wrong(number: str) -> LazyString:
    """Tell a number that is too fine or too large from what is no number."""
    if not DECIMAL.fullmatch(number):
        return UNREADABLE
    is_fine = "." in number and len(number.split(".")[1]) > 2
    return TOO_FINE if is_fine else TOO_LARGE


def persons_of(text: str) -> int:
    """Read a number of persons [persons].

    Raises
    ------
    Unreadable
        Where it is none.
    """
    plain = half_width(text)
    count = plain.replace(",", "") if GROUPED.fullmatch(plain) else plain
    if not WHOLE.fullmatch(count):
        raise Unreadable(NO_COUNT)
    return int(count)


def rate_of(text: str) -> int:
    """Read a yearly rate typed in percent [parts per million].

    Raises
    ------
    Unreadable
        Where it is none from 0 to 100.

    Examples
    --------
    >>> rate_of("8"), rate_of("4.35 %")
    (80000, 43500)
    """
    match = PERCENT.fullmatch(half_width(text))
    if match is None or Decimal(match[1]) > HIGHEST_PERCENT:
        raise Unreadable(NO_PERCENT)
    return int(Decimal(match[1]) * PPM / 100)
