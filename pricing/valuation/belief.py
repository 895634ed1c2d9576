"""What stands behind an assumed figure: its range, its unit and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from math import isfinite
from types import MappingProxyType
from typing import Any, NamedTuple

from pricing.errors import FactImpossible
from pricing.money import MAX_FEN
from pricing.valuation.development import MOST_VOLATILITY
from pricing.valuation.quantities import ASSUMPTION, Said

__all__ = ["LIMITS", "Belief", "believed", "impossible", "refuse_impossible"]

# What no figure of a unit can be below or above.
LIMITS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "share": (0, 1),
        "per year": (0, 2),
        "per root year": (0, MOST_VOLATILITY),
        "months": (1, 120),
        "years": (0, 100),
        "number": (0, 1_000_000),
        "ratio": (0, 100),
        "fen": (0, MAX_FEN),
    }
)


class Belief(NamedTuple):
    """What stands behind one figure.

    Attributes
    ----------
    low, high : float
        Ends of the plausible range [as `unit` says].
    unit : str
        ``share``, ``per year``, ``per root year``, ``months``, ``years``,
        ``number``, ``ratio`` or ``fen``.
    zh, en : str
        What the figure is.
    source : Said
        Where it comes from; what has no source says that it is an assumption.
    """

    low: float
    high: float
    unit: str
    zh: str
    en: str
    source: Said

    def as_dict(self) -> dict[str, object]:
        """Return it as plain data."""
        return self._asdict() | {"source": self.source._asdict()}


def believed(
    default: float,
    span: tuple[float, float],
    unit: str,
    words: tuple[str, str],
    source: Said = ASSUMPTION,
) -> Any:  # noqa: ANN401
    """Return a dataclass field with a default and what stands behind it.

    Parameters
    ----------
    default : float
        The figure [as `unit` says].
    span : (float, float)
        Ends of its plausible range.
    unit : str
        As of `Belief`.
    words : (str, str)
        What it is, in Chinese and English.
    source : Said
        Where it comes from.

    Returns
    -------
    Any
        Typed as whatever the field holds.
    """
    # Like dataclasses.field, it returns whatever the annotated type needs.
    return field(
        default=default, metadata={"belief": Belief(*span, unit, *words, source)}
    )


def refuse_impossible(belief: Belief, key: str, value: float) -> None:
    """Refuse a figure that its unit cannot hold; one beyond its range may stand.

    Parameters
    ----------
    belief : Belief
        What stands behind the figure.
    key : str
        Its name.
    value : float
        The figure [as `belief.unit` says]; fen and months are whole.

    Raises
    ------
    FactImpossible
        Where it is no number, not whole or outside `LIMITS`.
    """
    low, high = LIMITS[belief.unit]
    is_whole = belief.unit not in ("fen", "months") or isinstance(value, int)
    if not (isfinite(value) and low <= value <= high and is_whole):
        raise impossible(
            f"{belief.en} ({key}) is {value}, not a {belief.unit} "
            f"from {low:g} to {high:g}.",
            f"“{belief.zh}”（{key}）为 {value}，应在 {low:g} 至 {high:g} 之间。",
        )


def impossible(message_en: str, message_zh: str) -> FactImpossible:
    """Return the error for figures that cannot be.

    Parameters
    ----------
    message_en, message_zh : str
        What is wrong, English and Chinese.

    Returns
    -------
    FactImpossible
        With how to mend it, for the caller to raise.
    """
    return FactImpossible(
        message_en,
        message_zh,
        mend_en="State another figure; amounts are whole fen, months whole.",
        mend_zh="请另行填写；金额以整数分、月数以整数计。",
    )
