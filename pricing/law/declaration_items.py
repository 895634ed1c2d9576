"""The seven items that a declaration of an open licence must state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pricing.law.figures import figure
from pricing.law.finding import BETWEEN_LANGUAGES

__all__ = ["DeclarationItem", "declaration_items"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationItem:
    """One item of the form.

    Attributes
    ----------
    key : str
        Its name here: ``number``, ``patentee``, ``fee``, ``term``, ``contact``,
        ``undertaking`` or ``other``.
    label_zh, label_en : str
        What the form calls it.
    article_zh, article_en : str
        Where it is asked for.
    known : str
        ``"yes"`` where the platform holds it, ``"partly"`` where the office may
        have recorded it, ``"no"`` where only the patentee can write it.
    """

    key: str
    label_zh: str
    label_en: str
    article_zh: str
    article_en: str
    known: str


def declaration_items(day: date) -> tuple[DeclarationItem, ...]:
    """Return what a declaration must state on a day, in the order of the form.

    Raises
    ------
    FigureNotFound
        Before 20 January 2024, when the items were not laid down.

    Notes
    -----
    Implementing Regulations, rule 85(2); Guidelines 2023, Part V ch. 11, s. 3.3.

    Examples
    --------
    >>> [item.key for item in declaration_items(date(2026, 1, 1))]
    ['number', 'patentee', 'fee', 'term', 'contact', 'undertaking', 'other']
    """
    items = figure("declaration_items")
    return tuple(_item(key, items.entry_on(day, key)) for key in items.keys_on(day))


def _item(key: str, entry: Mapping[str, str]) -> DeclarationItem:
    article_zh, article_en = entry["article"].split(BETWEEN_LANGUAGES)
    return DeclarationItem(
        key=key,
        label_zh=entry["zh"],
        label_en=entry["en"],
        article_zh=article_zh,
        article_en=article_en,
        known=entry["known"],
    )
