"""The tree held against the compound option, where only the market is uncertain."""

from __future__ import annotations

from dataclasses import replace
from math import log1p
from typing import NamedTuple

import numpy as np

from pricing.valuation.compound_option import Asset, Gate, staged_call
from pricing.valuation.courses import Account, Courses, priced_courses
from pricing.valuation.staged_licence import licence_worth
from pricing.valuation.stops import Case

__all__ = ["MarketCheck", "market_check"]

# Finer than a valuation needs, since this one is to come close to a formula.
_POINTS = 15


class MarketCheck(NamedTuple):
    """Worth of signing to a firm whose technology is certain [fen].

    `option_fen` is None where the formula does not fit: where going on costs less
    than stopping, or royalties exceed the profit.
    """

    tree_fen: int
    option_fen: int | None


def market_check(case: Case) -> MarketCheck:
    """Value a case without technical risk by the tree and by the closed form.

    Parameters
    ----------
    case : Case
        Its chances of success are taken as 1, its volatility as it stands.

    Returns
    -------
    MarketCheck
        Both worths. The tree's is a little lower, as it tells few markets apart; a
        royalty with bands, minimum or cap makes a further difference.

    Notes
    -----
    The asset is production's profit less royalties, its rate the firm's discount
    rate; the price of each gate is what going on adds to fees and costs.
    """
    sure = tuple(replace(phase, success=1.0) for phase in case.project.phases)
    certain = replace(case, project=replace(case.project, phases=sure))
    tree = licence_worth(certain, points=_POINTS).firm_fen
    calm = priced_courses(certain, np.ones(1))
    return MarketCheck(tree, _by_formula(certain, calm))


def _by_formula(case: Case, calm: Courses) -> int | None:
    steps = _steps(calm)
    produced = calm.produced[0]
    worth = float(produced[Account.PROFIT] - produced[Account.ROYALTIES])
    if worth < 0 or min(steps[1:]) < -1:
        return None
    growth = 1 + case.project.firm_rate
    years = [month / 12 for month in case.project.gate_months]
    gates = [
        Gate(year, max(0.0, step) * growth**year)
        for year, step in zip(years, steps[1:], strict=True)
    ]
    asset = Asset(worth, log1p(case.project.firm_rate), case.project.volatility)
    return round(staged_call(asset, gates) - steps[0])


def _steps(calm: Courses) -> list[float]:
    """Return what signing and each gate passed add to fees and costs [fen]."""
    fixed = calm.stopped[:, Account.FEES] + calm.stopped[:, Account.COSTS]
    produced = calm.produced[0]
    last = produced[Account.FEES] - produced[Account.ROYALTIES]
    return [
        float(step) for step in np.diff([0.0, *fixed, last + produced[Account.COSTS]])
    ]
