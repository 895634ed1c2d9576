"""What a person types in a box, as JSON of the terms, and back.

What cannot be understood is passed on as it was typed: `pricing` names the fault,
and the box still shows what was typed.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TypeAlias

# Short enough for a Decimal to move its point without rounding.
PLAIN = re.compile(r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,12})?")
GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
WHOLE = re.compile(r"0|[1-9][0-9]{0,17}")

HUNDREDTHS = ("percent", "factor")

Json: TypeAlias = str | int | bool | None


def plain(text: str) -> str:
    """Return a number as `pricing` writes it: half-width, no commas, no blanks.

    Examples
    --------
    >>> plain(" １２,０００.５０ "), plain("1e5"), plain("1,2")
    ('12000.50', '1e5', '1,2')
    """
    half = unicodedata.normalize("NFKC", text).strip()
    return half.replace(",", "") if GROUPED.fullmatch(half) else half


def value_of(kind: str, text: str, *, may_be_empty: bool) -> Json:
    """Return what a box holds as JSON.

    Parameters
    ----------
    kind : str
        As `boxes.Box.kind` has it.
    text : str
        What was typed.
    may_be_empty : bool
        Whether an empty box is null.

    Examples
    --------
    >>> value_of("percent", "3.5", may_be_empty=False)
    '0.035'
    >>> value_of("whole", "12", may_be_empty=False)
    12
    >>> value_of("money", "", may_be_empty=True) is None
    True
    """
    if kind == "yes":
        return bool(text)
    if kind == "long":
        return text.replace("\r\n", "\n").strip()
    if kind in ("text", "choice", "day"):
        stripped = text.strip()
        return stripped or (None if may_be_empty else "")
    return _number(kind, plain(text), may_be_empty)


def text_of(kind: str, value: object) -> str:
    """Return how a box shows a value of the terms.

    Examples
    --------
    >>> text_of("percent", "0.035"), text_of("money", "1000.00"), text_of("whole", 6)
    ('3.5', '1000', '6')
    >>> text_of("money", "1000.50"), text_of("money", "ten"), text_of("money", None)
    ('1000.50', 'ten', '')
    """
    if value is None:
        return ""
    written = str(value)
    if kind in HUNDREDTHS and PLAIN.fullmatch(written):
        return _shifted(written, 2)
    return written.removesuffix(".00") if kind == "money" else written


def _number(kind: str, digits: str, may_be_empty: bool) -> Json:
    if not digits:
        return None if may_be_empty else ""
    if kind == "whole" and WHOLE.fullmatch(digits):
        return int(digits)
    if kind in HUNDREDTHS and PLAIN.fullmatch(digits):
        return _shifted(digits, -2)
    return digits


def _shifted(digits: str, places: int) -> str:
    """Return a plain decimal with its point moved, without needless zeros."""
    written = f"{Decimal(digits).scaleb(places):f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
