"""Who takes a licence, as far as the price depends on it."""

from __future__ import annotations

from dataclasses import dataclass

from pricing.errors import PricingError
from pricing.tiers import PROVINCES, QUALITIES, SIZES

__all__ = ["Licensee"]


@dataclass(frozen=True, slots=True)
class Licensee:
    """The classes that a published standard may tell licensees apart by.

    Attributes
    ----------
    size : str
        One of `SIZES`.
    quality : str
        One of `QUALITIES`.
    province : str or None
        Two digits of GB/T 2260; None abroad or unknown, where no regional tier
        applies.

    Raises
    ------
    PricingError
        For an unknown class.
    """

    size: str
    quality: str = "none"
    province: str | None = None

    def __post_init__(self) -> None:
        """Refuse what the terms language has no class for."""
        _known("size", "企业规模", self.size, SIZES)
        _known("quality class", "梯度类型", self.quality, QUALITIES)
        if self.province is not None:
            _known("province code", "省级区划代码", self.province, tuple(PROVINCES))


def _known(what_en: str, what_zh: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise PricingError(
            f'The {what_en} "{value}" is unknown.',
            f"{what_zh}“{value}”未知。",
            mend_en=f"Use one of {', '.join(known)}.",
            mend_zh=f"请使用 {'、'.join(known)} 之一。",
        )
