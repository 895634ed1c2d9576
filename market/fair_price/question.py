"""A question for a fair price out of typed texts; what is wrong is said by its box."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from pricing.errors import PricingError
from pricing.fields import FIRST_DAY, LAST_DAY
from pricing.valuation.asked import MOST_MONTHS, Asked, term_months
from pricing.valuation.comparable_cells import code_cell
from pricing.valuation.comparables import Comparable, Subject
from pricing.valuation.quantities import QUANTITIES
from pricing.valuation.readiness import readiness_of
from pricing.valuation.uncertain import Uncertain

__all__ = ["DEFAULTS", "KEYS", "LICENSORS", "Question", "Subjects", "question_of"]

Read = TypeVar("Read")

LANES = ("open", "ordinary")
LICENSORS = ("university", "institute", "enterprise", "person")
DEFAULTS: Mapping[str, str] = {
    "readiness": "pilot",
    "months": "60",
    "lane": "open",
    "licensor": "university",
}
# Every box there is, in the order of the page.
KEYS = (
    "sales",
    "readiness",
    "months",
    "lane",
    "licensor",
    "ipc",
    "industry",
    *(key for key in QUANTITIES if key != "sales"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """What a price is compared with and bounded by.

    Attributes
    ----------
    expires_on : date or None
        Last day of the patent, None of one not named.
    ipc : str
        Its classes, where none are typed.
    comparables : sequence of Comparable
        Rows of a table, and licences of this market.
    free_count : int
        Licences without a fee among them.
    """

    expires_on: date | None = None
    ipc: str = ""
    comparables: Sequence[Comparable] = ()
    free_count: int = 0


@dataclass(slots=True)
class Question:
    """A question as far as it can be read.

    Attributes
    ----------
    asked : Asked or None
        None while something is wrong.
    errors : dict
        What is wrong, by the key of its box.
    """

    asked: Asked | None = None
    errors: dict[str, PricingError] = field(default_factory=dict)


def question_of(texts: Mapping[str, str], subjects: Subjects, *, on: date) -> Question:
    """Read a question.

    Parameters
    ----------
    texts : mapping of str to str
        What was typed, by key; an empty one stays at its default.
    subjects : Subjects
        What is known besides.
    on : date
        First day of the licence.

    Returns
    -------
    Question
        Either `asked`, or all `errors`.
    """
    reading = _Reading(texts)
    lane = reading.read("lane", _lane)
    months = reading.read("months", _months)
    readiness = reading.read("readiness", _readiness)
    licensor = reading.read("licensor", _licensor)
    stated = {key: reading.read(key, QUANTITIES[key].read) for key in QUANTITIES}
    if reading.errors or months is None:
        return Question(errors=reading.errors)
    try:
        asked = Asked(
            on=on,
            months=term_months(on, months, subjects.expires_on),
            lane="ordinary" if lane == "ordinary" else "open",
            readiness=readiness or DEFAULTS["readiness"],
            stated=_known(stated),
            comparables=tuple(subjects.comparables),
            free_count=subjects.free_count,
            subject=Subject(
                year=on.year,
                licensor=licensor or DEFAULTS["licensor"],
                ipc=code_cell(texts.get("ipc", "") or subjects.ipc),
                industry=code_cell(texts.get("industry", "")),
            ),
        )
    except PricingError as error:
        # All else is read by now: the patent ends too soon, or the day cannot be.
        place = "months" if FIRST_DAY <= on <= LAST_DAY else "on"
        return Question(errors={place: error})
    return Question(asked)


class _Reading:
    """Reads one box after another and keeps what is wrong."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self.errors: dict[str, PricingError] = {}

    def read(self, key: str, reader: Callable[[str], Read]) -> Read | None:
        text = self._texts.get(key, "").strip() or DEFAULTS.get(key, "")
        if not text:
            return None
        try:
            return reader(text)
        except PricingError as error:
            self.errors[key] = error
            return None


def _known(stated: Mapping[str, Uncertain | None]) -> dict[str, Uncertain]:
    return {key: value for key, value in stated.items() if value is not None}


def _readiness(text: str) -> str:
    readiness_of(text)
    return text


def _months(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_MONTHS:
        return int(text)
    raise PricingError(
        f'"{_short(text)}" is no number of months.',
        f"“{_short(text)}”不是月数。",
        mend_en=f"Write a whole number from 1 to {MOST_MONTHS}.",
        mend_zh=f"请填写 1 至 {MOST_MONTHS} 的整数。",
    )


def _lane(text: str) -> str:
    return _one_of(text, LANES)


def _licensor(text: str) -> str:
    return _one_of(text, LICENSORS)


def _one_of(text: str, known: Sequence[str]) -> str:
    if text in known:
        return text
    raise PricingError(
        f'"{_short(text)}" is not known.',
        f"“{_short(text)}”不认识。",
        mend_en=f"Write one of {', '.join(known)}.",
        mend_zh=f"可选：{'、'.join(known)}。",
    )


def _short(text: str) -> str:
    short = text if len(text) <= 40 else f"{text[:40]}..."
    return short if short.isprintable() else ascii(short)
