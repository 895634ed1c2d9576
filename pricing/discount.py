"""Present value of dated payments, exact but for one rounding."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_FLOOR, Context, Decimal
from functools import lru_cache

from pricing.errors import PricingError
from pricing.money import PPM

__all__ = ["DISCOUNT_PPM", "present_value_fen"]

# ASSUMPTION: cost of capital of a small firm, 8 % a year; every quote states it.
DISCOUNT_PPM = 80_000
DAYS_PER_YEAR = 365
# Thirty digits more than any amount, so that the one rounding is the last step.
_EXACT = Context(prec=50)


def present_value_fen(
    payments: Iterable[tuple[int, int]], *, discount_ppm: int = DISCOUNT_PPM
) -> int:
    """Return what payments are worth on day 0.

    Parameters
    ----------
    payments : iterable of (int, int)
        Days from day 0, and amount [days, fen].
    discount_ppm : int
        Rate per year, compounded once a year [parts per million].

    Returns
    -------
    int
        The sum of ``amount / (1 + rate) ** (days / 365)`` (actual/365), half
        up once [fen].

    Raises
    ------
    PricingError
        For a negative rate.

    Examples
    --------
    >>> present_value_fen([(0, 100_00), (365, 108_00)], discount_ppm=80_000)
    20000
    """
    daily = _daily_factor(discount_ppm)
    total = Decimal(0)
    for days, amount_fen in payments:
        factor = _EXACT.power(daily, days)
        total = _EXACT.add(total, _EXACT.multiply(factor, Decimal(amount_fen)))
    shifted = _EXACT.add(total, Decimal("0.5"))
    return int(shifted.to_integral_value(rounding=ROUND_FLOOR))


@lru_cache(maxsize=64)
def _daily_factor(discount_ppm: int) -> Decimal:
    if discount_ppm < 0:
        raise PricingError(
            "The discount rate is negative.",
            "贴现率为负数。",
            mend_en="State a rate of 0 or more.",
            mend_zh="请填写不小于 0 的贴现率。",
        )
    yearly = _EXACT.divide(Decimal(PPM), Decimal(PPM + discount_ppm))
    return _EXACT.power(yearly, _EXACT.divide(Decimal(1), Decimal(DAYS_PER_YEAR)))
