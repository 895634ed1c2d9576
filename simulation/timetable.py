"""Time as both engines keep it: whole minutes, grid dates, five phases to a date.

Decisions happen on grid dates only. Officers work in whole minutes between them. Within
a date the phases follow each other, and nothing that happens in one is seen by an
earlier one, so the order of events inside a phase cannot matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator
from enum import IntEnum

from simpy import Environment, Event

MINUTES_PER_DAY = 24 * 60
MINUTES_PER_MONTH = 43_830  # a twelfth of 365.25 days
MINUTES_PER_YEAR = 12 * MINUTES_PER_MONTH
STEPS = {"day": MINUTES_PER_DAY, "week": 7 * MINUTES_PER_DAY}


class Phase(IntEnum):
    """What happens on a grid date, in this order."""

    POLICY = 1
    COMPLETION = 2
    SEARCH = 3
    DESK = 4
    CLOSE = 5


class Timetable:
    """Who waits for which phase of which grid date."""

    def __init__(self, env: Environment, step_minutes: int) -> None:
        self.env = env
        self.step_minutes = step_minutes
        self._waiting: dict[tuple[int, Phase], list[Event]] = defaultdict(list)

    def at(self, date: int, phase: Phase) -> Event:
        """Return the event of a phase of a grid date [minutes]."""
        event = self.env.event()
        self._waiting[date, phase].append(event)
        return event

    def open(self, date: int, phase: Phase) -> Generator[Event, None, None]:
        """Wake all who wait for a phase, and let them act before going on."""
        for event in self._waiting.pop((date, phase), ()):
            event.succeed()
        yield self.env.timeout(0)

    def first_date(self, minute: int) -> int:
        """Return the first grid date not before a minute, and later than now."""
        not_before = -(-minute // self.step_minutes) * self.step_minutes
        return max(not_before, int(self.env.now) + self.step_minutes)


def whole_minutes(minutes: float) -> int:
    """Return a duration in whole minutes, half up, at least 1.

    Examples
    --------
    >>> [whole_minutes(minutes) for minutes in (0.2, 1.4, 2.5)]
    [1, 1, 3]
    """
    return max(1, int(minutes + 0.5))
