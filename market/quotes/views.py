"""Offers side by side: two to four of them, for one firm and one forecast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from market import clock
from market.accounts.policies import ANYONE, LICENSEE, actor, policy
from market.db import session
from market.licensing.models import Offer
from market.licensing.queries import is_available, terms_of
from market.quotes.amounts import TOO_LARGE
from market.quotes.asked import Asked, asked_of, shared_base
from market.quotes.case_notes import case_notes
from market.quotes.choices import choices_of
from market.quotes.costs import CASES, beginning, filled, licence_years
from market.quotes.forecast import KEYS
from market.quotes.selection import KEY, LETTERS, Selection, selection
from pricing.comparison.offers import Comparison, Row, compare
from pricing.errors import PricingError
from pricing.ladder import Ladder, ladder
from pricing.notes import Note
from pricing.terms import Terms

bp = Blueprint("compare", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One offer of a comparison, under its letter.

    `row` is None while the question cannot be answered.
    """

    letter: str
    offer: Offer
    terms: Terms
    ladder: Ladder
    row: Row | None
    is_available: bool


@bp.get("/compare")
@policy(ANYONE)
def show() -> ResponseReturnValue:
    """Compare the offers of the address; 422 where it cannot be read."""
    who = actor()
    reader = who.organisation if who else None
    chosen = selection(
        session(), request.args.getlist(KEY), reader_id=reader.id if reader else None
    )
    if not chosen.is_comparable:
        page = render_template("quotes/compare_few.html", chosen=chosen)
        return page, 422 if chosen.faults else 200
    return _page(chosen, clock.today())


def _page(chosen: Selection, day: date) -> ResponseReturnValue:
    who = actor()
    terms = tuple(terms_of(offer.version) for offer in chosen.offers)
    asked = asked_of(
        request.args, who.organisation if who else None, terms=terms, day=day
    )
    found = None if asked.errors else _compared(terms, asked, day)
    base = shared_base(terms)
    page = render_template(
        "quotes/compare.html",
        chosen=chosen,
        asked=asked,
        choices=choices_of(terms, base=base, day=day, offers=chosen.ids),
        found=found,
        notes=_notes(asked, found, base),
        columns=_columns(chosen, asked, found, day),
        # An office or a policymaker signs no notice; a visitor may sign in first.
        may_license=who is None or LICENSEE.allows(who),
        is_sample=any(offer.is_sample for offer in chosen.offers),
    )
    is_live = "HX-Request" in request.headers
    return page, 422 if (asked.errors or chosen.faults) and not is_live else 200


def _notes(asked: Asked, found: Comparison | None, base: str | None) -> list[Note]:
    """Return what the reader must know to read the figures rightly."""
    if found is None:
        return []
    return [*(case_notes(asked.forecast) if base else ()), *found.notes]


def _compared(terms: tuple[Terms, ...], asked: Asked, day: date) -> Comparison | None:
    """Return the comparison, or note at the question why there is none."""
    years = max(licence_years(each, beginning(each, day)) for each in terms)
    bases = asked.forecast.bases
    try:
        return compare(
            dict(zip(LETTERS, terms, strict=False)),
            licensee=asked.firm.licensee,
            cases={case: filled(bases[case], years) for case in CASES},
            starts_on=day,
            first_sale_on=asked.forecast.first_sale_on,
            discount_ppm=asked.forecast.capital_ppm,
        )
    except PricingError:
        asked.errors[KEYS["high"]] = TOO_LARGE
        return None


def _columns(
    chosen: Selection, asked: Asked, found: Comparison | None, day: date
) -> list[Column]:
    rows = found.rows if found else [None] * len(chosen.offers)
    return [
        Column(
            letter=letter,
            offer=offer,
            terms=terms_of(offer.version),
            ladder=ladder(
                terms_of(offer.version),
                asked.firm.licensee,
                starts_on=beginning(terms_of(offer.version), day),
            ),
            row=row,
            is_available=is_available(offer, day),
        )
        for letter, offer, row in zip(LETTERS, chosen.offers, rows, strict=False)
    ]
