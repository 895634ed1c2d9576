"""What a firm expects, as it types it: its size, and a base for each year and case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from market.accounts.models import Organisation
from market.licensing.costs import CASES, example
from market.licensing.typed import GROUPED
from pricing.errors import PricingError
from pricing.money import MAX_FEN, parse_fen
from pricing.terms import SIZES

USUAL_SIZE = "small"
# In the address of a page; the case in the middle is what people type first.
KEYS = {"low": "low", "expected": "sales", "high": "high"}
PARTS = re.compile(r"[;、\s]+")
IN_UNITS = re.compile(r"([0-9]+(?:\.[0-9]+)?)(万|亿)")
UNITS = {"万": Decimal(10**4), "亿": Decimal(10**8)}
PLAIN = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
LONGEST = 600

UNREADABLE = _(
    "This is no amount. Type yearly amounts such as 3000000; for several years, put "
    "a space between them."
)
TOO_MANY = _("There are more years here than the licence has. Leave the last ones out.")
TOO_LARGE = _("This amount is beyond 90 billion yuan. Look for surplus zeros.")
TOO_FINE = _("An amount ends at the fen: at most two decimals.")
WRONG_SIZE = _("Choose one of the four sizes.")


@dataclass(frozen=True, slots=True)
class Forecast:
    """What was asked, as far as it could be read.

    Attributes
    ----------
    size : str
        Size class of the firm.
    bases : dict
        For each of `CASES` the base of licence years 1, 2, ... [fen, or units].
    typed : dict
        What stands in each box.
    errors : dict
        What is wrong, by the key of the box.
    is_example : bool
        Whether nobody typed a forecast, so that an example stands for it.
    """

    size: str
    bases: dict[str, tuple[int, ...]]
    typed: dict[str, str]
    errors: dict[str, LazyString]
    is_example: bool


def usual_size(organisation: Organisation | None) -> str:
    """Return the size that a reader's organisation stated, or a small firm's."""
    if organisation is None or organisation.size_class is None:
        return USUAL_SIZE
    return organisation.size_class.value


def asked_size(arguments: Mapping[str, str], organisation: Organisation | None) -> str:
    """Return the size that an address asks for, or the reader's own."""
    wanted = arguments.get("size", "")
    return wanted if wanted in SIZES else usual_size(organisation)


def forecast(
    arguments: Mapping[str, str],
    organisation: Organisation | None,
    *,
    base: str | None,
    years: int,
) -> Forecast:
    """Read a forecast from the address of a page.

    Parameters
    ----------
    arguments : mapping
        ``size``, ``low``, ``sales`` and ``high``; any may be missing.
    organisation : Organisation or None
        Whose size counts where none is asked for.
    base : str or None
        What the price rests on, as `costs.base_of` gives it.
    years : int
        How many licence years there are.
    """
    size = asked_size(arguments, organisation)
    typed = {case: arguments.get(KEYS[case], "")[:LONGEST] for case in CASES}
    errors: dict[str, LazyString] = {}
    if arguments.get("size", size) not in SIZES:
        errors["size"] = WRONG_SIZE
    read = {}
    for case in CASES:
        try:
            read[case] = yearly(typed[case], base=base, most_years=years)
        except ValueError as fault:
            errors[KEYS[case]] = fault.args[0]
            read[case] = ()
    return Forecast(
        size=size,
        bases=_completed(read, example(base, size)),
        typed=typed,
        errors=errors,
        is_example=not any(read.values()),
    )


def _completed(
    read: Mapping[str, tuple[int, ...]], usual: int
) -> dict[str, tuple[int, ...]]:
    """Fill the cases that were left empty: a third of the expected, three times it."""
    expected = read["expected"] or read["low"] or read["high"] or (usual,)
    low = tuple(each * 3 // 10 for each in expected)
    high = tuple(min(each * 3, MAX_FEN) for each in expected)
    return {
        "low": read["low"] or low,
        "expected": expected,
        "high": read["high"] or high,
    }


def yearly(text: str, *, base: str | None, most_years: int) -> tuple[int, ...]:
    """Read what a person types as the base of licence years 1, 2, ...

    Parameters
    ----------
    text : str
        Amounts of yuan, or units, parted by blanks; 万 and 亿 may follow a number,
        and commas may part its thousands or, else, the years.
    base : str or None
        ``"units"`` reads whole numbers.
    most_years : int
        How many there may be.

    Returns
    -------
    tuple of int
        Fen, or units; empty for an empty text.

    Raises
    ------
    ValueError
        With the message for the reader.

    Examples
    --------
    >>> yearly("300万 4,500,000", base=None, most_years=5)
    (300000000, 450000000)
    >>> yearly("1000000,2000000", base=None, most_years=5)
    (100000000, 200000000)
    """
    half = unicodedata.normalize("NFKC", text)
    parts = [number for part in PARTS.split(half) for number in _numbers(part)]
    if len(parts) > most_years:
        raise ValueError(TOO_MANY)
    read: Callable[[str], int] = _units if base == "units" else _fen
    return tuple(read(part) for part in parts)


def _numbers(part: str) -> list[str]:
    """Part years from years where the commas do not part thousands."""
    if not part:
        return []
    grouped = GROUPED.fullmatch(part)
    return [part.replace(",", "")] if grouped else part.split(",")


def _fen(number: str) -> int:
    match = IN_UNITS.fullmatch(number)
    exact = f"{Decimal(match[1]) * UNITS[match[2]]:f}" if match else number
    try:
        return parse_fen(exact.rstrip("0").rstrip(".") if "." in exact else exact)
    except PricingError as error:
        raise ValueError(_what_is_wrong(exact)) from error


def _what_is_wrong(number: str) -> LazyString:
    """Tell a number that is too fine or too large from what is no number."""
    if not PLAIN.fullmatch(number):
        return UNREADABLE
    is_fine = "." in number and len(number.split(".")[1].rstrip("0")) > 2
    return TOO_FINE if is_fine else TOO_LARGE


def _units(number: str) -> int:
    fen = _fen(number)
    if fen % 100:
        raise ValueError(UNREADABLE)
    return fen // 100
