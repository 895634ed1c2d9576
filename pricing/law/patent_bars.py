"""What the state of a patent allows: the bars of an open licence, and its life.

Each bar is one question to `PatentFacts`. An answer of None means that the fact
is unknown: then the bar is reported as not checked, never passed silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from pricing.errors import FigureNotFound
from pricing.law.figures import figure
from pricing.law.finding import Finding, finding, not_checked
from pricing.terms import Terms

__all__ = ["BARS", "PatentFacts", "life_findings", "open_licence_bars"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatentFacts:
    """What is known of a patent; None is unknown.

    ASSUMPTION: `expires_on` is the last day of the patent's life. Counting the
    day itself as ended would refuse terms that run to the date in the register.
    By the Guidelines (Part V ch. 9, s. 4.1) the anniversary of the filing is the
    first day without a right, so a term up to that very day has a notice.
    """

    number: str | None = None
    kind: Literal["invention", "utility_model", "design"] | None = None
    is_granted: bool | None = None
    is_ended: bool | None = None
    expires_on: date | None = None
    annual_fee_paid: bool | None = None
    has_exclusive_licence: bool | None = None
    is_suspended: bool | None = None
    is_pledged: bool | None = None
    pledgee_consents: bool | None = None
    evaluation_report: Literal["none", "positive", "negative"] | None = None
    co_owners_consent: bool | None = None
    is_invalidated: bool | None = None


UNKNOWN = PatentFacts()


def _not(fact: bool | None) -> bool | None:
    return None if fact is None else not fact


def _is_ended(patent: PatentFacts, day: date) -> bool | None:
    """Tell whether the right lapsed, was given up or has expired."""
    if patent.expires_on is not None and patent.expires_on < day:
        return True
    return patent.is_ended


def _pledged_alone(patent: PatentFacts, _: date) -> bool | None:
    """Tell whether a pledge stands without the pledgee's consent."""
    if patent.is_pledged is False or patent.pledgee_consents is True:
        return False
    if patent.is_pledged is None:
        return None
    return _not(patent.pledgee_consents)


def _lacks_report(patent: PatentFacts, _: date) -> bool | None:
    report = patent.evaluation_report
    if patent.kind == "invention" or report in {"positive", "negative"}:
        return False
    return None if patent.kind is None or report is None else True


def _has_negative_report(patent: PatentFacts, _: date) -> bool | None:
    report = patent.evaluation_report
    if patent.kind == "invention" or report in {"none", "positive"}:
        return False
    return None if report is None else True


def _other_hindrance(_patent: PatentFacts, _day: date) -> bool | None:
    # No record tells: the patentee confirms it when declaring.
    return None


Bar = Callable[[PatentFacts, date], bool | None]

# Whether a bar stands, by its name in law/cn/open_licence_bars.yaml.
BARS: Mapping[str, Bar] = MappingProxyType(
    {
        "not_granted": lambda patent, _: _not(patent.is_granted),
        "exclusive_licence": lambda patent, _: patent.has_exclusive_licence,
        "suspended": lambda patent, _: patent.is_suspended,
        "fee_unpaid": lambda patent, _: _not(patent.annual_fee_paid),
        "pledged": _pledged_alone,
        "other_hindrance": _other_hindrance,
        "ended": _is_ended,
        "invalidated": lambda patent, _: patent.is_invalidated,
        "no_report": _lacks_report,
        "negative_report": _has_negative_report,
        "no_consent": lambda patent, _: _not(patent.co_owners_consent),
    }
)

# What also counts where a licence is agreed and not declared. Co-owners may grant
# ordinary licences alone (Patent Law, art. 14); a pledgor may not license without
# the pledgee (Civil Code, art. 444).
ORDINARY_BARS = (
    "not_granted",
    "ended",
    "invalidated",
    "exclusive_licence",
    "fee_unpaid",
    "pledged",
)

# The fact that each bar asks for, to place the finding.
_FACTS = {
    "not_granted": "is_granted",
    "exclusive_licence": "has_exclusive_licence",
    "suspended": "is_suspended",
    "fee_unpaid": "annual_fee_paid",
    "pledged": "is_pledged",
    "other_hindrance": "other",
    "ended": "is_ended",
    "invalidated": "is_invalidated",
    "no_report": "evaluation_report",
    "negative_report": "evaluation_report",
    "no_consent": "co_owners_consent",
}


def open_licence_bars(patent: PatentFacts | None, day: date) -> Iterator[Finding]:
    """Yield each bar that stands on a day, and a notice for each unknown one.

    Parameters
    ----------
    patent : PatentFacts or None
        What is known of the patent; None of nothing.
    day : date
        Day whose law holds.

    Yields
    ------
    Finding
        Errors, and notices of what is unknown.

    Notes
    -----
    Implementing Regulations, rules 85 and 86; Guidelines 2023, Part V ch. 11,
    s. 3.1 and 3.2; Patent Law, art. 42, 44, 47 and 50.
    """
    facts = patent or UNKNOWN
    try:
        bars = figure("open_licence_bars").list_on(day)
    except FigureNotFound:
        # Before there were open licences; the lane itself is an error then.
        return
    for bar in bars:
        stands = BARS[bar](facts, day)
        where = f"patent.{_FACTS[bar]}"
        if stands is None:
            yield not_checked(bar, where)
        elif stands:
            yield finding(f"bar.{bar}", where)


def life_findings(
    terms: Terms, patent: PatentFacts | None, *, day: date
) -> Iterator[Finding]:
    """Yield what the patent's life says of the term, in either lane.

    Parameters
    ----------
    terms : Terms
        The terms.
    patent : PatentFacts or None
        What is known of the patent; None of nothing.
    day : date
        Day on which it is asked.

    Yields
    ------
    Finding
        Errors, and notices of what is unknown.

    Notes
    -----
    Civil Code, art. 865: a licence is valid only while the patent lasts.
    """
    facts = patent or UNKNOWN
    if facts.expires_on is None:
        yield finding("not_checked.life", "ends_on")
    elif terms.ends_on > facts.expires_on:
        yield finding(
            "term.beyond_life",
            "ends_on",
            ends_on=terms.ends_on,
            expires_on=facts.expires_on,
        )
    elif terms.ends_on == facts.expires_on:
        yield finding("term.to_the_last_day", "ends_on", ends_on=terms.ends_on)
    if terms.lane == "ordinary":
        yield from _ordinary_bars(facts, day)


def _ordinary_bars(facts: PatentFacts, day: date) -> Iterator[Finding]:
    """Yield what bars or endangers an ordinary licence too."""
    for bar in ORDINARY_BARS:
        where = f"patent.{_FACTS[bar]}"
        stands = BARS[bar](facts, day)
        if stands is None:
            yield not_checked(bar, where, lane="ordinary")
        elif stands:
            yield finding(f"patent.{bar}", where)
