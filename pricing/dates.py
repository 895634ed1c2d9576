"""Single dates: whole months added to a day and clipped to the month's end."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

__all__ = ["months_between", "plus_months"]


def plus_months(day: date, months: int) -> date:
    """Return the same day some months later, or that month's last day.

    Parameters
    ----------
    day : date
        Day counted from.
    months : int
        Whole months, not negative [months].

    Returns
    -------
    date
        The day; at the end of time, the last day of the year 9999.

    Examples
    --------
    >>> plus_months(date(2027, 11, 30), 3)
    datetime.date(2028, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def months_between(starts_on: date, ends_before: date) -> int:
    """Return the months begun from one day until another, which is left out.

    Examples
    --------
    >>> months_between(date(2027, 1, 31), date(2027, 3, 1))
    2
    """
    months = (ends_before.year - starts_on.year) * 12
    months += ends_before.month - starts_on.month
    reached = plus_months(starts_on, max(months, 0))
    return max(0, months + (reached < ends_before))
