"""``flask terms check``, ``flask terms schema`` and ``flask quote``.

Exit status: 0 sound, 1 findings of level error, 2 unreadable input, its place on
the error output.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict

import click
from flask.cli import AppGroup

from market.licensing.command_input import (
    day_given,
    forecast_given,
    patent_given,
    refuse,
    terms_given,
)
from market.licensing.plain_text import finding_lines, quote_lines
from pricing.errors import PricingError
from pricing.law.checks import Finding, check
from pricing.licensee import Licensee
from pricing.quote import Quote, quote
from pricing.terms import SIZES, Terms, json_schema, terms_sha256

__all__ = ["quote_command", "terms_commands"]

terms_commands = AppGroup("terms", help="Terms: check them, print their schema.")


def _environment_language() -> str:
    """Return the language that the terminal asks for."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "zh" if wanted.startswith("zh") else "en"


_lang = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default=_environment_language,
    help="Language of the text; by default that of the terminal.",
)
_on = click.option(
    "--on",
    "day",
    metavar="YYYY-MM-DD",
    help="Day, by default the first of the terms.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@terms_commands.command("check")
@click.argument("source", metavar="TERMS.json")
@click.option("--patent", "number", help="Number of a patent in the catalogue.")
@_on
@_lang
@_json
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
        _print_json({"on": on.isoformat(), **_findings_as_json(terms, findings)})
    else:
        click.echo("\n".join(finding_lines(findings, lang)))
    raise SystemExit(int(any(found.severity == "error" for found in findings)))


@terms_commands.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of terms (draft 2020-12)."""
    _print_json(json_schema())


@click.command("quote")
@click.argument("source", metavar="TERMS.json")
@click.option("--size", metavar="|".join(SIZES), required=True)
@click.option(
    "--sales",
    required=True,
    help="Base of licence years 1, 2, ... in yuan, such as 1000000,2000000.50: "
    "net sales, profit (a loss is negative), or whole units, as the royalty says.",
)
@_on
@_lang
@_json
def quote_command(
    source: str, *, size: str, sales: str, day: str | None, lang: str, as_json: bool
) -> None:
    """Say what terms cost one licensee; TERMS.json may be - for standard input."""
    starts_on = day_given(day, lang)
    terms = terms_given(source, lang)
    forecast = forecast_given(sales, terms, lang)
    try:
        found = quote(
            terms,
            licensee=Licensee(size),
            sales_fen=forecast,
            starts_on=starts_on,
        )
    except PricingError as error:
        refuse(error, lang)
    if as_json:
        _print_json(_quote_as_json(found))
    else:
        click.echo("\n".join(quote_lines(found, terms, lang)))


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _findings_as_json(terms: Terms, findings: list[Finding]) -> dict[str, object]:
    return {
        "terms_sha256": terms_sha256(terms),
        "findings": [asdict(found) for found in findings],
    }


def _quote_as_json(found: Quote) -> dict[str, object]:
    return {
        "size": found.licensee.size,
        "starts_on": found.starts_on,
        "ends_on": found.ends_on,
        "payments": [
            {
                "on": payment.on,
                "stage": payment.stage,
                "kind": payment.kind,
                "amount_fen": payment.amount_fen,
                "lines": [
                    {"zh": line.zh, "en": line.en, "amount_fen": line.amount_fen}
                    for line in payment.lines
                ],
            }
            for payment in found.payments
        ],
        "total_fen": found.total_fen,
        "worst_case_fen": found.worst_case_fen,
        "present_value_fen": found.present_value_fen,
        "discount_ppm": found.discount_ppm,
        "effective_rate_ppm": found.effective_rate_ppm,
        "stop_after": [
            {"stage": stop.stage, "total_fen": stop.total_fen}
            for stop in found.stop_after
        ],
        "by_kind": dict(found.by_kind),
        "by_year": [asdict(year) for year in found.by_year],
        "terms_sha256": found.terms_sha256,
    }
