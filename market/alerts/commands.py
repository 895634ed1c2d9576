"""``flask alerts``: write and send the mails of saved searches that are due now."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from market.accounts.tasks import send_mails
from market.alerts.tasks import tell_now

alerts_commands = AppGroup("alerts", help="Saved searches and their mails.")


@alerts_commands.command("tell")
def tell() -> None:
    """Write the mails that are due and send them; the worker does so by itself."""
    written = tell_now()
    sent = send_mails()
    click.echo(f"Mails written: {written}; sent from the outbox: {sent}.")
    if not current_app.config["SMTP_URL"]:
        folder = Path(current_app.config["INSTANCE_DIR"]) / "mail"
        click.echo(f"SMTP_URL is not set, so mails are files in {folder}.")
