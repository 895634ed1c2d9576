"""The publicity of a price: begin it, note objections, close it."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from market import clock
from market.accounts.policies import OFFICE, policy
from market.approval.forms import ClosingForm, ObjectionForm, PublicityForm
from market.approval.models import Publicity, PublicityResult
from market.approval.overview import case_of
from market.approval.pages import OFFER, changed, own_case, shown
from market.approval.publicity import (
    LeastDays,
    Notice,
    Objected,
    begin,
    close,
    least_days,
    object_to,
)
from market.db import MarketSession, session
from market.history import Author
from market.licensing.models import Offer

bp = Blueprint("publicities", __name__)

ADDRESS = f"/office/offers/{OFFER}/case/publicity"


@bp.route(ADDRESS, methods=["GET", "POST"])
@policy(OFFICE)
def show(offer_id: int) -> ResponseReturnValue:
    """Show the publicities, and begin one."""
    own_case(offer_id)
    form = PublicityForm()
    if request.method == "GET":
        _suggest(form)
        return _page(offer_id, beginning=form)
    return changed(
        offer_id,
        form,
        lambda *given: _begun(form, *given),
        lambda: _page(offer_id, beginning=form),
    )


@bp.post(f"{ADDRESS}/objections")
@policy(OFFICE)
def objected(offer_id: int) -> ResponseReturnValue:
    """Record an objection to the publicity that is under way."""
    own_case(offer_id)
    form = ObjectionForm(prefix="objection-")
    return changed(
        offer_id,
        form,
        lambda *given: _objected(form, *given),
        lambda: _page(offer_id, objecting=form),
    )


@bp.post(f"{ADDRESS}/close")
@policy(OFFICE)
def closed(offer_id: int) -> ResponseReturnValue:
    """Close the publicity that is under way."""
    own_case(offer_id)
    form = ClosingForm(prefix="closing-")
    return changed(
        offer_id,
        form,
        lambda *given: _closed(form, *given),
        lambda: _page(offer_id, closing=form),
    )


def _suggest(form: PublicityForm) -> None:
    """Begin today and last as long as the law is believed to ask."""
    today = clock.today()
    least = least_days(today)
    form.starts_on.data = today
    if least is not None:
        form.ends_on.data = least.ends_on(today)


def _page(offer_id: int, **forms: FlaskForm) -> str:
    offer = own_case(offer_id)
    case = case_of(session(), offer, day=clock.today())
    current = next((one for one in case.publicities if one.closed_at is None), None)
    least = least_days(clock.today())
    told = {
        "beginning": PublicityForm(formdata=None),
        "objecting": ObjectionForm(formdata=None, prefix="objection-"),
        "closing": ClosingForm(formdata=None, prefix="closing-"),
    }
    return shown(
        "publicity",
        offer=offer,
        case=case,
        current=current,
        is_over=current is not None and clock.today() > current.ends_on,
        is_short=current is not None and _is_short(current, least),
        least=least,
        **told | forms,
    )


def _is_short(publicity: Publicity, least: LeastDays | None) -> bool:
    """Say whether a publicity is shorter than the law is believed to ask."""
    return least is not None and publicity.ends_on < least.ends_on(publicity.starts_on)


def _begun(
    form: PublicityForm,
    writing: MarketSession,
    offer: Offer,
    who: Author,
    day: date,
) -> str:
    notice = Notice(
        starts_on=form.starts_on.data or day,
        ends_on=form.ends_on.data or day,
        place=form.place.data or "",
        upload=form.file.upload,
    )
    begin(writing, offer, notice, who)
    return url_for(".show", offer_id=offer.id)


def _objected(
    form: ObjectionForm,
    writing: MarketSession,
    offer: Offer,
    who: Author,
    day: date,
) -> str:
    received = Objected(
        objector=form.objector.data or "",
        received_on=form.received_on.data or day,
        text=form.text.data or "",
        upload=form.file.upload,
    )
    object_to(writing, offer, received, who, day=day)
    return url_for(".show", offer_id=offer.id)


def _closed(
    form: ClosingForm, writing: MarketSession, offer: Offer, who: Author, day: date
) -> str:
    result = PublicityResult(form.result.data)
    text = form.result_text.data or ""
    close(writing, offer, result, text, who, day=day)
    return url_for(".show", offer_id=offer.id)
