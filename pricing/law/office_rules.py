"""What a public institution has to mind when it licenses: publicity and shares."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from pricing.errors import FigureNotFound
from pricing.law.figures import figure
from pricing.law.finding import Finding, finding
from pricing.law.inventors import inventor_share
from pricing.terms import Terms
from pricing.wording.phrases import percent

__all__ = ["OfficeFacts", "office_findings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFacts:
    """What is known of who licenses; None is unknown.

    Attributes
    ----------
    is_public_institution : bool or None
        Whether it is a research institute or university set up by the state.
    province : str or None
        Two digits of GB/T 2260.
    """

    is_public_institution: bool | None = None
    province: str | None = None


UNKNOWN = OfficeFacts()


def office_findings(
    terms: Terms, office: OfficeFacts | None, day: date
) -> Iterator[Finding]:
    """Yield what the law of transformation asks of a public institution.

    Parameters
    ----------
    terms : Terms
        The terms.
    office : OfficeFacts or None
        What is known of the office; None of nothing.
    day : date
        Day whose law holds.

    Yields
    ------
    Finding
        Warnings and notices.

    Notes
    -----
    Law on Promoting the Transformation of Scientific and Technological
    Achievements, art. 18 (an agreed price is publicised in-house) and art. 45
    (the contributors' share).
    """
    facts = office or UNKNOWN
    if facts.is_public_institution is False:
        return
    with suppress(FigureNotFound):
        # Before the duty existed there is nothing to say of it.
        figure("price_publicity").value_on(day)
        yield from _publicity(terms, facts, day)
    if facts.is_public_institution:
        yield from _contributors(facts, day)


def _publicity(terms: Terms, facts: OfficeFacts, day: date) -> Iterator[Finding]:
    """Yield how the way in which the price was found meets art. 18."""
    negotiated = terms.mode == "negotiated"
    if facts.is_public_institution is None:
        if negotiated:
            where = "office.is_public_institution"
            yield finding("not_checked.publicity", where)
        return
    if not negotiated:
        yield finding("office.posted_price", "mode")
        return
    yield finding("office.publicity", "mode")
    with suppress(FigureNotFound):
        days = figure("price_publicity_days")
        least, confidence = days.on(day), days.confidence_on(day)
        yield finding(
            "office.publicity_days", "mode", days=least, confidence=confidence
        )


def _contributors(facts: OfficeFacts, day: date) -> Iterator[Finding]:
    with suppress(FigureNotFound):
        share = inventor_share(facts.province, day=day)
        if not share.is_binding:
            # The province permits more; what binds is the national share.
            share = inventor_share(None, day=day)
        yield finding(
            "office.contributors",
            "office.province",
            share=percent(share.floor_ppm),
            article_zh=share.article_zh,
            article_en=share.article_en,
            confidence=share.confidence,
        )
