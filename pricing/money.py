"""Exact amounts: whole fen, rates in parts per million, decimals as strings.

No float ever holds money. Decimals cross the border of the library as strings
of plain ASCII digits; inside there are only integers.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pricing.errors import AmountOverflow, DecimalUnreadable

__all__ = [
    "FEN_PER_YUAN",
    "MAX_FACTOR_PPM",
    "MAX_FEN",
    "MAX_UNIT_FEE_MICRO",
    "PPM",
    "format_millionths",
    "format_yuan",
    "parse_fen",
    "parse_millionths",
    "parse_ppm",
    "parse_units",
]

FEN_PER_YUAN = 100
PPM = 1_000_000
# With at most 9 x 10^12 fen, an amount times a rate (at most 10^6 ppm) stays
# below 2^63, so that int64 arrays never wrap.
MAX_FEN = 9_000_000_000_000
# Up to nine-fold, so that a factor times a yearly base of 10^12 fen fits int64.
MAX_FACTOR_PPM = 9 * PPM
# A fee of up to 1,000,000 yuan per unit [micro-yuan].
MAX_UNIT_FEE_MICRO = 1_000_000 * PPM

_DECIMAL = re.compile(r"(0|[1-9][0-9]*)(?:\.([0-9]+))?")
# More digits than any amount needs; longer texts are refused before int() reads
# them, because reading a number takes time that grows with its square.
_LONGEST = 40


def _scaled(text: str, places: int) -> int:
    """Return a plain decimal as an integer count of 10^-places."""
    match = _DECIMAL.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        raise DecimalUnreadable(
            f"{_shown(text)} is not a plain decimal.",
            f"{_shown(text, '“”')}不是普通的十进制数。",
            mend_en='Write digits with at most one point, such as "1000.00".',
            mend_zh="请只写数字和至多一个小数点，例如 1000.00。",
        )
    fraction = match[2] or ""
    if len(fraction) > places:
        raise DecimalUnreadable(
            f"{_shown(text)} has {len(fraction)} decimal places.",
            f"{_shown(text, '“”')}有 {len(fraction)} 位小数。",
            mend_en=f"Write at most {places} places; nothing is rounded silently.",
            mend_zh=f"至多写 {places} 位小数，系统不会自行四舍五入。",
        )
    return int(match[1] + fraction.ljust(places, "0"))


def _shown(text: str, marks: str = '""') -> str:
    """Return a text as a message may quote it: short and printable."""
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
    return f"{marks[0]}{short}{marks[1]}" if short.isprintable() else ascii(short)


def _at_most(value: int, limit: int, text: str, limit_text: str) -> int:
    if value > limit:
        raise AmountOverflow(
            f"{_shown(text)} is above {limit_text}.",
            f"{_shown(text, '“”')}超过上限 {limit_text}。",
            mend_en=f"Write a number up to {limit_text}.",
            mend_zh=f"请填写不超过 {limit_text} 的数。",
        )
    return value


def parse_fen(text: str) -> int:
    """Read an amount of yuan.

    Parameters
    ----------
    text : str
        Plain decimal with at most two places [yuan].

    Returns
    -------
    int
        The amount [fen].

    Raises
    ------
    DecimalUnreadable
        For a sign, an exponent, a blank, other digits or a third place.
    AmountOverflow
        Above 90,000,000,000 yuan.

    Examples
    --------
    >>> parse_fen("1000.5")
    100050
    """
    return _at_most(_scaled(text, 2), MAX_FEN, text, "90000000000.00")


def parse_units(text: str) -> int:
    """Read a number of units.

    Parameters
    ----------
    text : str
        Plain whole number [units].

    Returns
    -------
    int
        The number [units].

    Raises
    ------
    DecimalUnreadable, AmountOverflow
        As for `parse_fen`; the most is 9,000,000,000,000.

    Examples
    --------
    >>> parse_units("1000")
    1000
    """
    if _DECIMAL.fullmatch(text) and "." in text:
        raise DecimalUnreadable(
            f"{_shown(text)} is no whole number of units.",
            f"{_shown(text, '“”')}不是整数件数。",
            mend_en="Write whole units, without a point.",
            mend_zh="请填写整数，不带小数点。",
        )
    return _at_most(_scaled(text, 0), MAX_FEN, text, str(MAX_FEN))


def parse_millionths(text: str, limit: int) -> int:
    """Read a plain decimal with at most six places as a count of millionths.

    Parameters
    ----------
    text : str
        Plain decimal with at most six places.
    limit : int
        Largest accepted value [10^-6].

    Returns
    -------
    int
        The number [10^-6]: parts per million, or micro-yuan.

    Examples
    --------
    >>> parse_millionths("1.25", 9_000_000)
    1250000
    """
    return _at_most(_scaled(text, 6), limit, text, format_millionths(limit))


def parse_ppm(text: str) -> int:
    """Read a rate between 0 and 1.

    Parameters
    ----------
    text : str
        Plain decimal with at most six places, a share of one [1].

    Returns
    -------
    int
        The rate [parts per million].

    Raises
    ------
    DecimalUnreadable, AmountOverflow
        As for `parse_fen`; a rate above 1 is an overflow.

    Examples
    --------
    >>> parse_ppm("0.03")
    30000
    """
    return parse_millionths(text, PPM)


def format_yuan(amount_fen: int) -> str:
    """Write an amount [fen] as a plain decimal of yuan with two places.

    Examples
    --------
    >>> format_yuan(100_050)
    '1000.50'
    >>> format_yuan(-5)
    '-0.05'
    """
    sign = "-" if amount_fen < 0 else ""
    yuan, fen = divmod(abs(amount_fen), FEN_PER_YUAN)
    return f"{sign}{yuan}.{fen:02d}"


def format_millionths(value: int) -> str:
    """Write a count of millionths as the shortest plain decimal.

    Examples
    --------
    >>> format_millionths(30_000)
    '0.03'
    >>> format_millionths(1_000_000)
    '1'
    """
    exact = f"{Decimal(value).scaleb(-6):f}"
    return exact.rstrip("0").rstrip(".") if "." in exact else exact
