"""Stamp duty on the contract of a licence, as an estimate by the law of its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from pricing.errors import FigureNotFound
from pricing.exact import half_up
from pricing.law.figures import figure
from pricing.money import PPM
from pricing.notes import Note
from pricing.tax_notes import tax_note
from pricing.wording.phrases import percent

__all__ = ["StampDuty", "known_ppm", "stamp_duty"]

RATE, SMALL_SHARE = "stamp_duty_rate", "stamp_duty_small_firms"


class StampDuty(NamedTuple):
    """An estimate of the licensee's stamp duty [fen]; None: not known."""

    amount_fen: int | None
    notes: tuple[Note, ...]


def stamp_duty(total_fen: int, day: date, vat_status: str) -> StampDuty:
    """Return an estimate of what a licensee pays as its own stamp duty.

    Parameters
    ----------
    total_fen : int
        What the licence costs as its terms state it [fen].
    day : date
        Day of the contract.
    vat_status : str
        One of `pricing.licensee.VAT_STATUSES`; a small-scale taxpayer pays a
        share while a relief runs.

    Returns
    -------
    StampDuty
        Half up once [fen].

    Notes
    -----
    Stamp Duty Law, art. 4 to 6 and table: each party pays on the sum that the
    contract states; VAT is left out only where it is stated apart, which terms do
    not do. A royalty is taxed when it is settled, so a forecast gives an estimate.

    Examples
    --------
    >>> stamp_duty(1_000_000_00, date(2022, 6, 30), "general").amount_fen
    50000
    >>> stamp_duty(1_000_000_00, date(2022, 7, 1), "general").amount_fen
    30000
    """
    rate_ppm = known_ppm(RATE, day)
    if rate_ppm is None:
        return StampDuty(None, _notes(day, vat_status))
    share_ppm = known_ppm(SMALL_SHARE, day) if vat_status == "small_scale" else None
    paid_ppm = PPM if share_ppm is None else share_ppm
    amount_fen = half_up(max(total_fen, 0) * rate_ppm * paid_ppm, PPM * PPM)
    return StampDuty(amount_fen, _notes(day, vat_status))


@lru_cache(maxsize=512)
def known_ppm(name: str, day: date) -> int | None:
    """Return a rate of law on a day [parts per million]; None where none is known.

    Parameters
    ----------
    name : str
        Name of the figure.
    day : date
        Day whose law holds.

    Returns
    -------
    int or None
        The rate [parts per million].
    """
    try:
        return int(figure(name).on(day) * PPM)
    except FigureNotFound:
        return None


@lru_cache(maxsize=512)
def _notes(day: date, vat_status: str) -> tuple[Note, ...]:
    return tuple(_each_note(day, vat_status))


def _each_note(day: date, vat_status: str) -> Iterator[Note]:
    rate_ppm, share_ppm = known_ppm(RATE, day), known_ppm(SMALL_SHARE, day)
    if rate_ppm is None:
        yield tax_note("stamp_unknown", day=day)
        return
    sure = figure(RATE).confidence_on(day)
    yield tax_note("stamp", day=day, rate=percent(rate_ppm), confidence=sure)
    if share_ppm is not None:
        code = "stamp_halved" if vat_status == "small_scale" else "stamp_may_halve"
        sure = figure(SMALL_SHARE).confidence_on(day)
        yield tax_note(code, share=percent(share_ppm), confidence=sure)
