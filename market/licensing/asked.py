"""A question as an address puts it: who asks, what it expects, from which day on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel.speaklater import LazyString

from market.accounts.models import Organisation
from market.licensing.costs import base_of, beginning, licence_years
from market.licensing.firm import BOXES, Firm, firm
from market.licensing.forecast import CAPITAL, FIRST_SALE, KEYS, Forecast, forecast
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
    terms: Terms,
    day: date,
) -> Asked:
    """Read a question about terms from the address of a page.

    Parameters
    ----------
    arguments : mapping
        As `firm.firm` and `forecast.forecast` name them; any may be missing.
    organisation : Organisation or None
        Whose own statements count where nothing is asked for.
    terms : Terms
        What is asked about.
    day : date
        Day of the question; a licence begins no sooner.
    """
    starts_on = beginning(terms, day)
    who = firm(arguments, organisation, terms=(terms,), day=day)
    expected = forecast(
        arguments,
        size=who.licensee.size,
        base=base_of(terms),
        years=licence_years(terms, starts_on),
        starts_on=starts_on,
    )
    return Asked(
        firm=who,
        forecast=expected,
        errors={**who.errors, **expected.errors},
        query=query_of(arguments),
    )


def query_of(arguments: Mapping[str, str]) -> dict[str, str]:
    """Return what an address says of a question, without empty boxes."""
    return {name: arguments[name] for name in NAMES if arguments.get(name, "").strip()}
