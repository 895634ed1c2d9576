"""``flask terms check``, ``flask terms schema`` and ``flask quote``.

Exit status: 0 sound, 1 findings of level error, 2 unreadable input, its place on
the error output.
"""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import AppGroup

from market.db import session
from market.licensing.plain_text import finding_lines, quote_lines
from pricing.errors import DecimalUnreadable, PricingError, TermsUnreadable
from pricing.law.checks import Finding, PatentFacts, check
from pricing.money import parse_fen
from pricing.quote import Quote, quote
from pricing.reading import LONGEST_BYTES
from pricing.terms import (
    SIZES,
    Terms,
    UnitRoyalty,
    json_schema,
    read_terms,
    terms_sha256,
)

__all__ = ["quote_command", "terms_commands"]

UNREADABLE = 2
terms_commands = AppGroup("terms", help="Terms: check them, print their schema.")


class Day(click.ParamType[date]):
    """A calendar day written 2027-01-31."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read a day, or say how to write one."""
        if isinstance(value, date):
            return value
        # The standard library alone also takes 20270131 and 2027-W04-7.
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
            with suppress(ValueError):
                return date.fromisoformat(str(value))
        return self.fail(f'"{value}" is no day. Write it as 2027-01-31.', param, ctx)


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
    "--on", "day", type=Day(), help="Day, by default the first of the terms."
)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@terms_commands.command("check")
@click.argument("source", metavar="TERMS.json")
@click.option("--patent", "number", help="Number of a patent in the catalogue.")
@_on
@_lang
@_json
def check_command(
    source: str, *, number: str | None, day: date | None, lang: str, as_json: bool
) -> None:
    """Check terms against the law; TERMS.json may be - for standard input."""
    terms = _terms(source, lang)
    patent = None if number is None else _patent(number, lang)
    on = day or terms.starts_on
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
@click.option("--size", type=click.Choice(SIZES), required=True)
@click.option(
    "--sales",
    required=True,
    help="Base of licence years 1, 2, ... in yuan, such as 1000000,2000000.50 "
    "(whole units for a royalty on units).",
)
@_on
@_lang
@_json
def quote_command(
    source: str, *, size: str, sales: str, day: date | None, lang: str, as_json: bool
) -> None:
    """Say what terms cost one licensee; TERMS.json may be - for standard input."""
    terms = _terms(source, lang)
    forecast = _forecast(sales, terms, lang)
    try:
        found = quote(terms, size=size, sales_fen=forecast, starts_on=day)
    except PricingError as error:
        _refuse(error, lang)
    if as_json:
        _print_json(_quote_as_json(found))
    else:
        click.echo("\n".join(quote_lines(found, terms, lang)))


def _terms(source: str, lang: str) -> Terms:
    """Read terms from a file or from standard input, or end with their faults."""
    try:
        return read_terms(_content(source))
    except OSError as error:
        _end(f"{source}: {error.strerror}.")
    except TermsUnreadable as error:
        _end("\n".join(f"{source}: {place.line(lang)}" for place in error.places))


def _content(source: str) -> bytes:
    # One byte more than terms may have, so that a longer text is refused as such.
    if source == "-":
        return sys.stdin.buffer.read(LONGEST_BYTES + 1)
    with Path(source).open("rb") as file:
        return file.read(LONGEST_BYTES + 1)


def _patent(number: str, lang: str) -> PatentFacts:
    # The catalogue is loaded only when a patent is asked for.
    from market.catalogue.queries import patent_facts  # noqa: PLC0415

    facts: PatentFacts | None = patent_facts(session(), number)
    if facts is None and lang == "zh":
        _end(f"目录中没有专利 {number}。请先导入，或检查号码。")
    if facts is None:
        _end(f"The catalogue has no patent {number}. Import it, or check the number.")
    return facts


def _forecast(sales: str, terms: Terms, lang: str) -> list[int]:
    """Return the base of each licence year [fen, or units]."""
    in_units = any(
        isinstance(fee, UnitRoyalty) for stage in terms.stages for fee in stage.fees
    )
    return [
        _base(text, year, in_units=in_units, lang=lang)
        for year, text in enumerate(sales.split(","), start=1)
    ]


def _base(text: str, year: int, *, in_units: bool, lang: str) -> int:
    try:
        fen = parse_fen(text)
        if in_units and "." in text:
            raise DecimalUnreadable(
                f'"{text}" is no whole number of units.', f'"{text}" 不是整数件数。'
            )
    except PricingError as error:
        _refuse(error, lang, where=f"--sales, year {year}: ")
    return fen // 100 if in_units else fen


def _refuse(error: PricingError, lang: str, where: str = "") -> NoReturn:
    chinese = f"{error.message_zh}{error.mend_zh}"
    english = f"{error.message_en} {error.mend_en}".rstrip()
    _end(where + (chinese if lang == "zh" else english))


def _end(message: str) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(UNREADABLE)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _findings_as_json(terms: Terms, findings: list[Finding]) -> dict[str, object]:
    return {
        "terms_sha256": terms_sha256(terms),
        "findings": [asdict(found) for found in findings],
    }


def _quote_as_json(found: Quote) -> dict[str, object]:
    return {
        "size": found.size,
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
        "by_year": [asdict(year) for year in found.by_year],
        "terms_sha256": found.terms_sha256,
    }
