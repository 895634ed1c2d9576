"""Mark what a search found in a text, and choose the sentence that holds most of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from market.search.text import cut, folded

LONGEST_EXTRACT = 160
_SENTENCE = re.compile(r"[^。！？；!?\n]*?(?:[。！？；!?\n]|\.(?=\s)|$)")
_RUN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[^\W_\u3400-\u9fff]+")

Place = tuple[int, int]


class Sought(NamedTuple):
    """What to mark: runs of Chinese wherever they stand, words by their stem."""

    runs: tuple[str, ...]
    words: frozenset[str]


def marked(text: str, needles: Sequence[str]) -> Markup:
    """Return a text, escaped, with what was found in `<mark>`.

    Parameters
    ----------
    text : str
        As it is stored; its own spelling is kept.
    needles : sequence of str
        What was sought, in any spelling.

    Examples
    --------
    >>> marked("Ｌed <b>", ["led"])
    Markup('<mark>Ｌed</mark> &lt;b&gt;')
    >>> marked("廢水 batteries", ["废水", "battery"])
    Markup('<mark>廢水</mark> <mark>batteries</mark>')
    """
    parts, done = [], 0
    for start, end in places(text, needles):
        parts += [Markup.escape(text[done:start]), _mark(text[start:end])]
        done = end
    return Markup("").join([*parts, Markup.escape(text[done:])])


def extract(text: str, needles: Sequence[str]) -> str:
    """Return the sentence that holds most of what was sought, or the first one."""
    sentences = [each.strip() for each in _SENTENCE.findall(text) if each.strip()]
    if not sentences:
        return ""
    return _cut(max(sentences, key=lambda each: _held(each, needles)), needles)


def places(text: str, needles: Sequence[str]) -> list[Place]:
    """Return where a text holds any of the needles, in order and apart."""
    plain, origins = _folded_with_origins(text)
    sought = _sought(tuple(needles))
    found = sorted(
        (origins[start], origins[end - 1] + 1)
        for start, end in _occurrences(plain, sought)
    )
    return _united(found)


def _mark(text: str) -> Markup:
    return Markup("<mark>{}</mark>").format(text)


def _held(sentence: str, needles: Sequence[str]) -> int:
    """Return how many different signs of what was sought a sentence holds."""
    plain, _origins = _folded_with_origins(sentence)
    found = _occurrences(plain, _sought(tuple(needles)))
    return sum(len(each) for each in {plain[start:end] for start, end in found})


def _cut(sentence: str, needles: Sequence[str]) -> str:
    """Return a long sentence's part around its first hit."""
    if len(sentence) <= LONGEST_EXTRACT:
        return sentence
    hits = places(sentence, needles)
    first = hits[0][0] if hits else 0
    start = 0 if first < LONGEST_EXTRACT // 2 else first - LONGEST_EXTRACT // 4
    end = start + LONGEST_EXTRACT
    return (
        ("…" if start else "")
        + sentence[start:end].strip()
        + ("…" if end < len(sentence) else "")
    )


def _folded_with_origins(text: str) -> tuple[str, list[int]]:
    """Fold a text sign by sign, with the place that each folded sign came from."""
    signs: list[str] = []
    origins: list[int] = []
    for place, sign in enumerate(text):
        plain = _folded_sign(sign)
        signs.append(plain)
        origins += [place] * len(plain)
    return "".join(signs), origins


@lru_cache(maxsize=20_000)
def _folded_sign(sign: str) -> str:
    return folded(sign) or " "


@lru_cache(maxsize=200)
def _sought(needles: tuple[str, ...]) -> Sought:
    """Return the runs of Chinese and the stems of words that needles hold."""
    plain = [folded(needle) for needle in needles]
    runs = {run for each in plain for run in _RUN.findall(each)}
    words = {
        stem for each in plain for word in _WORD.findall(each) for stem in cut(word)
    }
    stems = frozenset(stem for word in words for stem in cut(word))
    return Sought(tuple(sorted(runs)), stems)


def _occurrences(plain: str, sought: Sought) -> Iterator[Place]:
    """Yield where a folded text holds a run of Chinese, or a word of the same stem."""
    for run in sought.runs:
        start = plain.find(run)
        while start >= 0:
            yield start, start + len(run)
            start = plain.find(run, start + 1)
    for word in _WORD.finditer(plain) if sought.words else ():
        if sought.words.intersection(cut(word[0])):
            yield word.span()


def _united(found: Iterable[Place]) -> list[Place]:
    united: list[Place] = []
    for start, end in found:
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united
