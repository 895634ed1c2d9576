"""What the database itself refuses, on SQLite and PostgreSQL alike.

The list is the one place of all triggers. Migrations run between ``remove`` and
``install``, because a batch ALTER on SQLite drops triggers without a word.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class Trigger:
    """Refuse an event on a table when a condition holds.

    The condition is SQL that both databases read; OLD and NEW are the rows.
    """

    name: str
    table: str
    event: str
    condition: str
    message: str


def _never(table: str, event: str) -> Trigger:
    return Trigger(
        name=f"{table}_no_{event.lower()}",
        table=table,
        event=event,
        condition="TRUE",
        message=f"rows of {table} are kept for ever",
    )


def _changed(*columns: str) -> str:
    # As text, because PostgreSQL knows no equality of JSON.
    return " OR ".join(
        f"CAST(NEW.{column} AS TEXT) IS DISTINCT FROM CAST(OLD.{column} AS TEXT)"
        for column in columns
    )


def _frozen(table: str, *columns: str) -> Trigger:
    return Trigger(
        name=f"{table}_frozen",
        table=table,
        event="UPDATE",
        condition=_changed(*columns),
        message=f"{table}: the past is not edited",
    )


_UNBALANCED = (
    "NEW.posted AND ((SELECT COUNT(*) FROM leg WHERE journal_id = NEW.id) < 2"
    " OR EXISTS (SELECT 1 FROM leg WHERE journal_id = NEW.id"
    " GROUP BY currency HAVING SUM(amount_fen) <> 0))"
)

TRIGGERS = (
    _never("offer_version", "UPDATE"),
    _never("offer_version", "DELETE"),
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
        + _changed(
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
    _frozen(
        "licence",
        "offer_id",
        "offer_version_id",
        "licensor_id",
        "licensee_id",
        "patent_id",
        "lane",
        "terms_json",
        "terms_sha256",
        "size_class",
        "size_statement",
        "quality_class",
        "province",
        "confirmed_terms",
        "authority",
        "noticed_at",
        "noticed_by_id",
        "is_sample",
    ),
    Trigger(
        name="licence_begins_noticed",
        table="licence",
        event="INSERT",
        condition="NEW.state <> 'noticed' OR NEW.effective_on IS NOT NULL",
        message="a licence begins with its notice",
    ),
    Trigger(
        name="licence_in_force_paid",
        table="licence",
        event="UPDATE",
        condition=(
            "NEW.state <> 'noticed' AND (NEW.effective_on IS NULL OR EXISTS"
            " (SELECT 1 FROM due WHERE licence_id = NEW.id"
            " AND is_entry AND paid_on IS NULL))"
        ),
        message="no licence is in force before its first due is paid",
    ),
    Trigger(
        name="licence_never_back",
        table="licence",
        event="UPDATE",
        condition="OLD.state <> 'noticed' AND NEW.state = 'noticed'",
        message="a licence does not go back to its notice",
    ),
    Trigger(
        name="licence_effective_once",
        table="licence",
        event="UPDATE",
        condition=(
            "OLD.effective_on IS NOT NULL"
            " AND NEW.effective_on IS DISTINCT FROM OLD.effective_on"
        ),
        message="the effective date of a licence is set once",
    ),
    _never("licence", "DELETE"),
    _frozen(
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
    _never("due", "DELETE"),
    _never("transfer_report", "UPDATE"),
    _never("transfer_report", "DELETE"),
    _frozen(
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
    _never("bank_line", "DELETE"),
    _frozen("account", "code", "kind", "organisation_id", "licence_id"),
    _never("account", "DELETE"),
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
    _never("journal", "DELETE"),
    Trigger(
        name="leg_on_unposted_journal",
        table="leg",
        event="INSERT",
        condition="(SELECT posted FROM journal WHERE id = NEW.journal_id)",
        message="a posted journal takes no more legs",
    ),
    _never("leg", "UPDATE"),
    _never("leg", "DELETE"),
)


def install(connection: sa.Connection) -> None:
    """Create every trigger whose table exists."""
    tables = set(sa.inspect(connection).get_table_names())
    for trigger in TRIGGERS:
        if trigger.table in tables:
            for statement in _creation(trigger, connection.dialect.name):
                connection.exec_driver_sql(statement)


def remove(connection: sa.Connection) -> None:
    """Drop every trigger, so that migrations may rebuild the tables."""
    for name, table in installed(connection):
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        else:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}" ON "{table}"')
            connection.exec_driver_sql(f'DROP FUNCTION IF EXISTS "{name}"()')


def installed(connection: sa.Connection) -> set[tuple[str, str]]:
    """Return the triggers that the database has: pairs of name and table."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = (
            "SELECT tgname, relname FROM pg_trigger"
            " JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal"
        )
    rows = connection.exec_driver_sql(query).all()
    return {(str(name), str(table)) for name, table in rows}


def _creation(trigger: Trigger, dialect: str) -> list[str]:
    head = (
        f'CREATE TRIGGER "{trigger.name}" BEFORE {trigger.event} ON "{trigger.table}"'
    )
    if dialect == "sqlite":
        refuse = f"SELECT RAISE(ABORT, '{trigger.message}')"
        return [f"{head} WHEN {trigger.condition} BEGIN {refuse}; END"]
    row = "OLD" if trigger.event == "DELETE" else "NEW"
    function = (
        f'CREATE FUNCTION "{trigger.name}"() RETURNS trigger LANGUAGE plpgsql AS $$'
        f" BEGIN IF {trigger.condition} THEN RAISE EXCEPTION '{trigger.message}'"
        f" USING ERRCODE = 'check_violation'; END IF; RETURN {row}; END $$"
    )
    return [function, f'{head} FOR EACH ROW EXECUTE FUNCTION "{trigger.name}"()']
