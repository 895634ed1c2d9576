"""``flask ledger``: hold the books against what made them."""

from __future__ import annotations

import click
import sqlalchemy as sa
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from market.db import session
from market.payments.verify import Totals, first_broken, totals
from pricing.money import format_yuan

BROKEN_EXIT = 1

ledger_commands = AppGroup("ledger", help="The ledger: what is due and what is paid.")


@ledger_commands.command("verify")
def verify() -> None:
    """Check every journal, due, bank line and licence; change nothing.

    The exit status is 0 where all agree, and 1 with the first row that does not.
    """
    reading = session()
    _see_one_moment(reading)
    broken = first_broken(reading)
    if broken is not None:
        click.echo(f"{broken.table} {broken.id} {broken.what}.")
        raise SystemExit(BROKEN_EXIT)
    click.echo(_summary(totals(reading)))


def _see_one_moment(reading: Session) -> None:
    # Payments go on meanwhile; on SQLite a reading transaction is a snapshot anyway.
    if reading.get_bind().dialect.name == "postgresql":
        level = {"isolation_level": "REPEATABLE READ"}
        reading.connection(execution_options=level).execute(sa.text("SELECT 1"))


def _summary(found: Totals) -> str:
    return (
        f"The ledger is sound: {found.licences} licences, {found.journals} journals, "
        f"{found.dues} dues of {format_yuan(found.dues_fen)} yuan, "
        f"{found.paid} of them paid with {format_yuan(found.paid_fen)} yuan, "
        f"{found.unapplied} bank lines of {format_yuan(found.unapplied_fen)} yuan "
        "not yet applied."
    )
