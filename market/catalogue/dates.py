"""Read dates as offices, registers and spreadsheets write them.

Year first is read as it stands: 2021-03-01, 2021/3/1, 2021.03.01, 20210301,
2021年3月1日. With the year last (02/04/2017) the order of day and month is that of
the column: the values that can be read in one way only decide, and where none does,
the month comes first, as in the United States, since Chinese dates begin with the year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

# Spreadsheets read the two-digit year 32 as 1932; nothing on offer is so old.
EARLIEST = date(1950, 1, 1)
LATEST = date(2150, 12, 31)

UNKNOWN = frozenset(
    {"", "0", "-", "--", "—", "/", "n/a", "na", "none", "null", "unknown", "tbd"}
    | {"无", "未知", "不详", "暂无", "0000-00-00", "00/00/0000", "0000/00/00"}
)

_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{4})(?:[-/.年] ?)(?P<month>[0-9]{1,2})(?:[-/.月] ?)"
    r"(?P<day>[0-9]{1,2})日?(?:[T ][0-9:.]+(?:Z|\+00:00)?)?"
)
_COMPACT = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})(?: [0-9:.]+)?")


class DateUnreadable(ValueError):
    """A text is no date, or a day that there never was."""


def is_unknown(text: str) -> bool:
    """Say whether a cell states that nothing is known."""
    return text.strip().casefold() in UNKNOWN


def day_comes_first(texts: Iterable[str]) -> bool:
    """Say whether a column's dates with the year last begin with the day.

    Examples
    --------
    >>> day_comes_first(["02/04/2017", "06/16/2024"]), day_comes_first(["16/06/2024"])
    (False, True)
    """
    first = second = 0
    for text in texts:
        if found := _YEAR_LAST.fullmatch(text.strip()):
            first += int(found[1]) > 12
            second += int(found[3]) > 12
    return first > second


def read_date(text: str, *, day_first: bool = False) -> date | None:
    """Return the day that a text names, or None where it says that none is known.

    Raises
    ------
    DateUnreadable
        When it names no day of the calendar.

    Examples
    --------
    >>> read_date("2021年3月1日"), read_date("02/04/2017"), read_date("0000-00-00")
    (datetime.date(2021, 3, 1), datetime.date(2017, 2, 4), None)
    """
    text = text.strip()
    if is_unknown(text):
        return None
    found = _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text)
    if found:
        return _day(found["year"], found["month"], found["day"])
    found = _YEAR_LAST.fullmatch(text)
    if found is None:
        raise DateUnreadable(text)
    month, day = (found[3], found[1]) if day_first else (found[1], found[3])
    return _day(found[4], month, day)


def is_possible(day: date) -> bool:
    """Say whether a patent on offer can have such a date."""
    return EARLIEST <= day <= LATEST


def _day(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise DateUnreadable(f"{year}-{month}-{day}") from error
