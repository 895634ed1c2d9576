"""``flask terms check`` and ``flask terms schema``.

Exit status: 0 sound, 1 findings of level error, 2 unreadable input, its place on
the error output.
"""

from __future__ import annotations

from dataclasses import asdict

import click
from flask.cli import AppGroup

from market.licensing.command_input import (
    day_given,
    patent_given,
    terms_given,
)
from market.licensing.command_options import (
    as_json_option,
    day_option,
    lang_option,
    print_json,
)
from market.licensing.plain_text import finding_lines
from pricing.law.checks import Finding, check
from pricing.terms import Terms, json_schema, terms_sha256

__all__ = ["terms_commands"]

terms_commands = AppGroup("terms", help="Terms: check them, print their schema.")


@terms_commands.command("check")
@click.argument("source", metavar="TERMS.json")
@click.option("--patent", "number", help="Number of a patent in the catalogue.")
@day_option
@lang_option
@as_json_option
def check_command(
    source: str, *, number: str | None, day: str | None, lang: str, as_json: bool
) -> None:
    """Check terms against the law; TERMS.json may be - for standard input."""
    asked_on = day_given(day, lang)
    terms = terms_given(source, lang)
    patent = None if number is None else patent_given(number, lang)
    on = asked_on or terms.starts_on
    findings = check(terms, patent, day=on)
    if as_json:
        print_json({"on": on.isoformat(), **_findings_as_json(terms, findings)})
    else:
        click.echo("\n".join(finding_lines(findings, lang)))
    raise SystemExit(int(any(found.severity == "error" for found in findings)))


@terms_commands.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of terms (draft 2020-12)."""
    print_json(json_schema())


def _findings_as_json(terms: Terms, findings: list[Finding]) -> dict[str, object]:
    return {
        "terms_sha256": terms_sha256(terms),
        "findings": [asdict(found) for found in findings],
    }
