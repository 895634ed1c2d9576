"""What terms cost a firm, as pages show it; every figure is `pricing.quote`'s."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pricing.dates import months_between, plus_months
from pricing.fees import SalesRoyalty, UnitRoyalty
from pricing.fixed_fee import FixedFee
from pricing.licensee import Licensee
from pricing.quote import DISCOUNT_PPM, Note, Quote, quote_cases
from pricing.terms import Stage, Terms

CASES = ("low", "expected", "high")
NOTHING = "nothing"
# Notes without which the main figures would be misread.
FIRST = ("first_sale_after_end", "province_missing")
# ASSUMPTION: yearly net sales of the licensed product by firms of each size, to
# have something to show before the reader types a forecast [fen].
EXAMPLE_SALES_FEN = {
    "micro": 50_000_000,
    "small": 300_000_000,
    "medium": 2_000_000_000,
    "large": 20_000_000_000,
}
EXAMPLE_UNITS = {"micro": 1_000, "small": 10_000, "medium": 100_000, "large": 1_000_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """One licence year, the stages that it touches, and its cost in each case [fen]."""

    number: int
    starts_on: date
    ends_on: date
    stages: tuple[Stage, ...]
    totals_fen: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRow:
    """What one pays in all who stops after a stage, in each case [fen]."""

    stage: Stage
    totals_fen: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a licence costs one firm in three cases.

    Attributes
    ----------
    quotes : dict
        A quote for each of `CASES`.
    base : str or None
        What the forecast counts: net_sales, profit, units; None where the price
        does not rest on it.
    least_fen : int
        What one pays who sells nothing and stops after the first stage [fen].
    notes_first, notes : tuple of Note
        What changes how the figures read, and what else they rest on.
    """

    starts_on: date
    base: str | None
    quotes: dict[str, Quote]
    years: tuple[YearRow, ...]
    stops: tuple[StopRow, ...]
    least_fen: int
    notes_first: tuple[Note, ...]
    notes: tuple[Note, ...]

    @property
    def expected(self) -> Quote:
        """The quote of the case in the middle."""
        return self.quotes["expected"]


def base_of(terms: Terms) -> str | None:
    """Return what the price of terms rests on: net_sales, profit, units or None."""
    fees = [fee for stage in terms.stages for fee in stage.fees]
    for fee in fees:
        if isinstance(fee, SalesRoyalty | UnitRoyalty):
            return fee.base
    if any(isinstance(fee, FixedFee) and fee.due == "first_sale" for fee in fees):
        return "net_sales"
    return None


def example(base: str | None, size: str) -> int:
    """Return a yearly forecast to begin with [fen, or units]."""
    return EXAMPLE_UNITS[size] if base == "units" else EXAMPLE_SALES_FEN[size]


def beginning(terms: Terms, day: date) -> date:
    """Return the first day that a licence can begin, from a day on."""
    return min(max(terms.starts_on, day), terms.ends_on)


def licence_years(terms: Terms, starts_on: date) -> int:
    """Count the licence years from a day to the end of the terms, begun ones too."""
    months = months_between(starts_on, terms.ends_on + timedelta(days=1))
    return (months + 11) // 12


def cost(
    terms: Terms,
    forecasts: Mapping[str, tuple[int, ...]],
    *,
    licensee: Licensee,
    day: date,
    first_sale_on: date | None = None,
    capital_ppm: int = DISCOUNT_PPM,
) -> Cost:
    """Return what a licence that begins on a day costs a firm.

    Parameters
    ----------
    terms : Terms
        The terms on offer.
    forecasts : mapping
        For each of `CASES` the base of licence years 1, 2, ...; the last one holds
        for the years after it [fen, or units].
    licensee : Licensee
        The firm.
    day : date
        The day of the notice; a licence begins no sooner than the terms.
    first_sale_on : date or None
        First day with sales; None for as soon as the terms allow them.
    capital_ppm : int
        The firm's yearly cost of capital [parts per million].

    Raises
    ------
    AmountOverflow
        For a forecast beyond exact whole-fen arithmetic.
    """
    starts_on, base = beginning(terms, day), base_of(terms)
    years = licence_years(terms, starts_on) if base else 0
    quotes = quote_cases(
        terms,
        {case: filled(forecasts[case], years) for case in CASES} | {NOTHING: ()},
        licensee=licensee,
        starts_on=starts_on,
        first_sale_on=first_sale_on,
        discount_ppm=capital_ppm,
    )
    nothing_sold = quotes.pop(NOTHING)
    notes = quotes["expected"].notes
    return Cost(
        starts_on=starts_on,
        base=base,
        quotes=quotes,
        years=_year_rows(terms, quotes),
        stops=_stop_rows(terms, quotes),
        least_fen=nothing_sold.stop_after[0].total_fen,
        notes_first=tuple(note for note in notes if note.code in FIRST),
        notes=tuple(note for note in notes if note.code not in FIRST),
    )


def held_note(given: int, years: int) -> Note:
    """Return the note that a forecast of some years holds on for the others.

    Examples
    --------
    >>> held_note(2, 7).en[:43]
    'You gave 2 of 7 licence years; the amount o'
    """
    return Note(
        "forecast_held",
        f"您填写了 {years} 个许可年度中的 {given} 个；其后各年按最后一个金额计算。",
        f"You gave {given} of {years} licence years; the amount of the last one is "
        "used for those after it.",
    )


def filled(forecast: tuple[int, ...], years: int) -> tuple[int, ...]:
    """Return a base for each of so many years; the last one holds for those after."""
    last = forecast[-1:] or (0,)
    return (forecast + last * years)[:years]


def _year_rows(terms: Terms, quotes: Mapping[str, Quote]) -> tuple[YearRow, ...]:
    spans = _spans(terms, quotes["expected"].starts_on)
    columns = [quotes[case].by_year for case in CASES]
    return tuple(
        YearRow(
            number=years[0].year,
            starts_on=years[0].starts_on,
            ends_on=years[0].ends_on,
            stages=tuple(
                stage
                for stage, first, last in spans
                if first <= years[0].ends_on and last >= years[0].starts_on
            ),
            totals_fen=tuple(year.total_fen for year in years),
        )
        for years in zip(*columns, strict=True)
    )


def _spans(terms: Terms, starts_on: date) -> list[tuple[Stage, date, date]]:
    """Return each stage with its first and its last day."""
    spans, months = [], 0
    for stage in terms.stages:
        first = plus_months(starts_on, months)
        months += stage.months or 0
        end = plus_months(starts_on, months) - timedelta(days=1)
        last = terms.ends_on if stage.months is None else min(end, terms.ends_on)
        spans.append((stage, first, last))
    return spans


def _stop_rows(terms: Terms, quotes: Mapping[str, Quote]) -> tuple[StopRow, ...]:
    stages = {stage.name: stage for stage in terms.stages}
    columns = [quotes[case].stop_after[:-1] for case in CASES]
    return tuple(
        StopRow(
            stage=stages[stops[0].stage],
            totals_fen=tuple(stop.total_fen for stop in stops),
        )
        for stops in zip(*columns, strict=True)
    )
