"""What the worker does for offers: end those whose term or patent is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from market import clock
from market.db import session, transaction
from market.licensing.closing import any_over, end_all_over

# A page asks the dates themselves, so that an hour late costs nobody anything.
EVERY = timedelta(hours=1)


class EndOffers:
    """End the open offers that are over, once an hour and after midnight."""

    def __init__(self) -> None:
        self._done_at: datetime | None = None

    def __call__(self) -> int:
        """End what is over when it is time, and return how many offers ended."""
        now = clock.now_utc()
        if not self._is_time(now):
            return 0
        ended = _ended(now)
        self._done_at = now
        return ended

    def _is_time(self, now: datetime) -> bool:
        earlier = self._done_at
        if earlier is None or now - earlier >= EVERY:
            return True
        return clock.business_day(now) != clock.business_day(earlier)


def _ended(now: datetime) -> int:
    """End block after block; nothing is locked where nothing is over."""
    day, ended = clock.business_day(now), 0
    while any_over(session(), day=day):
        with transaction() as writing:
            ended += end_all_over(writing, day=day, ended_at=now)
    return ended


end_offers = EndOffers()
