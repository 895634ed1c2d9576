"""The boxes of an offer's terms: one place each, with its label and its kind.

A box is named by its place in the terms, as `pricing` names it in its faults:
``stages[2].fees[1].bands[0].rate``. So a fault finds its box, and a box its value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from pricing.faults import Path, path_text

Text: TypeAlias = LazyString | str
Choices: TypeAlias = tuple[tuple[str, Text], ...]

LANES: Choices = (
    ("ordinary", _("Ordinary licence at posted prices")),
    ("open", _("Open licence (Patent Law art. 50)")),
)
DUES: Choices = (
    ("stage_entry", _("when the stage begins")),
    ("after_months", _("some months after the stage begins")),
    ("first_sale", _("on the first sale")),
    ("result", _("on a stated result")),
    ("yearly", _("every year of the stage")),
)
IF_STOPPED: Choices = (
    ("owed", _("stays owed")),
    ("waived", _("is waived")),
    ("pro_rata", _("is owed for the days used")),
)
BASES: Choices = (("net_sales", _("net sales")), ("profit", _("profit")))
MODES: Choices = (
    ("graduated", _("each band at its own rate")),
    ("volume", _("all at the rate of the band reached")),
)
PERIODS: Choices = (
    ("month", _("every month")),
    ("quarter", _("every quarter")),
    ("half_year", _("every half-year")),
    ("year", _("every year")),
)
TREATMENTS: Choices = (
    ("undetermined", _("not yet determined")),
    ("exempt", _("exempt")),
    ("taxable", _("taxable")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One place of the terms on the sheet.

    Attributes
    ----------
    path : tuple of str and int
        Where the value stands in the terms.
    label : text
        What the reader sees.
    kind : str
        text, long, money, percent, factor, whole, units, choice, yes or day.
    may_be_empty : bool
        Whether an empty box is the value null.
    if_empty : text
        What an empty box means.
    """

    path: Path
    label: Text
    kind: str
    may_be_empty: bool = False
    choices: Choices = ()
    hint: Text = ""
    if_empty: Text = ""
    unit: Text = ""

    @property
    def name(self) -> str:
        """The name of the box, which is its place."""
        return path_text(self.path)


def term_boxes() -> tuple[Box, ...]:
    """Return the lane and the days of the terms."""
    return (
        Box(path=("lane",), label=_("Lane"), kind="choice", choices=LANES),
        Box(path=("starts_on",), label=_("First day"), kind="day"),
        Box(path=("ends_on",), label=_("Last day"), kind="day"),
    )


def nearest(names: Iterable[str], where: str) -> str | None:
    """Return the box beside which a place of the terms belongs, or None.

    Examples
    --------
    >>> nearest(["stages[0].months", "late.ceiling"], "stages[0]")
    'stages[0].months'
    >>> nearest(["stages[0].months"], "stages") is None
    True
    """
    below = f"{where}."
    return next((n for n in names if n == where or n.startswith(below)), None)


def tier_boxes() -> tuple[Box, ...]:
    """Return what firms of each size pay, as a share of the stated price."""
    labels = (
        ("micro", _("A micro firm pays")),
        ("small", _("A small firm pays")),
        ("medium", _("A medium firm pays")),
        ("large", _("A large firm pays")),
    )
    return tuple(
        Box(path=("size_tiers", size), label=label, kind="factor", unit="%")
        for size, label in labels
    )


def clause_boxes() -> tuple[Box, ...]:
    """Return the clauses that a bill needs."""
    return (*_reporting_boxes(), *_late_boxes(), *_tax_boxes())


def _reporting_boxes() -> tuple[Box, ...]:
    return (
        Box(
            path=("reporting", "period"),
            label=_("Sales statements"),
            kind="choice",
            choices=PERIODS,
        ),
        Box(
            path=("reporting", "due_days"),
            label=_("Due within"),
            kind="whole",
            unit=_("days"),
        ),
    )


def _late_boxes() -> tuple[Box, ...]:
    return (
        Box(
            path=("late", "grace_days"),
            label=_("Days of grace"),
            kind="whole",
            unit=_("days"),
        ),
        Box(
            path=("late", "rate_per_day"),
            label=_("Late, each day"),
            kind="percent",
            unit="%",
        ),
        Box(
            path=("late", "ceiling"),
            label=_("Late, at most"),
            kind="percent",
            unit="%",
            may_be_empty=True,
        ),
    )


def _tax_boxes() -> tuple[Box, ...]:
    return (
        Box(
            path=("tax", "treatment"),
            label=_("Value-added tax"),
            kind="choice",
            choices=TREATMENTS,
        ),
        Box(
            path=("tax", "rate"),
            label=_("Rate of tax"),
            kind="percent",
            unit="%",
            may_be_empty=True,
        ),
        Box(
            path=("tax", "price_includes_vat"),
            label=_("Prices include value-added tax"),
            kind="yes",
        ),
    )


def basis_boxes() -> tuple[Box, ...]:
    """Return the statement on the basis of the fee."""
    return (
        Box(
            path=("fee_basis_zh",),
            label=_("Basis of the fee, in Chinese"),
            kind="long",
            may_be_empty=True,
            hint=_(
                "How the fee was reached: it goes into the declaration, so plainly "
                "and without praise."
            ),
        ),
        Box(
            path=("fee_basis_en",),
            label=_("Basis of the fee, in English"),
            kind="long",
            may_be_empty=True,
        ),
    )
