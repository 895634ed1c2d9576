"""What a person types in a box, as JSON of the terms, and back.

What cannot be understood is passed on as it was typed: `pricing` names the fault,
and the box still shows what was typed. A box that comes back as it was shown keeps
its value to the letter, however the box had to write it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeAlias

from market.typed_amounts import PLAIN, plain, plain_amount
from pricing.half_width import half_width

WHOLE = re.compile(r"0|[1-9][0-9]{0,17}")

HUNDREDTHS = ("percent", "factor")
AMOUNTS = ("money", "unit_price")

Json: TypeAlias = str | int | None


def written_out(kind: str, text: str) -> str:
    """Return a typed number without its unit, 万 and 亿 written out.

    Examples
    --------
    >>> written_out("money", "５万元"), written_out("money", "￥1.25 亿")
    ('50000', '125000000')
    >>> written_out("percent", "3.5％"), written_out("money", "五万")
    ('3.5', '五万')
    """
    if kind in AMOUNTS:
        return plain_amount(text)
    if kind == "units":
        return plain_amount(text, "units")
    half = half_width(text)
    return plain(half.removesuffix("%") if kind in HUNDREDTHS else half)


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
    if kind in ("long", "line"):
        return _with_line_feeds(text).strip()
    if kind in ("text", "choice", "day"):
        stripped = text.strip()
        return stripped or (None if may_be_empty else "")
    return _number(kind, written_out(kind, text), may_be_empty)


def kept_or_typed(
    kind: str, before: object, texts: Sequence[str], *, may_be_empty: bool
) -> object:
    """Return the value of a box after a form came back.

    Parameters
    ----------
    kind : str
        As `boxes.Box.kind` has it.
    before : object
        The value that the form was made of.
    texts : sequence of str
        What the form sent for the box; empty where nothing is ticked.
    may_be_empty : bool
        Whether an empty box is null.

    Examples
    --------
    >>> kept_or_typed("money", "1000.00", ["1000"], may_be_empty=False)
    '1000.00'
    >>> kept_or_typed("many", ["vat", "returns"], ["returns", "vat", "freight"],
    ...               may_be_empty=False)
    ['vat', 'returns', 'freight']
    """
    if kind == "yes":
        return any(texts)
    if kind == "many":
        return _ticked(before, texts)
    text = texts[-1]
    if _as_sent(kind, text) == _as_sent(kind, text_of(kind, before)):
        return before
    return value_of(kind, text, may_be_empty=may_be_empty)


def _ticked(before: object, texts: Sequence[str]) -> list[str]:
    """Return what is ticked; what was ticked before keeps its order."""
    ordered = before if isinstance(before, list) else []
    old = [each for each in ordered if isinstance(each, str)]
    kept = [each for each in old if each in texts]
    return kept + [each for each in dict.fromkeys(texts) if each not in old]


def _as_sent(kind: str, text: str) -> str:
    """Return a text as a browser sends it: one line, or lines ended in one way."""
    if kind == "long":
        return _with_line_feeds(text)
    return text.replace("\r", "").replace("\n", "")


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


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
