"""What licences are charged: computed after the run, in arrays, by the pricing library.

There is no formula of a fee here. A licence becomes the start, size, sales and stop
that `pricing.schedule.payments` takes, the same function that quotes and bills use.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pricing.dates import as_days
from pricing.schedule import Licences, payments
from pricing.terms import Terms
from simulation.course import licences, start_days
from simulation.lanes import Lane
from simulation.ledger import Ledger
from simulation.prospects import Market

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Charges:
    """Payments of a run: row of the ledger, day of the run, amount [fen]."""

    row: Ints
    day: Ints
    amount_fen: Ints

    def __len__(self) -> int:
        """Return the number of payments."""
        return len(self.row)


def charge(market: Market, ledger: Ledger) -> Charges:
    """Return every payment of every licence of a run, over its whole life."""
    rows, days, amounts = [], [], []
    first_day = int(start_days(market.course, np.zeros(1, dtype=np.int64))[0])
    for terms, of_terms in by_terms(market, ledger):
        paid = payments(terms, as_licences(market, ledger, terms, of_terms))
        rows.append(of_terms[paid.licence])
        days.append(as_days(paid.on) - first_day)
        amounts.append(paid.amount_fen)
    return Charges(row=_joined(rows), day=_joined(days), amount_fen=_joined(amounts))


def by_terms(market: Market, ledger: Ledger) -> Iterator[tuple[Terms, Ints]]:
    """Yield the terms of licences, each with the rows of the ledger under them."""
    licensed = ledger.licensed
    of_lane = ((Lane.OPEN, market.posted), (Lane.ORDINARY, market.negotiated))
    for lane, tariff in of_lane:
        in_lane = licensed[ledger["lane"][licensed] == lane]
        documents = ledger["document"][in_lane]
        for document in np.unique(documents).tolist():
            yield tariff.documents[document], in_lane[documents == document]


def as_licences(market: Market, ledger: Ledger, terms: Terms, rows: Ints) -> Licences:
    """Return rows of the ledger as the pricing library takes licences."""
    sells = (ledger["works"][rows] == 1) & (ledger["produced_at"][rows] >= 0)
    profit_fen = ledger["profit_fen"][rows].astype(np.float64)
    tariff = market.posted if terms.mode == "posted" else market.negotiated
    base_fen = tariff.base_fen(profit_fen, market.parameters.firms.margin)
    return licences(
        market.course,
        len(terms.stages),
        starts=start_days(market.course, ledger["licensed_at"][rows]),
        size=market.firms.size[ledger["firm"][rows]],
        first_year_fen=np.where(sells, np.rint(base_fen), 0).astype(np.int64),
        stop_months=ledger["stopped_month"][rows],
    )


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
