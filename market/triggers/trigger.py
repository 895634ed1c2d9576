"""Triggers that refuse an event or write after it; the statements that create them."""

from __future__ import annotations

from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True)
class Follower:
    """Write after an event on a table when a condition holds, in its transaction.

    The condition and the statement are SQL that both databases read; OLD and NEW are
    the rows. PostgreSQL takes no subquery in the condition. `columns` are those of
    which an UPDATE is followed; `writes_to` is the table that must be there.
    """

    name: str
    table: str
    event: str
    condition: str
    statement: str
    writes_to: str
    columns: tuple[str, ...] = ()


def never(table: str, event: str) -> Trigger:
    """Return the trigger that refuses an event on every row of a table."""
    return Trigger(
        name=f"{table}_no_{event.lower()}",
        table=table,
        event=event,
        condition="TRUE",
        message=f"rows of {table} are kept for ever",
    )


def changed(*columns: str) -> str:
    """Return the condition that one of the columns is about to change."""
    # As text, because PostgreSQL knows no equality of JSON.
    return " OR ".join(
        f"CAST(NEW.{column} AS TEXT) IS DISTINCT FROM CAST(OLD.{column} AS TEXT)"
        for column in columns
    )


def frozen(table: str, *columns: str) -> Trigger:
    """Return the trigger that refuses a change of the columns."""
    return Trigger(
        name=f"{table}_frozen",
        table=table,
        event="UPDATE",
        condition=changed(*columns),
        message=f"{table}: the past is not edited",
    )


def creation(trigger: Trigger | Follower, dialect: str) -> list[str]:
    """Return the statements that create a trigger on "sqlite" or "postgresql"."""
    if isinstance(trigger, Follower):
        return _following(trigger, dialect)
    return _refusing(trigger, dialect)


def _refusing(trigger: Trigger, dialect: str) -> list[str]:
    head = (
        f'CREATE TRIGGER "{trigger.name}" BEFORE {trigger.event} ON "{trigger.table}"'
    )
    if dialect == "sqlite":
        refuse = f"SELECT RAISE(ABORT, '{trigger.message}')"
        return [f"{head} WHEN {trigger.condition} BEGIN {refuse}; END"]
    row = "OLD" if trigger.event == "DELETE" else "NEW"
    body = (
        f"IF {trigger.condition} THEN RAISE EXCEPTION '{trigger.message}'"
        f" USING ERRCODE = 'check_violation'; END IF; RETURN {row};"
    )
    return [
        _function(trigger.name, body),
        f'{head} FOR EACH ROW EXECUTE FUNCTION "{trigger.name}"()',
    ]


def _following(trigger: Follower, dialect: str) -> list[str]:
    of = f" OF {', '.join(trigger.columns)}" if trigger.columns else ""
    head = (
        f'CREATE TRIGGER "{trigger.name}" AFTER {trigger.event}{of}'
        f' ON "{trigger.table}" FOR EACH ROW WHEN ({trigger.condition})'
    )
    if dialect == "sqlite":
        return [f"{head} BEGIN {trigger.statement}; END"]
    return [
        _function(trigger.name, f"{trigger.statement}; RETURN NULL;"),
        f'{head} EXECUTE FUNCTION "{trigger.name}"()',
    ]


def _function(name: str, body: str) -> str:
    return (
        f'CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$'
        f" BEGIN {body} END $$"
    )
