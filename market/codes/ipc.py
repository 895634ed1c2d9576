"""Symbols of the International Patent Classification, as people and sources write them.

Who
    World Intellectual Property Organization; form of ST.8 and of printed documents.
Form
    Section, class, subclass, then main group and subgroup: C02F 1/28.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from market.codes.lists import Names, read_rows

TITLES: Mapping[str, Names] = MappingProxyType(
    {row["code"]: Names(row["zh"], row["en"]) for row in read_rows("ipc.csv")}
)
_SYMBOL = re.compile(
    r"(?<![A-Z0-9])(?P<klass>[A-H]\d{2})\s?"
    r"(?:(?P<letter>[A-Z])"
    # ST.8 pads: four digits of main group, six of subgroup.
    r"(?:(?P<padded>\d{4})(?P<sub_padded>\d{6})"
    r"|\s*(?P<group>\d{1,4})(?:\s*/\s*(?P<subgroup>\d{2,6}))?)?)?(?![A-Z0-9])"
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol: a class at least, with its group where one is written."""

    stem: str
    group: int | None = None
    subgroup: str | None = None

    @property
    def code(self) -> str:
        """Return the symbol as printed."""
        if self.group is None:
            return self.stem
        tail = "" if self.subgroup is None else f"/{self.subgroup}"
        return f"{self.stem} {self.group}{tail}"

    def prefixes(self) -> tuple[str, ...]:
        """Return what may speak for the symbol, the longest first.

        >>> Symbol("C02F", 1, "28").prefixes()
        ('C02F1', 'C02F', 'C02', 'C')
        """
        stems = [self.stem[:length] for length in (4, 3, 1)]
        groups = [] if self.group is None else [f"{self.stem}{self.group}"]
        return tuple(dict.fromkeys([*groups, *stems]))


def symbols(text: str) -> tuple[Symbol, ...]:
    """Return the symbols in a free text, each once, in their order.

    Editions, separators and words that are no symbol of a class in the list are left
    out.

    >>> [symbol.code for symbol in symbols("C02F1/28; B01D 39/00 (2006.01)")]
    ['C02F 1/28', 'B01D 39/00']
    >>> [symbol.code for symbol in symbols("H04N0005225000|X99Z")]
    ['H04N 5/225']
    """
    written = unicodedata.normalize("NFKC", text).upper()
    found = (_symbol(match) for match in _SYMBOL.finditer(written))
    return tuple(dict.fromkeys(each for each in found if each.stem[:3] in TITLES))


def _symbol(match: re.Match[str]) -> Symbol:
    stem = match["klass"] + (match["letter"] or "")
    if match["padded"]:
        subgroup = match["sub_padded"].rstrip("0").ljust(2, "0")
        return Symbol(stem, int(match["padded"]), subgroup)
    group = int(match["group"]) if match["group"] else None
    return Symbol(stem, group, match["subgroup"])


def title(code: str, locale: str) -> str:
    """Return the title of a section, class or subclass; an unknown code is its own.

    English stops at classes: a subclass answers with its class.

    >>> title("C02F", "zh"), title("C02F", "en")
    ('水、废水、污水或污泥的处理', 'Treatment of water, waste water and sludge')
    """
    for prefix in Symbol(code[:4]).prefixes():
        names = TITLES.get(prefix)
        if names and names.in_words(locale):
            return names.in_words(locale)
    return code


def subclasses_of(stem: str) -> list[str]:
    """Return the codes one level below a section or a class.

    >>> subclasses_of("C02")
    ['C02F']
    """
    below = {1: 3, 3: 4}.get(len(stem))
    return [c for c in TITLES if len(c) == below and c.startswith(stem)]
