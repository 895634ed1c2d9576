"""The life of an offer on one line: what is done, by whom and when, what is to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import gettext as _

from market.formats import current_locale
from market.formats import day as written_day
from market.formats import moment as written_moment
from market.history import HistoryEntry
from market.licensing.life import CLOSED
from market.licensing.models import Lane, Offer, OfferState
from market.licensing.wording import closing_reason, state_name

_TO_OPENING = {
    Lane.OPEN: (
        OfferState.DRAFT,
        OfferState.CHECKED,
        OfferState.APPROVED,
        OfferState.DECLARED,
        OfferState.OPEN,
    ),
    Lane.ORDINARY: (
        OfferState.DRAFT,
        OfferState.CHECKED,
        OfferState.APPROVED,
        OfferState.OPEN,
    ),
}


def timeline_of(
    offer: Offer, entries: Sequence[HistoryEntry]
) -> list[dict[str, str | None]]:
    """Return the states of an offer's life, for the component that draws them.

    Parameters
    ----------
    offer : Offer
        The offer.
    entries : sequence of HistoryEntry
        Its history, the newest first.
    """
    path = list(_path(offer))
    position = path.index(offer.state)
    reached = _reached(entries)
    return [
        {
            "when": _when(offer, state, reached) if index <= position else "",
            "title": state_name(state),
            "text": _told(offer, state, reached) if index <= position else None,
            "state": _mark(index, position, is_last=state in CLOSED),
        }
        for index, state in enumerate(path)
    ]


def _path(offer: Offer) -> tuple[OfferState, ...]:
    usual = _TO_OPENING[offer.lane]
    if offer.state == OfferState.NOT_ANNOUNCED:
        return (*usual[:-1], offer.state)
    return (*usual, offer.state) if offer.state in CLOSED else usual


def _mark(index: int, position: int, *, is_last: bool) -> str:
    if index == position:
        return "done" if is_last else "now"
    return "done" if index < position else "next"


def _reached(entries: Sequence[HistoryEntry]) -> Mapping[str, HistoryEntry]:
    """Return for each state the entry by which the offer last came to it."""
    found: dict[str, HistoryEntry] = {}
    for entry in entries:
        state = (entry.after or {}).get("state")
        if state is not None:
            found.setdefault(state, entry)
    return found


def _when(offer: Offer, state: OfferState, reached: Mapping[str, HistoryEntry]) -> str:
    """Return the day that counts: CNIPA's, where there is one, else that of the act."""
    stated: Mapping[OfferState, date | None] = {
        OfferState.DECLARED: offer.declared_on,
        OfferState.OPEN: offer.announced_on,
        **dict.fromkeys(CLOSED, offer.closed_on),
    }
    day = stated.get(state)
    if day is not None:
        return written_day(day, current_locale())
    entry = reached.get(state.value)
    if entry is not None:
        return written_moment(entry.happened_at, current_locale())
    at = offer.opened_at if state == OfferState.OPEN else None
    if state == OfferState.DRAFT:
        at = offer.created_at
    return written_moment(at, current_locale()) if at else str(_("not recorded"))


def _told(
    offer: Offer, state: OfferState, reached: Mapping[str, HistoryEntry]
) -> str | None:
    """Return who brought the offer there, and what was said."""
    entry = reached.get(state.value)
    parts = []
    if entry is not None and entry.user is not None:
        parts.append(entry.user.name or entry.user.email)
    if state == OfferState.OPEN and offer.declaration_number:
        parts.append(str(_("declaration %(number)s", number=offer.declaration_number)))
    if state in CLOSED:
        parts += [offer.closing_number or "", closing_reason(offer)]
    elif entry is not None:
        parts.append(str((entry.after or {}).get("reason", "")))
    return " · ".join(part for part in parts if part) or None
