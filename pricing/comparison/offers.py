"""Two to four offers side by side, on one forecast and for one licensee."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from pricing.comparison.breakeven import Breakeven, Contender, breakevens
from pricing.comparison.notes import comparison_note
from pricing.comparison.ranking import FIGURES, Figures, cheapest
from pricing.dates import months_between
from pricing.discount import DISCOUNT_PPM, present_value_fen
from pricing.errors import AmountOverflow, ComparisonImpossible
from pricing.licensee import Licensee
from pricing.notes import Note
from pricing.plan import royalty_base
from pricing.quote import quote_cases
from pricing.quoted import Quote, QuotePayment
from pricing.terms import Terms

__all__ = ["FIGURES", "Comparison", "Figures", "Row", "compare"]

FEWEST, MOST = 2, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One offer; without quotes and figures where `reason` says why.

    `first_payment` is the first of the first case, None where nothing is paid.
    """

    name: str
    base: str | None
    starts_on: date
    quotes: Mapping[str, Quote]
    figures: Mapping[str, Figures]
    reason: Note | None = None

    @property
    def first_payment(self) -> QuotePayment | None:
        """The first payment of the first case."""
        first = next(iter(self.quotes.values()), None)
        return first.payments[0] if first and first.payments else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Offers side by side.

    Attributes
    ----------
    base : str or None
        What the forecast counts: net_sales, profit or units; None where no offer
        has a royalty.
    valued_on : date
        Day of all present values: the first on which an offer begins.
    rows : tuple of Row
        In the order given.
    cheapest : mapping
        By case, then by each of `FIGURES`: the names of the cheapest offers, more
        than one for a tie; none where that is not known or has no meaning.
    breakevens : tuple of Breakeven
        For each two offers, which is cheaper at which yearly sales.
    notes : tuple of Note
        Where the offers are not quite alike.
    """

    base: str | None
    valued_on: date
    rows: tuple[Row, ...]
    cheapest: Mapping[str, Mapping[str, tuple[str, ...]]]
    breakevens: tuple[Breakeven, ...]
    notes: tuple[Note, ...]


def compare(
    offers: Mapping[str, Terms],
    *,
    licensee: Licensee,
    cases: Mapping[str, Sequence[int]],
    starts_on: date | None = None,
    first_sale_on: date | None = None,
    discount_ppm: int = DISCOUNT_PPM,
) -> Comparison:
    """Return two to four offers side by side.

    Parameters
    ----------
    offers : mapping of str to Terms
        Terms by the name that readers know them by.
    licensee : Licensee
        Who would pay.
    cases : mapping of str to sequence of int
        Forecasts, as in `pricing.quote.quote_cases`, counted in the base of the
        first offer that has a royalty; an offer with another base is not compared.
    starts_on : date or None
        Day on which the licensee would begin; an offer that begins later, or with
        None every offer, starts with its own first day.
    first_sale_on : date or None
        First day with sales, or an offer's start where that is later.
    discount_ppm : int
        The licensee's cost of capital a year [parts per million].

    Returns
    -------
    Comparison
        Offers in the order given.

    Raises
    ------
    ComparisonImpossible
        For fewer than two offers or more than four, or no case.
    PricingError
        As for `quote`; an offer for which only the forecast overflows is set apart.
    """
    if not FEWEST <= len(offers) <= MOST or not cases:
        raise _impossible(len(offers))
    base = next(filter(None, map(royalty_base, offers.values())), None)
    asked = _Asked(licensee, cases, starts_on, first_sale_on, discount_ppm)
    found = [_row(name, terms, base, asked) for name, terms in offers.items()]
    compared = [row for row in found if row.reason is None]
    valued_on = min(row.starts_on for row in compared or found)
    rows = tuple(_valued(row, valued_on) for row in found)
    notes = _notes(compared, first_sale_on)
    is_mixed = any(note.code == "mixed_vat" for note in notes)
    return Comparison(
        base=base,
        valued_on=valued_on,
        rows=rows,
        cheapest={
            case: cheapest(_of_case(rows, case), is_mixed=is_mixed) for case in cases
        },
        breakevens=() if is_mixed else _breakevens(compared, offers, asked),
        notes=notes,
    )


class _Asked(NamedTuple):
    licensee: Licensee
    cases: Mapping[str, Sequence[int]]
    starts_on: date | None
    first_sale_on: date | None
    discount_ppm: int


def _impossible(offers: int) -> ComparisonImpossible:
    return ComparisonImpossible(
        f"{offers} offers cannot be compared, or there is no forecast.",
        f"无法比较 {offers} 个方案，或没有预测。",
        mend_en=f"Give {FEWEST} to {MOST} different offers and a forecast.",
        mend_zh=f"请给出 {FEWEST} 至 {MOST} 个不同的方案和一份预测。",
    )


def _row(name: str, terms: Terms, base: str | None, asked: _Asked) -> Row:
    own_base = royalty_base(terms)
    starts_on = max(asked.starts_on or terms.starts_on, terms.starts_on)
    reason = None
    if own_base not in (None, base):
        reason = comparison_note("other_base", base=base, own=own_base)
    elif starts_on > terms.ends_on:
        reason = comparison_note("over", end=terms.ends_on, start=starts_on)
    quotes: Mapping[str, Quote] = {}
    if reason is None:
        try:
            quotes = _quotes(terms, own_base, starts_on, asked)
        except AmountOverflow as error:
            reason = Note("overflow", error.message_zh, error.message_en)
    return Row(
        name=name,
        base=own_base,
        starts_on=starts_on,
        quotes=quotes,
        figures={},
        reason=reason,
    )


def _quotes(
    terms: Terms, own_base: str | None, starts_on: date, asked: _Asked
) -> dict[str, Quote]:
    cases = asked.cases
    if own_base is None:
        # Without a royalty a forecast only says whether anything is sold: a loss
        # of another offer's profit is refused here.
        cases = {
            name: [max(each, 0) for each in sales] for name, sales in cases.items()
        }
    first_sale_on = asked.first_sale_on and max(asked.first_sale_on, starts_on)
    return quote_cases(
        terms,
        cases,
        licensee=asked.licensee,
        starts_on=starts_on,
        first_sale_on=first_sale_on,
        discount_ppm=asked.discount_ppm,
    )


def _valued(row: Row, valued_on: date) -> Row:
    """Return a row with its figures, present values on the common day."""
    figures = {name: _figures(found, valued_on) for name, found in row.quotes.items()}
    return replace(row, figures=figures)


def _figures(found: Quote, valued_on: date) -> Figures:
    dated = [((one.on - valued_on).days, one.amount_fen) for one in found.payments]
    return Figures(
        total_fen=found.total_fen,
        price_with_vat=found.tax.price_with_vat,
        worst_case_fen=found.worst_case_fen,
        present_value_fen=present_value_fen(dated, discount_ppm=found.discount_ppm),
        first_stop_fen=found.stop_after[0].total_fen,
        net_cost=found.tax.net_cost,
    )


def _of_case(rows: Sequence[Row], case: str) -> dict[str, Figures]:
    return {row.name: row.figures[case] for row in rows if row.figures}


def _notes(rows: Sequence[Row], first_sale_on: date | None) -> tuple[Note, ...]:
    """Return where the offers that are compared are not quite alike."""
    quotes = [next(iter(row.quotes.values())) for row in rows]
    kinds: dict[str, list[object]] = {
        "mixed_vat": [found.tax.price_includes_vat for found in quotes],
        "starts_differ": [found.starts_on for found in quotes],
        "lengths_differ": [_months(found) for found in quotes],
    }
    notes = [comparison_note(code) for code, has in kinds.items() if len(set(has)) > 1]
    if first_sale_on and any(row.starts_on > first_sale_on for row in rows):
        notes.append(comparison_note("first_sale_later", day=first_sale_on))
    return tuple(notes)


def _months(found: Quote) -> int:
    return months_between(found.starts_on, found.ends_on + timedelta(days=1))


def _breakevens(
    rows: Sequence[Row], offers: Mapping[str, Terms], asked: _Asked
) -> tuple[Breakeven, ...]:
    contenders = [
        Contender(
            row.name,
            offers[row.name],
            row.starts_on,
            next(iter(row.quotes.values())).first_sale_on,
        )
        for row in rows
    ]
    years = [each for sales_fen in asked.cases.values() for each in sales_fen]
    return breakevens(contenders, asked.licensee, highest_year=max(years, default=0))
