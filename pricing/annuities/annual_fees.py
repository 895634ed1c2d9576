"""Annual fees of Chinese patents: which years there are, when due, how much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pricing.annuities.patent_life import KIND_NAMES, PatentLife
from pricing.dates import plus_months
from pricing.errors import FactImpossible
from pricing.law.figures import figure
from pricing.money import parse_fen

__all__ = [
    "PatentYear",
    "annual_fee_fen",
    "patent_years",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatentYear:
    """One patent year and its full fee.

    Attributes
    ----------
    number : int
        Number of the year, from 1 at the filing.
    begins_on : date
        First day of the year.
    due_on : date
        Last day to pay without delay: the day on which the year begins; for the
        grant year the day of the grant, before which its fee is paid.
    full_fee_fen : int
        Fee before any reduction [fen].
    is_grant_year, is_compensated : bool
        Whether the fee is paid at registration, and whether the year lies in the
        compensated term.
    """

    number: int
    begins_on: date
    due_on: date
    full_fee_fen: int
    is_grant_year: bool = False
    is_compensated: bool = False


def annual_fee_fen(kind: str, year: int, *, day: date) -> int:
    """Return the full annual fee of one patent year.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    year : int
        Patent year, from 1 [year].
    day : date
        Day on which the fee falls due.

    Returns
    -------
    int
        The fee before any reduction [fen].

    Raises
    ------
    FactImpossible
        For a year that this kind of patent does not have on that day.
    FigureNotFound
        Before the first day of the fees.

    Examples
    --------
    >>> due = date(2026, 11, 23)
    >>> sum(annual_fee_fen("invention", year, day=due) for year in range(1, 21))
    8230000
    """
    table = figure(f"annual_fees_{kind}").value_on(day)
    # A broken file of ours is a fault of the program, found by the first test.
    assert isinstance(table, dict)  # noqa: S101
    for span, fee in table.items():
        first, last = span.split("-")
        if int(first) <= year <= int(last):
            return parse_fen(fee)
    zh, en = KIND_NAMES[kind]
    raise FactImpossible(
        f"On {day} there is no annual fee for year {year} of {en}.",
        f"在 {day}，{zh}没有第 {year} 年的年费。",
        mend_en=f"Its fees cover the years {', '.join(table)}.",
        mend_zh=f"其年费年度为 {'、'.join(table)}。",
    )


def patent_years(life: PatentLife) -> tuple[PatentYear, ...]:
    """Return the years of a patent for which an annual fee falls due.

    They begin with the grant year, whose fee is paid at registration, and end
    with the patent; in a compensated term only full years are charged.

    Parameters
    ----------
    life : PatentLife
        The patent's days.

    Returns
    -------
    tuple of PatentYear
        In order, with their full fees.

    Raises
    ------
    FigureNotFound
        Where a fee falls due before the first day of the law's fees.

    Notes
    -----
    Implementing Regulations, rule 115; Guidelines for Patent Examination 2023,
    Part V ch. 9, s. 4.2.1: the last day to pay is the filing's day of the month
    in that year.
    """
    years = []
    number = life.grant_year
    while (begins_on := plus_months(life.filed_on, 12 * (number - 1))) < life.ends_on:
        is_compensated = begins_on >= life.term_ends_on
        if is_compensated and plus_months(life.filed_on, 12 * number) > life.ends_on:
            break
        years.append(_year(life, number, begins_on, is_compensated=is_compensated))
        number += 1
    return tuple(years)


def _year(
    life: PatentLife, number: int, begins_on: date, *, is_compensated: bool
) -> PatentYear:
    is_grant_year = number == life.grant_year
    due_on = life.granted_on if is_grant_year else begins_on
    if is_compensated:
        fee_fen = parse_fen(str(figure("compensation_term_fee").on(due_on)))
    else:
        fee_fen = annual_fee_fen(life.kind, number, day=due_on)
    return PatentYear(
        number=number,
        begins_on=begins_on,
        due_on=due_on,
        full_fee_fen=fee_fen,
        is_grant_year=is_grant_year,
        is_compensated=is_compensated,
    )
