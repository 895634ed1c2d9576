"""When a patent's term ends, counted from its filing."""

from __future__ import annotations

from datetime import date

from market.catalogue.models import PatentKind
from pricing.dates import plus_months
from pricing.errors import FigureNotFound
from pricing.law.figures import figure


def computed_expiry(kind: PatentKind | None, filed_on: date | None) -> date | None:
    """Return the day on which a Chinese patent's term ends, or None if unknown.

    Parameters
    ----------
    kind : PatentKind or None
        Kind of patent.
    filed_on : date or None
        Day of filing (申请日), not of priority.

    Notes
    -----
    Patent Law, art. 42, without compensation of the term. A patent may end earlier:
    a computed day is an upper bound and is marked computed wherever it is shown.

    Examples
    --------
    >>> computed_expiry(PatentKind.INVENTION, date(2021, 3, 1))
    datetime.date(2041, 3, 1)
    >>> computed_expiry(PatentKind.DESIGN, date(2021, 5, 31))
    datetime.date(2031, 5, 31)
    """
    if kind is None or filed_on is None:
        return None
    try:
        years = int(figure(f"term_{kind}").on(filed_on))
    except FigureNotFound:
        return None  # Filed before the law's present terms: long ended, not computed.
    return plus_months(filed_on, 12 * years)
