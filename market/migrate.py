"""``flask db``: bring the database to the schema of this version, or back."""

from __future__ import annotations

from pathlib import Path

import click
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from flask import current_app
from flask.cli import AppGroup

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"

db_commands = AppGroup("db", help="Migrate the database.")


def configuration(engine: sa.Engine) -> Config:
    """Return Alembic's configuration for an engine."""
    config = Config(attributes={"engine": engine})
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


@db_commands.command("upgrade")
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Migrate up; safe to repeat."""
    command.upgrade(configuration(current_app.extensions["engine"]), revision)
    click.echo(f"The database is at {revision}.")


@db_commands.command("downgrade")
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Migrate down to a revision, or to "base"."""
    command.downgrade(configuration(current_app.extensions["engine"]), revision)
    click.echo(f"The database is at {revision}.")
