"""The boxes of an offer's terms: one place each, with its label and its kind.

A box is named by its place in the terms, as `pricing` names it in its faults:
``stages[2].fees[1].bands[0].rate``. So a fault finds its box, and a box its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from market.formats import current_locale
from pricing.faults import Path, path_text

Text: TypeAlias = LazyString | str
Choices: TypeAlias = tuple[tuple[str, Text], ...]

LANES: Choices = (
    ("ordinary", _("Ordinary licence at posted prices")),
    ("open", _("Open licence (Patent Law art. 50)")),
)
PRICES: Choices = (
    ("posted", _("posted, the same for everyone")),
    ("negotiated", _("agreed with each licensee")),
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
        text, line, long, money, unit_price, percent, factor, whole, units, choice,
        many, yes or day. A text must be stated; a line and a long one need not be.
    may_be_empty : bool
        Whether an empty box is the value null.
    if_empty : text
        What an empty box means.
    needed_when : str
        In which case the box matters; elsewhere it steps back while it is empty:
        months, result or several.
    """

    path: Path
    label: Text
    kind: str
    may_be_empty: bool = False
    choices: Choices = ()
    hint: Text = ""
    if_empty: Text = ""
    unit: Text = ""
    needed_when: str = ""

    @property
    def name(self) -> str:
        """The name of the box, which is its place."""
        return path_text(self.path)

    @property
    def said_id(self) -> str:
        """The id of what is said beside the box, plain enough for a selector."""
        return "said-" + re.sub(r"[^a-z0-9_]+", "-", self.name).strip("-")


def bilingual(chinese: str, english: str) -> LazyString:
    """Return a name that `pricing` has in both languages, in the reader's.

    Parameters
    ----------
    chinese, english : str
        The name.
    """
    return LazyString(lambda: chinese if current_locale() == "zh" else english)


def term_boxes() -> tuple[Box, ...]:
    """Return the lane, the kind of price and the days of the terms."""
    return (
        Box(path=("lane",), label=_("Lane"), kind="choice", choices=LANES),
        Box(path=("mode",), label=_("The price is"), kind="choice", choices=PRICES),
        Box(path=("starts_on",), label=_("First day"), kind="day"),
        Box(path=("ends_on",), label=_("Last day"), kind="day"),
    )


def nearest(names: Iterable[str], where: str) -> str | None:
    """Return the box beside which a place of the terms belongs, or None.

    The box itself, else the first one below the place, else the first one of what
    the place is a part of.

    Examples
    --------
    >>> boxes = ["stages[0].months", "stages[0].fees[0].bands[0].rate", "late.ceiling"]
    >>> nearest(boxes, "late"), nearest(boxes, "stages[0].fees[0].bands")
    ('late.ceiling', 'stages[0].fees[0].bands[0].rate')
    >>> nearest(boxes, "stages[0].name"), nearest(boxes, "patent.expires_on")
    ('stages[0].months', None)
    """
    boxes = list(names)
    while where:
        below = (f"{where}.", f"{where}[")
        found = next((n for n in boxes if n == where or n.startswith(below)), None)
        if found is not None:
            return found
        where = where[: max(where.rfind("."), where.rfind("["), 0)]
    return None
