"""How far a technology has come: its chance to work, and when it first sells.

ASSUMPTION: all figures here. Chances are actual ones, not adjusted for risk; the
discount rate carries that. They stand between two published shares of 2022: of the
inventions of Chinese universities 3.9 % were in production, of those of enterprises
48.1 % (CNIPA survey, as quoted in reports of it).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from pricing.errors import PricingError

__all__ = ["READINESS", "Readiness", "readiness_of"]


class Readiness(NamedTuple):
    """One level.

    Attributes
    ----------
    success : str
        Chance that the technology works in production: lowest, likely, highest.
    months : tuple of int
        Trial, pilot and launch; the first sale follows [months].
    """

    label_zh: str
    label_en: str
    success: str
    months: tuple[int, int, int]

    @property
    def years_to_sales(self) -> float:
        """From the first day of the licence to the first sale [years]."""
        return sum(self.months) / 12


READINESS: Mapping[str, Readiness] = MappingProxyType(
    {
        "lab": Readiness("实验室阶段", "Laboratory", "5%..15%..30%", (12, 18, 6)),
        "prototype": Readiness("样机阶段", "Prototype", "15%..35%..55%", (6, 12, 6)),
        "pilot": Readiness("中试阶段", "Pilot", "40%..60%..80%", (3, 6, 3)),
        "proven": Readiness(
            "已产业化", "Proven in production", "85%..95%..100%", (2, 3, 1)
        ),
    }
)


def readiness_of(key: str) -> Readiness:
    """Return a level by its key.

    Raises
    ------
    PricingError
        When there is no such level.

    Examples
    --------
    >>> readiness_of("pilot").years_to_sales
    1.0
    """
    if key not in READINESS:
        shown = key[:40] if key[:40].isprintable() else ascii(key[:40])
        raise PricingError(
            f'There is no readiness "{shown}".',
            f"没有名为“{shown}”的技术成熟度。",
            mend_en=f"Choose one of {', '.join(READINESS)}.",
            mend_zh=f"可选：{'、'.join(READINESS)}。",
        )
    return READINESS[key]
