"""Mark what a search found in a text, and choose the sentence that holds most of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup

from market.search.text import folded

LONGEST_EXTRACT = 160
_SENTENCE = re.compile(r"[^。！？；!?\n]*?(?:[。！？；!?\n]|\.(?=\s)|$)")
_LETTER = re.compile(r"[a-z0-9]")

Place = tuple[int, int]


def marked(text: str, needles: Sequence[str]) -> Markup:
    """Return a text, escaped, with what was found in `<mark>`.

    Parameters
    ----------
    text : str
        As it is stored; its own spelling is kept.
    needles : sequence of str
        What was sought, folded as the index folds text.

    Examples
    --------
    >>> marked("Ｌed <灯>", ["led"])
    Markup('<mark>Ｌed</mark> &lt;灯&gt;')
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
    found = sorted(
        (origins[start], origins[end - 1] + 1)
        for needle in needles
        for start, end in _occurrences(plain, needle)
    )
    return _united(found)


def _mark(text: str) -> Markup:
    return Markup("<mark>{}</mark>").format(text)


def _held(sentence: str, needles: Sequence[str]) -> int:
    plain, _origins = _folded_with_origins(sentence)
    return sum(len(needle) for needle in needles if any(_occurrences(plain, needle)))


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


def _occurrences(plain: str, needle: str) -> Iterable[Place]:
    """Yield where a folded text holds a needle; letters count from a word's start."""
    start = plain.find(needle) if needle else -1
    while start >= 0:
        is_inside = (
            start > 0
            and _LETTER.match(needle) is not None
            and _LETTER.match(plain[start - 1]) is not None
        )
        if not is_inside:
            yield start, start + len(needle)
        start = plain.find(needle, start + 1)


def _united(found: Iterable[Place]) -> list[Place]:
    united: list[Place] = []
    for start, end in found:
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united
