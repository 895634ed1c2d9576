"""``flask terms check``, ``explain``, ``declare`` and ``schema``.

Exit status: 0 sound, 1 findings of level error, or terms that are not declared;
2 unreadable input, its place on the error output.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import NoReturn

import click
from flask.cli import AppGroup

from market.licensing.command_input import (
    day_given,
    patent_given,
    recorded_patent,
    refuse,
    terms_given,
)
from market.licensing.command_options import (
    as_json_option,
    day_option,
    lang_option,
    print_json,
)
from market.licensing.plain_text import finding_lines
from pricing.canonical import terms_sha256
from pricing.errors import NotDeclared, PricingError
from pricing.law.checks import Finding, check
from pricing.terms import Terms, json_schema
from pricing.wording.declaration import Declaration, declaration
from pricing.wording.explanation import explain

__all__ = ["terms_commands"]

terms_commands = AppGroup(
    "terms", help="Terms: check, explain, declare them; print their schema."
)


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


@terms_commands.command("explain")
@click.argument("source", metavar="TERMS.json")
@lang_option
def explain_command(source: str, *, lang: str) -> None:
    """Say terms in one plain paragraph; TERMS.json may be - for standard input."""
    click.echo(explain(terms_given(source, lang), lang))


@terms_commands.command("declare")
@click.argument("source", metavar="TERMS.json")
@click.option("--patent", "number", help="Number of a patent in the catalogue.")
@day_option
@lang_option
@as_json_option
def declare_command(
    source: str, *, number: str | None, day: str | None, lang: str, as_json: bool
) -> None:
    """Write the text of a declaration; TERMS.json may be - for standard input."""
    asked_on = day_given(day, lang)
    terms = terms_given(source, lang)
    on = asked_on or terms.starts_on
    try:
        found = _declared(terms, number, on, lang)
    except NotDeclared as error:
        _tell_not_declared(error, lang, as_json=as_json)
    except PricingError as error:
        refuse(error, lang)
    if as_json:
        told = {"declared": True, "on": on.isoformat()}
        print_json(told | _declaration_as_json(terms, found, lang))
    else:
        click.echo(
            "\n".join([found.text(lang), "", *finding_lines(found.findings, lang)])
        )
    raise SystemExit(int(any(one.severity == "error" for one in found.findings)))


def _declared(terms: Terms, number: str | None, on: date, lang: str) -> Declaration:
    if number is None:
        return declaration(terms, day=on)
    # The catalogue is loaded only when a patent is asked for.
    from market.catalogue.queries import facts_of  # noqa: PLC0415
    from market.licensing.declarant import declarant_of  # noqa: PLC0415

    patent = recorded_patent(number, lang)
    return declaration(terms, declarant_of(patent), day=on, patent=facts_of(patent))


def _tell_not_declared(error: NotDeclared, lang: str, *, as_json: bool) -> NoReturn:
    """End with status 1, because nothing is wrong with the input itself."""
    if as_json:
        keys = ("message_zh", "message_en", "mend_zh", "mend_en")
        print_json({"declared": False} | {key: getattr(error, key) for key in keys})
    else:
        chinese = f"{error.message_zh}{error.mend_zh}"
        click.echo(chinese if lang == "zh" else str(error), err=True)
    raise SystemExit(1)


@terms_commands.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of terms (draft 2020-12)."""
    print_json(json_schema())


def _findings_as_json(terms: Terms, findings: list[Finding]) -> dict[str, object]:
    return {
        "terms_sha256": terms_sha256(terms),
        "findings": [asdict(found) for found in findings],
    }


def _declaration_as_json(
    terms: Terms, found: Declaration, lang: str
) -> dict[str, object]:
    return {
        "items": [
            {
                "key": item.asked.key,
                "label": item.label(lang),
                "text": item.text(lang),
                "article": item.article(lang),
                "is_open": item.is_open,
            }
            for item in found.items
        ],
        "statement": {
            "length": found.statement_length,
            "most": found.statement_most,
        },
        **_findings_as_json(terms, list(found.findings)),
    }
