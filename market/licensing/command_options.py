"""What the commands on terms have in common: language, day, JSON."""

from __future__ import annotations

import json
import os

import click

__all__ = ["as_json_option", "day_option", "lang_option", "print_json"]


def _environment_language() -> str:
    """Return the language that the terminal asks for."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "zh" if wanted.startswith("zh") else "en"


lang_option = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default=_environment_language,
    help="Language of the text; by default that of the terminal.",
)
day_option = click.option(
    "--on",
    "day",
    metavar="YYYY-MM-DD",
    help="Day, by default the first of the terms.",
)
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def print_json(value: object) -> None:
    """Print a value as JSON; what JSON does not know, such as a day, as its text."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
