"""The history of an offer in words: who, when, from where, what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _

from market.formats import current_locale, money_exact
from market.formats import day as written_day
from market.formats import moment as written_moment
from market.history import HistoryEntry, Source
from market.licensing.boxes import Text
from market.licensing.models import Lane, OfferState
from market.licensing.wording import lane_name, state_name

NOTHING = "—"
LONGEST_VALUE = 120

ACTIONS: Mapping[str, Text] = {
    "drafted": _("Drafted"),
    "version": _("Terms saved"),
    "texts": _("Texts changed"),
    "draft": _("Back to draft"),
    "checked": _("Checked"),
    "approved": _("Approved"),
    "declared": _("Declaration lodged"),
    "open": _("Opened"),
    "not_announced": _("Not announced"),
    "withdrawn": _("Withdrawn"),
    "revoked": _("Revoked"),
    "ended": _("Ended"),
    "version_checked": _("New version checked"),
    "version_approved": _("New version approved and in force"),
    "version_draft": _("New version back to draft"),
    "consent_recorded": _("Consent recorded"),
    "dossier_written": _("Pricing dossier written"),
    "interest_stated": _("Interest stated"),
    "publicity_begun": _("Publicity begun"),
    "objection_recorded": _("Objection recorded"),
    "publicity_closed": _("Publicity closed"),
    "sent_for_approval": _("Sent for approval"),
    "step_approved": _("Step approved"),
    "step_returned": _("Step returned"),
    "recalled": _("Taken back from approval"),
    "addon_added": _("Help beside the licence added"),
    "addon_changed": _("Help beside the licence changed"),
    "addon_retired": _("Help beside the licence taken off"),
    "agreed": _("Agreed in a negotiation"),
}
SOURCES: Mapping[Source, Text] = {
    Source.WEB: _("web"),
    Source.COMMAND: _("command"),
    Source.WORKER: _("worker"),
}
FIELDS: Mapping[str, Text] = {
    "state": _("State"),
    "lane": _("Lane"),
    "version": _("Newest version"),
    "checked_version": _("Checked version"),
    "approved_version": _("Approved version"),
    "declared_on": _("Lodged on"),
    "lodged_text": _("Text as lodged"),
    "declaration_number": _("Declaration number"),
    "announced_on": _("Announced on"),
    "announced_text": _("Announced text"),
    "opened_at": _("Opened at"),
    "tiers_acknowledged_by_id": _("Prices by class acknowledged"),
    "closed_on": _("Closed on"),
    "closing_number": _("Number of the decision"),
    "closing_reason": _("Reason"),
    "listing_text_zh": _("Listing, in Chinese"),
    "listing_text_en": _("Listing, in English"),
    "declaration_text": _("Added to the declaration"),
    "reason": _("Reason"),
    "round": _("Round"),
    "step": _("Step"),
    "opinion": _("Opinion"),
    "minutes_number": _("Minutes number"),
    "addon_title_zh": _("Title in Chinese"),
    "addon_title_en": _("Title in English"),
    "addon_text_zh": _("What it covers, in Chinese"),
    "addon_text_en": _("What it covers, in English"),
    "addon_price_fen": _("Price"),
    "addon_person_days": _("Person-days"),
    "addon_contact": _("Contact"),
    "negotiation": _("Negotiation"),
    "proposal": _("Proposal"),
}
# Said by the entry itself, or a number that means nothing to a reader.
LEFT_OUT = frozenset({"opened_by_id"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One thing that changed: what it was and what it became, in words."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry of a history as a page shows it."""

    when: datetime
    who: str
    where: str
    what: str
    values: tuple[Value, ...]


def lines(entries: Iterable[HistoryEntry]) -> list[Line]:
    """Return the entries of an offer in the reader's language."""
    return [_line(entry) for entry in entries]


def _line(entry: HistoryEntry) -> Line:
    user = entry.user
    source = str(SOURCES[entry.source])
    return Line(
        when=entry.happened_at,
        who=(user.name or user.email) if user else source,
        where=entry.address or source,
        what=str(ACTIONS.get(entry.action, entry.action.replace("_", " "))),
        values=tuple(_values(entry.before or {}, entry.after or {})),
    )


def _values(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[Value]:
    for name, now in after.items():
        was = before.get(name)
        # Of a first entry, what is still empty says nothing.
        if name not in FIELDS or (not was and not now):
            continue
        yield Value(
            name=str(FIELDS[name]), before=_word(name, was), after=_word(name, now)
        )


def _word(name: str, value: Any) -> str:  # noqa: ANN401  # whatever JSON holds
    if value is None or value == "":
        return NOTHING
    if name == "state":
        return state_name(OfferState(value))
    if name == "lane":
        return lane_name(Lane(value))
    if name.endswith("_on"):
        return written_day(date.fromisoformat(value), current_locale())
    if name.endswith("_at"):
        return written_moment(datetime.fromisoformat(value), current_locale())
    text = money_exact(value, current_locale()) if name.endswith("_fen") else str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
