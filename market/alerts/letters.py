"""The mail of a saved search: what is new, what it costs, how to end such mails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import force_locale

from market.accounts.letters import letter
from market.accounts.models import Organisation
from market.accounts.outbox import Letter
from market.alerts.models import SavedSearch
from market.alerts.queries import asked_of
from market.ladders import view
from market.licensing.models import Offer
from market.licensing.queries import terms_of
from market.licensing.wording import title
from market.quotes.firm import usual_licensee, usual_size
from market.search.asked import address_of
from pricing.ladder import ladder

# A longer list nobody reads; the rest is behind the link.
MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One new offer in a mail."""

    title: str
    office: str
    ipc: str
    price: str
    link: str


def written(search: SavedSearch, offers: Sequence[Offer]) -> Letter:
    """Write what is new, in the language and for the size of firm of the saver."""
    locale = search.user.locale or search.locale
    with force_locale(locale):
        lines = [_line(search, each, locale) for each in offers[:MOST_TOLD]]
    return letter(
        "saved_search",
        locale,
        name=search.name,
        count=len(offers),
        lines=lines,
        more=len(offers) - len(lines),
        link=link(search, "search.results", **address_of(asked_of(search))),
        searches=link(search, "alerts.mine"),
        end=ending_link(search),
    )


def headers(search: SavedSearch) -> dict[str, str]:
    """Return the headers by which a mail program ends the mails with one press.

    Source: RFC 2369, section 3.2; RFC 8058, section 3.1.
    """
    return {
        "List-Unsubscribe": f"<{ending_link(search)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def ending_link(search: SavedSearch) -> str:
    """Return the address that ends the mails of a search, for whoever has the mail."""
    return link(search, "alerts.ending", key=search.key)


def link(search: SavedSearch, endpoint: str, **values: object) -> str:
    """Return the address of a page where the search was saved; no request is needed."""
    site = urlsplit(search.site)
    bound = current_app.url_map.bind(
        site.netloc, script_name=site.path or "/", url_scheme=site.scheme
    )
    return bound.build(endpoint, values, force_external=True)


def _line(search: SavedSearch, offer: Offer, locale: str) -> Line:
    reader = _organisation(search)
    licensee = usual_licensee(usual_size(reader), reader)
    return Line(
        title=title(offer.patent),
        office=offer.organisation.name(locale),
        ipc=offer.patent.ipc or "",
        price=view(ladder(terms_of(offer.version), licensee), locale).range,
        link=link(search, "licensing.listing", offer_id=offer.id),
    )


def _organisation(search: SavedSearch) -> Organisation | None:
    memberships = search.user.memberships
    return memberships[0].organisation if memberships else None
