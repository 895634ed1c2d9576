"""One listing as a document of the index, and the digest by which `check` knows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import tantivy

from market.codes.concordance import facts_of_use
from market.codes.ipc import Symbol, symbols
from market.search import schema
from market.search.filters import FEE_BANDS, READINESS
from market.search.listings import Listing, Row
from market.search.terms_facts import Facts
from market.search.text import characters, cut, folded, number_of, whole
from pricing.terms import SIZES

SUBCLASS_LENGTH = 4
# Parts two texts, so that no pair of characters joins them.
BETWEEN = "\n"
Terms = tuple[tuple[str, tuple[str, ...]], ...]
Numbers = tuple[tuple[str, int], ...]


class Said(NamedTuple):
    """All that a document says of a listing, before its texts are cut into terms."""

    offer_id: int
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    terms: Terms
    numbers: Numbers

    @property
    def digest(self) -> int:
        """A number that two documents share only when they say the same [63 bits]."""
        return number_of(repr(tuple(self)))


def said_of(listing: Listing) -> Said:
    """Return what the document of a listing says."""
    row, facts = listing
    titles = (row.title, row.title_en)
    return Said(
        offer_id=row.id,
        titles=tuple(filter(None, titles)),
        texts=tuple(filter(None, (*titles, *_further_texts(row)))),
        terms=tuple((name, terms) for name, terms in _terms(row, facts) if terms),
        numbers=tuple(_numbers(row, facts)),
    )


def document_of(said: Said) -> tantivy.Document:
    """Return the document that says it."""
    document = tantivy.Document()
    document.add_unsigned(schema.ID, said.offer_id)
    titles, texts = (folded(BETWEEN.join(part)) for part in (said.titles, said.texts))
    document.add_text(schema.TITLE, " ".join(cut(titles)))
    document.add_text(schema.BODY, " ".join(cut(texts)))
    document.add_text(schema.CHARACTER, " ".join(characters(texts)))
    for title in said.titles:
        document.add_unsigned(schema.WHOLE_TITLE, whole(title))
    for name, terms in said.terms:
        for term in terms:
            document.add_text(name, term)
    for name, number in said.numbers:
        document.add_integer(name, number)
    document.add_unsigned(schema.DIGEST, said.digest)
    return document


def _further_texts(row: Row) -> tuple[str, ...]:
    return (
        row.summary_zh,
        row.summary_en,
        row.abstract,
        row.listing_text_zh,
        row.listing_text_en,
        row.patentee,
        row.name_zh,
        row.name_en,
        row.number,
    )


def _terms(row: Row, facts: Facts) -> Iterator[tuple[str, tuple[str, ...]]]:
    use = facts_of_use(row)
    ipc, subclasses = _ipc_terms(row.ipc)
    yield schema.INDUSTRY, use.industries
    yield schema.APPLICATION, use.applications
    yield schema.IPC, ipc
    yield schema.SUBCLASS, subclasses
    yield schema.PROVINCE, _once([(row.province or "")[:2]])
    yield schema.ORGANISATION, (str(row.organisation_id),)
    yield schema.KIND, (row.kind.value,) if row.kind else ()
    yield schema.LANE, (row.lane.value,)
    yield schema.PRICE_FORM, facts.price_forms
    yield schema.FEE, _fees(facts.costs_fen)
    yield schema.TRIAL, ("1",) if facts.has_free_trial else ()
    yield schema.READINESS, tuple(_readiness(row.readiness))


@lru_cache(maxsize=50_000)
def _ipc_terms(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the symbols with all above them, C02F1/28, C02F1, ..., and subclasses."""
    found = symbols(text)
    return (
        _once(term for symbol in found for term in _with_all_above(symbol)),
        _once(symbol.stem[:SUBCLASS_LENGTH] for symbol in found),
    )


def _with_all_above(symbol: Symbol) -> tuple[str, ...]:
    return (symbol.code.replace(" ", ""), *symbol.prefixes())


@lru_cache(maxsize=50_000)
def _fees(costs_fen: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(_fee_terms(costs_fen))


def _fee_terms(costs_fen: tuple[int, ...]) -> Iterator[str]:
    for size, cost_fen in zip(SIZES, costs_fen, strict=True):
        for band, (least_fen, most_fen) in FEE_BANDS.items():
            if cost_fen >= least_fen and (most_fen is None or cost_fen <= most_fen):
                yield f"{size}:{band}"


def _readiness(level: int | None) -> Iterator[str]:
    for band, (least, most) in READINESS.items():
        if level is not None and least <= level <= most:
            yield band


def _numbers(row: Row, facts: Facts) -> Iterator[tuple[str, int]]:
    yield schema.OPENED, int(row.opened_at.timestamp()) if row.opened_at else 0
    ends_on = row.ends_on
    if row.expires_on:
        yield schema.EXPIRES, row.expires_on.toordinal()
        ends_on = min(ends_on, row.expires_on)
    yield schema.ENDS, ends_on.toordinal()
    for size, cost_fen in zip(SIZES, facts.costs_fen, strict=True):
        yield schema.COSTS[size], cost_fen


def _once(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, terms)))
