"""Columns and wrapped lines for a terminal, where a Chinese character takes two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

__all__ = ["columns", "padded", "summed", "width", "wrapped"]

LINE, AMOUNT = 74, 18
# A Chinese character with the marks that may not begin a line, or a Latin word.
_PIECES = re.compile(
    "[\u2e80-\u9fff\uff00-\uffef][，。；：、）”]*|[^\\s\u2e80-\u9fff\uff00-\uffef]+\\s*|\\s+"
)


def width(text: str) -> int:
    """Return the columns of a text on the screen.

    Examples
    --------
    >>> width("费用 fee")
    8
    """
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def padded(text: str, wide: int) -> str:
    """Return a text filled with blanks to a width on the screen, never cut."""
    return text + " " * max(1, wide - width(text))


def columns(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Return cells side by side; the last one stands to the right."""
    *left, last = cells
    row = "".join(padded(cell, wide) for cell, wide in zip(left, widths, strict=True))
    return row + " " * (AMOUNT - width(last)) + last


def summed(text: str, amount: str) -> str:
    """Return a line with its amount under the last column of a table."""
    return columns((text, amount), (LINE - AMOUNT,))


def wrapped(text: str, first: str = "", then: str = "") -> Iterator[str]:
    """Yield a text in lines of at most 74 columns.

    Parameters
    ----------
    text : str
        One paragraph, Chinese or English.
    first, then : str
        What the first line and every other one begins with.
    """
    line, start = first, first
    for piece in _PIECES.findall(text):
        if width(line + piece.rstrip()) > LINE and line != start:
            yield line.rstrip()
            line = start = then
        line += piece
    yield line.rstrip()
