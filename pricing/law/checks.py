"""Check terms, the patent and the office where known, against the law of China.

Errors are what a text forbids; what a text says "generally" is a warning; what no
text settles is a warning or a notice. Nothing unknown is passed silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pricing.dates import plus_months
from pricing.errors import FigureNotFound
from pricing.law.caps import cap_findings, stage_starts
from pricing.law.figures import figure
from pricing.law.finding import Finding, Severity, finding, no_figure
from pricing.law.office_rules import OfficeFacts, office_findings
from pricing.law.patent_bars import PatentFacts, life_findings, open_licence_bars
from pricing.law.tax_rules import free_licence_findings, late_findings, tax_findings
from pricing.law.tier_rules import open_tier_findings, tier_remarks
from pricing.law.wording import wording_findings
from pricing.terms import FixedFee, Stage, Terms

__all__ = [
    "Finding",
    "OfficeFacts",
    "PatentFacts",
    "Severity",
    "check",
    "filing_deadline",
]

_GRAVEST_FIRST = ("error", "warning", "notice")


def check(
    terms: Terms,
    patent: PatentFacts | None,
    *,
    day: date,
    office: OfficeFacts | None = None,
) -> list[Finding]:
    """Check terms against the law in force on a day.

    Parameters
    ----------
    terms : Terms
        Terms as read.
    patent : PatentFacts or None
        What is known of the patent; None when it is not named.
    day : date
        Day whose law holds and on which the patent's state is judged.
    office : OfficeFacts or None
        What is known of who licenses; None when it is not named.

    Returns
    -------
    list of Finding
        Errors first, then warnings, then notices.

    Raises
    ------
    FactImpossible
        For an office in an unknown province.
    """
    findings = [*_lane(terms, day), *life_findings(terms, patent, day=day)]
    findings += _stages_that_never_begin(terms)
    if terms.lane == "open":
        findings += open_licence_bars(patent, day)
        findings += cap_findings(terms, day)
        findings += wording_findings(terms, day)
        findings += open_tier_findings(terms)
        findings += _stages(terms)
    findings += tier_remarks(terms, day)
    findings += tax_findings(terms, day)
    findings += _free(terms, day)
    findings += late_findings(terms, day)
    findings += office_findings(terms, office, day)
    findings += _filing(terms)
    return sorted(findings, key=lambda found: _GRAVEST_FIRST.index(found.severity))


def filing_deadline(effective_on: date) -> date:
    """Return the last day on which a licence can be filed in time.

    Parameters
    ----------
    effective_on : date
        Day on which the licence takes effect.

    Returns
    -------
    date
        Three months later, or the last day of that month.

    Raises
    ------
    FigureNotFound
        Before the rule's first day.

    Notes
    -----
    Implementing Regulations, rule 15(2). A last day that is a holiday moves to
    the next working day; the earlier day is always in time.

    Examples
    --------
    >>> filing_deadline(date(2026, 11, 30))
    datetime.date(2027, 2, 28)
    """
    months = int(figure("filing_deadline").on(effective_on))
    return plus_months(effective_on, months)


def _lane(terms: Terms, day: date) -> Iterator[Finding]:
    if terms.lane == "ordinary":
        yield finding("lane.ordinary", "lane")
        return
    if terms.mode == "negotiated":
        yield finding("lane.negotiated", "mode")
    declarations = figure("open_licence")
    try:
        declarations.on(day)
    except FigureNotFound:
        since = declarations.dates[0]
        yield finding("lane.not_yet", "lane", day=day, since=since)


def _stages_that_never_begin(terms: Terms) -> Iterator[Finding]:
    for position, begins_on in enumerate(stage_starts(terms)):
        if begins_on > terms.ends_on:
            yield finding(
                "stage.never_begins",
                f"stages[{position}]",
                begins_on=begins_on,
                ends_on=terms.ends_on,
            )


def _stages(terms: Terms) -> Iterator[Finding]:
    last = len(terms.stages) - 1
    for position, stage in enumerate(terms.stages):
        where = f"stages[{position}]"
        if _is_free(stage):
            yield finding("stage.zero_fee", where)
        if stage.may_stop and position < last:
            yield finding("stage.may_stop", f"{where}.may_stop")
        if not stage.sales_allowed:
            yield finding("stage.no_sales", f"{where}.sales_allowed")


def _is_free(stage: Stage) -> bool:
    """Tell whether nothing can fall due in a stage."""
    return not any(
        fee.amount_fen > 0
        if isinstance(fee, FixedFee)
        else any(rate > 0 for year in range(1, 61) for _, rate in fee.bands_in(year))
        or bool(fee.minimum_per_year_fen)
        for fee in stage.fees
    )


def _free(terms: Terms, day: date) -> Iterator[Finding]:
    """Yield what tax law may make of a licence that costs some licensee nothing."""
    if all(_is_free(stage) for stage in terms.stages):
        yield from free_licence_findings("stages", day)
        return
    factors = {
        "size_tiers": terms.size_tiers.factors_ppm,
        "quality_tiers": terms.quality_tiers.factors_ppm,
        "regional_tiers": tuple(tier.factor_ppm for tier in terms.regional_tiers),
    }
    for where, factors_ppm in factors.items():
        if 0 in factors_ppm:
            yield from free_licence_findings(where, day)
            return


def _filing(terms: Terms) -> Iterator[Finding]:
    try:
        deadline = filing_deadline(terms.starts_on)
    except FigureNotFound as error:
        yield no_figure("not_checked.filing", "starts_on", error)
        return
    yield finding("filing.deadline", "starts_on", deadline=deadline)
