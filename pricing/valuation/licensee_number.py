"""What one licensee pays when several are expected.

The 2022 guide asks in every method for an adjustment by the expected number of
licensees; its formula was not available. This one is the project's own:
``factor = N ** -a``. One licensee pays the whole reference price; the more there are,
the less an advantage is worth to each of them.

`a` is how strongly rivals eat into one another's gain. At 0 licensees serve
separate markets and each pays in full; at 1 they share one fixed gain, and all of
them together pay what one would. In between the office's income ``N ** (1 - a)``
rises with N and never falls below that of a single licensee, and nobody pays more
for company.

The shape is held against Kamien and Tauman's posted fee for an industry of n firms
with a linear demand: there the fee of each falls in a straight line with k, which in
the middle of its course agrees with an `a` between about 0.2 and 0.4. Their fee is
the check, not the rule, because it asks for a demand curve that nobody has.
"""

from __future__ import annotations

import math
from typing import overload

import numpy as np

from pricing.errors import PricingError
from pricing.valuation.uncertain import FloatArray

__all__ = ["implied_elasticity", "posted_fee", "price_factor"]


@overload
def price_factor(
    licensees: float, elasticity: float, reference: float = 1
) -> float: ...
@overload
def price_factor(
    licensees: FloatArray, elasticity: FloatArray, reference: float | FloatArray = 1
) -> FloatArray: ...
def price_factor(
    licensees: float | FloatArray,
    elasticity: float | FloatArray,
    reference: float | FloatArray = 1,
) -> float | FloatArray:
    """Return the price of one of N licensees as a share of the reference price.

    Parameters
    ----------
    licensees : float or array
        Expected number of licensees, at least 1 [licensees].
    elasticity : float or array
        How strongly each eats into the gain of the others, from 0 to 1 [1].
    reference : float or array
        The number of licensees that the reference price was made for, at least 1
        [licensees].

    Returns
    -------
    float or array
        ``(licensees / reference) ** -elasticity`` [1].

    Raises
    ------
    PricingError
        For less than one licensee, or an elasticity outside 0 to 1.

    Examples
    --------
    >>> price_factor(4, 0.5)
    0.5
    >>> price_factor(1, 0.9)
    1.0
    """
    if not (np.all(np.isfinite(licensees)) and np.min(licensees) >= 1):
        raise _outside("number of licensees", "被许可人数", "at least 1", "不小于 1")
    if not np.min(reference) >= 1:
        raise _outside("reference number", "参照被许可人数", "at least 1", "不小于 1")
    if not (np.min(elasticity) >= 0 and np.max(elasticity) <= 1):
        raise _outside("elasticity", "弹性", "from 0 to 1", "在 0 至 1 之间")
    ratio = licensees / reference
    return ratio**-elasticity


def _outside(what_en: str, what_zh: str, must_en: str, must_zh: str) -> PricingError:
    return PricingError(
        f"The {what_en} is out of range.",
        f"{what_zh}超出范围。",
        mend_en=f"It must be {must_en}.",
        mend_zh=f"应{must_zh}。",
    )


def posted_fee(licensees: int, *, firms: int, margin: float, saving: float) -> float:
    """Return the highest fee at which k of n rival firms take a licence.

    An outside patentee posts one fee; the firms then compete in quantities. A firm
    compares its profit as the k-th licensee with its profit while k - 1 others hold
    one (Kamien and Tauman, posted fee).

    Parameters
    ----------
    licensees : int
        k, from 1 to `firms` [firms].
    firms : int
        n, all firms of the trade [firms].
    margin : float
        a - c, highest price that buyers pay less the cost without the patent [money
        per unit].
    saving : float
        e, what the patent saves per unit; not drastic, so that firms without it stay
        in the trade [money per unit].

    Returns
    -------
    float
        The fee of each licensee [money, for a demand P = a - Q].

    Raises
    ------
    PricingError
        When k is not from 1 to n, or firms without the patent would leave.

    Examples
    --------
    >>> 5 * posted_fee(5, firms=5, margin=6, saving=1)
    6.25
    """
    if not 1 <= licensees <= firms:
        must = f"from 1 to {firms}", f"在 1 至 {firms} 之间"
        raise _outside("number of licensees", "被许可人数", *must)
    if not (saving > 0 and margin >= licensees * saving):
        must = "above 0 and at most margin / k", "大于 0 且不超过 边际/k"
        raise _outside("saving", "节约额", *must)
    without = margin - (licensees - 1) * saving
    gain = (without + firms * saving) ** 2 - without**2
    return gain / (firms + 1) ** 2


def implied_elasticity(licensees: int, fee_share: float) -> float:
    """Return the elasticity at which `price_factor` gives a stated share.

    Parameters
    ----------
    licensees : int
        Number of licensees, at least 2 [licensees].
    fee_share : float
        Fee of each as a share of a single one's, above 0 [1].

    Returns
    -------
    float
        The elasticity [1].

    Examples
    --------
    >>> implied_elasticity(4, 0.5)
    0.5
    """
    return -math.log(fee_share) / math.log(licensees)
