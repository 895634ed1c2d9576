"""Reductions of annual fees: the standard one, and that of a filed open licence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pricing.annuities.annual_fees import PatentYear
from pricing.annuities.patent_life import PatentLife
from pricing.errors import FactImpossible, FactMissing
from pricing.law.figures import figure
from pricing.money import parse_ppm

__all__ = [
    "Opening",
    "Patentees",
    "StandardCut",
    "open_bar",
    "open_cut_ppm",
    "opening",
    "standard_cut",
]

STANDARD = "annual_fee_reductions"
OPEN_LICENCE = "annual_fee_reductions_open_licence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patentees:
    """Who pays: alone or jointly, and whether each qualifies for the standard cut.

    `qualify` is None where it is not known: then no advice can be given.
    """

    is_joint: bool = False
    qualify: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """When open licences on a patent run; made by `opening`, which checks it.

    Attributes
    ----------
    filed_on : date
        Day on which the first licence contract is filed (备案日).
    ends_on : date
        Last day of the term of the last licence.
    withdrawn_on : date or None
        Day on which the withdrawal of the declaration is announced.
    """

    filed_on: date
    ends_on: date
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class StandardCut:
    """The standard reduction of one patent on one day.

    Attributes
    ----------
    rate_ppm : int
        Share of the full fee that is not paid [parts per million].
    first_year, last_year : int
        Patent years that it covers [year].
    """

    rate_ppm: int
    first_year: int
    last_year: int

    def rate_in(self, year: int) -> int:
        """Return the reduction in a patent year; 0 outside its years."""
        return self.rate_ppm if self.first_year <= year <= self.last_year else 0


def opening(
    life: PatentLife,
    *,
    filed_on: date,
    ends_on: date | None = None,
    withdrawn_on: date | None = None,
) -> Opening:
    """Return the checked days on which open licences run.

    Parameters
    ----------
    life : PatentLife
        The patent.
    filed_on : date
        Day on which the first licence is filed.
    ends_on : date or None
        Last day of the last licence's term; None for the patent's whole life.
    withdrawn_on : date or None
        Day on which the declaration's withdrawal is announced.

    Returns
    -------
    Opening
        The days, which can be.

    Raises
    ------
    FactImpossible
        For a filing before the grant, or an end or withdrawal that cannot be.
    FigureNotFound
        For a filing before the reduction existed; the error names its first day.
    """
    figure(OPEN_LICENCE).on(filed_on)
    if not life.granted_on <= filed_on < life.ends_on:
        raise _impossible(
            f"许可合同备案日 {filed_on} 不在专利有效期内",
            f"The licence cannot be filed on {filed_on}, outside the patent's life",
        )
    if ends_on is not None and ends_on < filed_on:
        raise _impossible(
            f"许可期限在备案日 {filed_on} 之前届满",
            f"The licence ends before it is filed on {filed_on}",
        )
    if withdrawn_on is not None and withdrawn_on < life.granted_on:
        raise _impossible(
            f"撤回日 {withdrawn_on} 早于授权公告日",
            f"The declaration cannot be withdrawn on {withdrawn_on}, before the grant",
        )
    return Opening(
        filed_on=filed_on, ends_on=ends_on or life.ends_on, withdrawn_on=withdrawn_on
    )


def standard_cut(
    life: PatentLife, patentees: Patentees, *, day: date
) -> StandardCut | None:
    """Return the standard reduction for a fee that falls due on a day, or None.

    Parameters
    ----------
    life : PatentLife
        The patent's days.
    patentees : Patentees
        Who pays.
    day : date
        Day on which the fee falls due.

    Returns
    -------
    StandardCut or None
        Rate and years; None where not every patentee qualifies.

    Raises
    ------
    FactMissing
        Where it is not known whether each patentee qualifies.
    FigureNotFound
        Before the first day of the reductions, 1 September 2016.

    Notes
    -----
    财税〔2016〕78号 and 财税〔2018〕37号 with the Guidelines for Patent Examination
    2023, Part V ch. 2, s. 3.1(4): ten years counted from the grant year.
    """
    if patentees.qualify is None:
        raise _unknown_patentees()
    if not patentees.qualify:
        return None
    which = "standard_joint" if patentees.is_joint else "standard_single"
    rule = figure(STANDARD).entry_on(day, which)
    first_year = life.grant_year
    return StandardCut(
        rate_ppm=parse_ppm(rule["rate"]),
        first_year=first_year,
        last_year=first_year + int(rule["years"]) - 1,
    )


def open_bar(year: PatentYear, found: Opening | None) -> str | None:
    """Return why an open licence reduces a fee by nothing, or None if it does.

    One of ``"registration"``, ``"compensated"``, ``"no_licence"``,
    ``"due_before_filing"``, ``"withdrawn"`` and ``"licence_over"``.

    Parameters
    ----------
    year : PatentYear
        The fee.
    found : Opening or None
        When open licences run; None where none is filed.

    Returns
    -------
    str or None
        A key of `pricing.annuities.words`, None of a fee that is reduced.

    Notes
    -----
    Guidelines for Patent Examination 2023, Part V ch. 11, s. 8: while the licence
    runs, for fees not yet due at the filing, and after a withdrawal not from the
    next patent year on.
    """
    if year.is_grant_year:
        return "registration"
    if year.is_compensated:
        # ASSUMPTION: no text read says whether the reduction covers these fees, so
        # no saving is promised.
        return "compensated"
    return "no_licence" if found is None else _outside(year.due_on, found)


def _outside(due_on: date, found: Opening) -> str | None:
    # ASSUMPTION: a fee is no longer "not yet due" on its last day to pay, and it
    # belongs to the licence when it falls due while the licence runs.
    if due_on <= found.filed_on:
        return "due_before_filing"
    if found.withdrawn_on is not None and due_on > found.withdrawn_on:
        return "withdrawn"
    return "licence_over" if due_on > found.ends_on else None


def open_cut_ppm(year: PatentYear, found: Opening | None) -> int:
    """Return the reduction of a fee by open licences [parts per million].

    Parameters
    ----------
    year : PatentYear
        The fee.
    found : Opening or None
        When open licences run; None where none is filed.

    Returns
    -------
    int
        Share of the full fee that is not paid [parts per million].

    Notes
    -----
    Item 2 of 财税〔2024〕23号 gives 15 % from 15 July 2024.
    """
    if open_bar(year, found) is not None:
        return 0
    return parse_ppm(str(figure(OPEN_LICENCE).on(year.due_on)))


def _unknown_patentees() -> FactMissing:
    limits = figure(f"{STANDARD}_who").value_on(date.max)
    # A broken file of ours is a fault of the program, found by the first test.
    assert isinstance(limits, dict)  # noqa: S101
    month, year = (f"{int(text):,}" for text in limits.values())
    return FactMissing(
        "It is not known whether each patentee qualifies for the standard reduction.",
        "不知道每位专利权人是否符合费用减缴条件。",
        mend_en="Public institutions such as universities, social organisations and "
        f"non-profit institutes do, enterprises below {year} yuan of taxable income "
        f"a year, and individuals below {month} yuan a month.",
        mend_zh="事业单位（如高校）、社会团体、非营利性科研机构，"
        f"上年应纳税所得额低于 {year} 元的企业，"
        f"月均收入低于 {month} 元的个人符合条件。",
    )


def _impossible(zh: str, en: str) -> FactImpossible:
    return FactImpossible(
        f"{en}.",
        f"{zh}。",
        mend_en="Compare the days of the licence with those of the patent.",
        mend_zh="请核对许可与专利的日期。",
    )
