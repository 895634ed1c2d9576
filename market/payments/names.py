"""What people and spreadsheets do to names and numbers, undone."""

from __future__ import annotations

import re

from pricing.half_width import half_width

_BRACKETS = str.maketrans("[]{}〔〕【】〈〉《》", "()()()()()()")
_BLANK = re.compile(r"\s+")
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?[eE][+-]?\d+")
_WRITTEN = re.compile(r"[0-9A-Za-z][0-9A-Za-z/_.-]*")


def comparable(name: str) -> str:
    """Return a name as banks and registers agree on it.

    Full width becomes half width, brackets become round, blanks go, and letters
    lose their case; nothing else is forgiven.

    Examples
    --------
    >>> comparable("宁波 示例(集团)有限公司") == comparable("宁波示例〔集团〕有限公司")
    True
    >>> comparable("甲公司") == comparable("甲公司上海分公司")
    False
    """
    return _BLANK.sub("", half_width(name).translate(_BRACKETS)).casefold()


def statement_number(text: str) -> str | None:
    """Return a bank's statement number, or None where it is none.

    A spreadsheet that took the digits for a number has lost the last ones:
    ``1.23457E+17`` is refused.

    Examples
    --------
    >>> statement_number(" 123456789012345678 ")
    '123456789012345678'
    >>> statement_number("1.23457E+17") is None
    True
    """
    written = _BLANK.sub("", half_width(text)).upper()
    if _ROUNDED.fullmatch(written) or not _WRITTEN.fullmatch(written):
        return None
    return written
