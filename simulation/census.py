"""How many firms are in each state, and how many have ever had a licence."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class State(IntEnum):
    """What a firm is doing; every firm is in exactly one state."""

    LOOKING = 0
    NEGOTIATING = 1
    TRIAL = 2
    PILOT = 3
    PRODUCTION = 4
    UNUSED = 5


class Census:
    """States of firms now, and as closed on each grid date."""

    def __init__(self, firms: int) -> None:
        self.acquired_share = 0.0
        self.dates: list[int] = []
        self._closed: list[tuple[int, ...]] = []
        self._state = [State.LOOKING] * firms
        self._counts = [firms] + [0] * (len(State) - 1)
        self._has_acquired = [False] * firms
        self._acquired = 0

    def enter(self, firm: int, state: State) -> None:
        """Move a firm to a state."""
        self._counts[self._state[firm]] -= 1
        self._counts[state] += 1
        self._state[firm] = state

    def acquire(self, firm: int) -> None:
        """Note that a firm has a licence, perhaps not its first."""
        self._acquired += not self._has_acquired[firm]
        self._has_acquired[firm] = True

    def close(self, date: int) -> None:
        """Close a grid date: what stands now is what the next date sees."""
        self.acquired_share = self._acquired / len(self._state)
        self.dates.append(date)
        self._closed.append(tuple(self._counts))

    def counts(self) -> NDArray[np.int64]:
        """Return firms by closed grid date and state."""
        return np.array(self._closed, dtype=np.int64)
