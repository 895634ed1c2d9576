"""The terms as a sheet: which boxes it shows for which stages and fees.

Whatever the sheet does not show stays as it is and is edited as JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from flask_babel import lazy_gettext as _

from market.licensing.boxes import (
    BASES,
    DUES,
    IF_STOPPED,
    MODES,
    Box,
    Choices,
    basis_boxes,
    clause_boxes,
    term_boxes,
    tier_boxes,
)
from pricing.faults import Path

Tree: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeSheet:
    """The boxes of one fee; a royalty has a row of boxes for each band."""

    number: int
    kind: str
    boxes: tuple[Box, ...]
    bands: tuple[tuple[Box, Box], ...] = ()
    has_rates_by_year: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSheet:
    """The boxes of one stage."""

    number: int
    label_zh: str
    label_en: str
    boxes: tuple[Box, ...]
    fees: tuple[FeeSheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All boxes, in the order of the page."""

    term: tuple[Box, ...]
    stages: tuple[StageSheet, ...]
    tiers: tuple[Box, ...]
    clauses: tuple[Box, ...]
    basis: tuple[Box, ...]

    def boxes(self) -> Iterator[Box]:
        """Yield every box, in the order of the page."""
        yield from self.term
        for stage in self.stages:
            yield from stage.boxes
            for fee in stage.fees:
                yield from fee.boxes
                for band in fee.bands:
                    yield from band
        yield from self.tiers
        yield from self.clauses
        yield from self.basis


def sheet_of(tree: Tree) -> Sheet:
    """Return the sheet that shows a tree of terms.

    Parameters
    ----------
    tree : dict
        Terms as JSON holds them; values may be wrong, the shape is not.
    """
    stages = tree["stages"]
    return Sheet(
        term=term_boxes(),
        stages=tuple(
            _stage(number, stage, _labels(stages[number + 1 :]))
            for number, stage in enumerate(stages)
        ),
        tiers=tier_boxes(),
        clauses=clause_boxes(),
        basis=basis_boxes(),
    )


def _labels(stages: list[Tree]) -> Choices:
    """Return the later stages that a fee may be credited to."""
    return tuple(
        (
            str(stage.get("name", "")),
            f"{stage.get('label_zh', '')} / {stage.get('label_en', '')}",
        )
        for stage in stages
    )


def _stage(number: int, stage: Tree, later: Choices) -> StageSheet:
    at: Path = ("stages", number)
    return StageSheet(
        number=number,
        label_zh=str(stage.get("label_zh", "")),
        label_en=str(stage.get("label_en", "")),
        boxes=(
            Box(path=(*at, "label_zh"), label=_("Name in Chinese"), kind="text"),
            Box(path=(*at, "label_en"), label=_("Name in English"), kind="text"),
            Box(
                path=(*at, "months"),
                label=_("Lasts"),
                kind="whole",
                unit=_("months"),
                may_be_empty=True,
                if_empty="" if later else _("to end"),
            ),
            Box(path=(*at, "sales_allowed"), label=_("Sales are allowed"), kind="yes"),
            Box(
                path=(*at, "may_stop"),
                label=_("The licensee may stop when it ends"),
                kind="yes",
            ),
        ),
        fees=tuple(
            _fee((*at, "fees", position), position, fee, later)
            for position, fee in enumerate(stage.get("fees", ()))
        ),
    )


def _fee(at: Path, number: int, fee: Tree, later: Choices) -> FeeSheet:
    if fee.get("kind") == "royalty":
        return _royalty(at, number, fee)
    return FeeSheet(number=number, kind="fixed", boxes=_fixed(at, fee, later))


def _fixed(at: Path, fee: Tree, later: Choices) -> tuple[Box, ...]:
    boxes = [
        Box(path=(*at, "amount"), label=_("Amount"), kind="money", unit=_("yuan")),
        Box(path=(*at, "due"), label=_("Falls due"), kind="choice", choices=DUES),
        Box(
            path=(*at, "months"),
            label=_("After"),
            kind="whole",
            unit=_("months"),
            may_be_empty=True,
        ),
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
    ]
    if later:
        none = (("", _("nothing")),)
        boxes.append(
            Box(
                path=(*at, "credited_to"),
                label=_("Credited to"),
                kind="choice",
                choices=none + later,
                may_be_empty=True,
            )
        )
    if fee.get("due") == "result":
        boxes += [
            Box(path=(*at, "result_zh"), label=_("Result, in Chinese"), kind="text"),
            Box(path=(*at, "result_en"), label=_("Result, in English"), kind="text"),
        ]
    return tuple(boxes)


def _royalty(at: Path, number: int, fee: Tree) -> FeeSheet:
    bands = fee.get("bands") or ()
    by_units = fee.get("base") == "units"
    base = () if by_units else (_base(at),)
    return FeeSheet(
        number=number,
        kind="units" if by_units else "royalty",
        boxes=(*base, *_royalty_terms(at, several=len(bands) > 1)),
        bands=tuple(
            _band((*at, "bands", position), by_units, position == len(bands) - 1)
            for position in range(len(bands))
        ),
        has_rates_by_year=bool(fee.get("rates_by_year")),
    )


def _base(at: Path) -> Box:
    return Box(path=(*at, "base"), label=_("Counted on"), kind="choice", choices=BASES)


def _royalty_terms(at: Path, *, several: bool) -> tuple[Box, ...]:
    mode = Box(path=(*at, "mode"), label=_("Bands"), kind="choice", choices=MODES)
    amounts = (
        ("minimum_per_year", _("Least a year")),
        ("cap_per_year", _("Most a year")),
        ("cap_total", _("Most in all")),
    )
    return (
        *((mode,) if several else ()),
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


def _band(at: Path, by_units: bool, is_last: bool) -> tuple[Box, Box]:
    limit = Box(
        path=(*at, "up_to"),
        label=_("Up to and with"),
        kind="units" if by_units else "money",
        unit=_("units") if by_units else _("yuan"),
        may_be_empty=True,
        if_empty=_("no limit") if is_last else "",
    )
    if by_units:
        return limit, Box(
            path=(*at, "per_unit"),
            label=_("Fee per unit"),
            kind="money",
            unit=_("yuan"),
        )
    return limit, Box(path=(*at, "rate"), label=_("Rate"), kind="percent", unit="%")
