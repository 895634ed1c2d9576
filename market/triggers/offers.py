"""Offers and their versions: the order of a life, and what each step makes final."""

from __future__ import annotations

from collections.abc import Iterable

from market.licensing.life import CLOSED, NEXT
from market.licensing.models import OfferState
from market.triggers.trigger import Trigger, changed, frozen, never


def _words(states: Iterable[OfferState]) -> str:
    return ", ".join(f"'{state.value}'" for state in sorted(states))


_FOLLOWS = " OR ".join(
    f"(OLD.lane = '{lane.value}' AND OLD.state = '{state.value}'"
    f" AND NEW.state IN ({_words(after)}))"
    for lane, states in NEXT.items()
    for state, after in states.items()
    if after
)
_NEWEST = "(SELECT MAX(number) FROM offer_version WHERE offer_id = NEW.id)"
_STAYS_OPEN = "OLD.state = 'open' AND NEW.state = 'open'"
_BECOMES = "OLD.state <> NEW.state AND NEW.state"
_STATED = {
    "declared": ("declared_on", "lodged_text"),
    "opened": (
        "declaration_number",
        "announced_on",
        "announced_text",
        "opened_at",
        "opened_by_id",
        "tiers_acknowledged_by_id",
    ),
    "closed": ("closed_on", "closing_number", "closing_reason"),
}


def _stated(name: str, states: str) -> Trigger:
    """Return the trigger by which some columns are written at one step only."""
    return Trigger(
        name=f"offer_{name}_once",
        table="offer",
        event="UPDATE",
        condition=f"NOT ({_BECOMES} IN ({states})) AND ({changed(*_STATED[name])})",
        message=f"what an offer states when {name} is written once, at that step",
    )


TRIGGERS = (
    never("offer_version", "UPDATE"),
    never("offer_version", "DELETE"),
    Trigger(
        name="offer_version_of_what_may_change",
        table="offer_version",
        event="INSERT",
        condition=(
            "NEW.number > 1 AND NOT EXISTS (SELECT 1 FROM offer"
            " WHERE id = NEW.offer_id AND (state = 'draft'"
            " OR (state = 'open' AND lane = 'ordinary')))"
        ),
        message="checked, announced or closed terms take no further version",
    ),
    never("offer", "DELETE"),
    frozen("offer", "organisation_id", "patent_id", "created_at", "is_sample"),
    Trigger(
        name="offer_follows_its_life",
        table="offer",
        event="UPDATE",
        condition=f"NEW.state <> OLD.state AND NOT ({_FOLLOWS})",
        message="this state does not follow that one in the life of an offer",
    ),
    Trigger(
        name="offer_step_complete",
        table="offer",
        event="UPDATE",
        condition=(
            f"({_BECOMES} = 'checked' AND NEW.checked_version IS NULL)"
            f" OR ({_BECOMES} = 'approved' AND NEW.approved_version IS NULL)"
            f" OR ({_BECOMES} = 'declared'"
            " AND (NEW.declared_on IS NULL OR NEW.lodged_text IS NULL))"
            f" OR ({_BECOMES} = 'open'"
            " AND (NEW.opened_at IS NULL OR NEW.opened_by_id IS NULL))"
            f" OR ({_BECOMES} = 'open' AND NEW.lane = 'open' AND"
            " (NEW.declaration_number IS NULL OR NEW.announced_on IS NULL"
            " OR NEW.announced_text IS NULL))"
            f" OR ({_BECOMES} IN ({_words(CLOSED)}) AND NEW.closed_on IS NULL)"
        ),
        message="a step in the life of an offer states its day and its grounds",
    ),
    Trigger(
        name="offer_lane_of_drafts",
        table="offer",
        event="UPDATE",
        condition="NEW.lane <> OLD.lane"
        " AND NOT (OLD.state = 'draft' AND NEW.state = 'draft')",
        message="only a draft changes its lane",
    ),
    Trigger(
        name="offer_checked_as_newest",
        table="offer",
        event="UPDATE",
        condition=f"({changed('checked_version')}) AND NOT ("
        "(NEW.state = 'draft' AND NEW.checked_version IS NULL)"
        " OR (OLD.state = 'draft' AND NEW.state = 'checked'"
        f" AND NEW.checked_version IS NOT DISTINCT FROM {_NEWEST})"
        f" OR ({_STAYS_OPEN} AND NEW.lane = 'ordinary' AND"
        f" (NEW.checked_version IS NOT DISTINCT FROM {_NEWEST}"
        " OR NEW.checked_version IS NOT DISTINCT FROM NEW.approved_version)))",
        message="what is checked is the newest version",
    ),
    Trigger(
        name="offer_approved_as_checked",
        table="offer",
        event="UPDATE",
        condition=f"({changed('approved_version')}) AND NOT ("
        "(NEW.state = 'draft' AND NEW.approved_version IS NULL)"
        " OR (OLD.state = 'checked' AND NEW.state = 'approved'"
        " AND NEW.approved_version IS NOT DISTINCT FROM OLD.checked_version)"
        f" OR ({_STAYS_OPEN} AND NEW.lane = 'ordinary'"
        " AND NEW.approved_version IS NOT DISTINCT FROM OLD.checked_version"
        f" AND NEW.approved_version IS NOT DISTINCT FROM {_NEWEST}))",
        message="what is approved is what was checked",
    ),
    _stated("declared", "'declared'"),
    _stated("opened", "'open'"),
    _stated("closed", _words(CLOSED)),
    Trigger(
        name="offer_declaration_of_drafts",
        table="offer",
        event="UPDATE",
        condition=f"NEW.state <> 'draft' AND ({changed('declaration_text')})",
        message="the text of a declaration stays as it was checked",
    ),
    Trigger(
        name="offer_closed_as_it_was",
        table="offer",
        event="UPDATE",
        condition=f"OLD.state IN ({_words(CLOSED)})"
        f" AND ({changed('listing_text_zh', 'listing_text_en')})",
        message="a closed offer keeps its texts",
    ),
    never("reservation", "UPDATE"),
    never("reservation", "DELETE"),
)
