"""The page on which an offer stands: its life, what is next, versions and history."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from market import clock, submissions
from market.accounts.policies import OFFICE, OFFICE_READS, acting, policy
from market.db import MarketSession, session
from market.errors import NotFound, Refused
from market.formats import current_locale
from market.history import entries_of
from market.i18n import locale
from market.licences.wording import differences
from market.licensing import history_words, life, operations, queries
from market.licensing.acts import Act
from market.licensing.life_forms import TextBoxes
from market.licensing.models import Offer, OfferVersion
from market.licensing.next_steps import plan_of
from market.licensing.pages import act, own_offer, seen, sent_once
from market.licensing.refusals import text_findings
from market.licensing.timeline import timeline_of
from market.licensing.views import OFFER

bp = Blueprint("offer_life", __name__)

# Of the history the page of an offer shows the latest; the rest has its own page.
LATEST = 5


@bp.get(f"/office/offers/{OFFER}/life")
@policy(OFFICE_READS)
def show(offer_id: int) -> ResponseReturnValue:
    """Show where an offer stands and what can be done next."""
    return _page(own_offer(offer_id))


def _page(offer: Offer, refused: Refused | None = None) -> ResponseReturnValue:
    entries = entries_of(session(), "offer", offer.id)
    page = render_template(
        "licensing/life.html",
        offer=offer,
        plan=plan_of(session(), offer, day=clock.today()),
        may_act=OFFICE.allows(acting()),
        is_admin=act().as_admin,
        waits=life.waits(offer),
        timeline=timeline_of(offer, entries),
        terms=queries.terms_of(offer.version),
        entries=history_words.lines(entries[:LATEST]),
        has_more=len(entries) > LATEST,
        refused=refused,
        nonce=submissions.new_nonce(),
    )
    return page, 200 if refused is None else refused.status


@bp.post(f"/office/offers/{OFFER}/check")
@policy(OFFICE)
def check(offer_id: int) -> ResponseReturnValue:
    """Check the newest version against the law and the consents."""
    number = seen()

    def effect(writing: MarketSession, doing: Act) -> str:
        operations.check(writing, doing, offer_id=offer_id, seen=number)
        return str(_("Version %(number)s is checked.", number=number))

    return _done(offer_id, effect)


@bp.post(f"/office/offers/{OFFER}/recall")
@policy(OFFICE)
def recall(offer_id: int) -> ResponseReturnValue:
    """Take a checked or approved version back to its drafting."""

    def effect(writing: MarketSession, doing: Act) -> str:
        operations.recall(writing, doing, offer_id=offer_id)
        return str(_("The offer is a draft again."))

    return _done(offer_id, effect)


def _done(
    offer_id: int, effect: Callable[[MarketSession, Act], str]
) -> ResponseReturnValue:
    """Do it once and lead to the offer's page, or show there why it was refused."""
    doing = act()
    own_offer(offer_id)

    def once(writing: MarketSession) -> str:
        flash(effect(writing, doing), "success")
        return url_for("offer_life.show", offer_id=offer_id)

    try:
        return redirect(sent_once(once), 303)
    except Refused as refused:
        return _page(own_offer(offer_id), refused)


@bp.route(f"/office/offers/{OFFER}/texts", methods=["GET", "POST"])
@policy(OFFICE)
def texts(offer_id: int) -> ResponseReturnValue:
    """Write the texts of the listing and of the declaration."""
    offer = own_offer(offer_id)
    form = TextBoxes()
    if request.method == "GET":
        form.show(offer)
        return _texts_page(offer, form)
    if not form.validate() or not _is_sober(form, offer):
        return _texts_page(offer, form), 422
    doing, written = act(), form.texts()

    def effect(writing: MarketSession) -> str:
        operations.change_texts(writing, doing, offer_id=offer_id, texts=written)
        flash(_("The texts are saved."), "success")
        return url_for("offer_life.show", offer_id=offer_id)

    try:
        return redirect(sent_once(effect), 303)
    except Refused as refused:
        form.form_errors = [refused.message(locale())]
        return _texts_page(own_offer(offer_id), form), refused.status


def _is_sober(form: TextBoxes, offer: Offer) -> bool:
    """Say whether the declaration advertises nothing; what does stands at its box."""
    is_zh = current_locale() == "zh"
    found = text_findings(offer.lane, form.declaration.data or "", clock.today())
    errors = [each for each in found if each.severity == "error"]
    form.declaration.errors = [
        each.message_zh if is_zh else each.message_en for each in errors
    ]
    return not errors


def _texts_page(offer: Offer, form: TextBoxes) -> str:
    nonce = submissions.new_nonce()
    return render_template(
        "licensing/texts.html", offer=offer, form=form, nonce=nonce, life=life
    )


@bp.get(f"/office/offers/{OFFER}/versions")
@policy(OFFICE_READS)
def versions(offer_id: int) -> ResponseReturnValue:
    """Show the versions of an offer, and what differs between any two."""
    offer = own_offer(offer_id)
    newest = offer.newest.number
    new = _numbered(offer, request.args.get("new", newest, type=int))
    before = max(1, new.number - 1)
    old = _numbered(offer, request.args.get("old", before, type=int))
    terms = queries.terms_of(old), queries.terms_of(new)
    return render_template(
        "licensing/versions.html",
        offer=offer,
        old=old,
        new=new,
        changes=differences(*terms, current_locale()),
    )


def _numbered(offer: Offer, number: int) -> OfferVersion:
    for version in offer.versions:
        if version.number == number:
            return version
    raise NotFound(
        f"这个许可方案没有第 {number} 版。", f"This offer has no version {number}."
    )


@bp.get(f"/office/offers/{OFFER}/history")
@policy(OFFICE_READS)
def history(offer_id: int) -> ResponseReturnValue:
    """Show who changed what of an offer, when and from where."""
    offer = own_offer(offer_id)
    entries = entries_of(session(), "offer", offer.id)
    return render_template(
        "licensing/history.html", offer=offer, entries=history_words.lines(entries)
    )
