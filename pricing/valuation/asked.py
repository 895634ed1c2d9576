"""What a fair price is asked for, and the draws of all that is uncertain in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

import numpy as np

from pricing.dates import plus_months
from pricing.errors import PricingError
from pricing.fields import FIRST_DAY, LAST_DAY
from pricing.valuation.comparables import Comparable, Subject
from pricing.valuation.quantities import QUANTITIES, read_share
from pricing.valuation.readiness import readiness_of
from pricing.valuation.uncertain import FloatArray, Uncertain, read_uncertain

__all__ = ["Asked", "Draws", "drawn", "term_months", "typical"]

MOST_MONTHS = 360
Draws = Mapping[str, FloatArray]
# One column of chance each, so that stating one input leaves the others as they were.
_COLUMNS = (
    *QUANTITIES,
    "success",
    *(
        f"{use}_{scope}_{face}"
        for use in ("row", "noise")
        for scope in ("own", "industry", "international")
        for face in ("fee", "rate")
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question for a fair price.

    Attributes
    ----------
    on : date
        First day of the licence, and the day whose law holds.
    months : int
        Term of the licence [months].
    lane : str
        ``open``, where the law's caps apply, or ``ordinary``.
    readiness : str
        One of `pricing.valuation.readiness.READINESS`.
    stated : mapping of str to Uncertain
        What the asker states; the rest stays at its default.
    comparables : tuple of Comparable
        Rows of a loaded table and licences of this market.
    free_count : int
        Licences without a fee among them [licences].
    subject : Subject
        What they are compared with.

    Raises
    ------
    PricingError
        For an unknown readiness, or a term out of range.
    """

    on: date
    months: int
    lane: Literal["open", "ordinary"] = "open"
    readiness: str = "pilot"
    stated: Mapping[str, Uncertain] = field(default_factory=dict)
    comparables: tuple[Comparable, ...] = ()
    free_count: int = 0
    subject: Subject

    def __post_init__(self) -> None:
        """Refuse what no licence can have."""
        readiness_of(self.readiness)
        if not FIRST_DAY <= self.on <= LAST_DAY:
            raise PricingError(
                f"{self.on} is out of range.",
                f"{self.on} 超出范围。",
                mend_en=f"Ask for a day from {FIRST_DAY} to {LAST_DAY}.",
                mend_zh=f"请填写 {FIRST_DAY} 至 {LAST_DAY} 之间的日期。",
            )
        if not 1 <= self.months <= MOST_MONTHS:
            raise PricingError(
                f"A term of {self.months} months is out of range.",
                f"{self.months} 个月的许可期限超出范围。",
                mend_en=f"Ask for 1 to {MOST_MONTHS} months.",
                mend_zh=f"请填写 1 至 {MOST_MONTHS} 个月。",
            )

    @property
    def years(self) -> float:
        """Return the term [years]."""
        return self.months / 12

    @property
    def ends_on(self) -> date:
        """Return the last day of the term."""
        return _last_day(self.on, self.months)

    def quantity(self, key: str) -> Uncertain | None:
        """Return what holds of a quantity: as stated, else its default."""
        if key in self.stated:
            return self.stated[key]
        default = QUANTITIES[key].default
        return None if default is None else QUANTITIES[key].read(default)

    def success(self) -> Uncertain:
        """Return the chance that the technology works, by its readiness."""
        return read_uncertain(readiness_of(self.readiness).success, read_share)


def term_months(on: date, wanted: int, expires_on: date | None) -> int:
    """Return the term of a licence that ends with the patent at the latest.

    Parameters
    ----------
    on : date
        First day.
    wanted : int
        The term asked for [months].
    expires_on : date or None
        Last day of the patent, None of one not named.

    Returns
    -------
    int
        Whole months [months].

    Raises
    ------
    PricingError
        When less than one month of the patent is left.

    Examples
    --------
    >>> term_months(date(2026, 11, 23), 60, date(2028, 12, 31))
    25
    """
    if expires_on is None or wanted < 1:
        return wanted
    months = min(wanted, MOST_MONTHS)
    while months and _last_day(on, months) > expires_on:
        months -= 1
    if months:
        return months
    raise PricingError(
        f"The patent expires on {expires_on}: less than a month is left on {on}.",
        f"专利于 {expires_on} 届满，自 {on} 起不足一个月。",
        mend_en="Ask for an earlier day, or for another patent.",
        mend_zh="请改用较早的日期或其他专利。",
    )


def _last_day(on: date, months: int) -> date:
    return plus_months(on, months) - timedelta(days=1)


def drawn(asked: Asked, rng: np.random.Generator, count: int) -> Draws:
    """Draw everything uncertain of a question.

    Parameters
    ----------
    asked : Asked
        The question.
    rng : numpy.random.Generator
        The only source of chance.
    count : int
        How many draws, at least 1.

    Returns
    -------
    mapping of str to array
        By the key of the quantity; a quantity that nobody stated is absent. Rows and
        noise of comparables stay uniform.
    """
    shares = dict(zip(_COLUMNS, rng.random((len(_COLUMNS), count)), strict=True))
    shares["success"] = asked.success().at(shares["success"])
    for key, quantity in QUANTITIES.items():
        uncertain = asked.quantity(key)
        if uncertain is None:
            del shares[key]
        else:
            values = uncertain.at(shares[key])
            shares[key] = np.clip(values, quantity.lowest, quantity.highest)
    return shares


def typical(asked: Asked, key: str) -> float | None:
    """Return the middle of a quantity, None of one that nobody stated.

    Parameters
    ----------
    asked : Asked
        The question.
    key : str
        Which quantity.

    Returns
    -------
    float or None
        Its median [the quantity's own unit].
    """
    uncertain = asked.quantity(key)
    return None if uncertain is None else float(uncertain.at(np.array([0.5]))[0])
