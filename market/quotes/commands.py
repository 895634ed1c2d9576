"""``flask quote``: what terms cost one licensee, or two to four of them side by side.

Exit status: 0 quoted, 2 unreadable input, its place on the error output.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import PurePath
from typing import NamedTuple, Unpack

import click

from market.licensing.command_input import day_given, refuse, terms_given
from market.licensing.command_options import (
    as_json_option,
    day_option,
    lang_option,
    print_json,
)
from market.quotes.as_json import comparison_as_json, quote_as_json
from market.quotes.comparison_text import comparison_lines
from market.quotes.plain_text import quote_lines
from market.quotes.question import (
    Typed,
    cases_given,
    licensee_given,
    rate_given,
)
from pricing.comparison.offers import Row, compare
from pricing.discount import DISCOUNT_PPM
from pricing.errors import PricingError
from pricing.fact_notes import expiry_notes
from pricing.licensee import VAT_STATUSES, Licensee
from pricing.money import format_millionths
from pricing.notes import Note
from pricing.plan import royalty_base
from pricing.quote import quote_cases
from pricing.quoted import Quote
from pricing.terms import Terms
from pricing.tiers import QUALITIES, SIZES

__all__ = ["quote_command"]


@click.command("quote")
@click.argument("sources", metavar="TERMS.json...", nargs=-1, required=True)
@click.option("--size", metavar="|".join(SIZES), help="Size class; or give figures.")
@click.option("--industry", help="Industry of the size standard, as manufacturing.")
@click.option("--staff", metavar="N", help="People employed at the year's end.")
@click.option("--revenue", metavar="YUAN", help="Revenue of the last year.")
@click.option("--assets", metavar="YUAN", help="Total assets at the year's end.")
@click.option("--quality", metavar="|".join(QUALITIES), default="none")
@click.option("--province", metavar="51", help="Two digits of GB/T 2260.")
@click.option("--vat-status", metavar="|".join(VAT_STATUSES), default="unknown")
@click.option(
    "--sales",
    required=True,
    help="Base of licence years 1, 2, ... in yuan, such as 1000000,2000000.50: "
    "net sales, profit (a loss is negative), or whole units, as the royalty says.",
)
@click.option("--low", help="The same, if things go badly.")
@click.option("--high", help="The same, if things go well.")
@click.option("--first-sale", metavar="YYYY-MM-DD", help="First day with sales.")
@click.option(
    "--capital-cost",
    metavar="RATE",
    default=format_millionths(DISCOUNT_PPM),
    show_default=True,
    help="The firm's cost of capital a year, a share of one.",
)
@click.option("--expires", metavar="YYYY-MM-DD", help="Last day of the patent's life.")
@day_option
@lang_option
@as_json_option
def quote_command(sources: tuple[str, ...], **typed: Unpack[Typed]) -> None:
    """Say what terms cost one licensee; TERMS.json may be - for standard input.

    Two to four files are compared on the same forecast.
    """
    lang = typed["lang"]
    asked = _asked(sources, typed)
    try:
        if len(asked.offers) == 1:
            _print_quote(asked, as_json=typed["as_json"], lang=lang)
        else:
            _print_comparison(asked, as_json=typed["as_json"], lang=lang)
    except PricingError as error:
        refuse(error, lang)


class _Asked(NamedTuple):
    """What is asked, read; `notes` are on the licensee, whatever the offer."""

    offers: dict[str, Terms]
    licensee: Licensee
    cases: dict[str, list[int]]
    starts_on: date | None
    first_sale_on: date | None
    discount_ppm: int
    expires_on: date | None
    notes: tuple[Note, ...]


def _asked(sources: Sequence[str], typed: Typed) -> _Asked:
    lang = typed["lang"]
    starts_on = day_given(typed["day"], lang)
    first_sale_on = day_given(typed["first_sale"], lang, "--first-sale")
    expires_on = day_given(typed["expires"], lang, "--expires")
    offers = _offers(sources, lang)
    first_day = starts_on or min(terms.starts_on for terms in offers.values())
    licensee, notes = licensee_given(typed, first_day)
    base = next(filter(None, map(royalty_base, offers.values())), None)
    return _Asked(
        offers=offers,
        licensee=licensee,
        cases=cases_given(typed, base),
        starts_on=starts_on,
        first_sale_on=first_sale_on,
        discount_ppm=rate_given(typed),
        expires_on=expires_on,
        notes=notes,
    )


def _offers(sources: Sequence[str], lang: str) -> dict[str, Terms]:
    """Read terms by the names of their files, made different where they are not."""
    offers: dict[str, Terms] = {}
    for number, source in enumerate(sources, start=1):
        terms = terms_given(source, lang)
        stem = PurePath(source).stem or source
        name = "".join(sign if sign.isprintable() else "?" for sign in stem)
        offers[f"{name} ({number})" if name in offers else name] = terms
    return offers


def _print_quote(asked: _Asked, *, as_json: bool, lang: str) -> None:
    ((_, terms),) = asked.offers.items()
    cases = quote_cases(
        terms,
        asked.cases,
        licensee=asked.licensee,
        starts_on=asked.starts_on,
        first_sale_on=asked.first_sale_on,
        discount_ppm=asked.discount_ppm,
    )
    notes = (*asked.notes, *_expiry(cases["expected"], asked.expires_on))
    if as_json:
        print_json(quote_as_json(cases, notes))
    else:
        click.echo("\n".join(quote_lines(cases, terms, lang, notes=notes)))


def _expiry(found: Quote, expires_on: date | None) -> tuple[Note, ...]:
    if expires_on is None:
        return ()
    return tuple(expiry_notes(found.starts_on, found.ends_on, expires_on))


def _print_comparison(asked: _Asked, *, as_json: bool, lang: str) -> None:
    found = compare(
        asked.offers,
        licensee=asked.licensee,
        cases=asked.cases,
        starts_on=asked.starts_on,
        first_sale_on=asked.first_sale_on,
        discount_ppm=asked.discount_ppm,
    )
    notes = _notes_of_rows(found.rows, asked)
    if as_json:
        print_json(comparison_as_json(found, notes))
    else:
        click.echo("\n".join(comparison_lines(found, lang, notes=notes)))


def _notes_of_rows(rows: Sequence[Row], asked: _Asked) -> dict[str, tuple[Note, ...]]:
    """Return the notes of each offer; under ``""`` those that hold for all."""
    of_rows = {
        row.name: (
            *_expiry(row.quotes["expected"], asked.expires_on),
            *row.quotes["expected"].notes,
            *row.quotes["expected"].tax.notes,
        )
        for row in rows
        if row.quotes
    }
    first = next(iter(of_rows.values()), ())
    shared = [note for note in first if all(note in each for each in of_rows.values())]
    apart = {
        name: tuple(note for note in each if note not in shared)
        for name, each in of_rows.items()
    }
    return {"": (*asked.notes, *shared), **apart}
