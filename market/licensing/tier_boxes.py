"""The boxes of tiers: what firms pay by size, quality class and region."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from market.licensing.boxes import Box, bilingual
from pricing.faults import Path
from pricing.tiers import PROVINCES, QUALITIES, QUALITY_LABELS

PROVINCE_CHOICES = tuple((code, bilingual(*names)) for code, names in PROVINCES.items())


def size_boxes() -> tuple[Box, ...]:
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


def quality_boxes() -> tuple[Box, ...]:
    """Return what firms of each quality class pay, as a share of the price."""
    return tuple(
        Box(
            path=("quality_tiers", quality),
            label=bilingual(*QUALITY_LABELS[quality]),
            kind="factor",
            unit="%",
        )
        for quality in QUALITIES
    )


def region_boxes(number: int) -> tuple[Box, ...]:
    """Return one regional tier: its names, what is paid there, its provinces."""
    at: Path = ("regional_tiers", number)
    return (
        Box(path=(*at, "label_zh"), label=_("Name in Chinese"), kind="text"),
        Box(path=(*at, "label_en"), label=_("Name in English"), kind="text"),
        Box(
            path=(*at, "factor"), label=_("A firm there pays"), kind="factor", unit="%"
        ),
        Box(
            path=(*at, "provinces"),
            label=_("Provinces"),
            kind="many",
            choices=PROVINCE_CHOICES,
        ),
    )
