"""What the header offers: the pages that the reader's roles may open."""

from __future__ import annotations

from typing import NamedTuple

from flask import Flask, current_app, request, url_for
from flask_babel import lazy_gettext as _

from market.accounts.models import RoleName
from market.accounts.policies import Actor, actor, policy_of
from market.approval.worklist import Decider, waiting_ids
from market.db import session
from market.i18n import locale
from market.negotiation.queries import has_any


class Item(NamedTuple):
    """One entry of the header."""

    url: str
    label: str
    is_current: bool


WORKLIST, TALKS = "deciding.worklist", "negotiation.ours"
# The order of the header. Each entry shows where the route's own policy allows it.
PAGES = (
    ("search.results", _("Find technology")),
    ("zones.every", _("Zones")),
    ("licences.ours", _("Our licences")),
    ("negotiation.ours", _("Negotiations")),
    ("catalogue.patents", _("Patents")),
    ("screening.worklist", _("Screening")),
    ("licensing.offers", _("Offers")),
    ("deciding.worklist", _("To decide")),
    ("licences.office", _("Licences")),
    ("payments.transfers", _("Transfers")),
    ("scenarios.overview", _("Policy simulation")),
    ("operator.organisations", _("Organisations")),
    ("curator.mine", _("Our zones")),
    ("synonyms.groups", _("Synonyms")),
    ("organisation.show", _("Our organisation")),
)


def register(app: Flask) -> None:
    """Give every page its navigation and the name of the reader's organisation."""
    app.context_processor(
        lambda: {"nav_items": _items(actor()), "identity": _identity(actor())}
    )


def _items(who: Actor | None) -> list[Item]:
    items = []
    for endpoint, label in PAGES:
        if not _allows(endpoint, who):
            continue
        is_current = request.endpoint == endpoint
        count = _waiting(who) if endpoint == WORKLIST else None
        # Without anything to decide a worklist would only fill the header.
        is_empty = count == 0 or (endpoint == TALKS and not _talks(who))
        if is_empty and not is_current:
            continue
        text = _("To decide (%(count)s)", count=count) if count else label
        items.append(Item(url_for(endpoint), str(text), is_current))
    return items


def _waiting(who: Actor | None) -> int:
    """Count what waits for the reader's decision."""
    if who is None or who.organisation is None:
        return 0
    decider = Decider(
        organisation_id=who.organisation.id,
        user_id=who.user.id,
        as_admin=RoleName.OFFICE_ADMIN in who.roles,
    )
    return len(waiting_ids(session(), decider))


def _talks(who: Actor | None) -> bool:
    if who is None or who.organisation is None:
        return False
    return has_any(session(), who.organisation.id)


def _allows(endpoint: str, who: Actor | None) -> bool:
    stated = policy_of(current_app, endpoint)
    return stated is not None and stated.allows(who)


def _identity(who: Actor | None) -> str | None:
    if who is None or who.organisation is None:
        return None
    return who.organisation.name(locale())
