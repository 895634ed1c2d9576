"""The only reader of the clock; everything else receives the time as an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BUSINESS_ZONE = ZoneInfo("Asia/Shanghai")


def now_utc() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)


def business_day(instant: datetime) -> date:
    """Return the calendar day of an aware instant where business is done (Shanghai).

    Examples
    --------
    >>> business_day(datetime(2026, 12, 31, 16, 0, tzinfo=UTC))
    datetime.date(2027, 1, 1)
    """
    if instant.tzinfo is None:
        raise ValueError(
            f"{instant} has no time zone, so its business day is unknown. "
            "Pass an aware instant, as now_utc() gives it."
        )
    return instant.astimezone(BUSINESS_ZONE).date()


def today() -> date:
    """Return today's business day."""
    return business_day(now_utc())
