"""Industries: the sections and divisions of GB/T 4754.

Who
    National Bureau of Statistics of China.
Form
    A section is a letter; a division the letter of its section and two digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from market.codes.lists import Names, read_rows

_NAMES = {
    row["code"]: Names(row["zh"], row["en"]) for row in read_rows("industries.csv")
}

SECTIONS: Mapping[str, Names] = MappingProxyType(
    {code: names for code, names in _NAMES.items() if len(code) == 1}
)
DIVISIONS: Mapping[str, Names] = MappingProxyType(
    {code: names for code, names in _NAMES.items() if len(code) == 3}
)
_BY_DIGITS = {code[1:]: code for code in DIVISIONS}
_TYPED = re.compile(r"[A-T]?(\d{2})\d{0,2}")


def name(code: str, locale: str) -> str:
    """Return the name of a section or division; an unknown code names itself.

    >>> name("C26", "en"), name("C", "zh")
    ('Chemicals', '制造业')
    """
    found = _NAMES.get(code)
    return code if found is None else found.in_words(locale)


def divisions_of(section: str) -> list[str]:
    """Return the codes of a section's divisions, in their order.

    >>> divisions_of("D")
    ['D44', 'D45', 'D46']
    """
    return [code for code in DIVISIONS if code[0] == section]


def division(typed: str) -> str | None:
    """Return the division that a typed code or name means, or None.

    Groups and classes (中类、小类) fall into their division.

    >>> division("c26"), division("2614"), division("化学原料和化学制品制造业")
    ('C26', 'C26', 'C26')
    >>> division("C99") is None
    True
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    for code, names in DIVISIONS.items():
        if text.casefold() in (names.zh, names.en.casefold()):
            return code
    told = _TYPED.fullmatch(text.upper())
    found = _BY_DIGITS.get(told[1]) if told else None
    if found is None or (text[0].isalpha() and text[0].upper() != found[0]):
        return None
    return found
