"""Quotes and comparisons as JSON; amounts are whole fen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from pricing.comparison.offers import Comparison, Row
from pricing.comparison.ranking import Figures
from pricing.notes import Note
from pricing.quoted import Quote
from pricing.tax import QuoteTax, Span

__all__ = ["comparison_as_json", "quote_as_json"]

Tree = dict[str, object]


def quote_as_json(cases: Mapping[str, Quote], notes: Sequence[Note]) -> Tree:
    """Return the expected case in full, and all cases in short.

    Parameters
    ----------
    cases : mapping of str to Quote
        The expected case, and low and high where they are asked for.
    notes : sequence of Note
        What is known beside the quote.
    """
    found = cases["expected"]
    licensee = found.licensee
    return {
        "size": licensee.size,
        "quality": licensee.quality,
        "province": licensee.province,
        "starts_on": found.starts_on,
        "ends_on": found.ends_on,
        "first_sale_on": found.first_sale_on,
        "payments": _payments(found),
        **_sums(found),
        "discount_ppm": found.discount_ppm,
        "by_kind": {part.name: part.amount_fen for part in found.by_kind},
        "kind_shares_ppm": {part.name: part.share_ppm for part in found.by_kind},
        "by_stage": {part.name: part.amount_fen for part in found.by_stage},
        "stage_shares_ppm": {part.name: part.share_ppm for part in found.by_stage},
        "by_year": [asdict(year) for year in found.by_year],
        "tax": _tax(found.tax),
        "cases": {name: _sums(one) for name, one in cases.items()},
        "notes": _notes((*notes, *found.notes, *found.tax.notes)),
        "terms_sha256": found.terms_sha256,
    }


def _sums(found: Quote) -> Tree:
    return {
        "total_fen": found.total_fen,
        "worst_case_fen": found.worst_case_fen,
        "present_value_fen": found.present_value_fen,
        "financing_cost_fen": found.financing_cost_fen,
        "effective_rate_ppm": found.effective_rate_ppm,
        "net_cost": _span(found.tax.net_cost),
        "stop_after": [stop._asdict() for stop in found.stop_after],
    }


def _payments(found: Quote) -> list[Tree]:
    return [
        {
            "on": payment.on,
            "stage": payment.stage,
            "kind": payment.kind,
            "amount_fen": payment.amount_fen,
            "vat": _span(tax.vat),
            "with_vat": _span(tax.with_vat),
            "lines": [
                {"zh": line.zh, "en": line.en, "amount_fen": line.amount_fen}
                for line in payment.lines
            ],
        }
        for payment, tax in zip(found.payments, found.tax.payments, strict=True)
    ]


def _tax(tax: QuoteTax) -> Tree:
    return {
        "vat_status": tax.vat_status,
        "treatment": tax.treatment,
        "price_includes_vat": tax.price_includes_vat,
        "rate_ppm": tax.rate_ppm,
        "price_with_vat": _span(tax.price_with_vat),
        "vat": _span(tax.vat),
        "creditable": tax.creditable,
        "creditable_vat": _span(tax.creditable_vat),
        "stamp_duty_fen": tax.stamp_duty_fen,
        "net_cost": _span(tax.net_cost),
    }


def _span(span: Span | None) -> Tree | None:
    return None if span is None else dict(span._asdict())


def _notes(notes: Iterable[Note]) -> list[Tree]:
    return [dict(note._asdict()) for note in notes]


def comparison_as_json(found: Comparison, notes: Mapping[str, Sequence[Note]]) -> Tree:
    """Return offers side by side.

    Parameters
    ----------
    found : Comparison
        The offers.
    notes : mapping of str to sequence of Note
        What is to be said of each offer by its name, and of all of them under ``""``.
    """
    return {
        "base": found.base,
        "valued_on": found.valued_on,
        "offers": [_offer(row, notes.get(row.name, ())) for row in found.rows],
        "cheapest": found.cheapest,
        "breakevens": [
            {
                "offers": pair.offers,
                "searched_to": pair.searched_to,
                "stretches": [stretch._asdict() for stretch in pair.stretches],
            }
            for pair in found.breakevens
        ],
        "notes": _notes((*notes[""], *found.notes)),
    }


def _offer(row: Row, notes: Sequence[Note]) -> Tree:
    first = row.first_payment
    return {
        "name": row.name,
        "base": row.base,
        "starts_on": row.starts_on,
        "not_compared": None if row.reason is None else row.reason._asdict(),
        "terms_sha256": next(
            (found.terms_sha256 for found in row.quotes.values()), None
        ),
        "first_payment": None
        if first is None
        else {"on": first.on, "amount_fen": first.amount_fen},
        "cases": {name: _figures(one) for name, one in row.figures.items()},
        "notes": _notes(notes),
    }


def _figures(figures: Figures) -> Tree:
    return {
        "total_fen": figures.total_fen,
        "price_with_vat": _span(figures.price_with_vat),
        "worst_case_fen": figures.worst_case_fen,
        "present_value_fen": figures.present_value_fen,
        "first_stop_fen": figures.first_stop_fen,
        "net_cost": _span(figures.net_cost),
    }
