"""The two lanes as firms value them: posted terms, and negotiation.

In the open lane the terms are those posted for the patent. In the ordinary lane the
parties share the surplus: the office gets its reserve and a fixed share of the rest
(Nash bargaining), as a round sum that the firm can pay.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from simulation.options import Beliefs, Payoffs, Worth, worth
from simulation.population import FEN_PER_YUAN
from simulation.prospects import Market, Pairs
from simulation.tariffs import Tariff, fees_at_base, step_factor

NO_FEES = -1
LEAST_CHANCE, MOST_CHANCE = 0.01, 0.95
MONTHS_PER_YEAR = 12

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Lane(IntEnum):
    """How a licence comes about."""

    OPEN = 0
    ORDINARY = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One lane's terms for each pair, and what they are worth to the firm.

    `value_fen` is what the firm compares; it is minus infinity where the lane is
    closed to the pair, or asks for more than the firm can borrow.
    """

    lane: Lane
    document: Ints
    value_fen: Floats
    risk_fen: Floats
    refund_fen: Floats
    works: Floats
    worth: Worth


def posted(market: Market, pairs: Pairs, is_subsidised: bool) -> Proposal:
    """Return what the posted terms of each pair's patent are worth."""
    steps = market.patents.price_step[pairs.patent]
    rows = market.posted.rows(steps)
    proposal = _propose(market, pairs, Lane.OPEN, rows, is_subsidised)
    table = market.posted.table
    can_pay = table.early[rows, pairs.size] - proposal.refund_fen <= pairs.credit_fen
    notice_fen = market.parameters.offers.notice_cost_yuan * FEN_PER_YUAN
    value = proposal.value_fen - notice_fen
    is_open = market.patents.is_listed[pairs.patent] & can_pay
    return _with_value(proposal, np.where(is_open, value, -np.inf))


def negotiated(market: Market, pairs: Pairs, is_subsidised: bool) -> Proposal:
    """Return what negotiating a licence on each pair's patent is worth."""
    surplus = _propose(market, pairs, Lane.ORDINARY, _no_fees(pairs), False).value_fen
    rows, has_deal = _bargain(market, pairs, surplus)
    proposal = _propose(market, pairs, Lane.ORDINARY, rows, is_subsidised)
    talks = market.parameters.negotiation
    rate = 1 + np.array(market.course.capital_cost)[pairs.size]
    delayed = proposal.value_fen * rate ** (-talks.months / MONTHS_PER_YEAR)
    cost_fen = talks.months * talks.cost_yuan_per_month * FEN_PER_YUAN
    value = (1 - talks.breakdown) * delayed - cost_fen
    return _with_value(proposal, np.where(has_deal, value, -np.inf))


def _bargain(market: Market, pairs: Pairs, surplus: Floats) -> tuple[Ints, Bools]:
    """Return the document of the agreed round sum, and whether there is a deal."""
    talks = market.parameters.negotiation
    reserve_fen = talks.reserve_yuan * FEN_PER_YUAN
    price = reserve_fen + talks.office_share * (surplus - reserve_fen)
    price = np.minimum(price, pairs.credit_fen)
    rows = _round_down(market.negotiated, pairs.size, price)
    early = market.negotiated.table.early[rows, pairs.size]
    has_deal = (surplus > reserve_fen) & (price >= reserve_fen)
    return rows, has_deal & (early <= np.maximum(pairs.credit_fen, reserve_fen))


def _round_down(tariff: Tariff, size: Ints, price_fen: Floats) -> Ints:
    """Return the documents of the highest round price not above each price."""
    count = len(tariff.documents)
    steps = range(tariff.lowest_step, tariff.lowest_step + count)
    factors = np.array([float(step_factor(step)) for step in steps])
    whole = tariff.table.runs[-tariff.lowest_step, size, 0]
    rows = np.searchsorted(factors, price_fen / whole * (1 + 1e-12), side="right") - 1
    return np.asarray(np.clip(rows, 0, count - 1), np.int64)


def _no_fees(pairs: Pairs) -> Ints:
    return np.full(len(pairs.firm), NO_FEES, dtype=np.int64)


def _propose(
    market: Market, pairs: Pairs, lane: Lane, rows: Ints, is_subsidised: bool
) -> Proposal:
    """Value given documents, before the costs and closures of their lane."""
    tariff = market.posted if lane is Lane.OPEN else market.negotiated
    works = _chance(market, pairs, lane)
    refund = _refund(market, tariff.table.entry[rows, pairs.size]) * is_subsidised
    technology = market.parameters.technology
    beliefs = Beliefs(
        works=works,
        trial_accuracy=technology.trial_accuracy,
        pilot_accuracy=technology.pilot_accuracy,
    )
    payoffs = _payoffs(market, pairs, tariff, rows, refund)
    value = worth(payoffs, beliefs, market.parameters.firms.risk_aversion)
    certain = value.certainty_equivalent * pairs.wealth_fen
    return Proposal(
        lane=lane,
        document=rows,
        value_fen=certain,
        risk_fen=np.maximum(value.expected * pairs.wealth_fen - certain, 0),
        refund_fen=refund,
        works=works,
        worth=value,
    )


def _with_value(proposal: Proposal, value_fen: Floats) -> Proposal:
    return Proposal(
        lane=proposal.lane,
        document=proposal.document,
        value_fen=value_fen,
        risk_fen=proposal.risk_fen,
        refund_fen=proposal.refund_fen,
        works=proposal.works,
        worth=proposal.worth,
    )


def _refund(market: Market, entry_fen: Floats) -> Floats:
    """Return the public refund of what is due at signing, whole fen."""
    policy = market.parameters.policy
    ceiling_fen = policy.subsidy_ceiling_yuan * FEN_PER_YUAN
    return np.floor(np.minimum(policy.subsidy_share * entry_fen, ceiling_fen))


def _chance(market: Market, pairs: Pairs, lane: Lane) -> Floats:
    """Return the chance that a technology works: success x capacity x know-how."""
    technology = market.parameters.technology
    is_open = lane is Lane.OPEN
    helped = technology.help_open if is_open else technology.help_ordinary
    known = 1 - technology.know_how + technology.know_how * helped
    chance = technology.success * market.firms.absorption[pairs.firm] * known
    return np.asarray(np.clip(chance, LEAST_CHANCE, MOST_CHANCE))


def _payoffs(
    market: Market, pairs: Pairs, tariff: Tariff, rows: Ints, refund_fen: Floats
) -> Payoffs:
    """Return payoffs by where the licence ends, as shares of the firm's wealth."""
    table, costs = tariff.table, _own_costs(market, pairs)
    is_charged = rows != NO_FEES
    ends = {}
    for name in ("stop_trial", "stop_pilot", "fail"):
        fees = np.where(is_charged, getattr(table, name)[rows, pairs.size], 0)
        ends[name] = (refund_fen - fees - costs[name]) / pairs.wealth_fen
    base = tariff.base_fen(pairs.nodes_fen, market.parameters.firms.margin)
    runs = fees_at_base(table, rows, pairs.size, base) * is_charged[:, np.newaxis]
    earned = pairs.nodes_fen * market.profit_factor[pairs.size][:, np.newaxis]
    net = earned - runs + (refund_fen - costs["fail"])[:, np.newaxis]
    return Payoffs(**ends, good=net / pairs.wealth_fen[:, np.newaxis])


def _own_costs(market: Market, pairs: Pairs) -> dict[str, Floats]:
    """Return present values of the firm's own outlay by where the licence ends."""
    technology, course = market.parameters.technology, market.course
    rate = 1 + np.array(course.capital_cost)[pairs.size]
    trial = np.full(len(pairs.firm), technology.trial_cost_yuan * FEN_PER_YUAN)
    pilot = technology.pilot_cost_yuan * FEN_PER_YUAN
    build = technology.production_cost_years * pairs.mean_fen
    to_pilot = trial + pilot * rate ** (-course.trial_months / MONTHS_PER_YEAR)
    to_build = to_pilot + build * rate ** (-course.production_month / MONTHS_PER_YEAR)
    return {"stop_trial": trial, "stop_pilot": to_pilot, "fail": to_build}
