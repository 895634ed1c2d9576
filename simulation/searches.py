"""When firms may look, whether they do, and what they then decide.

Candidate dates come from one fixed bound on the rate of search, the same for all
compared policies; a candidate counts when its draw falls under the firm's rate of that
moment. A candidate that does not count, or meets a busy firm, keeps its slot.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulation.choice import Plan, decide
from simulation.draws import Draws, Purpose, exponential
from simulation.prospects import Market, examine
from simulation.timetable import MINUTES_PER_YEAR

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Searches:
    """The candidate dates of every firm, and its thoughts on each."""

    def __init__(
        self, market: Market, draws: Draws, *, step_minutes: int, horizon: int
    ) -> None:
        self.market, self.draws = market, draws
        self._dates = candidate_dates(market, draws, step_minutes, horizon)
        self._could_look = self._possible()
        self._plans: dict[tuple[int, bool], dict[int, Plan]] = {}

    def candidates(self, firm: int) -> list[tuple[int, int]]:
        """Return occasion and grid date of each candidate that could count."""
        dates, could_look = self._dates[:, firm], self._could_look[:, firm]
        occasions = np.flatnonzero(could_look)
        return list(zip(occasions.tolist(), dates[occasions].tolist(), strict=True))

    def looks(self, firm: int, occasion: int, acquired_share: float) -> bool:
        """Return whether a firm looks, given the share of firms that have a licence."""
        search = self.market.parameters.search
        rate = search.unassisted_per_year + search.imitation_per_year * acquired_share
        if self.market.firms.is_reached[firm]:
            rate += search.reached_per_year
        drawn = self.draws.one(Purpose.CANDIDATE_KEPT, firm, occasion)
        return drawn <= rate / search.bound_per_year

    def plan(self, firm: int, occasion: int, *, is_subsidised: bool) -> Plan | None:
        """Return what the firm decides, or None for no licence."""
        known = (occasion, is_subsidised)
        if known not in self._plans:
            firms = np.flatnonzero(self._could_look[occasion]).astype(np.int64)
            pairs = examine(self.market, self.draws, occasion, firms)
            self._plans[known] = decide(self.market, pairs, is_subsidised=is_subsidised)
        return self._plans[known].get(firm)

    def _possible(self) -> Bools:
        """Mark candidates that count at the highest rate the firm can have."""
        search, firms = self.market.parameters.search, self.market.firms
        highest = search.unassisted_per_year + search.imitation_per_year
        rates = highest + search.reached_per_year * firms.is_reached
        count = len(firms)
        kept = [
            self.draws.row(Purpose.CANDIDATE_KEPT, count, occasion)
            <= rates / search.bound_per_year
            for occasion in range(len(self._dates))
        ]
        in_time = self._dates >= 0
        return np.array(kept, dtype=np.bool_).reshape(in_time.shape) & in_time


def candidate_dates(
    market: Market, draws: Draws, step_minutes: int, horizon: int
) -> Ints:
    """Return grid dates of candidates, occasion by firm; -1 from the horizon on.

    Gaps are exponential at the bound, in whole minutes, half up, at least 1; a
    candidate is met on the first grid date not before it.
    """
    count = len(market.firms)
    mean_gap = MINUTES_PER_YEAR / market.parameters.search.bound_per_year
    minute = np.zeros(count, dtype=np.int64)
    rows: list[Ints] = []
    while True:
        gaps = exponential(draws.row(Purpose.CANDIDATE_GAP, count, len(rows)))
        minute = minute + np.maximum(1, np.floor(gaps * mean_gap + 0.5)).astype(int)
        dates = -(-minute // step_minutes) * step_minutes
        if (dates >= horizon).all():
            return np.array(rows, dtype=np.int64).reshape(len(rows), count)
        rows.append(np.where(dates < horizon, dates, -1))
