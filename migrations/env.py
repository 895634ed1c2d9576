"""Run migrations on the engine that the caller gives, triggers set aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context

from market import models, triggers
from market.db import Fen, Instant


def run() -> None:
    """Migrate in one transaction: remove triggers, migrate, install them again."""
    engine: sa.Engine = context.config.attributes["engine"]
    with engine.begin() as connection:
        triggers.remove(connection)
        context.configure(
            connection=connection,
            # Through models, so that every table is known.
            target_metadata=models.accounts.Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=_render_item,
        )
        with context.begin_transaction():
            context.run_migrations()
        triggers.install(connection)


def _render_item(kind: str, item: object, _context: object) -> str | bool:
    """Write our own types as what they are in the database: old migrations stay."""
    if kind == "type" and isinstance(item, sa.Enum):
        return f"sa.String(length={item.length})"
    if kind == "type" and isinstance(item, Fen):
        return "sa.BigInteger()"
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


run()
