"""The size class that a firm's own figures give, beside the one that it states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from market.formats import current_locale
from pricing.errors import FactMissing, PricingError
from pricing.law.sizes import FirmSize, size_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedSize:
    """What figures say of a size.

    Attributes
    ----------
    found : FirmSize or None
        The class with its reason; None where it cannot be derived.
    reason : str
        Why this class, or what is missing, in the reader's language.
    is_missing : bool
        Whether a figure that was not given could change the class.
    """

    found: FirmSize | None
    reason: str
    is_missing: bool = False

    @property
    def size(self) -> str | None:
        """The class, or None where it cannot be derived."""
        return self.found.size if self.found else None

    def differs_from(self, stated: str | None) -> bool:
        """Say whether a stated class is another one."""
        return self.found is not None and bool(stated) and self.size != stated


def derived_size(
    industry: str | None,
    *,
    day: date,
    staff: int | None = None,
    revenue_fen: int | None = None,
    assets_fen: int | None = None,
) -> DerivedSize | None:
    """Return what the size standard makes of a firm's figures.

    Parameters
    ----------
    industry : str or None
        An industry of the standard; None where the firm stated none.
    day : date
        Day on which the size is asked for.
    staff : int or None
        Employed persons [persons].
    revenue_fen, assets_fen : int or None
        Operating revenue and total assets of the year [fen].

    Returns
    -------
    DerivedSize or None
        None without an industry, or without any figure.
    """
    if not industry or (staff, revenue_fen, assets_fen) == (None, None, None):
        return None
    is_chinese = current_locale() == "zh"
    try:
        found = size_of(
            industry,
            day=day,
            staff=staff,
            revenue_fen=revenue_fen,
            assets_fen=assets_fen,
        )
    except PricingError as error:
        words = (
            f"{error.message_zh}{error.mend_zh}"
            if is_chinese
            else f"{error.message_en} {error.mend_en}"
        )
        missing = isinstance(error, FactMissing)
        return DerivedSize(found=None, reason=words.strip(), is_missing=missing)
    return DerivedSize(
        found=found, reason=found.reason_zh if is_chinese else found.reason_en
    )
