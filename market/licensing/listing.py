"""The public page of an offer: what it is, and what it costs the reader."""

from __future__ import annotations

from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from market.accounts.models import Organisation
from market.accounts.policies import LICENSEE, LICENSEE_ADMIN, actor
from market.addons.queries import addons_of
from market.db import session
from market.formats import current_locale
from market.formats import day as written
from market.licensing import queries
from market.licensing.boxes import PERIODS, TREATMENTS
from market.licensing.models import Offer
from market.licensing.wording import classes, is_negotiated
from market.quotes.amounts import TOO_LARGE
from market.quotes.asked import Asked, asked_of
from market.quotes.case_notes import case_notes
from market.quotes.choices import choices_of
from market.quotes.costs import Cost, base_of, beginning, cost, held_note
from market.quotes.forecast import KEYS
from market.quotes.selection import KEY, selection
from pricing.errors import PricingError
from pricing.fact_notes import expiry_notes
from pricing.ladder import ladder
from pricing.notes import Note
from pricing.terms import Terms
from pricing.wording.phrases import percent

UNKNOWN = "—"
Fact = tuple[str, str]


def listing_page(
    offer: Offer, organisation: Organisation | None, *, day: date
) -> ResponseReturnValue:
    """Return the page; 422 where the question could not be read."""
    terms = queries.terms_of(offer.version)
    asked = asked_of(request.args, organisation, terms=(terms,), day=day)
    found = None if asked.errors else _cost(terms, asked, day)
    chosen = selection(
        session(), request.args.getlist(KEY), reader_id=id_of(organisation)
    )
    base, starts_on = base_of(terms), beginning(terms, day)
    page = render_template(
        "licensing/listing.html",
        offer=offer,
        terms=terms,
        asked=asked,
        cost=found,
        notes_first=[] if found is None else _notes_first(offer, asked, found),
        choices=choices_of((terms,), base=base, day=day, offers=chosen.ids),
        chosen=chosen,
        steps=ladder(terms, asked.firm.licensee, starts_on=starts_on),
        is_available=queries.is_available(offer, day),
        runs=queries.runs(offer, day),
        is_negotiated=is_negotiated(offer),
        # An office or a policymaker signs no notice; a visitor may sign in first.
        may_license=actor() is None or LICENSEE.allows(actor()),
        may_negotiate=_may_negotiate(offer, day),
        addons=addons_of(session(), offer.id),
        fact_list=[*_patent_facts(offer, organisation), *_terms_facts(offer, terms)],
        is_sample=offer.is_sample,
    )
    # A live update shows its message in place; htmx takes no other status for that.
    is_refused = asked.errors and "HX-Request" not in request.headers
    return page, 422 if is_refused else 200


def _may_negotiate(offer: Offer, day: date) -> bool:
    """Say whether to lead to talks; a visitor may sign in first."""
    may_ask = actor() is None or LICENSEE_ADMIN.allows(actor())
    return may_ask and is_negotiated(offer) and queries.runs(offer, day)


def _cost(terms: Terms, asked: Asked, day: date) -> Cost | None:
    """Return the cost, or note at the question why it cannot be reckoned."""
    expected = asked.forecast
    try:
        return cost(
            terms,
            expected.bases,
            licensee=asked.firm.licensee,
            day=day,
            first_sale_on=expected.first_sale_on,
            capital_ppm=expected.capital_ppm,
        )
    except PricingError:
        asked.errors[KEYS["high"]] = TOO_LARGE
        return None


def _notes_first(offer: Offer, asked: Asked, found: Cost) -> list[Note]:
    """Return what the reader must know to read the main figures rightly."""
    notes = list(found.notes_first)
    if found.base:
        notes = case_notes(asked.forecast) + notes
    given, years = asked.forecast.stated_years, len(found.years)
    if found.base and 1 < given < years:
        notes.insert(0, held_note(given, years))
    expires_on, ends_on = offer.patent.expires_on, found.expected.ends_on
    if expires_on is not None and expires_on < ends_on:
        notes += expiry_notes(found.starts_on, ends_on, expires_on)
    return notes


def id_of(organisation: Organisation | None) -> int | None:
    """Return the number of an organisation, None of nobody's."""
    return organisation.id if organisation else None


def _patent_facts(offer: Offer, organisation: Organisation | None) -> list[Fact]:
    patent = offer.patent
    expires = _day(patent.expires_on)
    if patent.expires_on and patent.expiry_is_computed:
        expires = _("%(day)s, computed from the filing date", day=expires)
    licensees = queries.licensee_count(
        session(), patent.id, other_than=id_of(organisation)
    )
    return [
        (_("Patent number"), patent.number),
        (_("Offered by"), offer.organisation.name(current_locale())),
        (_("Patentee"), patent.patentee or UNKNOWN),
        (_("IPC"), classes(patent) or UNKNOWN),
        (_("Filed on"), _day(patent.filed_on)),
        (_("Granted on"), _day(patent.granted_on)),
        (_("Expires on"), expires),
        (_("Legal status checked on"), _day(patent.legal_status_checked_on)),
        (_("Other licensees"), str(licensees)),
    ]


def _terms_facts(offer: Offer, terms: Terms) -> list[Fact]:
    version = _(
        "%(number)s, SHA-256 %(hash)s…",
        number=offer.version.number,
        hash=offer.version.terms_sha256[:12],
    )
    announced = [
        (_("Declaration number"), offer.declaration_number or UNKNOWN),
        (_("Announced on"), _day(offer.announced_on)),
    ]
    return [
        *(announced if offer.announced_on else []),
        (_("Term"), f"{_day(terms.starts_on)} – {_day(terms.ends_on)}"),
        (_("Sales statements"), _reporting(terms)),
        (_("Late payment"), _lateness(terms)),
        (_("Value-added tax"), _tax(terms)),
        (_("Version of the terms"), version),
    ]


def _reporting(terms: Terms) -> str:
    return str(
        _(
            "%(period)s, within %(days)s days",
            period=dict(PERIODS)[terms.reporting.period],
            days=terms.reporting.due_days,
        )
    )


def _lateness(terms: Terms) -> str:
    if not terms.late.rate_per_day_ppm:
        return str(_("as the law has it"))
    return str(
        _(
            "%(rate)s a day after %(days)s days of grace",
            rate=percent(terms.late.rate_per_day_ppm),
            days=terms.late.grace_days,
        )
    )


def _tax(terms: Terms) -> str:
    included = _("included") if terms.tax.price_includes_vat else _("not included")
    rate = "" if terms.tax.rate_ppm is None else f" {percent(terms.tax.rate_ppm)}"
    return f"{dict(TREATMENTS)[terms.tax.treatment]}{rate} · {included}"


def _day(value: date | None) -> str:
    return UNKNOWN if value is None else written(value, current_locale())
