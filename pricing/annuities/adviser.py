"""What opening a patent saves its office in annual fees, year by year.

Often nothing: the standard reduction of a university is larger, and reductions do
not stack. The answer says so, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from pricing.annuities.advice import Advice, AdvisedYear
from pricing.annuities.annual_fees import PatentYear, patent_years
from pricing.annuities.late_fees import grace_ends_on, late_rate_ppm
from pricing.annuities.patent_life import PatentLife
from pricing.annuities.reductions import (
    OPEN_LICENCE,
    STANDARD,
    Opening,
    Patentees,
    StandardCut,
    open_bar,
    open_cut_ppm,
    standard_cut,
)
from pricing.annuities.words import Words, in_words
from pricing.law.figures import Figure, figure
from pricing.wording.phrases import percent, yuan

__all__ = ["Advice", "AdvisedYear", "advise"]


def advise(
    life: PatentLife,
    patentees: Patentees,
    opening: Opening | None = None,
    *,
    day: date | None = None,
) -> Advice:
    """Return what opening a patent saves in annual fees, compared to doing nothing.

    Parameters
    ----------
    life : PatentLife
        The patent's days.
    patentees : Patentees
        Who pays, and whether the standard reduction is open to them.
    opening : Opening or None
        When filed open licences run; None where none is filed.
    day : date or None
        Only fees that fall due on this day or later; None for all since the grant.

    Returns
    -------
    Advice
        The fees year by year, the sums, and why.

    Raises
    ------
    FactMissing
        Where it is not known whether each patentee qualifies.
    FigureNotFound
        Where a fee falls due before the first day of a figure; it is named.

    Notes
    -----
    Patent Law, art. 51(2); item 2 of 财税〔2024〕23号 of 2024-07-15; Guidelines for
    Patent Examination 2023, Part V ch. 11, s. 8: the larger reduction applies.

    Examples
    --------
    >>> from pricing.annuities import patent_life, reductions
    >>> life = patent_life.patent_life("invention", filed_on=date(2024, 3, 1),
    ...     granted_on=date(2026, 5, 9))
    >>> licences = reductions.opening(life, filed_on=date(2026, 11, 23))
    >>> advice = advise(life, Patentees(qualify=True), licences)
    >>> [(year.number, year.saved_fen) for year in advice.years if year.saved_fen][:4]
    [(13, 90000), (14, 90000), (15, 90000), (16, 120000)]
    >>> advice.saved_fen
    870000
    """
    asked = [year for year in patent_years(life) if day is None or year.due_on >= day]
    years = _advised(asked, life, patentees, opening)
    earliest = _earliest(life, day)
    at_best = _advised(asked, life, patentees, earliest)
    return Advice(
        years=years,
        could_save_fen=sum(year.saved_fen for year in at_best),
        summary=_summary(years, at_best, earliest, opening=opening),
        notes=_notes(years, patentees, day),
        figures=_figures(life),
    )


def _advised(
    years: Iterable[PatentYear],
    life: PatentLife,
    patentees: Patentees,
    opening: Opening | None,
) -> tuple[AdvisedYear, ...]:
    return tuple(
        _advised_year(
            year, standard_cut(life, patentees, day=year.due_on), opening=opening
        )
        for year in years
    )


def _advised_year(
    year: PatentYear, cut: StandardCut | None, *, opening: Opening | None
) -> AdvisedYear:
    standard_ppm = _standard_ppm(year, cut)
    found = AdvisedYear(
        number=year.number,
        begins_on=year.begins_on,
        due_on=year.due_on,
        full_fee_fen=year.full_fee_fen,
        standard_ppm=standard_ppm,
        open_ppm=open_cut_ppm(year, opening),
        code=_code(year, cut, opening),
        reason_zh="",
        reason_en="",
    )
    zh, en = in_words(found.code, **_facts(found, cut, opening))
    return replace(found, reason_zh=zh, reason_en=en)


def _standard_ppm(year: PatentYear, cut: StandardCut | None) -> int:
    # ASSUMPTION: no text read extends the standard reduction to the compensated
    # term, so its fee is counted in full.
    return 0 if cut is None or year.is_compensated else cut.rate_in(year.number)


def _code(year: PatentYear, cut: StandardCut | None, opening: Opening | None) -> str:
    """Return the deepest reason: what no other filing could change comes first."""
    bar = open_bar(year, opening)
    if bar == "registration":
        return bar
    if _standard_ppm(year, cut):
        return "standard_larger"
    if bar is not None:
        return bar
    return "saved" if cut is None else "saved_after_standard"


def _facts(
    year: AdvisedYear, cut: StandardCut | None, opening: Opening | None
) -> dict[str, object]:
    facts: dict[str, object] = {
        "full": yuan(year.full_fee_fen),
        "saved": yuan(year.saved_fen),
        "open": percent(year.open_ppm),
    }
    if cut is not None:
        facts |= {"standard": percent(cut.rate_ppm)}
        facts |= {"first": cut.first_year, "last": cut.last_year}
    if opening is not None:
        facts |= {"filed": opening.filed_on, "ends": opening.ends_on}
        facts |= {"withdrawn": opening.withdrawn_on}
    return facts


def _earliest(life: PatentLife, day: date | None) -> Opening | None:
    """Return the earliest filing there could be, running to the patent's end."""
    filed_on = max(life.granted_on, day or date.min, figure(OPEN_LICENCE).dates[0])
    if filed_on >= life.ends_on:
        return None
    return Opening(filed_on=filed_on, ends_on=life.ends_on)


def _summary(
    years: Sequence[AdvisedYear],
    at_best: Sequence[AdvisedYear],
    earliest: Opening | None,
    *,
    opening: Opening | None,
) -> tuple[Words, ...]:
    if not years:
        return (in_words("nothing_due"),)
    if saving := [year for year in years if year.saved_fen]:
        return (_saves(saving),)
    could_save_fen = sum(year.saved_fen for year in at_best)
    if earliest is not None and could_save_fen:
        nothing = in_words("not_yet" if opening is None else "these_save_nothing")
        would = {"filed": earliest.filed_on, "saved": yuan(could_save_fen)}
        return nothing, in_words("could_save", **would)
    zh, en = in_words("never")
    last = at_best[-1]
    because = f"{zh}{last.reason_zh}", f"{en} {last.reason_en}"
    return in_words("saves_nothing"), because


def _saves(saving: Sequence[AdvisedYear]) -> Words:
    return in_words(
        "saves" if len(saving) > 1 else "saves_one",
        saved=yuan(sum(year.saved_fen for year in saving)),
        first=saving[0].number,
        last=saving[-1].number,
    )


def _notes(
    years: Sequence[AdvisedYear], patentees: Patentees, day: date | None
) -> tuple[Words, ...]:
    notes = [in_words("rates_to_come")]
    if patentees.qualify:
        notes.append(in_words("standard_needs"))
    if day is not None and years:
        notes.append(_lapse(years))
    return tuple(notes)


def _lapse(years: Sequence[AdvisedYear]) -> Words:
    """Say what doing less than nothing saves: not paying the next fee."""
    due_on = years[0].due_on
    return in_words(
        "lapse",
        due=due_on,
        grace=grace_ends_on(due_on),
        rate=percent(late_rate_ppm(due_on)),
        saved=yuan(sum(year.without_fen for year in years)),
    )


def _figures(life: PatentLife) -> tuple[Figure, ...]:
    names = (f"annual_fees_{life.kind}", STANDARD, OPEN_LICENCE, "late_fee")
    return tuple(map(figure, names))
