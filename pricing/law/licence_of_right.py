"""Renewal fees while anyone may have a licence, elsewhere than in China.

A jurisdiction is one folder of figures and what is computed from them. China's
own reduction stands in `pricing.annuities.adviser`, because other reductions and the
filing of a licence bear on it; here the rule is one share.
"""

from __future__ import annotations

from datetime import date

from pricing.errors import AmountOverflow, FactImpossible
from pricing.exact import half_up
from pricing.law.figures import figure
from pricing.money import MAX_FEN, PPM

__all__ = ["renewal_fee_after"]


def renewal_fee_after(jurisdiction: str, full_minor_units: int, *, day: date) -> int:
    """Return a renewal fee while a licence of right is on the register.

    Parameters
    ----------
    jurisdiction : str
        ``"gb"`` for the United Kingdom, ``"ep"`` for the unitary patent.
    full_minor_units : int
        Fee without the reduction [pence, cents].
    day : date
        Day on which the fee falls due, after the entry or the statement.

    Returns
    -------
    int
        The fee due, half up [pence, cents].

    Raises
    ------
    FigureNotFound
        For a jurisdiction without such a rule, or a day before its first.
    FactImpossible
        For a negative fee.
    AmountOverflow
        For a fee beyond exact arithmetic.

    Notes
    -----
    Patents Act 1977, s. 46(3)(d): half. Rule 12 of the Rules relating to Unitary
    Patent Protection and art. 3 of the Rules relating to Fees: 15 % less.

    Examples
    --------
    >>> renewal_fee_after("gb", 610_00, day=date(2026, 11, 30))
    30500
    >>> renewal_fee_after("ep", 4855_00, day=date(2026, 11, 30))
    412675
    """
    _refuse_impossible(full_minor_units)
    reduction = figure("renewal_reduction", jurisdiction).on(day)
    left_ppm = PPM - int(reduction * PPM)
    return half_up(full_minor_units * left_ppm, PPM)


def _refuse_impossible(full_minor_units: int) -> None:
    if full_minor_units < 0:
        raise FactImpossible(
            f"A renewal fee of {full_minor_units} is negative.",
            f"续展费 {full_minor_units} 为负数。",
            mend_en="Give the full fee in pence or cents, 0 or more.",
            mend_zh="请以便士或欧分填写全额续展费，不小于 0。",
        )
    if full_minor_units > MAX_FEN:
        raise AmountOverflow(
            f"A renewal fee of {full_minor_units} is above {MAX_FEN}.",
            f"续展费 {full_minor_units} 超过上限 {MAX_FEN}。",
            mend_en="Check the fee for surplus zeros.",
            mend_zh="请检查金额是否多写了零。",
        )
