"""The database: column types, the session of a request, the one way to commit.

A session reads until a view opens ``transaction()``. Reads begin with ``BEGIN`` under
``query_only`` on SQLite and ``READ ONLY`` on PostgreSQL; writes begin with ``BEGIN
IMMEDIATE`` on SQLite. A safe request (GET, HEAD, OPTIONS) never gets a writing
transaction, so the database itself refuses a state change by GET.
"""

from __future__ import annotations

import enum
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import sqlalchemy as sa
from flask import Flask, current_app, g, has_request_context, request
from sqlalchemy import event
from sqlalchemy.orm import DeclarativeBase, Session

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Fen(sa.types.TypeDecorator[int]):
    """Money in whole fen: BIGINT, and a Python int back, also from sums [fen]."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, _dialect: sa.Dialect) -> int | None:
        """Refuse everything but a whole number: a float never holds money."""
        if value is not None and (
            isinstance(value, bool) or not isinstance(value, int)
        ):
            raise TypeError(f"{value!r} is not whole fen. Round once, in pricing.")
        return value

    def process_result_value(self, value: object, _dialect: sa.Dialect) -> int | None:
        """Give an int: PostgreSQL returns the sum of BIGINT as a Decimal."""
        return None if value is None else int(str(value))


class Instant(sa.types.TypeDecorator[datetime]):
    """An aware instant, stored in UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, _dialect: sa.Dialect
    ) -> datetime | None:
        """Refuse a naive time and store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError(f"{value} has no time zone. Take market.clock.now_utc().")
        return value.astimezone(UTC)

    def process_result_value(
        self, value: datetime | None, _dialect: sa.Dialect
    ) -> datetime | None:
        """Give an aware time back: SQLite forgets the zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value


Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def words(kind: type[enum.StrEnum]) -> sa.Enum:
    """Return the column type that stores the words of an enumeration.

    The database holds no CHECK on them: a later word would need a batch ALTER, which
    drops triggers on SQLite. SQLAlchemy refuses unknown words.
    """
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        validate_strings=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """The models of every subject; constraint names are fixed for migrations."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class MarketSession(Session):
    """Reads until it is told to write."""

    writing = False

    def get_bind(self, *_args: object, **_kwargs: object) -> sa.Engine:
        """Choose how the next transaction begins."""
        name = "engine" if self.writing else "reading_engine"
        engine: sa.Engine = current_app.extensions[name]
        return engine


def connect_database(app: Flask) -> None:
    """Give an application its engine; sessions end with the application context."""
    engine = make_engine(app.config["DATABASE_URL"])
    app.extensions["engine"] = engine
    app.extensions["reading_engine"] = engine.execution_options(reading=True)
    app.teardown_appcontext(_close_session)


def make_engine(url: str) -> sa.Engine:
    """Return an engine with explicit transactions on SQLite and PostgreSQL."""
    # What people typed, and the hashes of passwords, do not belong in a log.
    engine = sa.create_engine(_with_driver(url), hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)
    return engine


def _with_driver(url: str) -> sa.URL:
    parsed = sa.make_url(url)
    if parsed.drivername in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # SQLAlchemy's begin event sends BEGIN itself, so the driver must not.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "busy_timeout=10000",
        "foreign_keys=ON",
        # The last commit must survive a power cut: it may be a payment.
        "synchronous=FULL",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: sa.Connection) -> None:
    if connection.get_execution_options().get("reading", False):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def session() -> MarketSession:
    """Return the session of this application context, reading."""
    if "session" not in g:
        g.session = MarketSession()
    current: MarketSession = g.session
    return current


@contextmanager
def transaction() -> Iterator[MarketSession]:
    """Write: commit when the block ends, roll back when it raises.

    Operations receive this session and never commit: the view, the command or the
    task decides. What was read before is read again inside, under the lock.
    """
    current = session()
    current.rollback()
    current.writing = not (has_request_context() and request.method in SAFE_METHODS)
    try:
        yield current
        current.commit()
    finally:
        current.rollback()
        current.writing = False


def _close_session(_error: BaseException | None) -> None:
    current = g.pop("session", None)
    if current is not None:
        current.close()
