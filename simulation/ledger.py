"""What happened in a run: one row for each search, in whole minutes, fen and ids.

A row carries every step that was decided, even one whose end lies past the horizon.
The order of rows does not depend on the engine, so equal ledgers have equal hashes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

NEVER = -1


@dataclass(slots=True)
class Attempt:
    """One search of a firm and all that came of it; `NEVER` where a step was not taken.

    Minutes count from the start of the run. `works` and the news are 0 or 1;
    `stopped_month` is the month of the licence in which it ends.
    """

    firm: int
    occasion: int
    searched_at: int
    search_fen: int
    patent: int = NEVER
    office: int = NEVER
    lane: int = NEVER
    document: int = NEVER
    talks_from: int = NEVER
    talks_to: int = NEVER
    is_broken: int = NEVER
    licensed_at: int = NEVER
    filing_from: int = NEVER
    filing_to: int = NEVER
    is_used: int = NEVER
    trial_news: int = NEVER
    piloted_at: int = NEVER
    pilot_news: int = NEVER
    produced_at: int = NEVER
    works: int = NEVER
    stopped_month: int = NEVER
    negotiation_fen: int = 0
    own_cost_fen: int = 0
    refund_fen: int = 0
    risk_fen: int = 0
    profit_fen: int = 0


COLUMNS = tuple(column.name for column in fields(Attempt))


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows of a run as integer columns, sorted by firm and occasion."""

    columns: dict[str, NDArray[np.int64]]

    def __getitem__(self, name: str) -> NDArray[np.int64]:
        """Return a column."""
        return self.columns[name]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.columns["firm"])

    @property
    def sha256(self) -> str:
        """Return the hash of all columns in their fixed order."""
        digest = hashlib.sha256()
        for name in COLUMNS:
            digest.update(name.encode())
            digest.update(self.columns[name].astype("<i8").tobytes())
        return digest.hexdigest()

    @property
    def licensed(self) -> NDArray[np.int64]:
        """Return the rows that became licences."""
        return np.flatnonzero(self.columns["licensed_at"] != NEVER)

    def only(self, kept: NDArray[np.bool_]) -> Ledger:
        """Return the ledger of some of the rows."""
        return Ledger({name: column[kept] for name, column in self.columns.items()})

    def up_to_first_licence(self) -> NDArray[np.bool_]:
        """Mark what each firm did until it had a licence, that one included."""
        is_licence = self.columns["licensed_at"] != NEVER
        before = np.cumsum(is_licence) - is_licence
        firm = self.columns["firm"]
        return np.asarray(before == before[np.searchsorted(firm, firm)])


def ledger_of(attempts: Iterable[Attempt]) -> Ledger:
    """Return the ledger of a run's attempts."""
    rows = sorted(attempts, key=lambda attempt: (attempt.firm, attempt.occasion))
    return Ledger(
        {
            name: np.array([getattr(row, name) for row in rows], dtype=np.int64)
            for name in COLUMNS
        }
    )
