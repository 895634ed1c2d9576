"""From the IPC of a patent to the industries and fields in which it is of use.

ASSUMPTION: what the table says of industries is this project's own coarse reading, a
reason in each row; it serves browsing and filters. What an office states stands above.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple, Protocol

from market.codes.applications import application_of
from market.codes.ipc import Symbol, symbols
from market.codes.lists import read_rows


class Likely(NamedTuple):
    """Divisions that a prefix suggests, the likeliest first, and why."""

    divisions: tuple[str, ...]
    reason: str


CONCORDANCE: Mapping[str, Likely] = MappingProxyType(
    {
        row["prefix"]: Likely(tuple(row["divisions"].split()), row["reason"])
        for row in read_rows("concordance.csv")
    }
)


@dataclass(frozen=True, slots=True)
class FieldsOfUse:
    """What a patent is good for.

    Attributes
    ----------
    industries : tuple of str
        Divisions of GB/T 4754, the likeliest first.
    applications : tuple of str
        Codes of fields of application.
    are_derived : bool
        Whether any of them was read from the IPC and not stated by the office.
    """

    industries: tuple[str, ...]
    applications: tuple[str, ...]
    are_derived: bool


class Classified(Protocol):
    """A patent, or a row that tells as much of one."""

    @property
    def ipc(self) -> str:
        """Symbols, as its source writes them."""

    @property
    def industries(self) -> list[str]:
        """Divisions that its office stated."""

    @property
    def applications(self) -> list[str]:
        """Codes of fields that its office stated."""


def industries_of(symbol: Symbol) -> tuple[str, ...]:
    """Return the likely divisions of a symbol, the likeliest first.

    >>> industries_of(Symbol("C02F", 1, "28"))
    ('N77', 'D46', 'C35')
    """
    found = (CONCORDANCE.get(prefix) for prefix in symbol.prefixes())
    return next((likely.divisions for likely in found if likely), ())


@lru_cache(maxsize=50_000)
def of_ipc(text: str) -> FieldsOfUse:
    """Return what a patent's IPC suggests that it is good for.

    The first symbol says what the invention is and gives all its divisions; each
    further one adds its likeliest.

    >>> of_ipc("C02F1/28; B01D 39/00")
    FieldsOfUse(industries=('N77', 'D46', 'C35', 'C34'), applications=('24', '23'), \
are_derived=True)
    """
    found = symbols(text)
    industries = [
        code
        for position, symbol in enumerate(found)
        for code in industries_of(symbol)[: 1 if position else None]
    ]
    applications = [code for code in map(application_of, found) if code]
    return FieldsOfUse(_once(industries), _once(applications), are_derived=True)


def facts_of_use(patent: Classified) -> FieldsOfUse:
    """Return what a patent is good for: as its office says, else as its IPC tells."""
    if patent.industries and patent.applications:
        stated = _once(patent.industries), _once(patent.applications)
        return FieldsOfUse(*stated, are_derived=False)
    derived = of_ipc(patent.ipc)
    return FieldsOfUse(
        _once(patent.industries) or derived.industries,
        _once(patent.applications) or derived.applications,
        are_derived=True,
    )


def _once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
