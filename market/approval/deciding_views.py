"""Approval of an offer: send it, decide it, recall it; what waits for a decision."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from market import clock
from market.accounts.models import RoleName, User
from market.accounts.policies import OFFICE, acting, acting_organisation, policy
from market.approval.deciding import Approver, decide
from market.approval.forms import DecisionForm
from market.approval.interests import Interest, own_statement, state_interest
from market.approval.models import ApprovalRound
from market.approval.overview import case_of
from market.approval.pages import (
    APPROVERS,
    CASE_READERS,
    OFFER,
    changed,
    own_case,
    page_for_approvers,
    shown,
)
from market.approval.rounds import (
    due_steps,
    is_live,
    pending_round,
    recall,
    send,
    step_of,
)
from market.approval.steps import Step
from market.approval.wording import person_name
from market.approval.worklist import Decider, waiting, waiting_ids
from market.db import MarketSession, session
from market.errors import NotFound
from market.history import Author
from market.licensing import life
from market.licensing.models import Offer, OfferState

bp = Blueprint("deciding", __name__)

ADDRESS = f"/office/offers/{OFFER}/case/approval"
SHOWN = 100
MOST_DIGITS = 9


@bp.get("/office/decisions")
@policy(APPROVERS)
def worklist() -> ResponseReturnValue:
    """Show what waits for the reader's decision."""
    who = decider()
    return shown(
        "decisions",
        rounds=waiting(session(), who, limit=SHOWN),
        total=len(waiting_ids(session(), who)),
    )


@bp.get(ADDRESS)
@policy(CASE_READERS)
def show(offer_id: int) -> ResponseReturnValue:
    """Show the rounds of an offer, and decide where it is the reader's turn."""
    own_case(offer_id)
    return _page(offer_id, DecisionForm())


@bp.post(ADDRESS)
@policy(APPROVERS)
def decided(offer_id: int) -> ResponseReturnValue:
    """State one's interest and decide the step that is one's own."""
    offer, form = own_case(offer_id), DecisionForm()
    current = pending_round(session(), offer.id)
    if current is None or step_of(current, acting().user.id, as_admin=_as_admin()):
        return changed(
            offer_id,
            form,
            lambda *given: _decided(form, *given),
            lambda: _page(offer_id, form),
        )
    raise NotFound("这里没有轮到您审批的步骤。", "No step here is yours to decide now.")


@bp.post(f"{ADDRESS}/send")
@policy(OFFICE)
def sent(offer_id: int) -> ResponseReturnValue:
    """Send the newest version for approval."""
    own_case(offer_id)
    form = FlaskForm()
    return changed(offer_id, form, _sent, lambda: _page(offer_id, form))


@bp.post(f"{ADDRESS}/recall")
@policy(OFFICE)
def recalled(offer_id: int) -> ResponseReturnValue:
    """Take a version back before the last step has decided."""
    own_case(offer_id)
    form = FlaskForm()
    return changed(offer_id, form, _recalled, lambda: _page(offer_id, form))


def decider() -> Decider:
    """Return the reader as somebody who decides."""
    return Decider(
        organisation_id=acting_organisation().id,
        user_id=acting().user.id,
        as_admin=_as_admin(),
    )


def _as_admin() -> bool:
    return RoleName.OFFICE_ADMIN in acting().roles


def _page(offer_id: int, form: FlaskForm) -> str:
    offer = own_case(offer_id)
    current = pending_round(session(), offer.id)
    is_waiting = current is not None and is_live(current, offer)
    is_decision = isinstance(form, DecisionForm)
    return shown(
        "approval",
        offer=offer,
        case=case_of(session(), offer, day=clock.today()),
        current=current if is_waiting else None,
        step=_own_step(current) if is_waiting else None,
        due_steps=due_steps(current) if current is not None else (),
        form=form if is_decision else DecisionForm(formdata=None),
        refusal=None if is_decision else form,
        statement=own_statement(session(), offer.id, acting().user),
        may_send=life.stage_of(offer) == OfferState.CHECKED and not is_waiting,
        is_office=OFFICE.allows(acting()),
    )


def _own_step(current: ApprovalRound | None) -> Step | None:
    if current is None or not APPROVERS.allows(acting()):
        return None
    return step_of(current, acting().user.id, as_admin=_as_admin())


def _decided(
    form: DecisionForm, writing: MarketSession, offer: Offer, who: Author, day: date
) -> str:
    has_interest = form.interest.data == "some"
    _state(form, writing, offer, who)
    if has_interest:
        flash(_("Your interest is stated. Somebody else decides this case."), "warning")
        return url_for(".show", offer_id=offer.id)
    number = request.form.get("round", "")
    round_number = int(number) if number.isdecimal() and len(number) < 10 else 0
    approver = Approver(author=who, as_admin=_as_admin(), round_number=round_number)
    page = page_for_approvers(offer.id)
    decide(writing, approver, form.verdict(), offer_id=offer.id, day=day, page=page)
    flash(_("Your decision is recorded."), "success")
    return url_for(".worklist")


def _state(
    form: DecisionForm, writing: MarketSession, offer: Offer, who: Author
) -> None:
    """Record the approver's interest, unless the latest statement says the same."""
    user = writing.get_one(User, who.user_id)
    has_interest = form.interest.data == "some"
    text = (form.text.data or "") if has_interest else ""
    earlier = own_statement(writing, offer.id, user)
    if earlier and (earlier.has_interest, earlier.text) == (has_interest, text):
        return
    if earlier and earlier.has_interest and not has_interest:
        # Who once had an interest does not clear the way alone.
        return
    interest = Interest(
        person=person_name(user)[:100],
        part="approver",
        has_interest=has_interest,
        text=text,
        user_id=user.id,
    )
    state_interest(writing, offer, interest, who)


def _sent(writing: MarketSession, offer: Offer, who: Author, day: date) -> str:
    page = page_for_approvers(offer.id)
    send(writing, who, offer_id=offer.id, day=day, page=page)
    flash(_("It is sent for approval, and the approvers are told by mail."), "success")
    return url_for(".show", offer_id=offer.id)


def _recalled(writing: MarketSession, offer: Offer, who: Author, _day: date) -> str:
    recall(writing, who, offer_id=offer.id)
    flash(_("It is recalled and is a draft again."), "success")
    return url_for(".show", offer_id=offer.id)
