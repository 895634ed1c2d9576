"""Who holds a patent (专利权人), and with which shares, out of the cells of a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from market.catalogue.dates import is_unknown
from market.catalogue.faults import Fault, RowRefused, Words
from market.catalogue.models import PatentOwner
from market.catalogue.shares import ShareUnreadable, ppm_text, read_share, whole_of
from market.catalogue.texts import one_line
from market.catalogue.vocabulary import UNKNOWN_SHARES

LONGEST_NAME = PatentOwner.__table__.c.name.type.length  # type: ignore[attr-defined]
# A comma parts no names: it belongs to "Example Fuels, LLC".
PARTING = re.compile(r"[;；|、\n]")

_WITH_SHARE = re.compile(
    r"(?P<name>.*?)[ :：(（]*"
    r"(?P<share>[0-9０-９]{1,3}(?:[.．][0-9０-９]{1,12})? ?[%％]"
    r"|[0-9０-９]{1,6} ?[/／] ?[0-9０-９]{1,6})"
    r"[)）]?"
)


class Owner(NamedTuple):
    """One holder; the share is None where it is not known [ppm]."""

    name: str
    share_ppm: int | None = None


Owners = tuple[Owner, ...]


def read_owners(column: str, value: str, *, shares: tuple[str, str]) -> Owners:
    """Return the holders that a row names; none where the cell is blank.

    Parameters
    ----------
    column, value : str
        The cell of names, parted by semicolons; a share may follow its name, as in
        "甲大学 60%；乙公司 40%".
    shares : tuple of str
        Name and text of the cell of shares in the order of the names, as "60%；40%".

    Raises
    ------
    RowRefused
        When a name is too long or stands twice, or the shares are no shares of the
        whole, or not as many as the names.
    """
    parts = [one_line(part) for part in PARTING.split(value)]
    named = [_named(part) for part in parts if not is_unknown(part)]
    names = [name for name, _share in named]
    told = [share for _name, share in named]
    column_of_shares, text_of_shares = shares
    if not is_unknown(text_of_shares):
        check_names(column, value, names)
        told = _in_order(column_of_shares, text_of_shares, len(names))
        column, value = column_of_shares, text_of_shares
    return with_shares(column, value, names, told)


def with_shares(
    column: str, value: str, names: Sequence[str], shares: Sequence[str | None]
) -> Owners:
    """Return holders with their shares; `column` and `value` are what a refusal names.

    Raises
    ------
    RowRefused
        When names or shares cannot stand, as `read_owners`.
    """
    check_names(column, value, names)
    return tuple(map(Owner, names, _as_ppm(column, value, shares)))


def joined(owners: Sequence[Owner]) -> str:
    """Return the names as one text, as the record of a patent shows them.

    Examples
    --------
    >>> joined([Owner("甲大学", 600_000), Owner("乙公司", 400_000)])
    '甲大学；乙公司'
    """
    names = [owner.name for owner in owners]
    return ("; " if all(name.isascii() for name in names) else "；").join(names)


def joined_shares(owners: Sequence[Owner]) -> str:
    """Return the shares as one text in the order of the names; blank if none is known.

    Examples
    --------
    >>> joined_shares([Owner("甲大学", 600_000), Owner("乙公司")])
    '60%；-'
    """
    if all(owner.share_ppm is None for owner in owners):
        return ""
    return "；".join(
        "-" if owner.share_ppm is None else ppm_text(owner.share_ppm)
        for owner in owners
    )


def agreed(known: Owners, given: Owners) -> Owners:
    """Return the holders after a file named some.

    The same names without shares leave the shares that are known; other names stand
    in the place of what was known.
    """
    same = [owner.name for owner in known] == [owner.name for owner in given]
    if same and all(owner.share_ppm is None for owner in given):
        return known
    return given


def is_plain_name(name: str) -> bool:
    """Say whether a name reads back as itself from a cell of names."""
    if is_unknown(name) or PARTING.search(name):
        return False
    return _named(name) == (name, None)


def _named(part: str) -> tuple[str, str | None]:
    # Of what is too long for a name nothing is looked for.
    found = None if len(part) > 2 * LONGEST_NAME else _WITH_SHARE.fullmatch(part)
    if found is None:
        return part, None
    return found["name"].strip(), found["share"]


def check_names(column: str, value: str, names: Sequence[str]) -> None:
    """Refuse a name that is missing, too long, or stands twice."""
    if not all(names):
        raise RowRefused(column, value, _NO_NAME)
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise RowRefused(column, value, _twice(twice))
    longest = max(names, key=len, default="")
    if len(longest) > LONGEST_NAME:
        raise RowRefused(column, value, _too_long(len(longest)))


def _in_order(column: str, value: str, count: int) -> list[str | None]:
    texts = [text.strip() for text in re.split(r"[;；|、\n,，:：]", value)]
    if len(texts) != count:
        raise RowRefused(column, value, _other_count(len(texts), count))
    return [None if text.casefold() in UNKNOWN_SHARES else text for text in texts]


def _as_ppm(column: str, value: str, texts: Sequence[str | None]) -> list[int | None]:
    try:
        shares = [None if text is None else read_share(text) for text in _signed(texts)]
    except ShareUnreadable as error:
        raise RowRefused(column, value, _no_share(str(error))) from error
    try:
        return whole_of(shares)
    except ShareUnreadable as error:
        raise RowRefused(column, value, _not_whole(str(error))) from error


def _signed(texts: Sequence[str | None]) -> list[str | None]:
    """Return bare figures that sum to a hundred as the per cents that they are."""
    try:
        figures = [Fraction(text) for text in texts if text is not None]
    except ValueError:
        return list(texts)
    if sum(figures) != 100:  # the hundred of a per cent
        return list(texts)
    return [None if text is None else f"{text}%" for text in texts]


def _twice(name: str) -> Fault:
    return Fault(
        Words(f"专利权人“{name}”写了两次", f"The holder {name} stands there twice"),
        Words("每个专利权人只写一次", "Name each holder once"),
    )


def _too_long(length: int) -> Fault:
    return Fault(
        Words(
            f"一个专利权人的名称有 {length} 个字符，最多 {LONGEST_NAME} 个",
            f"A holder's name has {length} characters, and at most {LONGEST_NAME} fit",
        ),
        Words("请用分号分开各专利权人", "Part the holders by semicolons"),
    )


def _other_count(shares: int, names: int) -> Fault:
    return Fault(
        Words(
            f"有 {shares} 个比例，却有 {names} 个专利权人",
            f"There are {shares} shares for {names} holders",
        ),
        Words(
            "请按专利权人的顺序逐个填写，如“60%；40%”；不知道的写“-”",
            "Give one for each holder in their order, as 60%; 40%; write - if unknown",
        ),
    )


def _no_share(text: str) -> Fault:
    return Fault(
        Words(f"“{text}”不是权属比例", f"{text} is no share of a patent"),
        Words("请写作“60%”或“1/3”", "Write it like 60% or 1/3"),
    )


def _not_whole(total: str) -> Fault:
    return Fault(
        Words(
            f"各专利权人的比例合计为 {total}，应为 100%",
            f"The holders' shares sum to {total} where they must make 100%",
        ),
        Words(
            "请核对各比例；三等分请写“1/3”",
            "Check the shares; write thirds as 1/3",
        ),
    )


_NO_NAME = Fault(
    Words("有比例而没有专利权人的名称", "A share stands there without its holder"),
    Words("请写作“甲大学 60%；乙公司 40%”", "Write A University 60%; B Ltd 40%"),
)
