"""Licences given under terms of ours, as comparables without a name."""

from __future__ import annotations

from datetime import date

from pricing.exact import half_up
from pricing.licensee import Licensee
from pricing.money import PPM
from pricing.plan import plan_of
from pricing.quote import quote
from pricing.terms import SalesRoyalty, Terms
from pricing.tiers import QUALITIES, SIZES
from pricing.valuation.comparables import Comparable, Scope
from pricing.valuation.quantities import Said

__all__ = ["FEWEST_GIVEN", "market_row"]

# With fewer, the price of one licence could be told from the range.
FEWEST_GIVEN = 3
DAYS_PER_YEAR = 365


def market_row(
    terms: Terms,
    licensee: Licensee,
    *,
    scope: Scope,
    day: date,
    licensees: int = 1,
    ipc: str = "",
) -> Comparable | None:
    """Return a licence as a comparable.

    Its fixed part is what it costs without any sale over its whole term, by the one
    arithmetic; its royalty the first rate that is asked.

    Parameters
    ----------
    terms : Terms
        The terms it was given under.
    licensee : Licensee
        Who holds it, as far as the price depends on it.
    scope : str
        ``own`` for the patent that is valued, else ``industry``.
    day : date
        When it was given.
    licensees : int
        How many held one on the same patent [licensees].
    ipc : str
        Classes of its patent.

    Returns
    -------
    Comparable or None
        None of a free licence, and of one paid by the unit.
    """
    found = quote(terms, licensee=licensee, sales_fen=())
    days = (found.ends_on - found.starts_on).days + 1
    yearly_fen = half_up(2 * found.total_fen * DAYS_PER_YEAR, 2 * days)
    royalty = _royalty(terms)
    rate_ppm = 0 if royalty is None else _rate_ppm(royalty, terms, licensee)
    if not yearly_fen and not rate_ppm:
        return None
    return Comparable(
        where=Said("本平台的一份许可", "a licence of this market"),
        scope=scope,
        year=day.year,
        yearly_fen=yearly_fen,
        rate_ppm=rate_ppm,
        base="net_sales" if royalty is None else royalty.base,
        licensees=licensees,
        licensor="university",
        ipc=ipc,
        source="this market",
    )


def _royalty(terms: Terms) -> SalesRoyalty | None:
    fees = (fee for stage in terms.stages for fee in stage.fees)
    return next((fee for fee in fees if isinstance(fee, SalesRoyalty)), None)


def _rate_ppm(royalty: SalesRoyalty, terms: Terms, licensee: Licensee) -> int:
    _limit, rate_ppm = royalty.bands_in(1)[0]
    plan = plan_of(terms)
    size, quality = SIZES.index(licensee.size), QUALITIES.index(licensee.quality)
    factor = plan.factors_ppm[size, quality, plan.region_of(licensee.province)]
    return min(half_up(rate_ppm * int(factor), PPM), PPM)
