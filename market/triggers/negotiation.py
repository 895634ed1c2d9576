"""Add-ons and negotiations: what one side put to the other stays as it was put."""

from __future__ import annotations

from market.triggers.trigger import Trigger, changed, never

TRIGGERS = (
    never("proposal", "UPDATE"),
    never("proposal", "DELETE"),
    Trigger(
        name="proposal_while_open",
        table="proposal",
        event="INSERT",
        condition=(
            "EXISTS (SELECT 1 FROM negotiation WHERE id = NEW.negotiation_id"
            " AND state <> 'open')"
        ),
        message="a negotiation that is over takes no more proposals",
    ),
    never("negotiation", "DELETE"),
    Trigger(
        name="negotiation_frozen",
        table="negotiation",
        event="UPDATE",
        condition="OLD.state <> 'open' OR "
        + changed(
            "offer_id", "version_number", "licensee_id", "opened_by_id", "opened_at"
        ),
        message="a negotiation stays as it was opened and closed",
    ),
    never("addon", "DELETE"),
    Trigger(
        name="addon_frozen",
        table="addon",
        event="UPDATE",
        condition="OLD.retired_at IS NOT NULL OR "
        + changed(
            "offer_id",
            "kind",
            "title_zh",
            "title_en",
            "text_zh",
            "text_en",
            "price_fen",
            "person_days",
            "contact",
            "created_at",
        ),
        message="an add-on is retired, never rewritten",
    ),
)
