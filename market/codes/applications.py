"""Fields of application (应用领域): the 35 technology fields of WIPO's concordance.

A field is a set of IPC symbols; the longest symbol that fits a patent's speaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from market.codes.ipc import Symbol
from market.codes.lists import Names, read_tree


class Application(NamedTuple):
    """One field of application, its sector and the symbols that lead to it."""

    code: str
    sector: str
    names: Names
    prefixes: tuple[str, ...]


_LIST = read_tree("applications.yaml")
SECTORS: Mapping[str, Names] = MappingProxyType(
    {entry["code"]: Names(entry["zh"], entry["en"]) for entry in _LIST["sectors"]}
)
APPLICATIONS: Mapping[str, Application] = MappingProxyType(
    {
        entry["code"]: Application(
            entry["code"],
            entry["sector"],
            Names(entry["zh"], entry["en"]),
            tuple(entry["ipc"]),
        )
        for entry in _LIST["fields"]
    }
)
_BY_PREFIX = {
    prefix: field.code for field in APPLICATIONS.values() for prefix in field.prefixes
}


def name(code: str, locale: str) -> str:
    """Return the name of a field; an unknown code names itself.

    >>> name("24", "en"), name("24", "zh")
    ('Environmental technology', '环境技术')
    """
    found = APPLICATIONS.get(code)
    return code if found is None else found.names.in_words(locale)


def application_of(symbol: Symbol) -> str | None:
    """Return the field of a symbol, or None where a class alone is of several.

    >>> application_of(Symbol("B01D", 53, "14")), application_of(Symbol("B01D", 39))
    ('24', '23')
    >>> application_of(Symbol("A61")) is None
    True
    """
    fields = (_BY_PREFIX.get(prefix) for prefix in symbol.prefixes())
    return next((code for code in fields if code), None)
