"""The terms of a text that tell something, and the query for the most of them.

Weights follow TF-IDF: G. Salton, C. Buckley, "Term-weighting approaches in automatic
text retrieval", Information Processing & Management 24 (1988).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from tantivy import Query, Searcher

from market.search.function_words import ENGLISH, naming
from market.search.index import count_of
from market.search.query_objects import any_of, scored, term
from market.search.schema import BODY, CHARACTER, TITLE
from market.search.synonyms import is_chinese
from market.search.text import GAP, cut, folded

# How much more a term counts in the title.
TITLE_BOOST = 2.0
# Of a text that tells of a problem, so many terms are asked for, and so many entries
# of the index are read at most: both bound the time of a query [1].
MOST_TERMS, MOST_ENTRIES = 14, 500_000
# What everybody writes tells nothing [share of the listings].
COMMON_SHARE = 0.2
# How many of its terms must occur: of a compound word most, of a question a few
# [share]; a longer run without a word that asks is a question all the same.
MOST_SHARE, FEW_SHARE, LONGEST_COMPOUND = 0.6, 0.15, 6
# Chinese is cut into so many characters at a time [1].
PAIR = 2
# A rare character tells something by itself, less than a pair [share, factor].
RARE_SHARE, CHARACTER_BOOST = 0.02, 0.3


def most_of(
    texts: Sequence[str], searcher: Searcher, *, also: Sequence[str] = ()
) -> tuple[Query | None, tuple[str, ...]]:
    """Find what has many of the terms of texts; other spellings stand for them.

    Returns the query, or None where nothing tells anything, and the terms.
    """
    named = [part for text in texts for part in naming(text)]
    own = _weighed(named, searcher)
    terms = _affordable(own, searcher.num_docs)
    is_compound = _is_compound(texts, named)
    share = MOST_SHARE if is_compound else FEW_SHARE
    least = max(1, math.ceil(len(terms) * share))
    spelled = [each for each in _weighed(also, searcher) if each not in own]
    rare = [] if is_compound else _rare_characters(named, searcher)
    all_terms = (*terms, *spelled)
    sought = [*(term(BODY, each) for each in all_terms), *rare]
    if not all_terms:
        return (any_of(sought) if sought else None), ()
    found = any_of(sought, least=least)
    if least > 1 and not count_of(searcher, found):
        found = any_of(sought)
    titles = any_of([term(TITLE, each) for each in all_terms])
    return scored(found, more=[Query.boost_query(titles, TITLE_BOOST)]), all_terms


def _is_compound(texts: Sequence[str], named: Sequence[str]) -> bool:
    """Say whether one short run is all that was typed, and no word of it asks."""
    return (
        len(texts) == 1
        and list(named) == [folded(texts[0])]
        and (len(texts[0]) <= LONGEST_COMPOUND)
    )


def _rare_characters(texts: Iterable[str], searcher: Searcher) -> list[Query]:
    signs = dict.fromkeys(sign for text in texts for sign in text if is_chinese(sign))
    most = RARE_SHARE * searcher.num_docs
    held = {sign: searcher.doc_freq(CHARACTER, sign) for sign in signs}
    rarest = sorted(
        (sign for sign in held if 0 < held[sign] <= most), key=lambda sign: held[sign]
    )
    return [
        Query.boost_query(term(CHARACTER, sign), CHARACTER_BOOST)
        for sign in rarest[:MOST_TERMS]
    ]


def _weighed(texts: Iterable[str], searcher: Searcher) -> dict[str, int]:
    """Return the telling terms of texts, each with how many listings have it."""
    counts = Counter(
        each
        for text in texts
        for each in cut(folded(text))
        if each != GAP and each not in ENGLISH
    )
    entries = {each: searcher.doc_freq(BODY, each) for each in counts}
    held = {each for each in counts if entries[each]}
    words = {each for each in held if _is_word(each, entries[each], searcher)} or held
    total = searcher.num_docs
    weights = {
        each: counts[each] * math.log(1 + total / entries[each]) for each in words
    }
    best = sorted(weights, key=lambda each: (-weights[each], each))[:MOST_TERMS]
    return {each: entries[each] for each in best}


def _is_word(pair: str, entries: int, searcher: Searcher) -> bool:
    """Say whether two characters stand together more often than by chance.

    Where two words meet they seldom do: such a pair is rare and tells nothing.
    Source: K. Church, P. Hanks, "Word association norms, mutual information, and
    lexicography", Computational Linguistics 16 (1990).
    """
    if len(pair) != PAIR or not is_chinese(pair):
        return True
    first, second = (searcher.doc_freq(CHARACTER, sign) for sign in pair)
    return entries * searcher.num_docs > first * second


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
