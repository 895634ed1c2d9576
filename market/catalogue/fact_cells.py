"""Read one cell of counts, readiness, citations, or fields of use."""

from __future__ import annotations

import re
from collections.abc import Callable

from market.catalogue.dates import is_unknown
from market.catalogue.faults import Fault, RowRefused, Words
from market.catalogue.numbers import read_number
from market.catalogue.texts import one_line
from market.codes.applications import APPLICATIONS
from market.codes.industries import division
from pricing.half_width import half_width

LARGEST_COUNT = 100_000
MOST_CITED = 500
LONGEST_CITED = 60

_COUNT = re.compile(r"(?:共|total )?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:[.]0+)?")
_UNITS = re.compile(r"(?:项|条|次|个|件|claims?|times?|citations?)\.?$", re.IGNORECASE)
_READINESS = re.compile(
    r"(?:技术)?(?:就绪度|成熟度)?(?:等级)?[ :]*(?:TRL)?[ :-]*"
    r"第?([0-9]{1,2})(?:[.]0+)?级?",
    re.IGNORECASE,
)
_PARTED = re.compile(r"[;；|\n]")
# Names of industries contain such signs themselves, so they part only at need.
_FINELY_PARTED = re.compile(r"[、,，/]")
# A comma groups the digits of American numbers, unless a blank follows it.
_CITED = re.compile(r"[;；|\n、，]|,\s|,(?=[A-Z]{2}[0-9])")

CodeOf = Callable[[str], str | None]


def count_cell(column: str, value: str) -> int | None:
    """Return a count, or None where none is known.

    Examples
    --------
    >>> count_cell("权利要求数", "共 8 项"), count_cell("cited by", "1,204")
    (8, 1204)
    """
    if is_unknown(value) and value.strip() != "0":
        return None
    found = _COUNT.fullmatch(_UNITS.sub("", half_width(value)).strip())
    count = int(found[1].replace(",", "")) if found else LARGEST_COUNT + 1
    if count <= LARGEST_COUNT:
        return count
    raise RowRefused(column, value, _NO_COUNT)


def claims_cell(column: str, value: str) -> int | None:
    """Return how many claims there are; none at all is not known."""
    return count_cell(column, value) or None


def readiness_cell(column: str, value: str) -> int | None:
    """Return the technology readiness from 1 to 9, or None where none is known.

    Examples
    --------
    >>> readiness_cell("TRL", "TRL 6"), readiness_cell("成熟度", "第６级")
    (6, 6)
    """
    if is_unknown(value):
        return None
    found = _READINESS.fullmatch(half_width(value))
    if found and 1 <= int(found[1]) <= 9:  # the scale's own ends
        return int(found[1])
    raise RowRefused(column, value, _NO_READINESS)


def cites_cell(column: str, value: str) -> list[str]:
    """Return the numbers that a patent cites, each once, as its source writes them.

    Examples
    --------
    >>> cites_cell("引证专利", "CN101000001A；US7,844,851 B2, US2007/0140112A1")
    ['CN101000001A', 'US7,844,851 B2', 'US2007/0140112A1']
    """
    numbers = list(dict.fromkeys(map(one_line, _CITED.split(value))))
    cited = [number for number in numbers if not is_unknown(number)]
    wrong = next((number for number in cited if not _is_cited(number)), None)
    if wrong is not None:
        raise RowRefused(column, wrong, _NO_CITED)
    if len(cited) > MOST_CITED:
        raise RowRefused(column, value, _many_cited(len(cited)))
    return cited


def industry_codes(value: str) -> tuple[list[str], list[str]]:
    """Return the divisions of GB/T 4754 that a cell names, and the words it does not.

    Examples
    --------
    >>> industry_codes("C26；农业、林业；魔法")
    (['C26', 'A01', 'A02'], ['魔法'])
    """
    return _codes(value, division)


def application_codes(value: str) -> tuple[list[str], list[str]]:
    """Return the fields of application that a cell names, and the words it does not.

    Examples
    --------
    >>> application_codes("24; 音像技术")
    (['24', '02'], [])
    """
    return _codes(value, _application)


def _codes(value: str, code_of: CodeOf) -> tuple[list[str], list[str]]:
    found: list[str | None] = []
    unknown = []
    for part in map(one_line, _PARTED.split(value)):
        if is_unknown(part):
            continue
        code = code_of(part)
        pieces = [part] if code else _FINELY_PARTED.split(part)
        for piece in map(one_line, pieces):
            code = code_of(piece)
            found.append(code)
            if code is None:
                unknown.append(piece)
    return list(dict.fromkeys(code for code in found if code)), unknown


def _application(word: str) -> str | None:
    plain = half_width(word).casefold()
    digits = plain.zfill(2)
    if digits in APPLICATIONS:
        return digits
    return _APPLICATION_OF_NAME.get(plain)


def _is_cited(number: str) -> bool:
    # Numbers of offices that we cannot read are kept; sentences are not.
    if read_number(number).valid:
        return True
    return len(number) <= LONGEST_CITED and any(sign.isdigit() for sign in number)


_APPLICATION_OF_NAME = {
    half_width(name).casefold(): code
    for code, field in APPLICATIONS.items()
    for name in (field.names.zh, field.names.en)
}
_NO_COUNT = Fault(
    Words(
        f"不是 0 到 {LARGEST_COUNT:,} 的整数",
        f"It is no whole number from 0 to {LARGEST_COUNT:,}",
    ),
    Words("请写整数，如“8”；不知道就留空", "Write a number like 8, or leave it blank"),
)
_NO_READINESS = Fault(
    Words("技术就绪度不在 1 到 9 级之间", "It is no technology readiness from 1 to 9"),
    Words("请写“6”或“TRL 6”；不知道就留空", "Write 6 or TRL 6, or leave it blank"),
)
_NO_CITED = Fault(
    Words("不是专利文献的号码", "It is no number of a patent document"),
    Words(
        "请只写号码，用分号分开；非专利文献不写在这里",
        "Write numbers alone, parted by semicolons; other literature has no place here",
    ),
)


def _many_cited(count: int) -> Fault:
    return Fault(
        Words(
            f"有 {count} 件引证，最多 {MOST_CITED} 件",
            f"It names {count} documents, and at most {MOST_CITED} fit",
        ),
        Words("请只保留最重要的", "Keep the most important ones"),
    )
