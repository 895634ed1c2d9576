"""What is wrong in the boxes, in the words of the boxes.

`pricing` speaks of keys and of JSON, as its text wants it; an office that fills in
boxes reads what the box is called and what to type in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from market.formats import current_locale
from market.licensing.boxes import Box, Text, nearest
from market.licensing.editing import value_at
from market.licensing.forms import place_message
from market.licensing.sheet import Sheet, StageSheet, Tree, fee_boxes_of
from pricing.errors import Place
from pricing.tiers import PROVINCES

EMPTY = _("Fill in this box.")
UNREADABLE = (
    "decimal",
    "decimal_not_text",
    "int_type",
    "units",
    "day",
    "literal_error",
    "missing",
    "string_type",
    "string_too_short",
    "text_blank",
    "too_short",
)
BY_KIND: dict[str, Text] = {
    "money": _(
        "This is no amount. Type yuan, such as 5万 or 50,000.50: at most two "
        "decimals, at most 90 billion."
    ),
    "unit_price": _(
        "This is no fee per unit. Type yuan, such as 2.5: at most six decimals, at "
        "most one million."
    ),
    "percent": _(
        "This is no percentage from 0 to 100 with at most four decimals. "
        "Type it as 3 or 0.05."
    ),
    "factor": _(
        "This is no percentage from 0 to 900 with at most four decimals. "
        "Type it as 50 or 100."
    ),
    "whole": _("This is no whole number. Type one such as 12."),
    "units": _(
        "This is no number of units. Type a whole number from 1, such as 1万 or 10000."
    ),
    "day": _("This is no day. Give it as 2027-01-31."),
    "choice": _("Choose one from the list."),
    "many": _("Tick at least one."),
    "text": EMPTY,
}
BY_CODE: dict[str, Text] = {
    "tax_rate_missing": _("What is taxable needs a rate. Type it, such as 6."),
    "tax_rate_exempt": _(
        "What is exempt has no rate. Empty this box, or choose another treatment."
    ),
    "months_missing": _(
        "A fee that falls due later, or on a result, needs its months. Type how many "
        "months after the stage begins."
    ),
    "months_needless": _(
        "A fee that falls due then has no months. Empty this box, or let it fall due "
        "some months after the stage begins."
    ),
    "every_months": _(
        "Two or more instalments need the months between them; a single one has none. "
        "Type the months here, or leave this box empty."
    ),
    "yearly_instalments": _("A yearly fee is not split. Type 1."),
    "result_missing": _("Say in Chinese and in English which result it is."),
    "bands_or_years": _(
        "A royalty has either bands or a rate for each year. Remove one of the two."
    ),
    "years_over_licence": _(
        "Rates by year are counted by licence years. Choose each licence year."
    ),
    "band_open": _("Only the last band has no limit. Type the limit of this one."),
    "band_gap": _("Above this limit no rate is stated. Empty this box, or add a band."),
    "second_base": _(
        "This royalty counts on another base than the first one, and no one forecast "
        "serves both. Let all count on the same."
    ),
    "dates_reversed": _("The last day lies before the first. Choose a later one."),
    "stage_after_open": _(
        "Only the last stage runs to the end. Type how long this one lasts."
    ),
    "credit_not_later": _(
        "A fee is credited to a later stage. Choose one, or nothing."
    ),
    "credit_from_last": _("No stage follows the last one. Choose nothing."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault as the editor says it.

    Attributes
    ----------
    name : str or None
        The box beside which it stands, if there is one.
    title : str
        Where that is, in the words of the page.
    message : str
        What is wrong and what to type.
    """

    name: str | None
    title: str
    message: str


def faults_of(sheet: Sheet, tree: Tree, places: tuple[Place, ...]) -> list[Fault]:
    """Return faults of terms in the words of the sheet that shows them."""
    boxes, titles = {box.name: box for box in sheet.boxes()}, titles_of(sheet)
    faults = []
    for place in places:
        name = nearest(boxes, _where(place))
        faults.append(
            Fault(
                name=name,
                title=titles[name] if name else place.where_in(current_locale()),
                message=_message(place, boxes.get(place.where), tree),
            )
        )
    return faults


def _where(place: Place) -> str:
    """Return where a fault is mended: a stage that never begins, in the one before."""
    match = re.fullmatch(r"stages\[([0-9]+)\]", place.where)
    if place.code == "stage_after_open" and match:
        return f"stages[{int(match[1]) - 1}].months"
    return place.where


def _message(place: Place, box: Box | None, tree: Tree) -> str:
    if place.code in BY_CODE:
        return str(BY_CODE[place.code])
    if place.code == "province_twice":
        return _twice(dict(place.facts))
    if box is None or place.code not in UNREADABLE:
        return place_message(place)
    is_empty = value_at(tree, box.path) in ("", None)
    return str(EMPTY if is_empty else BY_KIND.get(box.kind, EMPTY))


def _twice(facts: Mapping[str, str]) -> str:
    names = PROVINCES[facts["province"]]
    province = names[0] if current_locale() == "zh" else names[1]
    said = _("%(province)s stands in two regional tiers. Untick it in one of them.")
    return str(said) % {"province": province}


def titles_of(sheet: Sheet) -> dict[str, str]:
    """Return what each box is called where it stands without its surroundings."""
    titles = {box.name: str(box.label) for box in sheet.boxes()}
    for stage in sheet.stages:
        titles |= _stage_titles(stage)
    for number, region in enumerate(sheet.regions, start=1):
        tier = gettext("Regional tier %(number)s", number=number)
        titles |= {box.name: _joined(tier, box.label) for box in region}
    return titles


def _stage_titles(stage: StageSheet) -> dict[str, str]:
    label = stage.label_zh if current_locale() == "zh" else stage.label_en
    name = label.strip() or gettext("Stage %(number)s", number=stage.number + 1)
    titles = {box.name: _joined(name, box.label) for box in stage.boxes}
    for fee in stage.fees:
        of_fee = (
            name,
            f"{fee.title} {fee.number + 1}" if stage.fees[1:] else fee.title,
        )
        titles |= {box.name: _joined(*of_fee, box.label) for box in fee_boxes_of(fee)}
        for number, band in enumerate(fee.bands, start=1):
            row = gettext("Band %(number)s", number=number)
            titles |= {box.name: _joined(*of_fee, row, box.label) for box in band}
        for number, box in enumerate(fee.years, start=1):
            year = gettext("Licence year %(number)s", number=number)
            titles[box.name] = _joined(*of_fee, year, box.label)
    return titles


def _joined(*parts: Text) -> str:
    return " · ".join(str(part) for part in parts)
