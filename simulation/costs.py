"""Acquisition cost of every firm, in six parts, as values of day 0.

Search, negotiation, fees, financing, risk, and the subsidy that is taken off. Ledger
amounts are whole fen at their dates; here they are discounted at the riskless rate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pricing.discount import financing_costs, present_values
from simulation.charges import Charges
from simulation.ledger import Ledger
from simulation.prospects import Market
from simulation.timetable import MINUTES_PER_DAY, MINUTES_PER_MONTH

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PARTS = ("search", "negotiation", "fees", "financing", "risk", "subsidy")


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmCosts:
    """The six parts by firm [fen, value of day 0]; the subsidy is what is refunded."""

    search: Floats
    negotiation: Floats
    fees: Floats
    financing: Floats
    risk: Floats
    subsidy: Floats

    @property
    def cash_total(self) -> Floats:
        """Search, negotiation, fees and financing, less subsidy."""
        spent = self.search + self.negotiation + self.fees + self.financing
        return spent - self.subsidy

    @property
    def risk_adjusted_total(self) -> Floats:
        """The cash total and the cost of risk."""
        return self.cash_total + self.risk


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlays:
    """Dated outlays of firms: the firm, the day of the run, the amount [fen]."""

    firm: Ints
    day: Floats
    amount_fen: Ints


def outlays(ledger: Ledger, charges: Charges) -> dict[str, Outlays]:
    """Return each kind of outlay; a fen stands in exactly one of them."""
    firm, searched = ledger["firm"], ledger["searched_at"] / MINUTES_PER_DAY
    licensed = np.maximum(ledger["licensed_at"] / MINUTES_PER_DAY, searched)
    talked = np.maximum(ledger["talks_to"] / MINUTES_PER_DAY, searched)
    return {
        "search": Outlays(firm=firm, day=searched, amount_fen=ledger["search_fen"]),
        "negotiation": Outlays(
            firm=firm, day=talked, amount_fen=ledger["negotiation_fen"]
        ),
        "fees": Outlays(
            firm=firm[charges.row],
            day=charges.day.astype(np.float64),
            amount_fen=charges.amount_fen,
        ),
        "subsidy": Outlays(firm=firm, day=licensed, amount_fen=ledger["refund_fen"]),
        "risk": Outlays(firm=firm, day=licensed, amount_fen=ledger["risk_fen"]),
    }


def to_first_licence(ledger: Ledger, charges: Charges) -> tuple[Ledger, Charges]:
    """Return what firms did and were charged until each had its first licence.

    What a firm spends on later licences is no cost of acquiring the first; where it
    counts, a policy under which firms come back for more would look dearer.
    """
    kept = ledger.up_to_first_licence()
    row = np.cumsum(kept) - 1
    stays = kept[charges.row]
    return ledger.only(kept), Charges(
        row=row[charges.row[stays]],
        day=charges.day[stays],
        amount_fen=charges.amount_fen[stays],
    )


def firm_costs(market: Market, ledger: Ledger, charges: Charges) -> FirmCosts:
    """Return what a ledger cost every firm, 0 where it spent nothing."""
    kinds = outlays(ledger, charges)
    present = {kind: _present(market, paid) for kind, paid in kinds.items()}
    spent = [_financing(market, kinds[kind]) for kind in PARTS[:3]]
    financing = spent[0] + spent[1] + spent[2] - _financing(market, kinds["subsidy"])
    return FirmCosts(financing=financing, **present)


def _present(market: Market, paid: Outlays) -> Floats:
    riskless = market.parameters.finance.riskless_rate
    amounts = paid.amount_fen.astype(np.float64)
    return _by_firm(market, paid.firm, present_values(amounts, paid.day, rate=riskless))


def _financing(market: Market, paid: Outlays) -> Floats:
    months = market.parameters.population.months
    rates = np.array(market.course.capital_cost)[market.firms.size[paid.firm]]
    cost = financing_costs(
        paid.amount_fen.astype(np.float64),
        paid.day,
        capital_cost=rates,
        riskless=market.parameters.finance.riskless_rate,
        horizon_days=months * MINUTES_PER_MONTH / MINUTES_PER_DAY,
    )
    return _by_firm(market, paid.firm, cost)


def _by_firm(market: Market, firm: Ints, amounts: Floats) -> Floats:
    sums = np.bincount(firm, weights=amounts, minlength=len(market.firms))
    return sums.astype(np.float64)
