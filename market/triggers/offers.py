"""Offers and their versions: what was announced or posted stays."""

from __future__ import annotations

from market.triggers.trigger import Trigger, changed, never

TRIGGERS = (
    never("offer_version", "UPDATE"),
    never("offer_version", "DELETE"),
    Trigger(
        name="offer_version_before_announcement",
        table="offer_version",
        event="INSERT",
        condition=(
            "NEW.number > 1 AND EXISTS (SELECT 1 FROM offer WHERE id = NEW.offer_id"
            " AND lane = 'open' AND state <> 'draft')"
        ),
        message="announced terms take no further version",
    ),
    Trigger(
        name="offer_frozen_once_open",
        table="offer",
        event="UPDATE",
        condition="OLD.state <> 'draft' AND (NEW.state = 'draft' OR "
        + changed(
            "lane",
            "organisation_id",
            "patent_id",
            "declaration_number",
            "announced_on",
            "announced_text",
            "opened_at",
            "opened_by_id",
        )
        + ")",
        message="an open offer stays as it was announced or posted",
    ),
)
