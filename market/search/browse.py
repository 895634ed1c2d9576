"""Browsing: industries, fields of application and patent classes, with their offers."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from tantivy import Query, Searcher

from market.codes import applications, industries, ipc
from market.search import index, schema
from market.search.query_objects import silent, term

MOST_VALUES = 1_000


class By(enum.StrEnum):
    """What to browse by; in the order in which a firm thinks."""

    INDUSTRY = "industry"
    APPLICATION = "application"
    IPC = "ipc"


@dataclass(frozen=True, slots=True)
class Entry:
    """One code with its name, how many offers it has, and whether more lies below."""

    code: str
    name: str
    total: int
    has_below: bool = False


@dataclass(frozen=True, slots=True)
class Shelf:
    """Codes that belong together under one name."""

    code: str
    name: str
    entries: tuple[Entry, ...]


def shelves(by: By, *, under: str, locale: str) -> list[Shelf]:
    """Return what to browse, with the offers of each code.

    Parameters
    ----------
    by : By
        Industries and fields come in groups; classes one level below `under`.
    under : str
        A section or class of the IPC, or nothing for its sections.
    locale : str
        ``"zh"`` or ``"en"``.

    Raises
    ------
    SearchNotReady
        While there is no index.
    """
    searcher = index.searcher()
    if by is By.IPC:
        return [_classes(searcher, under, locale)]
    field = schema.INDUSTRY if by is By.INDUSTRY else schema.APPLICATION
    totals = _totals(searcher, field)
    found = (
        _industries(totals, locale) if by is By.INDUSTRY else _fields(totals, locale)
    )
    return [shelf for shelf in found if shelf.entries]


def _totals(searcher: Searcher, field: str) -> dict[str, int]:
    asked = {field: {"terms": {"field": field, "size": MOST_VALUES}}}
    answer = searcher.aggregate(Query.all_query(), asked)
    return {
        str(each["key"]): int(each["doc_count"]) for each in answer[field]["buckets"]
    }


def _industries(totals: dict[str, int], locale: str) -> Iterator[Shelf]:
    for section in industries.SECTIONS:
        entries = tuple(
            Entry(code, industries.name(code, locale), totals[code])
            for code in industries.divisions_of(section)
            if totals.get(code)
        )
        yield Shelf(section, industries.name(section, locale), entries)


def _fields(totals: dict[str, int], locale: str) -> Iterator[Shelf]:
    for sector, names in applications.SECTORS.items():
        entries = tuple(
            Entry(code, field.names.in_words(locale), totals[code])
            for code, field in applications.APPLICATIONS.items()
            if field.sector == sector and totals.get(code)
        )
        yield Shelf(sector, names.in_words(locale), entries)


def _classes(searcher: Searcher, under: str, locale: str) -> Shelf:
    """Return the classes below one that has any offers."""
    codes = (
        ipc.subclasses_of(under) if under else [c for c in ipc.TITLES if len(c) == 1]
    )
    entries = tuple(
        Entry(code, ipc.title(code, locale), total, bool(ipc.subclasses_of(code)))
        for code in codes
        if (total := index.count_of(searcher, silent(term(schema.IPC, code))))
    )
    return Shelf(under, ipc.title(under, locale) if under else "", entries)
