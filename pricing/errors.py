"""Errors of the pricing library.

::

    PricingError
    ├── DecimalUnreadable   a text is no plain decimal of the wanted kind
    ├── AmountOverflow      an amount is beyond what whole-fen int64 can carry
    ├── TermsUnreadable     terms cannot be read; names every place
    ├── PatternUnknown      no starting point has this name
    ├── FigureNotFound      a figure of law has no value on that day
    ├── FactMissing         an answer rests on a fact that is not known
    ├── FactImpossible      a fact cannot be, or contradicts another
    ├── NotDeclared         terms of which no declaration is made
    └── ComparisonImpossible    these offers cannot stand side by side

Each says what happened and how to mend it, in English (``str(error)``) and in
Chinese (``message_zh``, ``mend_zh``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "AmountOverflow",
    "ComparisonImpossible",
    "DecimalUnreadable",
    "FactImpossible",
    "FactMissing",
    "FigureNotFound",
    "NotDeclared",
    "PatternUnknown",
    "Place",
    "PricingError",
    "TermsUnreadable",
]


_LINE = re.compile(r"line (\d+), column (\d+)")


@dataclass(frozen=True, slots=True)
class Place:
    """One fault and where it stands, in both languages.

    `where` is a path such as ``stages[2].fees[1].bands[0].rate``, or
    ``line 3, column 7`` where the text is no JSON at all. `code` names the fault
    and `facts` its figures, for a page that says it in words of its own.
    """

    where: str
    message_zh: str
    message_en: str
    mend_zh: str
    mend_en: str
    code: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    def where_in(self, lang: str) -> str:
        """Return the place in ``"zh"`` or ``"en"``; a path is the same in both."""
        return (
            _LINE.sub(r"第 \1 行第 \2 列", self.where) if lang == "zh" else self.where
        )

    def line(self, lang: str = "en") -> str:
        """Return the fault as one line in ``"zh"`` or ``"en"``."""
        if lang == "zh":
            return f"{self.where_in(lang)}：{self.message_zh}{self.mend_zh}"
        return f"{self.where}: {self.message_en} {self.mend_en}".rstrip()


class PricingError(Exception):
    """Base of all errors of this package; never raised itself."""

    def __init__(
        self,
        message_en: str,
        message_zh: str = "",
        *,
        mend_en: str = "",
        mend_zh: str = "",
    ) -> None:
        super().__init__(f"{message_en} {mend_en}".rstrip())
        self.message_en = message_en
        self.message_zh = message_zh or message_en
        self.mend_en = mend_en
        self.mend_zh = mend_zh or mend_en


class DecimalUnreadable(PricingError):
    """A text is no plain decimal, or has more places than its kind allows."""


class AmountOverflow(PricingError):
    """An amount is larger than exact whole-fen arithmetic can carry."""


class FigureNotFound(PricingError):
    """A figure of law is unknown, or has no value on the day asked for."""


class FactMissing(PricingError):
    """The answer rests on a fact that is not known; the message names it."""


class FactImpossible(PricingError):
    """A fact cannot be so, or contradicts another one."""


class NotDeclared(PricingError):
    """No declaration is made of an ordinary licence."""


class ComparisonImpossible(PricingError):
    """These offers cannot stand side by side."""


class PatternUnknown(PricingError):
    """No starting point for terms has this name."""


class TermsUnreadable(PricingError):
    """Terms cannot be read; `places` names every fault found, first one first."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = tuple(places)
        super().__init__(
            "\n".join(place.line("en") for place in self.places),
            "\n".join(place.line("zh") for place in self.places),
        )
