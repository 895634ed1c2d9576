"""By which classes of licensees terms price, and so which a page asks for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flask_babel import gettext as _

from market.formats import current_locale
from pricing.money import PPM
from pricing.terms import Terms
from pricing.tiers import PROVINCES, QUALITIES, QUALITY_LABELS, RegionalTier


def asks_quality(terms: Terms) -> bool:
    """Say whether the price depends on the quality class."""
    return len(set(terms.quality_tiers.factors_ppm)) > 1


def asks_province(terms: Terms) -> bool:
    """Say whether the price depends on the province."""
    return any(tier.factor_ppm != PPM for tier in terms.regional_tiers)


def region_of(terms: Terms, province: str | None) -> RegionalTier | None:
    """Return the regional tier of a province, or None where it has none."""
    return next(
        (tier for tier in terms.regional_tiers if province in tier.provinces), None
    )


def quality_names() -> Mapping[str, str]:
    """Return the quality classes with their names in the reader's language."""
    return {quality: _named(QUALITY_LABELS[quality]) for quality in QUALITIES}


def province_names() -> Mapping[str, str]:
    """Return the provinces with their names in the reader's language."""
    return MappingProxyType({code: _named(names) for code, names in PROVINCES.items()})


def vat_names() -> Mapping[str, str]:
    """Return the VAT statuses that one can state, in the reader's language."""
    return {
        "general": str(_("General")),
        "small_scale": str(_("Small-scale")),
    }


def region_name(tier: RegionalTier) -> str:
    """Name a regional tier in the reader's language."""
    return _named((tier.label_zh, tier.label_en))


def _named(names: tuple[str, str]) -> str:
    return names[0] if current_locale() == "zh" else names[1]
