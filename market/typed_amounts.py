"""The one reader of an amount as people type it, such as ¥3,000,000 or 3百万.

What could mean two amounts, such as ``1,2`` or ``5万5``, is read as none: it stays
as it was typed, and whoever asked names it as a fault.
"""

from __future__ import annotations

import re
from typing import Literal

from pricing.half_width import half_width

__all__ = ["GROUPED", "PLAIN", "plain", "plain_amount", "together"]

# No longer than any amount needs.
PLAIN = re.compile(r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,12})?")
GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")

_DIGITS = r"(?P<digits>[0-9][0-9,]*+(?:\.[0-9]++)?+)"
_LARGE = r"(?P<large>[十百千]?[万亿]|[百千])?+"
_SIGNS = r"(?:(?:CN)?¥|CNY|RMB|人民币)"
# Nothing is looked at twice, however many blanks there are.
_AMOUNTS = {
    "yuan": re.compile(
        rf"{_SIGNS}?+\s*+{_DIGITS}\s*+{_LARGE}\s*+(?:元整?|yuan|CNY|RMB)?+", re.I
    ),
    "units": re.compile(rf"{_DIGITS}\s*+{_LARGE}\s*+件?+"),
}
_POWERS = {"": 0, "十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_APART = re.compile(r"(?<=[0-9百千万亿])\s+(?=[十百千万亿元件])|(?<=¥)\s+(?=[0-9])")


def plain(text: str) -> str:
    """Return a number as `pricing` writes it: half-width, no commas, no blanks.

    Examples
    --------
    >>> plain(" １２,０００.５０ "), plain("1e5"), plain("1,2")
    ('12000.50', '1e5', '1,2')
    """
    half = half_width(text)
    return half.replace(",", "") if GROUPED.fullmatch(half) else half


def plain_amount(text: str, counts: Literal["yuan", "units"] = "yuan") -> str:
    """Return an amount as a plain decimal, its sign and unit taken off.

    Parameters
    ----------
    text : str
        As it was typed.
    counts : str
        ``"yuan"`` or ``"units"``: the signs that may stand around the number.

    Returns
    -------
    str
        The decimal [yuan, or units]; the text in half width where it is no amount.

    Examples
    --------
    >>> plain_amount("300万元"), plain_amount("￥3000000"), plain_amount("3百万")
    ('3000000', '3000000', '3000000')
    >>> plain_amount("3,000,000 元"), plain_amount("1.25 亿")
    ('3000000', '125000000')
    >>> plain_amount("３万件", "units")
    '30000'
    >>> plain_amount("1,2"), plain_amount("5万5"), plain_amount("1,2万")
    ('1,2', '5万5', '1,2万')
    """
    half = half_width(text)
    match = _AMOUNTS[counts].fullmatch(half)
    if match is None:
        return half
    digits, large = plain(match["digits"]), match["large"]
    if large is None:
        return half if "," in digits else digits
    return _times(digits, large) if PLAIN.fullmatch(digits) else half


def _times(digits: str, large: str) -> str:
    """Return a plain decimal with its point moved, without needless zeros."""
    places = sum(_POWERS[sign] for sign in large)
    whole, _, rest = digits.partition(".")
    rest = rest.ljust(places, "0")
    moved = (whole + rest[:places]).lstrip("0") or "0"
    left = rest[places:].rstrip("0")
    return f"{moved}.{left}" if left else moved


def together(text: str) -> str:
    """Return a half-width text without the blanks between a number and its unit.

    Examples
    --------
    >>> together("3,000,000 元 400 万")
    '3,000,000元 400万'
    """
    return _APART.sub("", text)
