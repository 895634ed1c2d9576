"""Who takes a licence, as far as the price depends on it."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from pricing.errors import PricingError
from pricing.tiers import PROVINCES, QUALITIES, SIZES, Labels

__all__ = ["VAT_STATUSES", "VAT_STATUS_LABELS", "Licensee"]

VAT_STATUSES = ("general", "small_scale", "unknown")
VAT_STATUS_LABELS: Labels = MappingProxyType(
    {
        "general": ("增值税一般纳税人", "General VAT taxpayer"),
        "small_scale": ("增值税小规模纳税人", "Small-scale VAT taxpayer"),
        "unknown": ("纳税人身份未填写", "VAT status not stated"),
    }
)


@dataclass(frozen=True, slots=True)
class Licensee:
    """The classes that a published standard tells licensees apart by, and their VAT.

    Attributes
    ----------
    size : str
        One of `SIZES`.
    quality : str
        One of `QUALITIES`.
    province : str or None
        Two digits of GB/T 2260; None abroad or unknown, where no regional tier
        applies.
    vat_status : str
        One of `VAT_STATUSES`. It never changes the price, only what of its VAT
        the licensee may credit.

    Raises
    ------
    PricingError
        For an unknown class.
    """

    size: str
    quality: str = "none"
    province: str | None = None
    vat_status: str = "unknown"

    def __post_init__(self) -> None:
        """Refuse what the terms language has no class for."""
        _known("size", "企业规模", self.size, SIZES)
        _known("quality class", "梯度类型", self.quality, QUALITIES)
        _known("VAT status", "增值税纳税人身份", self.vat_status, VAT_STATUSES)
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
