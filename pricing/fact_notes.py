"""How a quote stands to facts beside the terms: the firm's size, the patent's life."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pricing.errors import FactMissing
from pricing.law.sizes import FirmSize
from pricing.notes import Note, doubted, note_of
from pricing.tiers import SIZE_LABELS

__all__ = ["expiry_notes", "size_note"]

_TEXTS = {
    "size_derived": (
        "按划型标准推定为{derived_zh}。{reason_zh}",
        "By the size standard this is a {derived_en}. {reason_en}",
    ),
    "size_agrees": (
        "声明的企业规模与划型标准一致。{reason_zh}",
        "The size stated agrees with the size standard. {reason_en}",
    ),
    "size_differs": (
        "声明为{stated_zh}，而按划型标准为{derived_zh}；测算采用声明的规模。{reason_zh}",
        "The licensee states to be a {stated_en}, but by the size standard it is a "
        "{derived_en}; the quote uses the size stated. {reason_en}",
    ),
    "size_unchecked": (
        "声明的企业规模未能核对。{reason_zh}",
        "The size stated could not be checked. {reason_en}",
    ),
    "patent_expires": (
        "专利于 {day} 届满，早于许可末日 {end}；届满后不应再计费（民法典第865条）。",
        "The patent expires on {day}, before the licence's last day {end}; nothing "
        "should be charged beyond (Civil Code, art. 865).",
    ),
    "patent_expired": (
        "专利于 {day} 届满，早于许可首日 {start}；不能再许可（民法典第865条）。",
        "The patent expires on {day}, before the licence's first day {start}: there "
        "is nothing left to license (Civil Code, art. 865).",
    ),
}


def size_note(stated: str | None, derived: FirmSize | FactMissing) -> Note:
    """Return how the size that a licensee states stands to the size standard.

    Parameters
    ----------
    stated : str or None
        The size stated; None where the quote uses the one derived.
    derived : FirmSize or FactMissing
        What `pricing.law.sizes.size_of` found or missed.

    Returns
    -------
    Note
        That it agrees, differs, was derived or could not be checked.
    """
    if isinstance(derived, FactMissing):
        return note_of(
            _TEXTS,
            "size_unchecked",
            reason_zh=derived.message_zh,
            reason_en=derived.message_en,
        )
    code = "size_derived"
    if stated is not None:
        code = "size_agrees" if stated == derived.size else "size_differs"
    zh, en = SIZE_LABELS[derived.size]
    stated_zh, stated_en = SIZE_LABELS[stated or derived.size]
    note = note_of(
        _TEXTS,
        code,
        derived_zh=zh,
        derived_en=en.lower(),
        stated_zh=stated_zh,
        stated_en=stated_en.lower(),
        reason_zh=derived.reason_zh,
        reason_en=derived.reason_en,
    )
    return doubted(note, derived.confidence)


def expiry_notes(starts_on: date, ends_on: date, expires_on: date) -> Iterator[Note]:
    """Yield a note where a patent expires within a licence or before it.

    Parameters
    ----------
    starts_on, ends_on : date
        First and last day of the licence.
    expires_on : date
        Last day of the patent's life.

    Yields
    ------
    Note
        One at most; none where the patent outlives the licence.

    Notes
    -----
    Civil Code, art. 865: a patent licence is valid only while the patent is.
    """
    if expires_on < starts_on:
        yield note_of(_TEXTS, "patent_expired", day=expires_on, start=starts_on)
    elif expires_on < ends_on:
        yield note_of(_TEXTS, "patent_expires", day=expires_on, end=ends_on)
