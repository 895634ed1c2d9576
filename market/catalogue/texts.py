"""Text as the catalogue keeps it, whichever way it came in.

Whatever is kept reads back as itself: a portfolio that is exported and imported again
is unchanged.
"""

from __future__ import annotations

import unicodedata

# Controls, invisible format marks and halves of letters; no person types them.
_DROPPED = frozenset({"Cc", "Cf", "Cs"})
_NO_CHARACTER = frozenset({0xFFFE, 0xFFFF})


def one_line(text: str | None) -> str:
    r"""Return a text in one line, its blanks single and its invisible signs gone.

    Examples
    --------
    >>> one_line(" 一种\u3000填料\r\n 及方法\x00")
    '一种 填料 及方法'
    """
    blanks = " ".join((text or "").split())
    if blanks.isprintable():
        return blanks
    return " ".join("".join(filter(_is_kept, blanks)).split())


def paragraphs(text: str | None) -> str:
    r"""Return a text whose lines stay apart, each as `one_line` gives it.

    Examples
    --------
    >>> paragraphs("a  b\r\n\n\n\nc ")
    'a b\n\nc'
    """
    kept: list[str] = []
    for line in (text or "").splitlines():
        told = one_line(line)
        # One blank line parts paragraphs; more part nothing further.
        if told or (kept and kept[-1]):
            kept.append(told)
    return "\n".join(kept).strip()


def _is_kept(sign: str) -> bool:
    if ord(sign) & 0xFFFF in _NO_CHARACTER:
        return False
    return unicodedata.category(sign) not in _DROPPED
