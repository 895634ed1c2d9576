"""Pages of the editor, shown with whatever was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.utils import redirect

from market import clock, submissions
from market.accounts.models import RoleName
from market.accounts.policies import acting, acting_organisation
from market.db import MarketSession, session
from market.errors import MarketError, Refused, StaleVersion
from market.formats import current_locale
from market.licensing import editing, life, operations, queries
from market.licensing.acts import Act
from market.licensing.box_faults import Fault, faults_of
from market.licensing.box_fields import box_form
from market.licensing.forms import place_message
from market.licensing.models import Lane, Offer, OfferState
from market.licensing.next_steps import plan_of
from market.licensing.review import Review, review
from market.licensing.sheet import Sheet, Tree, sheet_of
from market.quotes.costs import base_of
from pricing.errors import Place
from pricing.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What the editor shows: terms as typed, the version they began from, why not.

    Attributes
    ----------
    tree : dict
        The terms as they stand; of a text that does not read, the saved ones.
    seen : int
        Number of the version that is being edited.
    text : str or None
        The JSON as typed, where the terms are edited as text.
    theirs : dict or None
        The terms that someone else saved in between.
    """

    tree: Tree
    seen: int
    text: str | None = None
    places: Sequence[Place] = ()
    refusal: MarketError | None = None
    theirs: Tree | None = None
    is_unsaved: bool = False


def act() -> Act:
    """Return who acts in this request, for which office, and when."""
    who, now = acting(), clock.now_utc()
    return Act(
        organisation_id=acting_organisation().id,
        user_id=who.user.id,
        as_admin=RoleName.OFFICE_ADMIN in who.roles,
        placed_at=now,
        day=clock.business_day(now),
        address=request.remote_addr or "",
    )


def own_offer(offer_id: int) -> Offer:
    """Return an offer of the reader's office."""
    return queries.office_offer(session(), acting_organisation().id, offer_id=offer_id)


def seen() -> int:
    """Return the number of the version that a form was made of."""
    return request.form.get("seen", 0, type=int)


def can_edit(offer: Offer) -> bool:
    """Say whether the terms of an offer take another version."""
    if offer.state in life.BEFORE_OPENING:
        return True
    return offer.state == OfferState.OPEN and offer.lane == Lane.ORDINARY


def saved(offer: Offer, terms: Terms, typed: Typed) -> ResponseReturnValue:
    """Append a version and lead to it, or show the page again as it was typed."""
    doing, offer_id = act(), offer.id

    def effect(writing: MarketSession) -> str:
        version = operations.change_terms(
            writing, doing, offer_id=offer_id, seen=typed.seen, terms=terms
        )
        flash(_("Version %(number)s is saved.", number=version.number), "success")
        return url_for("licensing.editor", offer_id=offer_id)

    try:
        return redirect(sent_once(effect), 303)
    except StaleVersion as stale:
        return _stale(own_offer(offer_id), typed, stale)
    except Refused as refused:
        again = Typed(
            tree=typed.tree, seen=typed.seen, text=typed.text, refusal=refused
        )
        return page(own_offer(offer_id), again), refused.status


def sent_once(effect: submissions.Effect) -> str:
    """Give this request's form its effect once."""
    return submissions.once(
        effect,
        nonce=request.form.get("nonce", ""),
        user_id=acting().user.id,
        submitted_at=clock.now_utc(),
    )


def _stale(offer: Offer, typed: Typed, stale: StaleVersion) -> ResponseReturnValue:
    """Keep both texts: what was typed, and what was saved in between."""
    again = Typed(
        tree=typed.tree,
        text=typed.text,
        seen=offer.newest.number,
        refusal=stale,
        theirs=editing.tree_of(queries.terms_of(offer.newest)),
        is_unsaved=True,
    )
    return page(offer, again), stale.status


def page(offer: Offer, typed: Typed) -> str:
    """Return the page on which the terms are edited, as boxes or as text."""
    found = review(typed.tree, offer.patent, day=clock.today())
    told = {
        "offer": offer,
        "typed": typed,
        "review": found,
        "base": base_of(found.terms) if found.terms else None,
        "nonce": submissions.new_nonce(),
        "can_edit": can_edit(offer),
        "is_admin": act().as_admin,
        "plan": plan_of(session(), offer, day=clock.today()),
        "differences": editing.differences(typed.tree, typed.theirs)
        if typed.theirs
        else (),
    }
    if typed.text is not None:
        messages = [
            (place.where_in(current_locale()), place_message(place))
            for place in typed.places
        ]
        return render_template("licensing/text.html", messages=messages, **told)
    sheet = sheet_of(typed.tree)
    faults = faults_of(sheet, typed.tree, found.places)
    return render_template(
        "licensing/editor.html",
        sheet=sheet,
        form=box_form(sheet, typed.tree),
        frame=editing.pretty(typed.tree),
        said=said_beside(sheet, found, faults),
        faults=faults,
        is_live="HX-Request" in request.headers,
        **told,
    )


def said_beside(
    sheet: Sheet, found: Review, faults: Sequence[Fault]
) -> dict[str, list[tuple[str, str]]]:
    """Return what is said beside each box: how grave it is, and the words."""
    said: dict[str, list[tuple[str, str]]] = {}
    for fault in faults:
        if fault.name is not None:
            said.setdefault(fault.name, []).append(("error", fault.message))
    is_zh = current_locale() == "zh"
    placed = found.findings_at(box.name for box in sheet.boxes())
    for name, findings in placed.items():
        for finding in findings:
            message = finding.message_zh if is_zh else finding.message_en
            said.setdefault(name, []).append((finding.severity, message))
    return said
