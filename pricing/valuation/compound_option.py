"""A staged licence as an option on an option: market risk only, in closed form.

At each gate the holder pays a price to go on or stops; after the last gate it owns
the asset. Two gates are Geske's call on a call. Technical risk has no place here:
`pricing.valuation.tree` weighs that by actual probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, inf, isfinite, log, sqrt

from scipy.optimize import brentq

from pricing.errors import FactImpossible
from pricing.valuation.normal_integrals import brownian_below

__all__ = ["MOST_GATES", "Asset", "Gate", "staged_call", "thresholds"]

# Each further gate makes the sum some hundred times as long.
MOST_GATES = 4
_MOST = 1e15
_FREE = 1e-12


@dataclass(frozen=True, slots=True)
class Asset:
    """What the last gate gives, as it stands today.

    Attributes
    ----------
    value : float
        Worth today, of which nothing is paid out before the last gate [money].
    rate : float
        Riskless rate, continuous [per year].
    volatility : float
        Standard deviation of the log of the worth over a year [per root year].
    leakage : float
        Part of the worth lost to rival licensees while waiting, continuous, as a
        dividend yield is [per year].
    """

    value: float
    rate: float
    volatility: float
    leakage: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what no asset can be."""
        _within("value", "资产价值", self.value, (0.0, _MOST))
        _within("rate", "无风险利率", self.rate, (-0.5, 1.0))
        _within("volatility", "市场波动率", self.volatility, (0.0, 5.0))
        _within("leakage", "价值流失率", self.leakage, (0.0, 5.0))


@dataclass(frozen=True, slots=True)
class Gate:
    """When the holder decides [years], and the price of going on [money]."""

    years: float
    price: float

    def __post_init__(self) -> None:
        """Refuse what no gate can be."""
        _within("time of a gate", "决策时点", self.years, (0.0, 100.0))
        _within("price of a gate", "继续所需支出", self.price, (0.0, _MOST))


def staged_call(asset: Asset, gates: Sequence[Gate]) -> float:
    """Return what the right to pass a series of gates is worth today.

    Parameters
    ----------
    asset : Asset
        What lies behind the last gate.
    gates : sequence of Gate
        In order of time, at most `MOST_GATES`. Gates of one day are one gate; a
        gate of today is decided now.

    Returns
    -------
    float
        Worth, never below 0 [money].

    Raises
    ------
    FactImpossible
        For no gates, too many, or gates out of order.

    Notes
    -----
    ``V e^(-qT_n) P(h_1 + s sqrt T_1, ...) - sum_k K_k e^(-rT_k) P(h_1, ..., h_k)``
    with ``h_k = [ln(V / V_k*) + (r - q - s^2/2) T_k] / (s sqrt T_k)``, P the
    probability of a Brownian motion below its limits and V_k* the threshold of gate
    k. Geske, R. (1979), The valuation of compound options, Journal of Financial
    Economics 7, 63-81, for two gates; the same by induction for more.

    Examples
    --------
    >>> asset = Asset(100.0, rate=0.05, volatility=0.4)
    >>> round(staged_call(asset, [Gate(1.0, 10.0), Gate(3.0, 100.0)]), 6)
    24.204719
    """
    ahead = _in_order(gates)
    if asset.value == 0:
        return 0.0
    if asset.volatility == 0:
        return _certain(asset, ahead)
    if ahead[0].years == 0:
        return max(0.0, _waiting(asset, ahead[1:]) - ahead[0].price)
    return _waiting(asset, ahead)


def thresholds(asset: Asset, gates: Sequence[Gate]) -> tuple[float, ...]:
    """Return for each gate the worth of the asset above which going on pays.

    Parameters
    ----------
    asset : Asset
        Its value plays no part; its volatility is above 0.
    gates : sequence of Gate
        After today, on different days, in order.

    Returns
    -------
    tuple of float
        Worth on the day of each gate at which the rest is worth its price [money].

    Examples
    --------
    >>> asset = Asset(100.0, rate=0.05, volatility=0.4)
    >>> [round(one, 3) for one in thresholds(asset, [Gate(1, 10), Gate(3, 100)])]
    [71.418, 100.0]
    """
    found: list[float] = []
    for position in reversed(range(len(gates))):
        here, later = (
            gates[position],
            _seen_from(gates[position], gates[position + 1 :]),
        )
        found.insert(0, _threshold(asset, here.price, later, found))
    return tuple(found)


def _threshold(
    asset: Asset, price: float, later: list[Gate], known: list[float]
) -> float:
    owed = price + sum(one.price * exp(-asset.rate * one.years) for one in later)
    if not later:
        return float(price)
    if price <= _FREE * owed:
        # Passed in any case: no probability is known so well that it would matter.
        return 0.0
    # Never worth more than the asset, never less than a holder who always goes on has.
    most = owed * exp(asset.leakage * later[-1].years)
    if most > _MOST / 2:
        raise _refused("The prices of the gates are too large to weigh.", "支出过大。")

    def surplus(log_value: float) -> float:
        return _value(replace(asset, value=exp(log_value)), later, known) - price

    low, high = log(price) - 1e-6, log(most) + 1e-6
    return exp(brentq(surplus, low, high, xtol=1e-14, rtol=1e-14))


def _waiting(asset: Asset, gates: Sequence[Gate]) -> float:
    if not gates:
        return asset.value
    return max(0.0, _value(asset, gates, thresholds(asset, gates)))


def _value(asset: Asset, gates: Sequence[Gate], least: Sequence[float]) -> float:
    """Return the closed form, given the threshold of each gate."""
    years = [gate.years for gate in gates]
    drift = asset.rate - asset.leakage - asset.volatility**2 / 2
    limits = [
        (log(asset.value / one) + drift * year) / (asset.volatility * sqrt(year))
        if one
        else inf
        for one, year in zip(least, years, strict=True)
    ]
    lifted = [
        limit + asset.volatility * sqrt(year)
        for limit, year in zip(limits, years, strict=True)
    ]
    worth = asset.value * exp(-asset.leakage * years[-1])
    worth *= float(brownian_below(lifted, years))
    for count, gate in enumerate(gates, start=1):
        if gate.price:
            reached = float(brownian_below(limits[:count], years[:count]))
            worth -= gate.price * exp(-asset.rate * gate.years) * reached
    return worth


def _certain(asset: Asset, gates: Sequence[Gate]) -> float:
    """Return the limit without volatility: every gate is foreseen."""
    end = gates[-1].years
    worth = asset.value * exp((asset.rate - asset.leakage) * end)
    later = end
    for gate in reversed(gates):
        worth = max(0.0, worth * exp(-asset.rate * (later - gate.years)) - gate.price)
        later = gate.years
    return worth * exp(-asset.rate * later)


def _seen_from(gate: Gate, later: Sequence[Gate]) -> list[Gate]:
    return [replace(one, years=one.years - gate.years) for one in later]


def _in_order(gates: Sequence[Gate]) -> list[Gate]:
    """Return the gates with those of one day as one; refuse others out of order."""
    joined: list[Gate] = []
    for gate in gates:
        if joined and gate.years < joined[-1].years:
            raise _refused("The gates are out of order.", "各决策时点未按先后排列。")
        if joined and gate.years == joined[-1].years:
            joined[-1] = replace(gate, price=gate.price + joined[-1].price)
        else:
            joined.append(gate)
    if not 1 <= len(joined) <= MOST_GATES:
        raise _refused(
            f"There are {len(joined)} gates; 1 to {MOST_GATES} can be weighed.",
            f"共有 {len(joined)} 个决策时点，可计算 1 至 {MOST_GATES} 个。",
        )
    return joined


def _within(
    what_en: str, what_zh: str, value: float, bounds: tuple[float, float]
) -> None:
    low, high = bounds
    if not (isfinite(value) and low <= value <= high):
        raise FactImpossible(
            f"The {what_en} is {value}, not between {low:g} and {high:g}.",
            f"{what_zh}为 {value}，不在 {low:g} 至 {high:g} 之间。",
            mend_en="State a number in that range.",
            mend_zh="请填写该范围内的数。",
        )


def _refused(message_en: str, message_zh: str) -> FactImpossible:
    return FactImpossible(
        message_en,
        message_zh,
        mend_en="Name few gates, earliest first, with prices in proportion.",
        mend_zh="请按先后列出少量决策时点，并核对各项支出。",
    )
