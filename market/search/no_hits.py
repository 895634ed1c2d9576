"""Where nothing is found: what to leave out, and where else to look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session
from tantivy import Searcher

from market.codes.ipc import TITLES
from market.search import index, schema
from market.search.asked import Asked
from market.search.filters import Filters
from market.search.function_words import ENGLISH
from market.search.narrowing import narrowed
from market.search.queries import decided
from market.search.query_objects import term
from market.search.synonyms import Synonyms, synonyms
from market.search.telling import most_of
from market.search.text import GAP, cut, folded
from market.search.wanted import wanted

MOST_WORDS, MOST_CLASSES = 6, 5
SECTION_LENGTH = 1


@dataclass(frozen=True, slots=True)
class Way:
    """A question that finds something: what is other about it, and how many it finds.

    `name` is the filter that is left out, ``""`` for all of them, the word that stands
    alone, or the class.
    """

    name: str
    asked: Asked
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """Ways on from a question that finds nothing; each is empty where none helps."""

    without_filter: tuple[Way, ...] = ()
    single_words: tuple[Way, ...] = ()
    classes: tuple[Way, ...] = ()


def help_for(session: Session, asked: Asked) -> Help:
    """Return the ways on from a question that finds nothing.

    Raises
    ------
    SearchNotReady
        While there is no index.
    """
    searcher, known = index.searcher(), synonyms(session)
    return Help(
        without_filter=_most_first(_without_filter(asked, known, searcher)),
        single_words=_most_first(_single_words(asked, known, searcher)),
        classes=_most_first(_classes(asked, searcher))[:MOST_CLASSES],
    )


def _most_first(ways: Iterator[Way]) -> tuple[Way, ...]:
    return tuple(sorted((way for way in ways if way.total), key=lambda way: -way.total))


def _total(asked: Asked, known: Synonyms, searcher: Searcher) -> int:
    query, _is_loose = decided(wanted(asked.typed, known, searcher), searcher)
    return index.count_of(searcher, narrowed(query, asked.filters, size=asked.size))


def _without_filter(asked: Asked, known: Synonyms, searcher: Searcher) -> Iterator[Way]:
    """Yield the question without each filter, and without all of several."""
    for name in asked.filters.names:
        one_less = asked.narrowed(asked.filters.without(name))
        yield Way(name, one_less, _total(one_less, known, searcher))
    if len(asked.filters.names) > 1:
        free = asked.narrowed(Filters())
        yield Way("", free, _total(free, known, searcher))


def _single_words(asked: Asked, known: Synonyms, searcher: Searcher) -> Iterator[Way]:
    """Yield each word alone, with the filters that are set or, in vain, without."""
    words = [word for word in asked.typed.words if folded(word.text) not in ENGLISH]
    for word in words[:MOST_WORDS] if len(words) > 1 else ():
        text = f"“{word.text}”" if word.is_phrase else word.text
        alone = replace(asked, text=text, page=1)
        total = _total(alone, known, searcher)
        if not total:
            alone = alone.narrowed(Filters())
            total = _total(alone, known, searcher)
        yield Way(word.text, alone, total)


def _classes(asked: Asked, searcher: Searcher) -> Iterator[Way]:
    """Yield classes whose offers or whose titles are near to what was typed."""
    free = replace(asked, text="", page=1)
    found = [*_of_near_offers(asked, searcher), *_of_near_titles(asked)]
    for code in dict.fromkeys(found):
        chosen = free.narrowed(Filters(ipc=frozenset({code})))
        yield Way(code, chosen, index.count_of(searcher, term(schema.IPC, code)))


def _of_near_offers(asked: Asked, searcher: Searcher) -> list[str]:
    """Return the classes of what holds any telling part of the text."""
    texts = [word.text for word in asked.typed.words]
    query, _terms = most_of(texts, searcher) if texts else (None, ())
    if query is None:
        return []
    answer = searcher.aggregate(
        query, {"ipc": {"terms": {"field": schema.SUBCLASS, "size": MOST_CLASSES}}}
    )
    return [str(bucket["key"]) for bucket in answer["ipc"]["buckets"]]


def _of_near_titles(asked: Asked) -> list[str]:
    """Return the classes whose titles share most with the text."""
    sought = {each for word in asked.typed.words for each in cut(folded(word.text))}
    sought -= {GAP, *ENGLISH}
    shared = {
        code: len(sought & _terms_of(code))
        for code in TITLES
        if len(code) > SECTION_LENGTH
    }
    near = sorted((code for code in shared if shared[code]), key=lambda c: -shared[c])
    return near[:MOST_CLASSES]


def _terms_of(code: str) -> set[str]:
    return set(cut(folded("\n".join(TITLES[code]))))
