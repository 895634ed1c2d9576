"""What a firm decides when it looks: which patent, in which lane, or none.

The thoughts of all firms on one occasion are worked out together, in arrays, when the
first of them looks; they depend on keyed draws and on the terms, not on who looks
when. Values are fen at the date of the decision, discounted at the firm's own rate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.lanes import Lane, Proposal, negotiated, posted
from simulation.prospects import Market, Pairs

Ints = NDArray[np.int64]
Trial = tuple[bool, bool]
Pilot = tuple[Trial, Trial]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What one firm has decided: the licence it seeks, and when it would go on.

    `goes_on_after_trial` is indexed by the news of the trial, bad first;
    `goes_on_after_pilot` by the news of trial and pilot.
    """

    lane: Lane
    patent: int
    office: int
    document: int
    risk_fen: int
    refund_fen: int
    works: float
    profit_fen: int
    build_fen: int
    goes_on_after_trial: Trial
    goes_on_after_pilot: Pilot


def decide(market: Market, pairs: Pairs, *, is_subsidised: bool) -> dict[int, Plan]:
    """Return the plan of each firm that wants a licence.

    Parameters
    ----------
    market : Market
        Patents and prices.
    pairs : Pairs
        The patents each firm examines, as many for each.
    is_subsidised : bool
        Whether firms count on a refund.
    """
    proposals = {Lane.ORDINARY: negotiated(market, pairs, is_subsidised)}
    if market.patents.is_listed.any():
        proposals[Lane.OPEN] = posted(market, pairs, is_subsidised)
    lanes = sorted(proposals)
    values = np.stack([proposals[lane].value_fen for lane in lanes], axis=1)
    examined = market.parameters.search.examined
    choices = values.reshape(-1, examined * len(lanes))
    best = choices.argmax(axis=1)
    wanted = np.flatnonzero(choices.max(axis=1) > 0)
    plans = {}
    for number in wanted.tolist():
        pair, lane = divmod(int(best[number]), len(lanes))
        row = number * examined + pair
        plan = _plan(market, pairs, proposals[lanes[lane]], row)
        plans[int(pairs.firm[row])] = plan
    return plans


def _plan(market: Market, pairs: Pairs, proposal: Proposal, row: int) -> Plan:
    patent = int(pairs.patent[row])
    after_trial = proposal.worth.goes_on_after_trial[row].tolist()
    bad, good = proposal.worth.goes_on_after_pilot[row].tolist()
    return Plan(
        lane=proposal.lane,
        patent=patent,
        office=int(market.patents.office[patent]),
        document=int(proposal.document[row]),
        risk_fen=round(proposal.risk_fen[row]),
        refund_fen=round(proposal.refund_fen[row]),
        works=float(proposal.works[row]),
        profit_fen=round(pairs.profit_fen[row]),
        build_fen=round(
            market.parameters.technology.production_cost_years * pairs.mean_fen[row]
        ),
        goes_on_after_trial=tuple(after_trial),
        goes_on_after_pilot=(tuple(bad), tuple(good)),
    )
