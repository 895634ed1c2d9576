"""What the database itself refuses and logs, on SQLite and PostgreSQL alike.

The lists of this package are the one place of all triggers. Migrations run between
``remove`` and ``install``, because a batch ALTER on SQLite drops triggers without a
word.
"""

from __future__ import annotations

import sqlalchemy as sa

from market.triggers import (
    cases,
    licences,
    negotiation,
    offers,
    payments,
    records,
    search,
)
from market.triggers.trigger import Follower, Trigger, creation

REFUSING = (
    *records.TRIGGERS,
    *offers.TRIGGERS,
    *licences.TRIGGERS,
    *payments.TRIGGERS,
    *cases.TRIGGERS,
    *negotiation.TRIGGERS,
)
TRIGGERS: tuple[Trigger | Follower, ...] = (*REFUSING, *search.TRIGGERS)


def install(connection: sa.Connection) -> None:
    """Create every trigger whose tables exist."""
    tables = set(sa.inspect(connection).get_table_names())
    for trigger in TRIGGERS:
        if {trigger.table, getattr(trigger, "writes_to", trigger.table)} <= tables:
            for statement in creation(trigger, connection.dialect.name):
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
