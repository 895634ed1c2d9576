"""From what was typed to what is asked of the index: exactly that, or most of it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tantivy import Query, Searcher

from market.catalogue.numbers import read_number
from market.search.asked import PAGE_LENGTH
from market.search.query_objects import (
    all_of,
    any_of,
    any_term,
    holding,
    scored,
    term,
)
from market.search.schema import BODY, IPC, TITLE, WHOLE_TITLE
from market.search.synonyms import Synonyms, is_chinese
from market.search.telling import TITLE_BOOST, most_of
from market.search.text import cut, folded, whole
from market.search.typed import Typed
from market.search.units import Unit, units_of

# How much more a hit counts as what was typed and not a synonym, as one piece, and as
# the whole title, which stands above all.
TYPED_BOOST, PIECE_BOOST, WHOLE_TITLE_SCORE = 1.5, 4.0, 10_000.0
# A run of Chinese from this length on may be several words [characters].
LONG_RUN = 4
# Of so many words and more some will do, where no offer holds them all [1, share].
FEWEST_TO_CHOOSE, SOME_SHARE = 3, 0.4
LONGEST_NUMBER = 30
# An unfinished word stands for so many that begin with it [1].
SHORTEST_BEGINNING, MOST_ENDINGS = 3, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of the index for a text.

    Attributes
    ----------
    strict : Query
        Finds what holds every word.
    loose : Query or None
        Finds besides what holds most of it; None where every word must occur.
    enough : int
        With so many found by `strict`, nothing else is asked for.
    needles : tuple of str
        What to mark in a text that `strict` found.
    terms : tuple of str
        What to mark besides in a text that `loose` found.
    """

    strict: Query
    loose: Query | None = None
    enough: int = PAGE_LENGTH
    needles: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


def wanted(typed: Typed, synonyms: Synonyms, searcher: Searcher) -> Wanted:
    """Return what to ask for a query that was typed."""
    excluded = [query for query in map(holding, typed.excluded) if query]
    if not typed.words:
        every = Query.empty_query() if _says_nothing(typed) else Query.all_query()
        return Wanted(strict=scored(every, no=excluded))
    if typed.is_paragraph:
        return _paragraph(typed, synonyms, excluded, searcher)
    units = units_of(typed, synonyms)
    strict = _strict(units, typed, searcher)
    loose, terms = _loose(units, searcher)
    return Wanted(
        strict=scored(strict, no=excluded),
        loose=loose and scored(any_of([loose, _piece(strict)]), no=excluded),
        enough=PAGE_LENGTH if len(units) == 1 else 1,
        needles=tuple(each for unit in units for each in unit.needles),
        terms=terms,
    )


def _says_nothing(typed: Typed) -> bool:
    """Say whether something was typed of which nothing can be looked for."""
    return bool(typed.text) and not typed.excluded


def _piece(query: Query) -> Query:
    return Query.boost_query(query, PIECE_BOOST)


def _strict(units: Sequence[Unit], typed: Typed, searcher: Searcher) -> Query:
    """Find what holds every unit, or is the patent or has the title that was typed."""
    found = [query for unit in units if (query := _unit(unit, searcher))]
    titles = [each for unit in units if (each := _in_title(unit))]
    holds_all = all_of(found) if found else Query.empty_query()
    query = scored(holds_all, more=[*titles, _titled(typed.text)])
    return any_of([query, *_numbered(typed.text)])


def _unit(unit: Unit, searcher: Searcher) -> Query | None:
    parts = [each for part in unit.parts if (each := _word(part, unit, searcher))]
    spelled = [each for text in unit.spellings if (each := holding(text))]
    found = [Query.boost_query(all_of(parts), TYPED_BOOST)] if parts else []
    found += spelled
    if unit.ipc:
        found.append(_classified(unit.ipc, searcher))
    return any_of(found) if found else None


def _word(text: str, unit: Unit, searcher: Searcher) -> Query | None:
    """Find a word; of one that nobody wrote, the words that begin with it."""
    terms = cut(folded(text))
    if unit.is_phrase or len(terms) != 1 or len(terms[0]) < SHORTEST_BEGINNING:
        return holding(text)
    if searcher.doc_freq(BODY, terms[0]):
        return term(BODY, terms[0])
    longer = searcher.terms_with_prefix(BODY, terms[0], limit=MOST_ENDINGS)
    return (
        any_term(BODY, [each for each, _count in longer]) if longer else holding(text)
    )


def _in_title(unit: Unit) -> Query | None:
    found = [each for part in unit.parts if (each := holding(part, TITLE))]
    return Query.boost_query(all_of(found), TITLE_BOOST) if found else None


def _classified(symbol: str, searcher: Searcher) -> Query:
    """Find a symbol of the classification, and those that begin as it does."""
    longer = searcher.terms_with_prefix(IPC, symbol, limit=MOST_ENDINGS)
    return any_term(IPC, {symbol, *(each for each, _count in longer)})


def _titled(text: str) -> Query:
    return Query.const_score_query(term(WHOLE_TITLE, whole(text)), WHOLE_TITLE_SCORE)


def _numbered(text: str) -> Iterable[Query]:
    number = read_number(text).normalised if len(text) <= LONGEST_NUMBER else None
    found = holding(number) if number else None
    return [found] if found else []


def _loose(
    units: Sequence[Unit], searcher: Searcher
) -> tuple[Query | None, tuple[str, ...]]:
    """Find what holds most of a long run or of several words, and return its terms."""
    if any(unit.is_phrase for unit in units):
        return None, ()
    if len(units) == 1:
        return _of_run(units[0], searcher)
    runs = [_of_run(unit, searcher) for unit in units]
    found = [
        query
        for unit, (run, _terms) in zip(units, runs, strict=True)
        if (query := run or _unit(unit, searcher))
    ]
    if any(run for run, _terms in runs):
        # A long run among the words may fall apart; the short ones must occur.
        return all_of(found), tuple(each for _run, terms in runs for each in terms)
    if len(found) < FEWEST_TO_CHOOSE:
        return None, ()
    return any_of(found, least=math.ceil(len(found) * SOME_SHARE)), ()


def _of_run(unit: Unit, searcher: Searcher) -> tuple[Query | None, tuple[str, ...]]:
    """Find what holds most pairs of a long run of Chinese."""
    run = "".join(unit.parts)
    if sum(map(is_chinese, run)) < LONG_RUN:
        return None, ()
    return most_of([run], searcher, also=unit.spellings)


def _paragraph(
    typed: Typed, synonyms: Synonyms, excluded: Sequence[Query], searcher: Searcher
) -> Wanted:
    """Ask for the telling terms of a text, the more of them the better."""
    units = [unit for unit in units_of(typed, synonyms) if not unit.is_phrase]
    texts = [part for unit in units for part in unit.parts]
    spelled = [text for unit in units for text in unit.spellings]
    query, terms = most_of(texts, searcher, also=spelled)
    phrases = [word.text for word in typed.words if word.is_phrase]
    found = [*([query] if query else []), *filter(None, map(holding, phrases))]
    titled = _titled(typed.text)
    sought = scored(all_of(found), more=[titled]) if found else titled
    return Wanted(strict=scored(sought, no=excluded), needles=(*terms, *phrases))
