"""Dates of a licence: months added to its start, never chained.

Days are whole numbers counted from 1970-01-01, as in ``datetime64[D]``, so that
they add, compare and sort as integers. An interval of days has its begin and not
its end: a licence that ends on 31 December has the end 1 January.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pricing.exact import IntArray

__all__ = [
    "as_date",
    "as_dates",
    "as_day",
    "as_days",
    "months_after",
    "months_between",
    "plus_months",
]

_EPOCH = date(1970, 1, 1).toordinal()


def as_day(day: date) -> int:
    """Return a date as a day number.

    Examples
    --------
    >>> as_day(date(1970, 1, 31))
    30
    """
    return day.toordinal() - _EPOCH


def as_date(day: int) -> date:
    """Return a day number as a date.

    Examples
    --------
    >>> as_date(30)
    datetime.date(1970, 1, 31)
    """
    return date.fromordinal(int(day) + _EPOCH)


def as_days(dates: NDArray[np.datetime64]) -> IntArray:
    """Return dates as day numbers.

    Parameters
    ----------
    dates : array of datetime64
        Dates.

    Returns
    -------
    array of int
        Days since 1970-01-01 [days].
    """
    return np.asarray(dates, "datetime64[D]").astype(np.int64)


def as_dates(days: IntArray) -> NDArray[np.datetime64]:
    """Return day numbers as dates.

    Parameters
    ----------
    days : array of int
        Days since 1970-01-01 [days].

    Returns
    -------
    array of datetime64
        Their dates.
    """
    return days.astype("datetime64[D]")


def months_after(starts: IntArray, months: Sequence[int]) -> IntArray:
    """Return the days that lie whole months after each start.

    A day that the month does not have becomes the month's last. Each number of
    months is added to the start itself: 31 January, 28 February, 31 March.

    Parameters
    ----------
    starts : array of N
        Day numbers.
    months : sequence of M
        Numbers of months [months].

    Returns
    -------
    array of M x N
        Day numbers.

    Examples
    --------
    >>> start = np.array([as_day(date(2027, 1, 31))])
    >>> [str(as_date(day)) for day in months_after(start, (1, 2))[:, 0]]
    ['2027-02-28', '2027-03-31']
    """
    first = starts.astype("datetime64[D]")
    start_month = first.astype("datetime64[M]").astype(np.int64)
    day_of_month = starts - _first_days(start_month)
    month = start_month + np.asarray(months, np.int64)[:, np.newaxis]
    begin = _first_days(month)
    last = _first_days(month + 1) - begin - 1
    days: IntArray = begin + np.minimum(day_of_month, last)
    return days


def _first_days(month: IntArray) -> IntArray:
    return month.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


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
    later = months_after(np.array([as_day(day)]), (months,))[0, 0]
    return as_date(min(later, as_day(date.max)))


def months_between(starts_on: date, ends_before: date) -> int:
    """Return the months begun from one day until another, which is left out.

    Parameters
    ----------
    starts_on : date
        First day.
    ends_before : date
        The day after the last one.

    Returns
    -------
    int
        Months, the last one begun counted whole [months].

    Examples
    --------
    >>> months_between(date(2027, 1, 31), date(2027, 3, 1))
    2
    """
    months = (ends_before.year - starts_on.year) * 12
    months += ends_before.month - starts_on.month
    reached = plus_months(starts_on, max(months, 0))
    return max(0, months + (reached < ends_before))
