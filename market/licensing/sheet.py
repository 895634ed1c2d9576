"""The terms as a sheet: which boxes it shows for which stages, fees and clauses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from flask_babel import lazy_gettext as _

from market.licensing.boxes import Box, Choices, Text, term_boxes
from market.licensing.clause_boxes import (
    base_boxes,
    basis_boxes,
    clause_boxes,
    ending_boxes,
    payee_boxes,
)
from market.licensing.fee_boxes import (
    band_boxes,
    fixed_boxes,
    royalty_boxes,
    year_box,
)
from market.licensing.tier_boxes import quality_boxes, region_boxes, size_boxes
from pricing.faults import Path

Tree: TypeAlias = dict[str, Any]

FEE_TITLES: dict[str, Text] = {
    "fixed": _("Fixed fee"),
    "royalty": _("Royalty"),
    "units": _("Royalty on units"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeSheet:
    """The boxes of one fee; a royalty has a row for each band, or a box a year."""

    number: int
    kind: str
    boxes: tuple[Box, ...]
    bands: tuple[tuple[Box, Box], ...] = ()
    years: tuple[Box, ...] = ()

    @property
    def title(self) -> Text:
        """What the fee is called."""
        return FEE_TITLES[self.kind]


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
    sizes: tuple[Box, ...]
    qualities: tuple[Box, ...]
    regions: tuple[tuple[Box, ...], ...]
    clauses: tuple[Box, ...]
    base: tuple[Box, ...]
    ending: tuple[Box, ...]
    payee: tuple[Box, ...]
    basis: tuple[Box, ...]

    def boxes(self) -> Iterator[Box]:
        """Yield every box, in the order of the page."""
        for stage in self.stages:
            yield from stage.boxes
            for fee in stage.fees:
                yield from fee_boxes_of(fee)
        yield from (*self.sizes, *self.qualities)
        for region in self.regions:
            yield from region
        yield from (*self.term, *self.clauses, *self.base)
        yield from (*self.ending, *self.payee, *self.basis)


def fee_boxes_of(fee: FeeSheet) -> Iterator[Box]:
    """Yield every box of a fee, in the order of the page."""
    for band in fee.bands:
        yield from band
    yield from fee.years
    yield from fee.boxes


def sheet_of(tree: Tree) -> Sheet:
    """Return the sheet that shows a tree of terms.

    Parameters
    ----------
    tree : dict
        Terms as `editing.tree_of` gives them; values may be wrong, the shape is not.
    """
    stages = tree["stages"]
    return Sheet(
        term=term_boxes(),
        stages=tuple(
            _stage(number, stage, _labels(stages[number + 1 :]))
            for number, stage in enumerate(stages)
        ),
        sizes=size_boxes(),
        qualities=quality_boxes(),
        regions=tuple(region_boxes(n) for n in range(len(tree["regional_tiers"]))),
        clauses=clause_boxes(),
        base=base_boxes(),
        ending=ending_boxes(),
        payee=payee_boxes(),
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
        boxes=_stage_boxes(at, is_last=not later),
        fees=tuple(
            _fee((*at, "fees", position), position, fee, later)
            for position, fee in enumerate(stage.get("fees", ()))
        ),
    )


def _stage_boxes(at: Path, *, is_last: bool) -> tuple[Box, ...]:
    return (
        Box(path=(*at, "label_zh"), label=_("Name in Chinese"), kind="text"),
        Box(path=(*at, "label_en"), label=_("Name in English"), kind="text"),
        Box(
            path=(*at, "months"),
            label=_("Lasts"),
            kind="whole",
            unit=_("months"),
            may_be_empty=True,
            if_empty=_("to end") if is_last else "",
        ),
        Box(path=(*at, "sales_allowed"), label=_("Sales are allowed"), kind="yes"),
        Box(
            path=(*at, "may_stop"),
            label=_("The licensee may stop when it ends"),
            kind="yes",
        ),
    )


def _fee(at: Path, number: int, fee: Tree, later: Choices) -> FeeSheet:
    if fee.get("kind") == "royalty":
        return _royalty(at, number, fee)
    return FeeSheet(number=number, kind="fixed", boxes=fixed_boxes(at, fee, later))


def _royalty(at: Path, number: int, fee: Tree) -> FeeSheet:
    by_units = fee.get("base") == "units"
    bands, years = fee.get("bands") or (), fee.get("rates_by_year") or ()
    return FeeSheet(
        number=number,
        kind="units" if by_units else "royalty",
        boxes=royalty_boxes(at, fee),
        bands=tuple(
            band_boxes(
                (*at, "bands", position),
                by_units=by_units,
                is_last=position == len(bands) - 1,
            )
            for position in range(len(bands))
        ),
        years=tuple(
            year_box((*at, "rates_by_year", year), by_units=by_units)
            for year in range(len(years))
        ),
    )
