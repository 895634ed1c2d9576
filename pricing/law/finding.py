"""One finding: how grave, which article, what is said and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pricing.law.figures import figure

__all__ = ["Finding", "Severity", "finding", "not_checked"]

BETWEEN_LANGUAGES = " · "

Severity = Literal["error", "warning", "notice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the law says on one point of terms or of the patent.

    An error bars publication, a warning is to be weighed, a notice informs.
    `where` is a path into the terms, or ``patent`` and one of its facts.
    """

    severity: Severity
    code: str
    article: str
    message_zh: str
    message_en: str
    mend_zh: str
    mend_en: str
    where: str

    @property
    def article_zh(self) -> str:
        """Return the article as Chinese names it."""
        return self.article.split(BETWEEN_LANGUAGES)[0]

    @property
    def article_en(self) -> str:
        """Return the article as English names it."""
        return self.article.split(BETWEEN_LANGUAGES)[-1]


# The words do not change with the law: its figures and bars do.
_WORDS_DAY = date(9999, 12, 31)


def _words(code: str) -> Mapping[str, str]:
    return figure("findings").entry_on(_WORDS_DAY, code)


def finding(code: str, where: str, **facts: object) -> Finding:
    """Return the finding of a code, its words filled with the facts."""
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
    )


def not_checked(bar: str, where: str) -> Finding:
    """Return the notice that a bar was not checked because the fact is unknown."""
    words = _words(f"bar.{bar}")
    return Finding(
        severity="notice",
        code=f"not_checked.{bar}",
        article=words["article"],
        message_zh=f"未核查：{words['asks_zh']}。",
        message_en=f"Not checked: {words['asks_en']}.",
        mend_zh="请提供专利并补全这一事实。",
        mend_en="Name the patent and complete this fact.",
        where=where,
    )


def _severity(text: str) -> Severity:
    match text:
        case "error":
            return "error"
        case "warning":
            return "warning"
        case _:
            return "notice"
