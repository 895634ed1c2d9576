"""By which classes of licensees terms price, and so which a page asks for."""

from __future__ import annotations

from pricing.money import PPM
from pricing.terms import Terms


def asks_quality(terms: Terms) -> bool:
    """Say whether the price depends on the quality class."""
    return len(set(terms.quality_tiers.factors_ppm)) > 1


def asks_province(terms: Terms) -> bool:
    """Say whether the price depends on the province."""
    return any(tier.factor_ppm != PPM for tier in terms.regional_tiers)
