"""One finding: how grave, which article, what is said and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from pricing.errors import FigureNotFound
from pricing.law.figures import figure

__all__ = ["Finding", "Severity", "finding", "no_figure", "not_checked"]

BETWEEN_LANGUAGES = " · "
# What is said, in brackets, of an article that was not read in the law itself.
DOUBTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "V1": ("", ""),
        "V2": (
            "读自官方网页或报道，未读原文",
            "read in an official page or a report, not in the text",
        ),
        "V3": ("来源较弱，请核对原文", "read in a weak source; check the text"),
        "U": ("未读到原文，请核对", "read in no text; check it"),
    }
)

Severity = Literal["error", "warning", "notice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the law says on one point of terms, of the patent or of the office.

    An error bars publication, a warning is to be weighed, a notice informs.
    `where` is a path into the terms, or ``patent`` or ``office`` and one of its
    facts. `confidence` says how sure the ground is, V1 (read in the law itself)
    to U (read in no text).
    """

    severity: Severity
    code: str
    article: str
    message_zh: str
    message_en: str
    mend_zh: str
    mend_en: str
    where: str
    confidence: str = "V1"

    @property
    def article_zh(self) -> str:
        """Return the article as Chinese names it."""
        return self.article.split(BETWEEN_LANGUAGES)[0]

    @property
    def article_en(self) -> str:
        """Return the article as English names it."""
        return self.article.split(BETWEEN_LANGUAGES)[-1]

    @property
    def doubt_zh(self) -> str:
        """Return how the article was read, in Chinese; nothing where it is sure."""
        return DOUBTS[self.confidence][0]

    @property
    def doubt_en(self) -> str:
        """Return how the article was read, in English; nothing where it is sure."""
        return DOUBTS[self.confidence][1]


# The words do not change with the law: its figures and bars do.
_WORDS_DAY = date(9999, 12, 31)


def _words(code: str) -> Mapping[str, str]:
    return figure("findings").entry_on(_WORDS_DAY, code)


def finding(
    code: str, where: str, *, confidence: str | None = None, **facts: object
) -> Finding:
    """Return the finding of a code, its words filled with the facts.

    Without a `confidence` it has the one written beside its words, or V1.

    Parameters
    ----------
    code : str
        Key of its words.
    where : str
        Path of the place in the terms.
    confidence : str or None
        How its source was read, V1 to U; None for the one beside the words.
    **facts : object
        What fills the gaps.

    Returns
    -------
    Finding
        With severity, article and mend.
    """
    words = _words(code)
    return Finding(
        severity=_severity(words["severity"]),
        code=code,
        article=words["article"],
        message_zh=words["message_zh"].format(**facts),
        message_en=words["message_en"].format(**facts),
        mend_zh=words["mend_zh"].format(**facts),
        mend_en=words["mend_en"].format(**facts),
        where=where,
        confidence=confidence or words.get("confidence", "V1"),
    )


def no_figure(code: str, where: str, error: FigureNotFound) -> Finding:
    """Return the notice that a figure of law has no value on the day asked for.

    Parameters
    ----------
    code : str
        Key of the check that needs the figure.
    where : str
        Path of the place in the terms.
    error : FigureNotFound
        Names the figure and its first day.

    Returns
    -------
    Finding
        A notice.
    """
    return finding(code, where, why_zh=error.message_zh, why_en=error.message_en)


def not_checked(bar: str, where: str, *, lane: str = "open") -> Finding:
    """Return the notice that a bar was not checked because the fact is unknown.

    Parameters
    ----------
    bar : str
        What was to be checked.
    where : str
        Path of the place.
    lane : str
        ``open`` or ``ordinary``.

    Returns
    -------
    Finding
        A notice.
    """
    asked = _words(f"bar.{bar}")
    ground = asked if lane == "open" else _words(f"patent.{bar}")
    return Finding(
        severity="notice",
        code=f"not_checked.{bar}",
        article=ground["article"],
        message_zh=f"未核查：{asked['asks_zh']}。",
        message_en=f"Not checked: {asked['asks_en']}.",
        mend_zh=asked.get("unknown_zh", "请提供专利并补全这一事实。"),
        mend_en=asked.get("unknown_en", "Name the patent and complete this fact."),
        where=where,
        confidence=ground.get("confidence", "V1"),
    )


def _severity(text: str) -> Severity:
    match text:
        case "error":
            return "error"
        case "warning":
            return "warning"
        case _:
            return "notice"
