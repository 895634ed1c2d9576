"""Texts as the index and the queries see them: one spelling, cut into terms.

Chinese has no blanks between words, so a run of its characters is cut into all pairs
of neighbours. Each character takes one position, so that a phrase of pairs finds
exactly the texts of which it is a part. Words of letters and digits take one position
each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from operator import add

from opencc import OpenCC

# Takes the place of a run's last character, which begins no pair; it is no term.
GAP = "-"
# ASSUMPTION: a longer run of letters is no word that anybody types in full.
LONGEST_WORD = 60
# The tables of OpenCC leave these to phrases; here every character stands alone.
ALSO_THE_SAME = {"著": "着", "瞭": "了"}

# Han with its extensions, kana, Hangul syllables.
_CHINESE = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U000323af"
)
_RUN = re.compile(rf"([{_CHINESE}]+)|[^\W_{_CHINESE}]+")
_CHARACTER = re.compile(f"[{_CHINESE}]")
_NOT_CHINESE = re.compile(f"[^{_CHINESE}]+")


class _Folding(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _folded_character(chr(code))
        return self[code]


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def _folded_character(character: str) -> str:
    parts = unicodedata.normalize("NFKD", character.casefold())
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    plain = unicodedata.normalize("NFC", bare).casefold()
    simple = _simplifier().convert(plain) if _CHARACTER.search(plain) else plain
    return ALSO_THE_SAME.get(simple, simple)


_FOLDING = _Folding()


def folded(text: str) -> str:
    """Return a text in the one spelling that is compared.

    Half-width, lower case, without accents, simplified. Every character folds by
    itself, whatever stands beside it: a part of a text folds to a part of the folded
    text, so that what is found in the text is found in the index.

    Examples
    --------
    >>> folded("ＬＥＤ 發光二極體")
    'led 发光二极体'
    """
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def grams(text: str) -> list[str]:
    """Return the terms of a text, one for each position; some are only `GAP`.

    Examples
    --------
    >>> grams("LED驅動电路，two valves")
    ['led', '驱动', '动电', '电路', '-', 'two', 'valve']
    """
    return cut(folded(text))


def cut(plain: str) -> list[str]:
    """Return the terms of a text that is folded already, as `grams` does."""
    found: list[str] = []
    for run in _RUN.finditer(plain):
        chinese = run[1]
        if chinese:
            found += map(add, chinese, chinese[1:])
            found.append(GAP)
        else:
            found.append(_stem(run[0][:LONGEST_WORD]))
    return found


def characters(plain: str) -> set[str]:
    """Return the Chinese characters of a folded text, for searches of a single one."""
    return set(_NOT_CHINESE.sub("", plain))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """What a query's text asks of the index.

    Attributes
    ----------
    placed : tuple of (int, str)
        Terms with their positions, from 0, as a phrase query takes them.
    single : tuple of str
        Chinese characters without a neighbour, which begin no pair.
    """

    placed: tuple[tuple[int, str], ...]
    single: tuple[str, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms in order, each once."""
        return tuple(dict.fromkeys(term for _place, term in self.placed))


def pieces(text: str) -> Pieces:
    """Cut a query's text the way that `grams` cuts the texts of the index.

    Examples
    --------
    >>> pieces("LED灯")
    Pieces(placed=((0, 'led'),), single=('灯',))
    >>> pieces("發光二極").placed
    ((0, '发光'), (1, '光二'), (2, '二极'))
    """
    found = [(place, term) for place, term in enumerate(grams(text)) if term != GAP]
    start = found[0][0] if found else 0
    return Pieces(
        placed=tuple((place - start, term) for place, term in found),
        single=tuple(dict.fromkeys(_singles(text))),
    )


def _singles(text: str) -> Iterator[str]:
    for run in _RUN.finditer(folded(text)):
        if run[1] and len(run[1]) == 1:
            yield run[1]


def whole(text: str) -> int:
    """Return a number for a whole title, the same for titles that read the same.

    Examples
    --------
    >>> whole("一种 LED灯") == whole("一種ＬＥＤ燈")
    True
    """
    written = "".join(run[0] for run in _RUN.finditer(folded(text)))
    return number_of(written)


def number_of(text: str) -> int:
    """Return 63 bits that stand for a text; two texts do not share them by chance."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    """Return an English word without the s of its plural.

    Source: D. Harman, "How effective is suffixing?", JASIS 42 (1991), the S stemmer.

    Examples
    --------
    >>> [_stem(word) for word in ("batteries", "valves", "gases", "glass", "led")]
    ['battery', 'valve', 'gase', 'glass', 'led']
    """
    if len(word) < 4 or not word.endswith("s") or not word.isascii():
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    return word if word.endswith(("us", "ss", "aes", "ees", "oes")) else word[:-1]
