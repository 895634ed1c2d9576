"""The case of an offer: what was stated and decided stays."""

from __future__ import annotations

from market.triggers.trigger import Trigger, changed, never

KEPT = (
    "approval_decision",
    "dossier",
    "dossier_attachment",
    "objection",
    "consent",
    "conflict_statement",
)

TRIGGERS = (
    *(never(table, event) for table in KEPT for event in ("UPDATE", "DELETE")),
    never("approval_round", "DELETE"),
    never("publicity", "DELETE"),
    Trigger(
        name="approval_round_frozen",
        table="approval_round",
        event="UPDATE",
        condition="OLD.finished_at IS NOT NULL OR OLD.state <> 'pending' OR "
        + changed(
            "offer_id",
            "number",
            "version_number",
            "steps",
            "sent_by_id",
            "sent_at",
        ),
        message="a round of approval stays as it was sent and ended",
    ),
    Trigger(
        name="approval_decision_while_pending",
        table="approval_decision",
        event="INSERT",
        condition=(
            "EXISTS (SELECT 1 FROM approval_round WHERE id = NEW.round_id"
            " AND state <> 'pending')"
        ),
        message="a round that has ended takes no more decisions",
    ),
    Trigger(
        name="publicity_frozen",
        table="publicity",
        event="UPDATE",
        condition="OLD.closed_at IS NOT NULL OR "
        + changed(
            "offer_id",
            "version_number",
            "starts_on",
            "ends_on",
            "place",
            "attachment_id",
            "begun_by_id",
            "begun_at",
        ),
        message="a publicity stays as it was begun and closed",
    ),
    Trigger(
        name="objection_while_public",
        table="objection",
        event="INSERT",
        condition=(
            "EXISTS (SELECT 1 FROM publicity WHERE id = NEW.publicity_id"
            " AND closed_at IS NOT NULL)"
        ),
        message="a publicity that is closed takes no more objections",
    ),
)
