"""The desk of an office: officers who serve requests one at a time, in order.

Requests of a date are served in the order of office, rank, firm, occasion and stage.
Each goes to the officer who is free first, and to the lower number among equals. The
start of the work is therefore known when the request comes, and a request is one step.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import heapreplace

from simpy import Event


@dataclass(order=True, slots=True)
class Request:
    """A case for the desk; requests sort in the order of service."""

    office: int
    rank: float
    firm: int
    occasion: int
    stage: int
    minutes: int = field(compare=False)
    served: Event = field(compare=False)
    refund_fen: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class Served:
    """When an officer works on a request [minutes], and the refund granted [fen]."""

    begins_at: int
    ends_at: int
    refund_fen: int = 0


class Desk:
    """The officers of all offices, with the minute at which each is free."""

    def __init__(self, offices: int, officers: int) -> None:
        self._officers = [
            [(0, number) for number in range(officers)] for _ in range(offices)
        ]

    def serve(self, date: int, request: Request) -> tuple[int, int]:
        """Book the officer who is free first; return begin and end [minutes].

        Examples
        --------
        >>> desk = Desk(offices=1, officers=1)
        >>> case = Request(0, 0.5, 0, 0, 0, minutes=90, served=None)
        >>> desk.serve(1440, case), desk.serve(1440, case)
        ((1440, 1530), (1530, 1620))
        """
        officers = self._officers[request.office]
        free_at, number = officers[0]
        begins_at = max(date, free_at)
        ends_at = begins_at + request.minutes
        heapreplace(officers, (ends_at, number))
        return begins_at, ends_at


@dataclass(slots=True)
class Budget:
    """Public money, granted first come, first served until it is spent."""

    left_fen: int
    is_open: bool = False
    closed_left_fen: int = field(init=False)

    def __post_init__(self) -> None:
        """Begin as a budget that was closed untouched."""
        self.closed_left_fen = self.left_fen

    @property
    def is_promised(self) -> bool:
        """Whether a firm may count on money: the window is open, money was left."""
        return self.is_open and self.closed_left_fen > 0

    def grant(self, asked_fen: int) -> int:
        """Return what is granted: what is asked, or what is left [fen]."""
        granted = min(asked_fen, self.left_fen) if self.is_open else 0
        self.left_fen -= granted
        return granted

    def close(self) -> None:
        """Let the next date see what is left."""
        self.closed_left_fen = self.left_fen


def serve_all(
    desk: Desk, budget: Budget, date: int, requests: Iterable[Request]
) -> None:
    """Serve the requests of a date in order, granting refunds in the same order."""
    for request in sorted(requests):
        begins_at, ends_at = desk.serve(date, request)
        refund_fen = budget.grant(request.refund_fen)
        request.served.succeed(Served(begins_at, ends_at, refund_fen))
