"""Shares of the co-owners of a patent (权属比例), in parts per million of the whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from pricing.half_width import half_width

WHOLE_PPM = 1_000_000

_PERCENT = re.compile(r"([0-9]{1,3}(?:[.][0-9]{1,12})?) ?%")
_FRACTION = re.compile(r"([0-9]{1,6}) ?/ ?([1-9][0-9]{0,5})")
_BARE = re.compile(r"[0-9]{1,3}(?:[.][0-9]{1,12})?")


class ShareUnreadable(ValueError):
    """A text is no share, or no share that a person can hold."""


def read_share(text: str) -> Fraction:
    """Return the part of the whole that a text names.

    Raises
    ------
    ShareUnreadable
        When it names none, nothing, or more than the whole.

    Examples
    --------
    >>> read_share("60%"), read_share("１／３"), read_share("0.25")
    (Fraction(3, 5), Fraction(1, 3), Fraction(1, 4))
    """
    plain = half_width(text)
    if found := _PERCENT.fullmatch(plain):
        share = Fraction(found[1]) / 100
    elif found := _FRACTION.fullmatch(plain):
        share = Fraction(int(found[1]), int(found[2]))
    elif _BARE.fullmatch(plain):
        share = Fraction(plain)
    else:
        raise ShareUnreadable(text)
    if not Fraction(1, WHOLE_PPM) <= share <= 1:
        raise ShareUnreadable(text)
    return share


def whole_of(shares: Sequence[Fraction | None]) -> list[int | None]:
    """Return shares in parts per million; all of them together make the whole.

    What a division leaves over goes to the largest remainders, the first among equals,
    so that thirds are 333,334, 333,333 and 333,333.

    Parameters
    ----------
    shares : sequence of Fraction or None
        Parts of the whole; None where one is not known.

    Returns
    -------
    list of int or None
        In the same order [ppm].

    Raises
    ------
    ShareUnreadable
        When all are known and do not sum to the whole, or when those known leave
        nothing for those unknown.

    Examples
    --------
    >>> whole_of([Fraction(1, 3)] * 3)
    [333334, 333333, 333333]
    >>> whole_of([Fraction(3, 5), None])
    [600000, None]
    """
    known = [share for share in shares if share is not None]
    is_complete = len(known) == len(shares)
    if known and (sum(known) != 1 if is_complete else sum(known) >= 1):
        raise ShareUnreadable(percent_text(sum(known, Fraction(0))))
    floors = [None if share is None else int(share * WHOLE_PPM) for share in shares]
    if not (is_complete and known):
        return floors
    left = WHOLE_PPM - sum(floor or 0 for floor in floors)
    remainders = [(share * WHOLE_PPM) % 1 for share in known]
    order = sorted(range(len(known)), key=lambda place: -remainders[place])
    raised = set(order[:left])
    return [(floor or 0) + (place in raised) for place, floor in enumerate(floors)]


def percent_text(share: Fraction) -> str:
    """Return a share as people write it, to a ten-thousandth of a per cent.

    Examples
    --------
    >>> percent_text(Fraction(333333, 1_000_000)), percent_text(Fraction(3, 5))
    ('33.3333%', '60%')
    """
    whole, rest = divmod(round(share * WHOLE_PPM), WHOLE_PPM // 100)
    decimals = f"{rest:04d}".rstrip("0")
    return f"{whole}.{decimals}%" if decimals else f"{whole}%"


def ppm_text(share_ppm: int) -> str:
    """Return a share in parts per million [ppm] as people write it."""
    return percent_text(Fraction(share_ppm, WHOLE_PPM))
