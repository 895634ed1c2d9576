"""``flask demo``: load the labelled sample, serve it."""

from __future__ import annotations

import sys

import click
from alembic import command
from flask import current_app
from flask.cli import AppGroup
from flask_security import hash_password

from market import clock
from market.db import transaction
from market.demo import load, serve
from market.history import Author, Source
from market.migrate import configuration
from market.search.feed import feed_now
from market.search.operations import begin_synonyms

demo_commands = AppGroup("demo", help="Sample data, and a server to look at it.")

INTRODUCTION = """
Openlicence (专利开放许可对接平台): http://127.0.0.1:{port}/
Sample data only: institutions, patents and offers are invented.

Accounts, all with the password  {password}
{accounts}

Press Ctrl+C to stop server and worker.
"""


@demo_commands.command("load")
def load_sample() -> None:
    """Load the labelled sample; what is there already stays as it is."""
    _migrate()
    click.echo(_load())


@demo_commands.command("serve")
@click.option("--port", default=8000, type=click.IntRange(1, 65_535))
def serve_demo(port: int) -> None:
    """Migrate, load the sample, and run server and worker until stopped."""
    if not serve.is_free(port):
        click.echo(f"Port {port} is in use. Choose another: make demo PORT=8001")
        sys.exit(1)
    _migrate()
    _load()
    processes = serve.start(port)
    serve.wait_until_served(port)
    click.echo(_introduction(port))
    sys.exit(serve.wait(processes))


def _load() -> str:
    password_hash = hash_password(load.PASSWORD)
    with transaction() as session:
        said = load.sample(
            session, password_hash=password_hash, loaded_at=clock.now_utc()
        )
        begin_synonyms(
            session, Author(happened_at=clock.now_utc(), source=Source.COMMAND)
        )
    feed_now()  # Where a worker runs already, it does.
    return said


def _migrate() -> None:
    command.upgrade(configuration(current_app.extensions["engine"]), "head")


def _introduction(port: int) -> str:
    people = "\n".join(
        f"  {person.email:32} {', '.join(person.roles)}" for person in load.people()
    )
    return INTRODUCTION.format(port=port, password=load.PASSWORD, accounts=people)
