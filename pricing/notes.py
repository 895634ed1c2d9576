"""A remark beside figures, in Chinese and English.

A note never changes a figure; it says what a figure rests on or leaves out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pricing.law.finding import DOUBTS

__all__ = ["Note", "doubted", "note_of"]


class Note(NamedTuple):
    """One remark: its code, and its text in both languages."""

    code: str
    zh: str
    en: str

    def text(self, lang: str) -> str:
        """Return the text in ``"zh"`` or ``"en"``."""
        return self.zh if lang == "zh" else self.en


def note_of(texts: Mapping[str, tuple[str, str]], code: str, **values: object) -> Note:
    """Return the note of a code, its gaps filled.

    Parameters
    ----------
    texts : mapping of str to (str, str)
        Chinese and English text of each code, with gaps in braces.
    code : str
        One of its keys.
    **values : object
        What fills the gaps of either language.

    Returns
    -------
    Note
        In both languages.

    Examples
    --------
    >>> note_of({"late": ("逾期 {days} 日。", "{days} days late.")}, "late", days=3).en
    '3 days late.'
    """
    zh, en = texts[code]
    return Note(code, zh.format(**values), en.format(**values))


def doubted(note: Note, confidence: str) -> Note:
    """Return a note with how its source was read, where that is not the law itself.

    Parameters
    ----------
    note : Note
        The note.
    confidence : str
        How its source was read, V1 (the law itself) to U (no text).

    Returns
    -------
    Note
        The same note under V1; else one that ends with the doubt in brackets.

    Examples
    --------
    >>> doubted(Note("tax", "免税。", "Exempt."), "U").en
    'Exempt. (Source read in no text; check it.)'
    """
    zh, en = DOUBTS[confidence]
    if not zh:
        return note
    return Note(note.code, f"{note.zh}（依据{zh}。）", f"{note.en} (Source {en}.)")
