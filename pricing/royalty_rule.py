"""What one royalty charges: rates by bands, a minimum and caps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from pricing.exact import IntArray
from pricing.money import PPM

__all__ = ["Bands", "RoyaltyRule"]


@dataclass(frozen=True, slots=True)
class Bands:
    """Rates on successive parts of the base.

    Attributes
    ----------
    up_to : tuple
        Upper limits, included, of all bands but the last, which is open
        [fen or units].
    rates : tuple
        Rate of each band, one more than limits; an array where it differs by
        licence year [ppm, or micro-yuan per unit].
    scale : int
        What base times rate is divided by to give fen: 10^6 for parts per
        million of fen, 10^4 for micro-yuan per unit.
    mode : str
        ``graduated``: each rate on its own part of the base; ``volume``: the
        rate of the band reached on all of it.
    highest_rate : int
        The highest rate of any band and year.
    """

    up_to: tuple[int, ...]
    rates: tuple[IntArray | int, ...]
    scale: int = PPM
    mode: Literal["graduated", "volume"] = "graduated"

    highest_rate: int = field(init=False)

    def __post_init__(self) -> None:
        """Keep the highest rate, which every charge is held against."""
        highest = max(int(np.max(rate)) for rate in self.rates)
        object.__setattr__(self, "highest_rate", highest)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoyaltyRule:
    """What one royalty charges; amounts before the licensee's factor [fen]."""

    bands: Bands
    minimum_fen: int = 0
    cap_year_fen: int | None = None
    cap_total_fen: int | None = None
