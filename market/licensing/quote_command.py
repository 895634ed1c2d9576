"""``flask quote``: what terms cost one licensee.

Exit status: 0 quoted, 2 unreadable input, its place on the error output.
"""

from __future__ import annotations

from dataclasses import asdict

import click

from market.licensing.command_input import (
    day_given,
    forecast_given,
    refuse,
    terms_given,
)
from market.licensing.command_options import (
    as_json_option,
    day_option,
    lang_option,
    print_json,
)
from market.licensing.plain_text import quote_lines
from pricing.errors import PricingError
from pricing.licensee import Licensee
from pricing.quote import Quote, quote
from pricing.terms import SIZES

__all__ = ["quote_command"]


@click.command("quote")
@click.argument("source", metavar="TERMS.json")
@click.option("--size", metavar="|".join(SIZES), required=True)
@click.option(
    "--sales",
    required=True,
    help="Base of licence years 1, 2, ... in yuan, such as 1000000,2000000.50: "
    "net sales, profit (a loss is negative), or whole units, as the royalty says.",
)
@day_option
@lang_option
@as_json_option
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
        print_json(_quote_as_json(found))
    else:
        click.echo("\n".join(quote_lines(found, terms, lang)))


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
        "by_kind": {part.name: part.amount_fen for part in found.by_kind},
        "by_year": [asdict(year) for year in found.by_year],
        "terms_sha256": found.terms_sha256,
    }
