"""Published magnitudes, each with its source and how sure it is."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from pricing.money import FEN_PER_YUAN
from pricing.valuation.quantities import Said

__all__ = ["Published", "mean_fee_a_patent_and_year_fen", "published"]

FILE = Path(__file__).with_name("published.yaml")


class Published(NamedTuple):
    """One figure as it was published."""

    value: Decimal
    unit: str
    label: Said
    source: Said
    confidence: str


@cache
def _all() -> dict[str, Published]:
    content = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {
        key: Published(
            value=Decimal(entry["value"]),
            unit=entry["unit"],
            label=Said(entry["label_zh"], entry["label_en"]),
            source=Said(entry["source_zh"], entry["source_en"]),
            confidence=entry["confidence"],
        )
        for key, entry in content.items()
    }


def published(key: str) -> Published:
    """Return a published figure by its key.

    Examples
    --------
    >>> published("recorded_mean_term").value
    Decimal('3.6')
    """
    return _all()[key]


def mean_fee_a_patent_and_year_fen() -> int:
    """Return the published mean fee per patent and year, down to whole fen [fen].

    A mean of skewed amounts of all licensors, free contracts left out: it stands far
    above the middle, so it serves as an upper anchor and never as a price.

    Examples
    --------
    >>> mean_fee_a_patent_and_year_fen()
    38768115
    """
    fee = published("recorded_mean_fee").value * FEN_PER_YUAN
    years = published("recorded_mean_term").value
    return int(fee / years / published("recorded_patents_per_contract").value)
