"""What the header offers: the pages that the reader's roles may open."""

from __future__ import annotations

from typing import NamedTuple

from flask import Flask, current_app, request, url_for
from flask_babel import lazy_gettext as _

from market.accounts.policies import Actor, actor, policy_of
from market.i18n import locale


class Item(NamedTuple):
    """One entry of the header."""

    url: str
    label: str
    is_current: bool


# The order of the header. Each entry shows where the route's own policy allows it.
PAGES = (
    ("search.results", _("Find technology")),
    ("licences.ours", _("Our licences")),
    ("catalogue.patents", _("Patents")),
    ("licensing.offers", _("Offers")),
    ("licences.office", _("Licences")),
    ("payments.transfers", _("Transfers")),
    ("scenarios.overview", _("Policy simulation")),
    ("operator.organisations", _("Organisations")),
    ("organisation.show", _("Our organisation")),
)


def register(app: Flask) -> None:
    """Give every page its navigation and the name of the reader's organisation."""
    app.context_processor(
        lambda: {"nav_items": _items(actor()), "identity": _identity(actor())}
    )


def _items(who: Actor | None) -> list[Item]:
    return [
        Item(url_for(endpoint), str(label), request.endpoint == endpoint)
        for endpoint, label in PAGES
        if _allows(endpoint, who)
    ]


def _allows(endpoint: str, who: Actor | None) -> bool:
    stated = policy_of(current_app, endpoint)
    return stated is not None and stated.allows(who)


def _identity(who: Actor | None) -> str | None:
    if who is None or who.organisation is None:
        return None
    return who.organisation.name(locale())
