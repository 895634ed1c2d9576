"""One annual fee, and all of a patent's, with and without open licences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pricing.annuities.words import Words
from pricing.exact import half_up
from pricing.law.figures import Figure
from pricing.money import PPM

__all__ = ["Advice", "AdvisedYear", "Reason"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvisedYear:
    """One annual fee without and with open licences.

    Attributes
    ----------
    number : int
        Patent year [year].
    begins_on, due_on : date
        First day of the year, and last day to pay without delay.
    full_fee_fen : int
        Fee before any reduction [fen].
    standard_ppm, open_ppm : int
        Reductions that apply, of which the larger counts [parts per million].
    code : str
        The reason as a key of `pricing.annuities.words`.
    reason_zh, reason_en : str
        Why opening saves this much.
    """

    number: int
    begins_on: date
    due_on: date
    full_fee_fen: int
    standard_ppm: int
    open_ppm: int
    code: str
    reason_zh: str
    reason_en: str

    @property
    def without_fen(self) -> int:
        """Return what is paid if the patent is not opened [fen]."""
        return _reduced(self.full_fee_fen, self.standard_ppm)

    @property
    def with_fen(self) -> int:
        """Return what is paid with open licences [fen]."""
        return _reduced(self.full_fee_fen, max(self.standard_ppm, self.open_ppm))

    @property
    def saved_fen(self) -> int:
        """Return what open licences save, never below 0 [fen]."""
        return self.without_fen - self.with_fen


@dataclass(frozen=True, slots=True)
class Reason:
    """Why opening saves what it does, in patent years on end."""

    first_year: int
    last_year: int
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The annual fees of one patent, with and without open licences.

    Attributes
    ----------
    years : tuple of AdvisedYear
        The fees asked for, in order.
    could_save_fen : int
        What a licence filed as early as can be, and running to the patent's end,
        would save [fen].
    summary, notes : tuple of (str, str)
        Sentences, Chinese and English: the answer, and what else to know.
    figures : tuple of Figure
        The figures of law that the answer rests on, with source and confidence.
    """

    years: tuple[AdvisedYear, ...]
    could_save_fen: int
    summary: tuple[Words, ...]
    notes: tuple[Words, ...]
    figures: tuple[Figure, ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return the reasons, each once for the years on end that share it."""
        runs = groupby(self.years, key=lambda year: (year.reason_zh, year.reason_en))
        return tuple(_reason(words, tuple(run)) for words, run in runs)

    @property
    def full_fen(self) -> int:
        """Return the sum of the fees before any reduction [fen]."""
        return sum(year.full_fee_fen for year in self.years)

    @property
    def without_fen(self) -> int:
        """Return the sum to pay if the patent is not opened [fen]."""
        return sum(year.without_fen for year in self.years)

    @property
    def with_fen(self) -> int:
        """Return the sum to pay with open licences [fen]."""
        return sum(year.with_fen for year in self.years)

    @property
    def saved_fen(self) -> int:
        """Return the sum that open licences save [fen]."""
        return self.without_fen - self.with_fen


def _reason(words: Words, run: tuple[AdvisedYear, ...]) -> Reason:
    return Reason(run[0].number, run[-1].number, *words)


def _reduced(full_fee_fen: int, cut_ppm: int) -> int:
    return half_up(full_fee_fen * (PPM - cut_ppm), PPM)
