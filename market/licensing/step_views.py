"""Pages of the steps that state a day or a reason: lodging, withdrawal, the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from market import submissions
from market.accounts.policies import OFFICE, OFFICE_ADMIN, policy
from market.db import MarketSession
from market.errors import Forbidden, Refused, Unacceptable
from market.i18n import locale
from market.licensing import closing, opening
from market.licensing.acts import Act
from market.licensing.life_forms import (
    AnnouncedWithdrawal,
    Day,
    Ending,
    Reason,
    Revocation,
)
from market.licensing.models import Lane, Offer
from market.licensing.pages import act, own_offer, sent_once
from market.licensing.views import OFFER

bp = Blueprint("offer_steps", __name__)

Does = Callable[[MarketSession, Act, int, Any], Offer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step that a form states: its words, its form, what it does."""

    title: LazyString
    lead: LazyString
    button: LazyString
    done: LazyString
    form: type[FlaskForm]
    does: Does


def _declare(session: MarketSession, doing: Act, offer_id: int, form: Day) -> Offer:
    return opening.declare(session, doing, offer_id=offer_id, declared_on=form.day)


def _not(session: MarketSession, doing: Act, offer_id: int, form: Reason) -> Offer:
    reason = form.reason.data or ""
    return opening.not_announced(session, doing, offer_id=offer_id, reason=reason)


def _withdraw(session: MarketSession, doing: Act, offer_id: int, form: Ending) -> Offer:
    stated = form.closing()
    return closing.withdraw(session, doing, offer_id=offer_id, closing=stated)


def _revoke(session: MarketSession, doing: Act, offer_id: int, form: Ending) -> Offer:
    return closing.revoke(session, doing, offer_id=offer_id, closing=form.closing())


def _end(session: MarketSession, doing: Act, offer_id: int, form: Ending) -> Offer:
    return closing.end(session, doing, offer_id=offer_id, closing=form.closing())


DECLARE = Step(
    title=_("Record the lodging"),
    lead=_(
        "Lodge the declaration with CNIPA, then enter the day here. The text is kept "
        "as it was lodged; the terms cannot be edited from then on."
    ),
    button=_("It was lodged"),
    done=_("The declaration is recorded as lodged."),
    form=Day,
    does=_declare,
)
NOT_ANNOUNCED = Step(
    title=_("Not announced"),
    lead=_(
        "CNIPA does not announce the declaration. The offer closes; draft a new one."
    ),
    button=_("Record that it is not announced"),
    done=_("The offer is closed."),
    form=Reason,
    does=_not,
)
WITHDRAW = Step(
    title=_("Withdraw the offer"),
    lead=_(
        "From this day on nobody takes it up any more. Licences already given go on "
        "at their terms."
    ),
    button=_("Withdraw"),
    done=_("The offer is withdrawn. Licences already given go on."),
    form=Ending,
    does=_withdraw,
)
WITHDRAW_ANNOUNCED = Step(
    title=_("Withdraw the offer"),
    lead=_(
        "All co-owners have to consent, and no condition may be attached. The price "
        "stays in force until the day on which CNIPA announces the withdrawal: enter "
        "that day here. Licences already given go on at their terms."
    ),
    button=_("Withdraw"),
    done=_("The offer is withdrawn. Licences already given go on."),
    form=AnnouncedWithdrawal,
    does=_withdraw,
)
REVOKE = Step(
    title=_("CNIPA revoked the offer"),
    lead=_("Record the decision. Licences already given are not touched by this page."),
    button=_("Record the revocation"),
    done=_("The offer is revoked."),
    form=Revocation,
    does=_revoke,
)
END = Step(
    title=_("End the offer"),
    lead=_(
        "Offers end by themselves with their term or patent. End one here for "
        "another reason; licences already given go on."
    ),
    button=_("End it"),
    done=_("The offer has ended."),
    form=Ending,
    does=_end,
)


@bp.route(f"/office/offers/{OFFER}/declare", methods=["GET", "POST"])
@policy(OFFICE)
def declare(offer_id: int) -> ResponseReturnValue:
    """Record that the declaration was lodged."""
    return _taken(own_offer(offer_id), DECLARE)


@bp.route(f"/office/offers/{OFFER}/not-announced", methods=["GET", "POST"])
@policy(OFFICE_ADMIN)
def not_announced(offer_id: int) -> ResponseReturnValue:
    """Record that CNIPA does not announce the declaration."""
    return _taken(own_offer(offer_id), NOT_ANNOUNCED)


@bp.route(f"/office/offers/{OFFER}/withdraw", methods=["GET", "POST"])
@policy(OFFICE_ADMIN)
def withdraw(offer_id: int) -> ResponseReturnValue:
    """Withdraw an open offer."""
    offer = own_offer(offer_id)
    return _taken(offer, WITHDRAW_ANNOUNCED if offer.lane == Lane.OPEN else WITHDRAW)


@bp.route(f"/office/offers/{OFFER}/revoke", methods=["GET", "POST"])
@policy(OFFICE_ADMIN)
def revoke(offer_id: int) -> ResponseReturnValue:
    """Record that CNIPA revoked an offer."""
    return _taken(own_offer(offer_id), REVOKE)


@bp.route(f"/office/offers/{OFFER}/end", methods=["GET", "POST"])
@policy(OFFICE_ADMIN)
def end(offer_id: int) -> ResponseReturnValue:
    """End an open offer."""
    return _taken(own_offer(offer_id), END)


def _taken(offer: Offer, step: Step) -> ResponseReturnValue:
    """Show the form of a step, or take the step."""
    form = step.form()
    if request.method == "GET":
        return _page(offer, step, form), 200
    if not form.validate():
        return _page(offer, step, form), 422
    doing, offer_id = act(), offer.id

    def effect(writing: MarketSession) -> str:
        step.does(writing, doing, offer_id, form)
        flash(str(step.done), "success")
        return url_for("offer_life.show", offer_id=offer_id)

    try:
        return redirect(sent_once(effect), 303)
    except Unacceptable as wrong:
        place = form["on"].errors if "on" in form else form.form_errors
        place.append(wrong.message(locale()))
        return _page(own_offer(offer_id), step, form), wrong.status
    except (Refused, Forbidden) as refused:
        form.form_errors = [refused.message(locale())]
        return _page(own_offer(offer_id), step, form), refused.status


def _page(offer: Offer, step: Step, form: FlaskForm) -> str:
    nonce = submissions.new_nonce()
    return render_template(
        "licensing/step.html", offer=offer, step=step, form=form, nonce=nonce
    )
