"""The income approach: what a licence adds to a licensee's profit, in arrays.

Licence year k has sales ``S (1+g)^(k-1)`` counted from the first sale, of which the
margin m is profit, of which the patent adds the part w; that part fades by e a year.
The sum is discounted from the middle of each year and multiplied by the actual chance
p that the technology works. Against it stands what the licensee itself spends: early on
trial and pilot, then, if those succeed, on the launch. The formula is ours.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pricing.errors import PricingError
from pricing.valuation.uncertain import FloatArray

__all__ = ["Income", "Prospect", "annuity_due", "income"]

MOST_YEARS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What a licensee may expect, one entry per draw.

    Attributes
    ----------
    sales : array
        Net sales of a whole year once the product sells [fen].
    margin : array
        Operating profit before the fee [share of sales].
    patent_share : array
        What the patent adds of it [share of profit].
    growth, erosion, discount : array
        A year [1].
    success : array
        Actual chance that the technology works [1].
    own_cost : array
        Expected spending of its own on trial and pilot [fen].
    launch_years : array
        Spending on the launch, in added profits of a first year [years].
    launched : array
        Chance that the launch is begun at all [1].
    """

    sales: FloatArray
    margin: FloatArray
    patent_share: FloatArray
    growth: FloatArray
    erosion: FloatArray
    discount: FloatArray
    success: FloatArray
    own_cost: FloatArray
    launch_years: FloatArray
    launched: FloatArray


class Income(NamedTuple):
    """What a prospect is worth on the first day of the licence, per draw.

    Attributes
    ----------
    gain : array
        Present value of the added profit, weighed by the chance of success [fen].
    cost : array
        Expected present value of the licensee's own spending [fen].
    sales : array
        Present value of the sales, weighed by the chance of success [fen].
    """

    gain: FloatArray
    cost: FloatArray
    sales: FloatArray

    def net(self, factor: FloatArray | float = 1.0) -> FloatArray:
        """Return what is left when rivals leave a part of the gain, at least 0 [fen].

        Rivals lower the gain and not the cost; a licensee that would lose stays away.
        """
        return np.maximum(self.gain * factor - self.cost, 0.0)

    def per_sales(self, worth: FloatArray) -> FloatArray:
        """Return a worth as a share of the expected sales, 0 without any [1]."""
        rate = np.zeros_like(self.sales)
        return np.divide(worth, self.sales, out=rate, where=self.sales > 0)


def income(prospect: Prospect, *, years: float, years_to_sales: float = 0) -> Income:
    """Value a prospect.

    Parameters
    ----------
    prospect : Prospect
        Its draws.
    years : float
        Term of the licence, above 0 and at most 30 [years].
    years_to_sales : float
        From the first day to the first sale [years].

    Returns
    -------
    Income
        Gain and sales are 0 where the term ends before the first sale.

    Raises
    ------
    PricingError
        For a term out of range.

    Examples
    --------
    One year at 10 % margin, half of it the patent's, nothing discounted:

    >>> none, whole = np.zeros(1), np.ones(1)
    >>> prospect = Prospect(
    ...     sales=1e8 * whole, margin=0.1 * whole, patent_share=0.5 * whole,
    ...     growth=none, erosion=none, discount=none, success=whole,
    ...     own_cost=none + 1e6, launch_years=none, launched=none,
    ... )
    >>> found = income(prospect, years=1)
    >>> found.gain.tolist(), found.net(0.5).tolist()
    ([5000000.0], [1500000.0])
    """
    _require_term(years)
    sales, faded = np.zeros_like(prospect.sales), np.zeros_like(prospect.sales)
    for first, last in _selling_years(years, years_to_sales):
        since = max((first + last) / 2 - years_to_sales - 0.5, 0.0)
        sold = prospect.sales * (last - first) * (1 + prospect.growth) ** since
        worth = sold * (1 + prospect.discount) ** (-(first + last) / 2)
        sales += worth
        faded += worth * (1 - prospect.erosion) ** since
    added = prospect.margin * prospect.patent_share
    gain = faded * added * prospect.success
    launch = prospect.launch_years * prospect.sales * added * prospect.launched
    launch *= (1 + prospect.discount) ** -years_to_sales
    return Income(gain, prospect.own_cost + launch, sales * prospect.success)


def _selling_years(years: float, years_to_sales: float) -> list[tuple[float, float]]:
    """Return begin and end of each stretch of a licence year that has sales."""
    stretches = [
        (max(k, years_to_sales), min(k + 1, years)) for k in range(math.ceil(years))
    ]
    return [(first, last) for first, last in stretches if last > first]


def annuity_due(discount: FloatArray, years: float) -> FloatArray:
    """Return what 1 at the start of each licence year begun is worth on day one.

    Parameters
    ----------
    discount : array of float
        Discount rates [per year].
    years : float
        Term, above 0 and at most 30 [years].

    Returns
    -------
    array of float
        Worth of the payments, one for each rate [1].

    Examples
    --------
    >>> annuity_due(np.array([0.25]), 2).tolist()
    [1.8]
    """
    _require_term(years)
    starts = np.arange(math.ceil(years))
    return np.asarray(((1 + discount) ** -starts[:, np.newaxis]).sum(axis=0))


def _require_term(years: float) -> None:
    if not 0 < years <= MOST_YEARS:
        raise PricingError(
            "The term of the licence is out of range.",
            "许可期限超出范围。",
            mend_en=f"It must be above 0 and at most {MOST_YEARS} years.",
            mend_zh=f"应大于 0 且不超过 {MOST_YEARS} 年。",
        )
