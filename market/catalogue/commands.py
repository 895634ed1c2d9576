"""``flask patents``: read numbers, import files."""

from __future__ import annotations

import json

import click
from flask.cli import AppGroup

from market.catalogue.numbers import read_number

patents_commands = AppGroup("patents", help="Patents: numbers and files.")


@patents_commands.command("number", context_settings={"ignore_unknown_options": True})
@click.argument("texts", nargs=-1, required=True, type=click.UNPROCESSED)
def number(texts: tuple[str, ...]) -> None:
    """Say what each TEXT is as a patent number, one JSON line each."""
    for text in texts:
        found = read_number(text)
        told = {
            "input": text,
            "normalised": found.normalised,
            "type": found.kind,
            "valid": found.valid,
        }
        # ASCII: any terminal can show it, and any bytes of a command line survive.
        click.echo(json.dumps(told))
