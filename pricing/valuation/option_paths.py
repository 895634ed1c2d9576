"""A staged option by chance: paths of the asset, and what its holder gets on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pricing.errors import FactImpossible
from pricing.valuation.compound_option import Asset, Gate, thresholds

__all__ = ["Simulated", "simulated_call"]


@dataclass(frozen=True, slots=True)
class Simulated:
    """A mean over paths, and its standard error [money]."""

    value: float
    standard_error: float


def simulated_call(
    asset: Asset, gates: Sequence[Gate], *, rng: np.random.Generator, paths: int
) -> Simulated:
    """Return what a staged option is worth, as the mean over paths.

    Parameters
    ----------
    asset : Asset
        Value and volatility are above 0.
    gates : sequence of Gate
        After today, on different days, in order.
    rng : Generator
        Source of chance.
    paths : int
        How many, at least 2.

    Returns
    -------
    Simulated
        Mean and standard error [money].

    Raises
    ------
    FactImpossible
        For fewer than two paths.

    Notes
    -----
    On each path the holder passes a gate when the asset is worth at least the
    gate's threshold. The paths know nothing of the closed form's probabilities, so
    the two check each other.
    """
    if paths < 2:
        raise FactImpossible(
            f"A standard error needs two paths, not {paths}.",
            f"标准误至少需要两条路径，现为 {paths} 条。",
            mend_en="Draw more paths.",
            mend_zh="请增加路径数。",
        )
    log_value = np.full(paths, np.log(asset.value))
    holds, worth, now = np.ones(paths, np.bool_), np.zeros(paths), 0.0
    drift = asset.rate - asset.leakage - asset.volatility**2 / 2
    for gate, least in zip(gates, thresholds(asset, gates), strict=True):
        step = gate.years - now
        noise = rng.standard_normal(paths) * (asset.volatility * np.sqrt(step))
        log_value += drift * step + noise
        now = gate.years
        holds &= np.exp(log_value) >= least
        worth -= holds * (gate.price * np.exp(-asset.rate * now))
    worth += holds * np.exp(log_value - asset.rate * now)
    error = worth.std(ddof=1) / np.sqrt(paths)
    return Simulated(float(worth.mean()), float(error))
