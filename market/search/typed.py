"""Read what a person types: words, phrases in quotation marks, words with a minus.

Nothing else has a meaning, so that nothing is an error: what looks like the syntax of
some engine is searched for as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# [characters]; in an address each Chinese one takes nine bytes of about 4,000.
LONGEST_QUERY = 400
# Up to this length people type a query, and quotation marks and minus signs are
# signs; a longer text was pasted, and they are its own.
LONGEST_WITH_SIGNS = 120
# A text with more than this outside of quotation marks tells of a problem: its terms
# are weighed, none of them must occur [characters].
LONGEST_WORDS = 40

_QUOTES = {
    '"': '"',
    "＂": "＂",
    "“": "”",
    "”": "”",
    "„": "“”",
    "「": "」",
    "『": "』",
    "«": "»",
    "〝": "〞",
}
_MARKS = "".join(_QUOTES)
# A minus sign before a temperature is no sign of ours.
_PART = re.compile(
    rf"(?P<minus>(?<!\S)[-−﹣－](?=\w|[{_MARKS}])(?!\d+(?:\.\d+)?\s*[°℃℉度]))?"
    rf"(?:(?P<quote>[{_MARKS}])|(?P<word>[^\s{_MARKS}]+))"
)
# Sentences tell of a problem, however short.
_SENTENCES = re.compile(r"[，。；！？?].*\S")
# Marks that part words where no blank does; a comma within a number parts nothing.
_PARTING = re.compile(r"[，。；、！？：（）【】…]+|[,;!?](?=\s|$)|[,;](?=\D)")


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that is sought; a phrase stood in quotation marks."""

    text: str
    is_phrase: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a query asks for.

    Attributes
    ----------
    text : str
        The query without control characters, cut to `LONGEST_QUERY`.
    words : tuple of Word
        All of them must occur, or, in a paragraph, the more the better.
    excluded : tuple of str
        None of these may occur.
    is_paragraph : bool
        Whether the text tells of a problem instead of naming words.
    is_cut : bool
        Whether the query was longer.
    """

    text: str
    words: tuple[Word, ...] = ()
    excluded: tuple[str, ...] = ()
    is_paragraph: bool = False
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.words or self.excluded)


def read(text: str) -> Typed:
    """Read a query, whatever was typed.

    Examples
    --------
    >>> read('废水 “heavy metals” －pump')
    ... # doctest: +NORMALIZE_WHITESPACE
    Typed(text='废水 “heavy metals” －pump',
          words=(Word(text='废水', is_phrase=False),
                 Word(text='heavy metals', is_phrase=True)),
          excluded=('pump',), is_paragraph=False, is_cut=False)
    >>> [word.text for word in read('C++ "open (a AND title:x').words]
    ['C++', 'open', '(a', 'AND', 'title:x']
    """
    plain = "".join(map(_plain, text))
    shown = " ".join(plain.split())
    cut = shown[:LONGEST_QUERY].rstrip()
    if len(cut) > LONGEST_WITH_SIGNS:
        found: list[tuple[bool, Word]] = [(False, Word(part)) for part in _parted(cut)]
    else:
        found = _with_signs(cut)
    loose = sum(len(word.text) + 1 for _no, word in found if not word.is_phrase)
    return Typed(
        text=cut,
        words=_once(word for is_excluded, word in found if not is_excluded),
        excluded=tuple(
            word.text for word in _once(word for is_not, word in found if is_not)
        ),
        is_paragraph=loose > LONGEST_WORDS + 1 or bool(_SENTENCES.search(cut)),
        is_cut=len(shown) > LONGEST_QUERY,
    )


def _plain(sign: str) -> str:
    """Return a sign, or a blank for what cannot be seen; lone surrogates too."""
    category = unicodedata.category(sign)
    if category == "Cf":
        return ""  # A joiner or a mark of direction stands within a word.
    return " " if category[0] in "CZ" else sign


def _with_signs(text: str) -> list[tuple[bool, Word]]:
    """Read words and phrases, each with whether it is excluded."""
    found: list[tuple[bool, Word]] = []
    place = 0
    while match := _PART.search(text, place):
        place = match.end()
        is_excluded = match["minus"] is not None
        if match["quote"] is None:
            found += [(is_excluded, Word(part)) for part in _parted(match["word"])]
            continue
        end = _closing(text, place, _QUOTES[match["quote"]])
        if end is not None:
            found += _phrase(text[place:end], is_excluded)
            place = end + 1
    return found


def _closing(text: str, start: int, closing: str) -> int | None:
    """Return where a quotation ends, or None: a lone mark has no meaning."""
    ends = [at for at in (text.find(mark, start) for mark in closing) if at >= 0]
    return min(ends) if ends else None


def _phrase(text: str, is_excluded: bool) -> list[tuple[bool, Word]]:
    words = text.strip()
    return [(is_excluded, Word(words, is_phrase=True))] if words else []


def _parted(text: str) -> list[str]:
    return [word for part in _PARTING.split(text) for word in part.split() if word]


def _once(words: Iterable[Word]) -> tuple[Word, ...]:
    return tuple(dict.fromkeys(words))
