"""The boxes of one fee: a fixed one, or a royalty with its bands or its years."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from market.licensing.boxes import Box, Choices
from pricing.faults import Path

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
FILLED_OVER: Choices = (
    ("licence_year", _("each licence year anew")),
    ("licence", _("the whole licence")),
)


def fixed_boxes(at: Path, fee: dict[str, Any], later: Choices) -> tuple[Box, ...]:
    """Return the boxes of a fixed fee; `later` are the stages that follow."""
    return (
        Box(path=(*at, "amount"), label=_("Amount"), kind="money", unit=_("yuan")),
        *_due(at),
        *_instalments(at),
        *_credit(at, fee, later),
    )


def _due(at: Path) -> tuple[Box, ...]:
    return (
        Box(path=(*at, "due"), label=_("Falls due"), kind="choice", choices=DUES),
        Box(
            path=(*at, "months"),
            label=_("After"),
            kind="whole",
            unit=_("months"),
            may_be_empty=True,
            needed_when="months",
        ),
        Box(
            path=(*at, "result_zh"),
            label=_("Result, in Chinese"),
            kind="line",
            needed_when="result",
        ),
        Box(
            path=(*at, "result_en"),
            label=_("Result, in English"),
            kind="line",
            needed_when="result",
        ),
    )


def _instalments(at: Path) -> tuple[Box, ...]:
    return (
        Box(path=(*at, "instalments"), label=_("Instalments"), kind="whole"),
        Box(
            path=(*at, "every_months"),
            label=_("One every"),
            kind="whole",
            unit=_("months"),
            may_be_empty=True,
        ),
        Box(
            path=(*at, "if_stopped"),
            label=_("Not yet due at a stop"),
            kind="choice",
            choices=IF_STOPPED,
        ),
    )


def _credit(at: Path, fee: dict[str, Any], later: Choices) -> tuple[Box, ...]:
    """Offer the later stages; a credit that has lost its stage is still shown."""
    if not later and fee.get("credited_to") is None:
        return ()
    box = Box(
        path=(*at, "credited_to"),
        label=_("Credited to"),
        kind="choice",
        choices=(("", _("nothing")), *later),
        may_be_empty=True,
    )
    return (box,)


def royalty_boxes(at: Path, fee: dict[str, Any]) -> tuple[Box, ...]:
    """Return the boxes of a royalty without its rates."""
    amounts = (
        ("minimum_per_year", _("Least a year")),
        ("cap_per_year", _("Most a year")),
        ("cap_total", _("Most in all")),
    )
    return (
        *_counting(at, fee),
        Box(
            path=(*at, "holiday_months"),
            label=_("Free at first"),
            kind="whole",
            unit=_("months"),
        ),
        *(
            Box(
                path=(*at, key),
                label=label,
                kind="money",
                unit=_("yuan"),
                may_be_empty=True,
                if_empty=_("none"),
            )
            for key, label in amounts
        ),
    )


def _counting(at: Path, fee: dict[str, Any]) -> tuple[Box, ...]:
    """Return what the rates are held against; how bands fill, where there are some."""
    several = len(fee.get("bands") or ()) > 1
    lists = (
        ("base", _("Counted on"), BASES, fee.get("base") != "units"),
        ("mode", _("Bands"), MODES, several or fee.get("mode") == "volume"),
        (
            "bands_period",
            _("Bands fill over"),
            FILLED_OVER,
            several or fee.get("bands_period") == "licence",
        ),
    )
    return tuple(
        Box(path=(*at, key), label=label, kind="choice", choices=choices)
        for key, label, choices, is_shown in lists
        if is_shown
    )


def band_boxes(at: Path, *, by_units: bool, is_last: bool) -> tuple[Box, Box]:
    """Return the limit of a band and what is charged in it."""
    limit = Box(
        path=(*at, "up_to"),
        label=_("Up to and with"),
        kind="units" if by_units else "money",
        unit=_("units") if by_units else _("yuan"),
        may_be_empty=True,
        if_empty=_("no limit") if is_last else "",
    )
    key = "per_unit" if by_units else "rate"
    return limit, _charged((*at, key), by_units=by_units)


def year_box(at: Path, *, by_units: bool) -> Box:
    """Return what is charged in one licence year."""
    return _charged(at, by_units=by_units)


def _charged(path: Path, *, by_units: bool) -> Box:
    if by_units:
        unit = _("yuan")
        return Box(path=path, label=_("Fee per unit"), kind="unit_price", unit=unit)
    return Box(path=path, label=_("Rate"), kind="percent", unit="%")
