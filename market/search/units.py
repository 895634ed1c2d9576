"""What each word of a query stands for: itself, its synonyms, a class of patents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from market.search.function_words import ENGLISH
from market.search.synonyms import Synonyms
from market.search.text import folded
from market.search.typed import Typed, Word

_SUBCLASS = re.compile(r"[a-h][0-9]{2}(?:[a-z](?:[0-9]{1,4}(?:/[0-9]{1,6})?)?)?")
_GROUP = re.compile(r"[0-9]{1,4}/[0-9]{2,6}")


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that must occur.

    Attributes
    ----------
    parts : tuple of str
        What stands for it when all of them occur.
    spellings : tuple of str
        Each of these will do as well.
    ipc : str or None
        The symbol of the classification that the word is.
    is_phrase : bool
        Whether it stood in quotation marks: then nothing else will do.
    """

    parts: tuple[str, ...]
    spellings: tuple[str, ...] = ()
    ipc: str | None = None
    is_phrase: bool = False

    @property
    def needles(self) -> tuple[str, ...]:
        """What to mark in a text that was found."""
        return (*self.parts, *self.spellings)


def units_of(typed: Typed, synonyms: Synonyms) -> tuple[Unit, ...]:
    """Return what a query asks for, without words that only help to ask."""
    found = tuple(_units(typed.words, synonyms))
    naming = tuple(unit for unit in found if not _only_asks(unit))
    return naming or found


def _units(words: tuple[Word, ...], synonyms: Synonyms) -> Iterator[Unit]:
    place = 0
    while place < len(words):
        word = words[place]
        if word.is_phrase:
            yield Unit((word.text,), is_phrase=True)
            place += 1
            continue
        count = _joined(words[place:], synonyms)
        yield _unit([each.text for each in words[place : place + count]], synonyms)
        place += count


def _joined(words: tuple[Word, ...], synonyms: Synonyms) -> int:
    """Return how many of the first words are one: a symbol in two parts, a group's."""
    plain = [word.text for word in takewhile(lambda each: not each.is_phrase, words)]
    if len(plain) > 1 and _ipc(plain[0]) and _GROUP.fullmatch(folded(plain[1])):
        return 2
    return synonyms.joined(plain)


def _unit(texts: list[str], synonyms: Synonyms) -> Unit:
    ipc = _ipc("".join(texts))
    if ipc and len(texts) > 1:
        return Unit(("".join(texts),), ipc=ipc)
    return Unit(tuple(texts), synonyms.of(" ".join(texts)), ipc)


def _ipc(text: str) -> str | None:
    """Return the symbol that a text is, from its class on, as the index has it."""
    plain = folded(text)
    return plain.upper() if _SUBCLASS.fullmatch(plain) else None


def _only_asks(unit: Unit) -> bool:
    return not unit.is_phrase and all(folded(part) in ENGLISH for part in unit.parts)
