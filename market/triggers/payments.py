"""Dues, transfers and the ledger: the past is not edited, and legs balance."""

from __future__ import annotations

from market.triggers.trigger import Trigger, frozen, never

_UNBALANCED = (
    "NEW.posted AND ((SELECT COUNT(*) FROM leg WHERE journal_id = NEW.id) < 2"
    " OR EXISTS (SELECT 1 FROM leg WHERE journal_id = NEW.id"
    " GROUP BY currency HAVING SUM(amount_fen) <> 0))"
)

TRIGGERS = (
    frozen(
        "due",
        "licence_id",
        "number",
        "stage",
        "kind",
        "amount_fen",
        "lines",
        "remittance_code",
        "is_entry",
        "created_at",
    ),
    Trigger(
        name="due_dated_once",
        table="due",
        event="UPDATE",
        # An entry due gets its date when the licence begins, and keeps it.
        condition=(
            "NEW.due_on IS DISTINCT FROM OLD.due_on AND (NOT OLD.is_entry OR EXISTS"
            " (SELECT 1 FROM licence WHERE id = OLD.licence_id"
            " AND state <> 'noticed'))"
        ),
        message="the date of a due is set once",
    ),
    Trigger(
        name="due_paid_once",
        table="due",
        event="UPDATE",
        condition=(
            "OLD.paid_on IS NOT NULL AND NEW.paid_on IS DISTINCT FROM OLD.paid_on"
        ),
        message="a due is paid once",
    ),
    never("due", "DELETE"),
    never("transfer_report", "UPDATE"),
    never("transfer_report", "DELETE"),
    frozen(
        "bank_line",
        "organisation_id",
        "bank",
        "statement_number",
        "value_on",
        "amount_fen",
        "payer_name",
        "entered_by_id",
        "entered_at",
    ),
    Trigger(
        name="bank_line_applied_once",
        table="bank_line",
        event="UPDATE",
        condition=(
            "OLD.is_applied"
            " AND (NOT NEW.is_applied OR NEW.due_id IS DISTINCT FROM OLD.due_id)"
        ),
        message="a bank line is applied once",
    ),
    never("bank_line", "DELETE"),
    frozen("account", "code", "kind", "organisation_id", "licence_id"),
    never("account", "DELETE"),
    Trigger(
        name="journal_begins_unposted",
        table="journal",
        event="INSERT",
        condition="NEW.posted",
        message="a journal begins unposted",
    ),
    Trigger(
        name="journal_posts_balanced",
        table="journal",
        event="UPDATE",
        condition=_UNBALANCED,
        message="a journal is posted with at least two legs that sum to zero",
    ),
    Trigger(
        name="journal_only_posts",
        table="journal",
        event="UPDATE",
        condition=(
            "OLD.posted OR NOT NEW.posted"
            " OR NEW.kind IS DISTINCT FROM OLD.kind"
            " OR NEW.due_id IS DISTINCT FROM OLD.due_id"
            " OR NEW.bank_line_id IS DISTINCT FROM OLD.bank_line_id"
            " OR NEW.reverses_id IS DISTINCT FROM OLD.reverses_id"
            " OR NEW.happened_on IS DISTINCT FROM OLD.happened_on"
            " OR NEW.recorded_at IS DISTINCT FROM OLD.recorded_at"
        ),
        message="a journal changes only by being posted",
    ),
    never("journal", "DELETE"),
    Trigger(
        name="leg_on_unposted_journal",
        table="leg",
        event="INSERT",
        condition="(SELECT posted FROM journal WHERE id = NEW.journal_id)",
        message="a posted journal takes no more legs",
    ),
    never("leg", "UPDATE"),
    never("leg", "DELETE"),
)
