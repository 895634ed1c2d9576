"""The words of a declaration: the statement of the fee's basis, and its tone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pricing.errors import FigureNotFound
from pricing.law.figures import figure
from pricing.law.finding import Finding, finding, no_figure
from pricing.terms import FixedFee, Terms

__all__ = ["promotional_findings", "wording_findings"]


def wording_findings(terms: Terms, day: date) -> Iterator[Finding]:
    """Yield what a declaration of these terms would have to word otherwise.

    Parameters
    ----------
    terms : Terms
        The terms.
    day : date
        Day whose law holds.

    Yields
    ------
    Finding
        Errors and warnings.

    Notes
    -----
    Implementing Regulations, rule 85 (no promotional wording); Guidelines 2023,
    Part V ch. 11, s. 3.3 (statement of generally at most 2,000 characters).
    """
    try:
        most = int(figure("fee_basis_length").on(day))
        phrases = figure("promotional_wording").list_on(day)
    except FigureNotFound as error:
        yield no_figure("not_checked.figure", "fee_basis_zh", error)
        return
    yield from _basis_length(terms, most)
    for where, text in _texts(terms):
        yield from _promotional(where, text, phrases)


def promotional_findings(where: str, text: str, day: date) -> Iterator[Finding]:
    """Yield each phrase of a text that a declaration must not contain.

    Parameters
    ----------
    where : str
        What the findings point at.
    text : str
        The words of the declaration.
    day : date
        The day by whose list of phrases it is read.

    Yields
    ------
    Finding
        One for each phrase, or that no list stands for the day.

    Notes
    -----
    Implementing Regulations, rule 85 (no promotional wording).
    """
    try:
        phrases = figure("promotional_wording").list_on(day)
    except FigureNotFound as error:
        yield no_figure("not_checked.figure", where, error)
        return
    yield from _promotional(where, text, phrases)


def _promotional(where: str, text: str, phrases: Iterable[str]) -> Iterator[Finding]:
    small = text.casefold()
    for phrase in phrases:
        if phrase.casefold() in small:
            yield finding("wording.promotional", where, phrase=phrase)


def _basis_length(terms: Terms, most: int) -> Iterator[Finding]:
    # The statement lodged is the Chinese one; the English one is a courtesy.
    length = len(terms.fee_basis_zh.strip())
    if length == 0:
        yield finding("fee_basis.missing", "fee_basis_zh")
    elif length > most:
        yield finding("fee_basis.too_long", "fee_basis_zh", length=length, most=most)


def _texts(terms: Terms) -> Iterator[tuple[str, str]]:
    """Yield every text of the terms that a declaration would carry."""
    for key in ("fee_basis_zh", "fee_basis_en"):
        yield key, getattr(terms, key)
    for key in ("products_zh", "products_en", "text_zh", "text_en"):
        yield f"base_definition.{key}", getattr(terms.base_definition, key)
    for key in ("text_zh", "text_en"):
        yield f"after_stop.{key}", getattr(terms.after_stop, key)
    for position, tier in enumerate(terms.regional_tiers):
        yield f"regional_tiers[{position}].label_zh", tier.label_zh
        yield f"regional_tiers[{position}].label_en", tier.label_en
    for position, stage in enumerate(terms.stages):
        where = f"stages[{position}]"
        yield f"{where}.label_zh", stage.label_zh
        yield f"{where}.label_en", stage.label_en
        for number, fee in enumerate(stage.fees):
            if isinstance(fee, FixedFee):
                yield f"{where}.fees[{number}].result_zh", fee.result_zh
                yield f"{where}.fees[{number}].result_en", fee.result_en
