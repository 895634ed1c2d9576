"""A question as an address puts it: who asks, what it expects, from which day on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel.speaklater import LazyString

from market.accounts.models import Organisation
from market.quotes.costs import base_of, beginning, licence_years
from market.quotes.firm import BOXES, Firm, firm
from market.quotes.forecast import CAPITAL, FIRST_SALE, KEYS, Forecast, forecast
from pricing.plan import royalty_base
from pricing.terms import Terms

# What an address keeps of a question, so that a link puts it again.
NAMES = ("size", *BOXES, *KEYS.values(), FIRST_SALE, CAPITAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who asks and what that firm expects.

    Attributes
    ----------
    firm, forecast
        As far as they could be read.
    errors : dict
        What is wrong, by the key of the box, in the order of the page.
    query : dict
        The part of the address that asks the same again.
    """

    firm: Firm
    forecast: Forecast
    errors: dict[str, LazyString | str]
    query: dict[str, str]

    @property
    def typed(self) -> dict[str, str]:
        """What stands in each box, by its key."""
        return self.firm.typed | self.forecast.typed


def asked_of(
    arguments: Mapping[str, str],
    organisation: Organisation | None,
    *,
    terms: tuple[Terms, ...],
    day: date,
) -> Asked:
    """Read a question about one or several terms from the address of a page.

    Parameters
    ----------
    arguments : mapping
        As `firm.firm` and `forecast.forecast` name them; any may be missing.
    organisation : Organisation or None
        Whose own statements count where nothing is asked for.
    terms : tuple of Terms
        What is asked about.
    day : date
        Day of the question; a licence begins no sooner.
    """
    starts = [beginning(each, day) for each in terms]
    who = firm(arguments, organisation, terms=terms, day=day)
    expected = forecast(
        arguments,
        size=who.licensee.size,
        base=shared_base(terms),
        years=max(map(licence_years, terms, starts)),
        starts_on=min(starts),
    )
    return Asked(
        firm=who,
        forecast=expected,
        errors={**who.errors, **expected.errors},
        query=query_of(arguments),
    )


def shared_base(terms: tuple[Terms, ...]) -> str | None:
    """Return what a forecast for several terms counts: the first royalty's base."""
    royalties = filter(None, map(royalty_base, terms))
    return next(royalties, None) or next(filter(None, map(base_of, terms)), None)


def query_of(arguments: Mapping[str, str]) -> dict[str, str]:
    """Return what an address says of a question, without empty boxes."""
    return {name: arguments[name] for name in NAMES if arguments.get(name, "").strip()}
