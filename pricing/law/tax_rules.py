"""What is said of the tax and lateness clauses, in either lane.

Tax is not decided here: what a tax office would have to decide is said to be
open, with the text that it would look at and how sure that text is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal

from pricing.errors import FigureNotFound
from pricing.law.figures import figure
from pricing.law.finding import Finding, finding, no_figure
from pricing.money import PPM
from pricing.terms import Terms
from pricing.wording.phrases import percent

__all__ = ["free_licence_findings", "late_findings", "tax_findings"]

DAYS_OF_YEAR = 365
TAXED_AT = (
    "vat_rate",
    "vat_levy_rate",
    "vat_reduced_levy_rate",
    "vat_levy_rate_non_enterprise",
)


def tax_findings(terms: Terms, day: date) -> Iterator[Finding]:
    """Yield what a buyer would wonder at in the tax clause.

    Parameters
    ----------
    terms : Terms
        The terms.
    day : date
        Day whose law holds.

    Yields
    ------
    Finding
        Warnings and notices.

    Notes
    -----
    VAT Law, art. 10 and 11; until 2025-12-31 财税〔2016〕36号.
    """
    tax = terms.tax
    if tax.treatment == "undetermined" and tax.rate_ppm is not None:
        rate = percent(tax.rate_ppm)
        yield finding("tax.rate_undetermined", "tax.rate", rate=rate)
    if tax.treatment == "exempt":
        yield from _exempt(terms, day)
    if tax.treatment == "taxable" and tax.rate_ppm is not None:
        yield from _taxable(tax.rate_ppm, day)


def _exempt(terms: Terms, day: date) -> Iterator[Finding]:
    if not terms.tax.price_includes_vat:
        yield finding("tax.exempt_excluded", "tax.price_includes_vat")
    exemption = figure("vat_technology_exemption")
    try:
        entry = exemption.entry_on(day, "exemption")
    except FigureNotFound as error:
        yield no_figure("not_checked.tax", "tax.treatment", error)
        return
    code = "tax.exempt" if entry["status"] == "exempt" else "tax.exempt_open"
    confidence = exemption.confidence_on(day)
    yield finding(code, "tax.treatment", confidence=confidence, **entry)


def _taxable(rate_ppm: int, day: date) -> Iterator[Finding]:
    """Yield a warning for a rate at which no licensor is taxed on that day."""
    try:
        general = figure("vat_rate").on(day)
    except FigureNotFound as error:
        yield no_figure("not_checked.tax", "tax.rate", error)
        return
    known = {general, *_rates(day)}
    if Decimal(rate_ppm) / PPM not in known:
        yield finding(
            "tax.rate_unusual",
            "tax.rate",
            rate=percent(rate_ppm),
            known_zh="、".join(percent(int(rate * PPM)) for rate in sorted(known)),
            known_en=", ".join(percent(int(rate * PPM)) for rate in sorted(known)),
            confidence=figure("vat_rate").confidence_on(day),
        )


def _rates(day: date) -> Iterator[Decimal]:
    for name in TAXED_AT:
        # A relief that has ended is no rate of that day.
        with suppress(FigureNotFound):
            yield figure(name).on(day)


def free_licence_findings(where: str, day: date) -> Iterator[Finding]:
    """Yield what VAT law may make of a licence that costs its holder nothing.

    Parameters
    ----------
    where : str
        Path of the place in the terms.
    day : date
        Day whose law holds.

    Yields
    ------
    Finding
        A notice, from the first day of the law.

    Notes
    -----
    VAT Law, art. 5(3): giving an intangible asset away counts as a taxable sale
    (at the market's price, art. 19). Whether a free licence does is open.
    """
    with suppress(FigureNotFound):
        deemed = figure("vat_deemed_sale")
        deemed.value_on(day)
        yield finding("tax.free", where, confidence=deemed.confidence_on(day))


def late_findings(terms: Terms, day: date) -> Iterator[Finding]:
    """Yield a warning for a charge on late payment that a court may well lower.

    Parameters
    ----------
    terms : Terms
        The terms.
    day : date
        Day whose law holds.

    Yields
    ------
    Finding
        A warning, or none.

    Notes
    -----
    Civil Code, art. 585(2). The yardstick a day is this project's own choice.
    """
    rate_ppm = terms.late.rate_per_day_ppm
    if rate_ppm == 0:
        return
    try:
        yardstick = figure("late_rate_remark").on(day)
    except FigureNotFound as error:
        yield no_figure("not_checked.late", "late.rate_per_day", error)
        return
    if Decimal(rate_ppm) / PPM <= yardstick:
        return
    yield finding(
        "late.rate_high",
        "late.rate_per_day",
        rate=percent(rate_ppm),
        yearly=percent(rate_ppm * DAYS_OF_YEAR),
        yardstick=percent(int(yardstick * PPM)),
    )
