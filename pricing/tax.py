"""Taxes on a quote: the price with VAT, what of it is creditable, stamp duty.

What the terms or the law leave open is a span from the least to the most, or not
known at all, never one false figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from pricing.clauses import Tax
from pricing.errors import FigureNotFound
from pricing.law.figures import figure
from pricing.money import PPM
from pricing.notes import Note
from pricing.stamp_duty import known_ppm, stamp_duty
from pricing.tax_notes import tax_note
from pricing.wording.phrases import percent

__all__ = ["PaymentTax", "QuoteTax", "Span", "quote_tax"]

_CREDITABLE = {
    "credit_yes": "yes",
    "credit_small": "no",
    "credit_none": "no",
    "credit_status": "open",
    "credit_treatment": "open",
}


class Span(NamedTuple):
    """An amount known to lie between two, or exactly where they are equal [fen]."""

    low_fen: int
    high_fen: int

    @property
    def is_exact(self) -> bool:
        """Whether the amount is known to the fen."""
        return self.low_fen == self.high_fen


class PaymentTax(NamedTuple):
    """One payment: as the terms state it, its VAT, and with VAT; None: not known."""

    stated_fen: int
    vat: Span | None
    with_vat: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteTax:
    """The taxes on the payments of one quote.

    Attributes
    ----------
    vat_status : str
        The licensee's, one of `pricing.licensee.VAT_STATUSES`.
    treatment : str
        ``exempt``, ``taxable`` or ``undetermined``, as the terms say.
    price_includes_vat : bool
        Whether the amounts of the terms include VAT.
    rate_ppm : int or None
        Rate of VAT that is or may be due; None where not known [parts per million].
    payments : tuple of PaymentTax
        In the order of the quote's payments; each is rounded once, half up, and
        the totals are their sums.
    price_with_vat, vat, creditable_vat : Span or None
        What is paid to the licensor in all, the VAT in it, and what of that the
        licensee may credit; None: not known [fen].
    creditable : str
        ``yes``, ``no`` or ``open``; the first of `notes` says why.
    stamp_duty_fen : int or None
        Estimate of the licensee's own [fen].
    net_cost : Span or None
        Price with VAT less creditable VAT plus stamp duty [fen].
    """

    vat_status: str
    treatment: str
    price_includes_vat: bool
    rate_ppm: int | None
    payments: tuple[PaymentTax, ...]
    price_with_vat: Span | None
    vat: Span | None
    creditable: str
    creditable_vat: Span | None
    stamp_duty_fen: int | None
    net_cost: Span | None
    notes: tuple[Note, ...]


def quote_tax(
    tax: Tax, amounts_fen: Sequence[int], *, vat_status: str, contract_on: date
) -> QuoteTax:
    """Return the taxes on payments under the tax clause of terms.

    Parameters
    ----------
    tax : Tax
        Whether prices include VAT, its treatment and rate.
    amounts_fen : sequence of int
        The payments as the terms state them; a credit is negative [fen].
    vat_status : str
        The licensee's.
    contract_on : date
        Day of the contract, whose law counts where the terms state no rate, and
        for stamp duty.

    Returns
    -------
    QuoteTax
        Spans over every treatment and status that is still open.

    Notes
    -----
    VAT Law, art. 7 and 17 (what is taxed is the price without the VAT), 8 and 9
    (general and small-scale taxpayers), 16 and 22 (input tax); until 2025-12-31 the
    Provisional Regulations, believed to say the same, text not read. Stamp Duty Law.

    Examples
    --------
    >>> clause = Tax(price_includes_vat=True, treatment="taxable", rate="0.06")
    >>> found = quote_tax(clause, [1_060_00, 106_00], vat_status="general",
    ...     contract_on=date(2027, 1, 1))
    >>> found.vat, found.creditable, found.net_cost
    (Span(low_fen=6600, high_fen=6600), 'yes', Span(low_fen=110035, high_fen=110035))
    """
    stated = sum(amounts_fen)
    rates = _rates(tax, contract_on)
    parts = [_vats_fen(tax, amounts_fen, rate) for rate in rates]
    totals = [sum(one) for one in parts]
    ways = list(_ways(tax, stated, totals, vat_status))
    reason = _reason(tax, rates, vat_status)
    stamp = stamp_duty(stated, contract_on, vat_status)
    return QuoteTax(
        vat_status=vat_status,
        treatment=tax.treatment,
        price_includes_vat=tax.price_includes_vat,
        rate_ppm=max(rates, default=None),
        payments=tuple(_payments(tax, amounts_fen, parts)),
        price_with_vat=_with_vat(tax, stated, _span(totals)),
        vat=_span(totals),
        creditable=_CREDITABLE[reason],
        creditable_vat=_span([way.credit_fen for way in ways]),
        stamp_duty_fen=stamp.amount_fen,
        net_cost=_net_cost(ways, stamp.amount_fen),
        notes=(*_vat_notes(tax, reason, contract_on), *stamp.notes),
    )


class _Way(NamedTuple):
    """One way in which what is open may turn out: what is paid, what credited."""

    price_fen: int
    credit_fen: int


def _ways(
    tax: Tax, stated_fen: int, vats_fen: Sequence[int], vat_status: str
) -> Iterator[_Way]:
    for vat in vats_fen:
        price = stated_fen if tax.price_includes_vat else stated_fen + vat
        yield from (_Way(price, credit) for credit in _credits(vat, vat_status))


def _rates(tax: Tax, day: date) -> tuple[int, ...]:
    """Return the rates at which VAT may be due; none where that is not known."""
    if tax.treatment == "exempt":
        return (0,)
    if tax.rate_ppm is not None:
        return (tax.rate_ppm,) if tax.treatment == "taxable" else (0, tax.rate_ppm)
    general_ppm = known_ppm("vat_rate", day)
    return () if general_ppm is None else (0, general_ppm)


def _vats_fen(tax: Tax, amounts_fen: Sequence[int], rate_ppm: int) -> list[int]:
    """Return the VAT in each amount, or on it, half up: the one rounding."""
    divisor = PPM + rate_ppm if tax.price_includes_vat else PPM
    return [
        (2 * amount * rate_ppm + divisor) // (2 * divisor) for amount in amounts_fen
    ]


def _credits(vat_fen: int, vat_status: str) -> tuple[int, ...]:
    """Return what of the VAT may turn out to be creditable."""
    if vat_status == "unknown":
        return (0, vat_fen)
    return (vat_fen,) if vat_status == "general" else (0,)


def _span(amounts_fen: Sequence[int]) -> Span | None:
    return Span(min(amounts_fen), max(amounts_fen)) if amounts_fen else None


def _payments(
    tax: Tax, amounts_fen: Sequence[int], parts: Sequence[Sequence[int]]
) -> Iterator[PaymentTax]:
    rows: Iterable[tuple[int, ...]] = zip(*parts, strict=True) if parts else repeat(())
    for amount, vats in zip(amounts_fen, rows, strict=bool(parts)):
        vat = _span(vats)
        yield PaymentTax(amount, vat, _with_vat(tax, amount, vat))


def _with_vat(tax: Tax, amount_fen: int, vat: Span | None) -> Span | None:
    """Return an amount with its VAT; known where the price holds it."""
    if tax.price_includes_vat:
        return Span(amount_fen, amount_fen)
    return vat and Span(amount_fen + vat.low_fen, amount_fen + vat.high_fen)


def _net_cost(ways: Sequence[_Way], stamp_fen: int | None) -> Span | None:
    if stamp_fen is None:
        return None
    return _span([way.price_fen - way.credit_fen + stamp_fen for way in ways])


def _reason(tax: Tax, rates: Sequence[int], vat_status: str) -> str:
    """Return the code of the note that says what may be credited, and why."""
    if vat_status == "small_scale":
        return "credit_small"
    if rates and not any(rates):
        return "credit_none"
    if vat_status == "unknown":
        return "credit_status"
    return "credit_yes" if tax.treatment == "taxable" else "credit_treatment"


@lru_cache(maxsize=512)
def _vat_notes(tax: Tax, reason: str, day: date) -> tuple[Note, ...]:
    return (tax_note(reason), *_rate_notes(tax, day))


def _rate_notes(tax: Tax, day: date) -> Iterator[Note]:
    if tax.treatment == "exempt":
        yield from _exempt_notes(day)
    elif tax.rate_ppm is None:
        general_ppm = known_ppm("vat_rate", day)
        if general_ppm is None:
            yield tax_note("rate_unknown")
        else:
            sure = figure("vat_rate").confidence_on(day)
            yield tax_note("rate_of_law", rate=percent(general_ppm), confidence=sure)


def _exempt_notes(day: date) -> Iterator[Note]:
    exemption = figure("vat_technology_exemption")
    # Before VAT was on technology there is nothing to say of its exemption.
    with suppress(FigureNotFound):
        entry = exemption.entry_on(day, "exemption")
        code = "exempt" if entry["status"] == "exempt" else "exempt_open"
        yield tax_note(code, confidence=exemption.confidence_on(day), **entry)
