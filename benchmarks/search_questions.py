"""What is asked of the search, by class: drawn as people would use the words.

Words come by Zipf's law, so that broad ones come often; the broadest of each class are
always among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks import words
from benchmarks.listings import IPC, PROVINCES, chinese, english, texts
from market.search.filters import Filters

Draw: TypeAlias = Callable[[Generator], list[str]]

QUESTIONS = 200
# Of each class so many of the most used words are asked for [1].
BROADEST = 40
LONGEST_PART = 6
# Characters of a pasted text.
PASTED = 150


def one_character(chance: Generator) -> list[str]:
    """Return single characters, drawn as they stand in texts."""
    weights = _characters()
    return _drawn(chance, list(weights), np.array(list(weights.values())))


def two_characters(chance: Generator) -> list[str]:
    """Return words of two characters."""
    return _words(chance, chinese(), lambda word: len(word) == 2)


def more_characters(chance: Generator) -> list[str]:
    """Return words of three characters and more, and as many pieces of titles."""
    found = _words(chance, chinese(), lambda word: len(word) > 2)
    pieces = [_part(chance, one["title"]) for one in texts(chance, QUESTIONS // 2)]
    return found[: QUESTIONS - len(pieces)] + pieces


def english_word(chance: Generator) -> list[str]:
    """Return English words."""
    return _words(chance, english(), lambda _word: True)


def paragraph(chance: Generator) -> list[str]:
    """Return texts as long as a problem that somebody pastes."""
    return [one["abstract"][:PASTED] for one in texts(chance, QUESTIONS)]


CLASSES: Mapping[str, Draw] = MappingProxyType(
    {
        "1 character": one_character,
        "2 characters": two_characters,
        "3+ characters": more_characters,
        "English word": english_word,
        "paragraph": paragraph,
    }
)


def three_filters(chance: Generator) -> Filters:
    """Return filters by class of invention, region and lane."""
    sections = sorted({code[:3] for code in IPC})
    return Filters(
        ipc=frozenset({sections[int(chance.integers(len(sections)))]}),
        provinces=frozenset(str(one) for one in chance.choice(PROVINCES[:31], 3)),
        lanes=frozenset({"open"}),
    )


def broad_words(count: int) -> list[str]:
    """Return the most used words of two characters."""
    return [word for word in chinese().words if len(word) == 2][:count]


def _words(
    chance: Generator, stock: words.Stock, is_wanted: Callable[[str], bool]
) -> list[str]:
    shares = np.diff(stock.up_to, prepend=0.0)
    wanted = [rank for rank, word in enumerate(stock.words) if is_wanted(word)]
    return _drawn(chance, [stock.words[rank] for rank in wanted], shares[wanted])


def _drawn(
    chance: Generator, ranked: Sequence[str], weights: NDArray[np.float64]
) -> list[str]:
    """Return the most used, then others as they are used, in no order."""
    others = chance.choice(
        np.arange(len(ranked)), QUESTIONS - BROADEST, p=weights / weights.sum()
    )
    found = [*ranked[:BROADEST], *(ranked[int(rank)] for rank in others)]
    return [found[place] for place in chance.permutation(len(found))]


@cache
def _characters() -> dict[str, float]:
    """Return how often each character stands in a text, the most used first."""
    uses: defaultdict[str, float] = defaultdict(float)
    stock = chinese()
    for word, share in zip(stock.words, np.diff(stock.up_to, prepend=0.0), strict=True):
        for character in word:
            uses[character] += share
    return dict(sorted(uses.items(), key=lambda use: -use[1]))


def _part(chance: Generator, title: str) -> str:
    length = int(chance.integers(3, LONGEST_PART + 1))
    start = int(chance.integers(0, max(1, len(title) - length + 1)))
    return title[start : start + length]
