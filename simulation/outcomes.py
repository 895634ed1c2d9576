"""What a run says: uptake at three depths, acquisition cost, waits, income.

Levels are of one policy alone. Differences are paired: cost is compared on the firms
that acquire under both policies, and newcomers, leavers and always-takers are counted
apart, so that a change of who acquires is never read as a change of cost.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pricing.terms import SIZES
from simulation.charges import charge
from simulation.costs import PARTS, FirmCosts, firm_costs, to_first_licence
from simulation.ledger import NEVER, Ledger
from simulation.population import FEN_PER_YUAN
from simulation.prospects import Market
from simulation.reference import Run
from simulation.timetable import MINUTES_PER_DAY, MINUTES_PER_MONTH

GROUPS = (*SIZES, "all")
DEPTHS = ("uptake", "uptake_trial", "uptake_production")
TOTALS = ("cash_total", "risk_adjusted_total")
PER_ACQUISITION = tuple(f"{total}_per_acquisition" for total in TOTALS)
UNITS = {
    **dict.fromkeys(DEPTHS, "share of firms"),
    **dict.fromkeys(
        (*PARTS, *TOTALS),
        "CNY per acquiring firm, up to its first licence, value of day 0",
    ),
    **dict.fromkeys(PER_ACQUISITION, "CNY per licence, value of day 0"),
    "licences": "licences per acquiring firm",
    "wait_days": "days from search to licence",
    "office_income": "CNY per office, undiscounted, over the life of its licences",
    **dict.fromkeys(("newcomers", "leavers", "always_takers"), "share of firms"),
}
UNDER_BOTH = "per firm that acquires under both"
PAIRED_UNITS = {
    **UNITS,
    **dict.fromkeys(
        (*PARTS, *TOTALS), f"CNY {UNDER_BOTH}, up to its first licence, value of day 0"
    ),
    "licences": f"licences {UNDER_BOTH}",
}

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Figures = dict[str, Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One policy in one replication; shares and means come by group of size.

    `costs` are those of acquiring: a firm's up to its first licence. `spending` holds
    totals over all that firms did, and the number of licences, for ratios of totals.
    """

    size: NDArray[np.int64]
    has_acquired: Bools
    licences: Floats
    costs: FirmCosts
    levels: Figures
    spending: Figures
    monthly: Figures


def outcome_of(market: Market, run: Run) -> Outcome:
    """Return what a run says about firms, by size."""
    ledger, size = run.ledger, market.firms.size
    charges = charge(market, ledger)
    costs = firm_costs(market, *to_first_licence(ledger, charges))
    reached = _depths(market, ledger)
    has_acquired = reached["uptake"] >= 0
    paid = np.bincount(
        ledger["firm"][charges.row], weights=charges.amount_fen, minlength=len(size)
    )
    offices = market.parameters.population.offices
    levels = {name: _mean(minute >= 0, size) for name, minute in reached.items()}
    levels |= _cost_levels(costs, has_acquired, size)
    taken = np.bincount(ledger["firm"][ledger.licensed], minlength=len(size))
    licences = taken.astype(np.float64)
    levels["licences"] = _mean(licences, size, has_acquired)
    levels["wait_days"] = _waits(market, ledger)
    levels["office_income"] = _sum(paid, size) / offices / FEN_PER_YUAN
    return Outcome(
        size=size,
        has_acquired=has_acquired,
        licences=licences,
        costs=costs,
        levels=levels,
        spending=_spending(firm_costs(market, ledger, charges), licences, size),
        monthly=_monthly(market, reached),
    )


def differences(base: Outcome, reform: Outcome) -> Figures:
    """Return reform less baseline by group: uptake for all, cost on the paired."""
    size = base.size
    both = base.has_acquired & reform.has_acquired
    figures = {
        name: reform.levels[name] - base.levels[name]
        for name in (*DEPTHS, "wait_days", "office_income")
    }
    figures["licences"] = _mean(reform.licences - base.licences, size, both)
    for name in (*PARTS, *TOTALS):
        change = getattr(reform.costs, name) - getattr(base.costs, name)
        figures[name] = _mean(change, size, both) / FEN_PER_YUAN
    figures["newcomers"] = _mean(reform.has_acquired & ~base.has_acquired, size)
    figures["leavers"] = _mean(base.has_acquired & ~reform.has_acquired, size)
    return figures


def reform_levels(base: Outcome, reform: Outcome) -> Figures:
    """Return the levels of a reform, with the share of firms that acquire anyway."""
    both = base.has_acquired & reform.has_acquired
    return {**reform.levels, "always_takers": _mean(both, base.size)}


def _depths(market: Market, ledger: Ledger) -> dict[str, NDArray[np.int64]]:
    """Return the first minute within the run at which each firm got so far, or -1."""
    horizon = market.parameters.population.months * MINUTES_PER_MONTH
    used = np.where(ledger["is_used"] == 1, ledger["licensed_at"], NEVER)
    marks = (ledger["licensed_at"], used, ledger["produced_at"])
    return {
        name: _first(market, ledger["firm"], minutes, horizon)
        for name, minutes in zip(DEPTHS, marks, strict=True)
    }


def _first(
    market: Market, firm: NDArray[np.int64], minutes: NDArray[np.int64], horizon: int
) -> NDArray[np.int64]:
    first = np.full(len(market.firms), horizon, dtype=np.int64)
    in_run = (minutes != NEVER) & (minutes < horizon)
    np.minimum.at(first, firm[in_run], minutes[in_run])
    return np.where(first < horizon, first, NEVER)


def _cost_levels(
    costs: FirmCosts, has_acquired: Bools, size: NDArray[np.int64]
) -> Figures:
    """Return each part per acquiring firm, its failed searches before included."""
    return {
        name: _mean(getattr(costs, name), size, has_acquired) / FEN_PER_YUAN
        for name in (*PARTS, *TOTALS)
    }


def _spending(costs: FirmCosts, licences: Floats, size: NDArray[np.int64]) -> Figures:
    """Return what all firms spend [CNY], failed searchers too, and their licences."""
    spent = {name: _sum(getattr(costs, name), size) / FEN_PER_YUAN for name in TOTALS}
    return {**spent, "licences": _sum(licences, size)}


def _waits(market: Market, ledger: Ledger) -> Floats:
    rows = ledger.licensed
    days = (ledger["licensed_at"] - ledger["searched_at"])[rows] / MINUTES_PER_DAY
    return _mean(days, market.firms.size[ledger["firm"][rows]])


def _monthly(market: Market, reached: dict[str, NDArray[np.int64]]) -> Figures:
    """Return the share of all firms that got so far, by the end of each month."""
    months = market.parameters.population.months
    ends = np.arange(1, months + 1) * MINUTES_PER_MONTH
    return {
        name: np.searchsorted(np.sort(minutes[minutes >= 0]), ends) / len(minutes)
        for name, minutes in reached.items()
    }


def _sum(values: NDArray[np.generic], size: NDArray[np.int64]) -> Floats:
    """Return sums by size, and of all last."""
    weights = values.astype(np.float64)
    sums = np.bincount(size, weights=weights, minlength=len(SIZES)).astype(np.float64)
    return np.append(sums, sums.sum())


def _mean(
    values: NDArray[np.generic], size: NDArray[np.int64], among: Bools | None = None
) -> Floats:
    """Return means by size, and of all last; NaN where there is nobody."""
    chosen = np.ones(len(size), dtype=np.bool_) if among is None else among
    counted = _sum(chosen.astype(np.float64), size)
    counted[counted == 0] = np.nan
    return _sum(np.where(chosen, values, 0).astype(np.float64), size) / counted
