"""Pages on which an office and one firm settle the terms of an ordinary licence."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from market import submissions
from market.accounts.policies import LICENSEE_ADMIN, acting_organisation, policy
from market.db import MarketSession, session
from market.errors import MarketError, Refused, StaleVersion, Unacceptable
from market.i18n import locale
from market.licensing import editing, queries
from market.licensing.changes import with_change
from market.licensing.pages import act, seen, sent_once
from market.licensing.views import LARGEST_ID, OFFER
from market.negotiation import agreeing, operations
from market.negotiation.course import changes_since, rows
from market.negotiation.forms import EndBox, MessageBox
from market.negotiation.models import Negotiation, NegotiationState
from market.negotiation.pages import (
    Typed,
    address_of,
    own_talks,
    proposal_page,
    talks_page,
)
from market.negotiation.policies import READS, TALKS
from market.negotiation.queries import latest_terms, negotiations_of, open_between
from pricing.errors import TermsUnreadable
from pricing.terms import Terms, read_tree

bp = Blueprint("negotiation", __name__)

TALK = f"<int(max={LARGEST_ID}):negotiation_id>"


@bp.get("/negotiations")
@policy(READS)
def ours() -> ResponseReturnValue:
    """Show what the reader's organisation negotiates."""
    own = acting_organisation().id
    return render_template(
        "negotiation/ours.html", rows=rows(negotiations_of(session(), own), own)
    )


@bp.route(f"/offers/{OFFER}/negotiate", methods=["GET", "POST"])
@policy(LICENSEE_ADMIN)
def begin(offer_id: int) -> ResponseReturnValue:
    """Say what talks are, and open them."""
    own = acting_organisation().id
    offer = queries.open_offer(session(), offer_id, reader_id=own)
    earlier = open_between(session(), offer_id=offer_id, licensee_id=own)
    if earlier is not None:
        return redirect(url_for(".show", negotiation_id=earlier.id), 303)
    refused: Refused | None = None
    try:
        operations.refuse_unless_negotiable(offer, act())
        if request.method == "POST":
            return _begun(offer_id)
    except Refused as reason:
        refused = reason
    page = render_template(
        "negotiation/begin.html",
        offer=offer,
        refused=refused,
        nonce=submissions.new_nonce(),
    )
    return page, 200 if refused is None else refused.status


def _begun(offer_id: int) -> ResponseReturnValue:
    doing = act()

    def effect(writing: MarketSession) -> str:
        talks = operations.begin(writing, doing, offer_id=offer_id)
        return url_for(".propose", negotiation_id=talks.id)

    return redirect(sent_once(effect), 303)


@bp.get(f"/negotiations/{TALK}")
@policy(READS)
def show(negotiation_id: int) -> ResponseReturnValue:
    """Show the proposals of both sides, what they cost, and what can be done."""
    return talks_page(own_talks(negotiation_id), EndBox())


@bp.route(f"/negotiations/{TALK}/propose", methods=["GET", "POST"])
@policy(TALKS)
def propose(negotiation_id: int) -> ResponseReturnValue:
    """Write the next proposal, beginning from the latest."""
    talks, message = own_talks(negotiation_id), MessageBox()
    if talks.state != NegotiationState.OPEN:
        return redirect(url_for(".show", negotiation_id=negotiation_id), 303)
    if request.method == "GET":
        tree = editing.tree_of(latest_terms(talks))
        number = len(talks.proposals)
        return proposal_page(talks, Typed(tree=tree, seen=number, message=message))
    carried = editing.carried_tree(request.form.get("frame", ""))
    tree = editing.with_typed(carried, request.form.to_dict(flat=False))
    wanted = request.form.get("do", "save")
    if wanted not in ("save", "check"):
        tree = with_change(tree, wanted)
    typed = Typed(tree=tree, seen=seen(), message=message, is_unsaved=True)
    if wanted != "save":
        return proposal_page(talks, typed)
    try:
        terms = read_tree(tree)
    except TermsUnreadable:
        return proposal_page(talks, typed), 422
    if not message.validate():
        return proposal_page(talks, typed), 422
    return _proposed(talks, terms, typed)


def _proposed(talks: Negotiation, terms: Terms, typed: Typed) -> ResponseReturnValue:
    doing, talks_id = act(), talks.id
    message = typed.message.message.data or ""
    put = operations.Put(seen=typed.seen, terms=terms, message=message)

    def effect(writing: MarketSession) -> str:
        made = operations.propose(
            writing,
            doing,
            negotiation_id=talks_id,
            put=put,
            page=address_of(talks_id),
        )
        flash(_("Proposal %(number)s is with the other side.", number=made.number))
        return url_for(".show", negotiation_id=talks_id)

    try:
        return redirect(sent_once(effect), 303)
    except (Refused, Unacceptable) as refused:
        return _not_proposed(own_talks(talks_id), typed, refused)


def _not_proposed(
    talks: Negotiation, typed: Typed, refused: MarketError
) -> ResponseReturnValue:
    """Keep what was typed; of a newer proposal show how it differs from the seen."""
    is_stale = isinstance(refused, StaleVersion)
    again = Typed(
        tree=typed.tree,
        seen=len(talks.proposals) if is_stale else typed.seen,
        message=typed.message,
        refusal=refused,
        changes=changes_since(talks, typed.seen, locale()) if is_stale else (),
        is_unsaved=True,
    )
    return proposal_page(talks, again), refused.status


@bp.post(f"/negotiations/{TALK}/accept")
@policy(TALKS)
def accept(negotiation_id: int) -> ResponseReturnValue:
    """Accept the other side's latest proposal."""
    doing, number = act(), seen()
    own_talks(negotiation_id)

    def effect(writing: MarketSession) -> str:
        agreeing.accept(
            writing,
            doing,
            negotiation_id=negotiation_id,
            seen=number,
            page=address_of(negotiation_id),
        )
        flash(_("Agreed. The office now has the terms checked and approved."))
        return url_for(".show", negotiation_id=negotiation_id)

    try:
        return redirect(sent_once(effect), 303)
    except Refused as refused:
        talks = own_talks(negotiation_id)
        page = talks_page(talks, EndBox(formdata=None), refused=refused, seen=number)
        return page, refused.status


@bp.post(f"/negotiations/{TALK}/end")
@policy(TALKS)
def end(negotiation_id: int) -> ResponseReturnValue:
    """End the talks, and say why."""
    talks, form, doing = own_talks(negotiation_id), EndBox(), act()
    if not form.validate():
        return talks_page(talks, form), 422

    def effect(writing: MarketSession) -> str:
        operations.end(
            writing,
            doing,
            negotiation_id=negotiation_id,
            reason=form.reason.data or "",
            page=address_of(negotiation_id),
        )
        flash(_("The talks are ended."))
        return url_for(".show", negotiation_id=negotiation_id)

    try:
        return redirect(sent_once(effect), 303)
    except Refused as refused:
        return talks_page(own_talks(negotiation_id), form, refused=refused), (
            refused.status
        )
