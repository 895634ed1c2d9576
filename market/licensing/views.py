"""Pages of offers: the office's list, editor and opening, the public listing."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from market import clock, submissions
from market.accounts.policies import (
    ANYONE,
    OFFICE,
    OFFICE_READS,
    acting,
    acting_organisation,
    actor,
    policy,
)
from market.catalogue.queries import by_id
from market.db import MarketSession, session
from market.errors import Forbidden, Refused, Unacceptable
from market.i18n import locale
from market.licensing import editing, operations, queries, wording
from market.licensing import opening as openings
from market.licensing.changes import with_change
from market.licensing.class_prices import priced_by_class
from market.licensing.forms import NewOffer, Opening, place_message
from market.licensing.listing import listing_page
from market.licensing.models import Lane, Offer, OfferState
from market.licensing.pages import (
    Typed,
    act,
    own_offer,
    page,
    saved,
    seen,
    sent_once,
)
from market.licensing.refusals import findings_of
from pricing.errors import TermsUnreadable
from pricing.terms import Terms, read_terms, read_tree

bp = Blueprint("licensing", __name__)
wording.register(bp)

# Larger numbers are no ids of ours, and a database would refuse to look for them.
LARGEST_ID = 2**63 - 1
OFFER = f"<int(max={LARGEST_ID}):offer_id>"
YEARS_OFFERED = 5
# The state from which an offer opens in its lane.
OPENED_FROM = {
    Lane.OPEN: (OfferState.DECLARED,),
    Lane.ORDINARY: (OfferState.APPROVED,),
}


@bp.get("/office/offers")
@policy(OFFICE_READS)
def offers() -> ResponseReturnValue:
    """Show the office's offers, all of them or those in one state."""
    office_id = acting_organisation().id
    asked = request.args.get("state", "")
    state = OfferState(asked) if asked in set(OfferState) else None
    return render_template(
        "licensing/offers.html",
        offers=queries.offers_of(session(), office_id, state=state),
        counts=queries.states_of(session(), office_id),
        state=state,
        may_act=OFFICE.allows(acting()),
    )


@bp.route("/office/offers/new", methods=["GET", "POST"])
@policy(OFFICE)
def new_offer() -> ResponseReturnValue:
    """Pick a patent, a lane and a pattern, and begin a draft."""
    form = NewOffer()
    if request.method == "GET":
        _suggest(form)
        return _new_page(form)
    patent = queries.patent_numbered(
        session(), acting_organisation().id, number=form.number.data or ""
    )
    is_valid = form.validate()
    if form.number.data and patent is None:
        form.number.errors = [
            _("None of your patents has this number. Copy it from your list.")
        ]
    if not is_valid or patent is None:
        return _new_page(form), 422
    try:
        terms = form.terms()
    except TermsUnreadable as fault:
        form.ends_on.errors = [place_message(place) for place in fault.places]
        return _new_page(form), 422
    return _drafted(patent.id, terms, form.lane.data)


def _suggest(form: NewOffer) -> None:
    """Fill a new form with the patent asked for and a sensible term."""
    today = clock.today()
    last = date(today.year + YEARS_OFFERED, 12, 31)
    patent_id = request.args.get("patent_id", type=int)
    if patent_id is not None and abs(patent_id) <= LARGEST_ID:
        office_id = acting_organisation().id
        patent = by_id(session(), office_id, patent_id)
        form.number.data = patent.number
        last = max(today, min(last, patent.expires_on or last))
    form.starts_on.data, form.ends_on.data = today, last


def _new_page(form: NewOffer) -> str:
    nonce = submissions.new_nonce()
    return render_template("licensing/new.html", form=form, nonce=nonce)


def _drafted(patent_id: int, terms: Terms, wanted_lane: str) -> ResponseReturnValue:
    doing = act()

    def effect(writing: MarketSession) -> str:
        offer = operations.draft(writing, doing, patent_id=patent_id, terms=terms)
        return url_for(".editor", offer_id=offer.id)

    location = sent_once(effect)
    if terms.lane != wanted_lane:
        flash(_("Prices by size are drafted as ordinary licences at posted prices."))
    return redirect(location, 303)


@bp.route(f"/office/offers/{OFFER}", methods=["GET", "POST"])
@policy(OFFICE)
def editor(offer_id: int) -> ResponseReturnValue:
    """Show and edit the terms of an offer, box by box."""
    offer = own_offer(offer_id)
    if request.method == "GET":
        tree = editing.tree_of(queries.terms_of(offer.newest))
        return page(offer, Typed(tree=tree, seen=offer.newest.number))
    carried = editing.carried_tree(request.form.get("frame", ""))
    tree = editing.with_typed(carried, request.form.to_dict(flat=False))
    wanted = request.form.get("do", "save")
    if wanted not in ("save", "check"):
        tree = with_change(tree, wanted)
    typed = Typed(tree=tree, seen=seen(), is_unsaved=True)
    if wanted != "save":
        return page(offer, typed)
    try:
        terms = read_tree(tree)
    except TermsUnreadable:
        return page(offer, typed), 422
    return saved(offer, terms, Typed(tree=editing.tree_of(terms), seen=seen()))


@bp.route(f"/office/offers/{OFFER}/text", methods=["GET", "POST"])
@policy(OFFICE)
def text(offer_id: int) -> ResponseReturnValue:
    """Show and edit the terms of an offer as JSON."""
    offer = own_offer(offer_id)
    tree = editing.tree_of(queries.terms_of(offer.newest))
    if request.method == "GET":
        written = editing.pretty(tree)
        return page(offer, Typed(tree=tree, seen=offer.newest.number, text=written))
    written = request.form.get("text", "")
    try:
        terms = read_terms(written)
    except TermsUnreadable as fault:
        wrong = Typed(tree=tree, seen=seen(), text=written, places=fault.places)
        return page(offer, wrong), 422
    typed = Typed(tree=editing.tree_of(terms), seen=seen(), text=written)
    return saved(offer, terms, typed)


@bp.route(f"/office/offers/{OFFER}/opening", methods=["GET", "POST"])
@policy(OFFICE)
def opening(offer_id: int) -> ResponseReturnValue:
    """Open an offer: post what is approved, or enter the announcement."""
    offer = own_offer(offer_id)
    form = Opening()
    is_early = request.method == "GET" and offer.state not in OPENED_FROM[offer.lane]
    if is_early or offer.state == OfferState.OPEN:
        return redirect(url_for("offer_life.show", offer_id=offer_id), 303)
    if request.method == "GET":
        return _opening_page(offer, form, seen=offer.newest.number)
    if offer.lane == Lane.OPEN and not _is_complete(form, offer):
        return _opening_page(offer, form, seen=seen()), 422
    try:
        return _opened(offer, form)
    except Unacceptable as wrong:
        form.announced_on.errors = [wrong.message(locale())]
        return _opening_page(own_offer(offer_id), form, seen=seen()), wrong.status
    except (Refused, Forbidden) as refused:
        form.form_errors = [refused.message(locale())]
        offer = own_offer(offer_id)
        current = offer.newest.number
        return _opening_page(offer, form, seen=current), refused.status


def _is_complete(form: Opening, offer: Offer) -> bool:
    """Return whether all is stated; all that is not stands beside its own box."""
    is_valid = form.validate()
    is_asked = act().as_admin and priced_by_class(queries.terms_of(offer.newest))
    if is_asked and not form.tiers_acknowledged.data:
        form.tiers_acknowledged.errors = [_("Read this, then tick it.")]
        return False
    return bool(is_valid)


def _opened(offer: Offer, form: Opening) -> ResponseReturnValue:
    doing, version, offer_id = act(), seen(), offer.id
    announcement = form.announcement() if offer.lane == Lane.OPEN else None

    def effect(writing: MarketSession) -> str:
        if announcement is None:
            openings.post(writing, doing, offer_id=offer_id, seen=version)
        else:
            openings.announce(
                writing,
                doing,
                offer_id=offer_id,
                seen=version,
                announcement=announcement,
            )
        flash(_("The offer is open: everyone finds it now."), "success")
        return url_for(".listing", offer_id=offer_id)

    return redirect(sent_once(effect), 303)


def _opening_page(offer: Offer, form: Opening, *, seen: int) -> str:
    terms = queries.terms_of(offer.newest)
    return render_template(
        "licensing/opening.html",
        offer=offer,
        form=form,
        seen=seen,
        found=findings_of(offer, clock.today()),
        is_priced_by_class=priced_by_class(terms),
        is_negotiated=terms.mode == "negotiated",
        is_admin=act().as_admin,
        nonce=submissions.new_nonce(),
    )


@bp.post(f"/office/offers/{OFFER}/redraft")
@policy(OFFICE)
def redraft(offer_id: int) -> ResponseReturnValue:
    """Begin a new draft with the terms of an earlier offer."""
    doing = act()

    def effect(writing: MarketSession) -> str:
        offer = operations.redraft(writing, doing, offer_id=offer_id)
        return url_for(".editor", offer_id=offer.id)

    return redirect(sent_once(effect), 303)


@bp.get(f"/offers/{OFFER}")
@policy(ANYONE)
def listing(offer_id: int) -> ResponseReturnValue:
    """Show what is on offer and what it costs the reader."""
    who = actor()
    organisation = who.organisation if who else None
    offer = queries.visible_offer(
        session(),
        offer_id,
        organisation_id=organisation.id if organisation else None,
    )
    return listing_page(offer, organisation, day=clock.today())
