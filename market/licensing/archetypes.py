"""What terms cost three ordinary firms, shown beside the terms as they change."""

from __future__ import annotations

from dataclasses import dataclass

from market.quotes.classes import asks_quality
from market.quotes.costs import base_of, example, filled, licence_years
from pricing.licensee import Licensee
from pricing.quote import quote
from pricing.terms import Terms

# ASSUMPTION: of the firms that would take a licence, a small one is often an
# innovative SME, and a medium one specialised (专精特新).
SMALL_QUALITY, MEDIUM_QUALITY = "innovative", "srdi"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchetypeCost:
    """What terms cost an ordinary firm [fen; worst None: no cap]."""

    licensee: Licensee
    yearly: int
    stop_fen: int
    total_fen: int
    worst_fen: int | None


def archetypes(terms: Terms) -> tuple[Licensee, Licensee, Licensee]:
    """Return three firms that between them meet the tiers of terms.

    A quality class is only theirs where it changes the price; the small firm then
    sits in the first regional tier, the two others in none.
    """
    small, medium = "none", "none"
    if asks_quality(terms):
        small, medium = SMALL_QUALITY, MEDIUM_QUALITY
    tiers = terms.regional_tiers
    province = tiers[0].provinces[0] if tiers else None
    return (
        Licensee("micro"),
        Licensee("small", small, province),
        Licensee("medium", medium),
    )


def archetype_costs(terms: Terms) -> tuple[ArchetypeCost, ...]:
    """Return what terms cost three ordinary firms from their first day on.

    Raises
    ------
    AmountOverflow
        For terms beyond exact whole-fen arithmetic.
    """
    return tuple(_cost(terms, licensee) for licensee in archetypes(terms))


def _cost(terms: Terms, licensee: Licensee) -> ArchetypeCost:
    yearly = example(base_of(terms), licensee.size)
    forecast = filled((yearly,), licence_years(terms, terms.starts_on))
    found = quote(terms, licensee=licensee, sales_fen=forecast)
    return ArchetypeCost(
        licensee=licensee,
        yearly=yearly,
        stop_fen=found.stop_after[0].total_fen,
        total_fen=found.total_fen,
        worst_fen=found.worst_case_fen,
    )
