"""From what was typed to what is asked of the index: exactly that, or most of it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tantivy import Query, Searcher

from market.catalogue.numbers import read_number
from market.search.asked import PAGE_LENGTH
from market.search.function_words import ENGLISH, naming
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
from market.search.text import GAP, cut, folded, whole
from market.search.typed import Typed
from market.search.units import Unit, units_of

# How much more a hit counts in the title, as what was typed and not a synonym, as one
# piece, and as the whole title, which stands above all.
TITLE_BOOST, TYPED_BOOST, PIECE_BOOST, WHOLE_TITLE_SCORE = 2.0, 1.5, 4.0, 10_000.0
# Of a text that tells of a problem, so many terms are asked for, and so many entries
# of the index are read at most: both bound the time of a query [1].
MOST_TERMS, MOST_ENTRIES = 14, 500_000
# What everybody writes tells nothing [share of the listings].
COMMON_SHARE = 0.2
# A run of Chinese from this length on may be several words [characters].
LONG_RUN = 4
# How many of its terms must occur: of a short run most, of a long text some [share].
MOST_SHARE, SOME_SHARE, SHORT_TERMS = 0.6, 0.3, 4
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
        return _paragraph(typed, excluded, searcher)
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
    found = [query for unit in units if (query := _unit(unit, searcher))]
    runs = [_of_run(unit, searcher) for unit in units]
    if any(query for query, _terms in runs):
        # A long run among the words may fall apart; the short ones must occur.
        parts = [run or part for part, (run, _t) in zip(found, runs, strict=False)]
        return all_of(parts), tuple(each for _q, terms in runs for each in terms)
    if len(found) < 3:
        return None, ()
    return any_of(found, least=math.ceil(len(found) / 2)), ()


def _of_run(unit: Unit, searcher: Searcher) -> tuple[Query | None, tuple[str, ...]]:
    """Find what holds most pairs of a long run of Chinese."""
    run = "".join(unit.parts)
    if not is_chinese(folded(run)) or len(run) < LONG_RUN:
        return None, ()
    own = _weighed(naming(run), searcher)
    spelled = _weighed(unit.spellings, searcher)
    return _most_of(own, searcher, also=[each for each in spelled if each not in own])


def _paragraph(typed: Typed, excluded: Sequence[Query], searcher: Searcher) -> Wanted:
    """Ask for the telling terms of a text, the more of them the better."""
    texts = [part for word in typed.words for part in naming(word.text)]
    query, terms = _most_of(_weighed(texts, searcher), searcher)
    must = [
        each for word in typed.words if word.is_phrase and (each := holding(word.text))
    ]
    found = [query, *must] if query else must
    titled = _titled(typed.text)
    sought = scored(all_of(found), more=[titled]) if found else titled
    return Wanted(strict=scored(sought, no=excluded), needles=terms)


def _weighed(texts: Iterable[str], searcher: Searcher) -> dict[str, int]:
    """Return the telling terms of texts, each with how many listings have it."""
    counts = Counter(
        each
        for text in texts
        for each in cut(folded(text))
        if each != GAP and each not in ENGLISH
    )
    entries = {each: searcher.doc_freq(BODY, each) for each in counts}
    total = searcher.num_docs
    weights = {
        each: counts[each] * math.log(1 + total / held)
        for each, held in entries.items()
        if held
    }
    best = sorted(weights, key=lambda each: -weights[each])[:MOST_TERMS]
    return {each: entries[each] for each in best}


def _most_of(
    weighed: dict[str, int], searcher: Searcher, *, also: Sequence[str] = ()
) -> tuple[Query | None, tuple[str, ...]]:
    """Find what has most of some terms; others may stand for them."""
    terms = _affordable(weighed, searcher.num_docs)
    if not terms:
        return None, ()
    share = MOST_SHARE if len(terms) <= SHORT_TERMS else SOME_SHARE
    least = max(min(2, len(terms)), math.ceil(len(terms) * share))
    all_terms = (*terms, *also)
    found = any_of([term(BODY, each) for each in all_terms], least=least)
    titles = any_of([term(TITLE, each) for each in all_terms])
    return scored(found, more=[Query.boost_query(titles, TITLE_BOOST)]), all_terms


def _affordable(weighed: dict[str, int], total: int) -> tuple[str, ...]:
    """Return the rarest terms, as many as the index reads in good time."""
    rarest = sorted(weighed, key=lambda each: weighed[each])
    taken: list[str] = []
    entries = 0
    for each in rarest:
        entries += weighed[each]
        is_common = weighed[each] > COMMON_SHARE * total and len(taken) > 1
        if taken and (is_common or entries > MOST_ENTRIES):
            break
        taken.append(each)
    return tuple(taken)
