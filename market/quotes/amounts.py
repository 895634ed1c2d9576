"""Amounts as people type them, with full-width digits and units of 万 or 亿."""

from __future__ import annotations

import re
from decimal import Decimal

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from market.licensing.typed import GROUPED
from pricing.errors import PricingError
from pricing.half_width import half_width
from pricing.money import PPM, parse_fen

IN_UNITS = re.compile(r"([0-9]+(?:\.[0-9]+)?)(万|亿)")
UNITS = {"万": Decimal(10**4), "亿": Decimal(10**8)}
PLAIN = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
PERCENT = re.compile(r"((?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,4})?)\s*%?")
HIGHEST_PERCENT = 100

UNREADABLE = _("This is no amount. Type one such as 3000000 or 300万.")
TOO_LARGE = _("This amount is beyond 90 billion yuan. Look for surplus zeros.")
TOO_FINE = _("An amount ends at the fen: at most two decimals.")
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
    >>> amount_of("１,８００万"), amount_of("0.5")
    (1800000000, 50)
    """
    plain = half_width(text)
    parted = re.match(r"[0-9,]*", plain)
    if parted and GROUPED.fullmatch(parted[0]):
        plain = parted[0].replace(",", "") + plain[parted.end() :]
    return fen_of(plain)


def fen_of(number: str) -> int:
    """Read a half-width number of yuan without parted thousands [fen].

    Raises
    ------
    Unreadable
        With what is wrong.
    """
    match = IN_UNITS.fullmatch(number)
    exact = f"{Decimal(match[1]) * UNITS[match[2]]:f}" if match else number
    try:
        return parse_fen(exact.rstrip("0").rstrip(".") if "." in exact else exact)
    except PricingError as error:
        raise Unreadable(_what_is_wrong(exact)) from error


def _what_is_wrong(number: str) -> LazyString:
    """Tell a number that is too fine or too large from what is no number."""
    if not PLAIN.fullmatch(number):
        return UNREADABLE
    is_fine = "." in number and len(number.split(".")[1].rstrip("0")) > 2
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
