"""When a saved search may write: at once, or at the last eight o'clock that passed."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from market.alerts.models import Frequency
from market.clock import BUSINESS_ZONE, business_day

AT = time(8, 0)
DAYS_OF_A_WEEK = 7


def last_round(frequency: Frequency, now: datetime) -> datetime:
    """Return the last time of day, or of the week, at which mails were due.

    Parameters
    ----------
    frequency : Frequency
        Daily: eight o'clock in Beijing; weekly: the same on a Monday.
    now : datetime
        Aware.

    Examples
    --------
    >>> from datetime import UTC
    >>> monday = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)  # Eight in Beijing.
    >>> last_round(Frequency.WEEKLY, monday) == monday
    True
    >>> last_round(Frequency.DAILY, monday - timedelta(seconds=1)).day
    22
    """
    day = business_day(now)
    if frequency is Frequency.WEEKLY:
        day -= timedelta(days=day.weekday())
    due = datetime.combine(day, AT, BUSINESS_ZONE)
    if due <= now:
        return due
    step = DAYS_OF_A_WEEK if frequency is Frequency.WEEKLY else 1
    return due - timedelta(days=step)
