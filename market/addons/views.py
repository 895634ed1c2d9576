"""Pages on which an office states the help that it sells beside a licence."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from market import submissions
from market.accounts.policies import OFFICE, OFFICE_READS, acting, policy
from market.addons import operations, wording
from market.addons.forms import AddonBoxes
from market.addons.models import Addon
from market.addons.queries import addon_of, all_addons_of
from market.db import MarketSession, session
from market.errors import Refused
from market.i18n import locale
from market.licensing import life
from market.licensing.acts import Act
from market.licensing.models import Offer
from market.licensing.pages import act, own_offer, sent_once
from market.licensing.views import LARGEST_ID, OFFER

bp = Blueprint("addons", __name__)
wording.register(bp)

ADDON = f"<int(max={LARGEST_ID}):addon_id>"


@bp.get(f"/office/offers/{OFFER}/addons")
@policy(OFFICE_READS)
def show(offer_id: int) -> ResponseReturnValue:
    """Show the help beside an offer, and a form to add some."""
    return _page(own_offer(offer_id), AddonBoxes())


@bp.post(f"/office/offers/{OFFER}/addons")
@policy(OFFICE)
def add(offer_id: int) -> ResponseReturnValue:
    """Add help to an offer."""
    offer, form = own_offer(offer_id), AddonBoxes()
    if not form.validate():
        return _page(offer, form), 422

    def effect(writing: MarketSession, doing: Act) -> None:
        operations.add(writing, doing, offer_id=offer_id, stated=form.stated())

    return _done(offer_id, effect, form, _("The add-on is on the listing."))


@bp.route(f"/office/offers/{OFFER}/addons/{ADDON}", methods=["GET", "POST"])
@policy(OFFICE)
def edit(offer_id: int, addon_id: int) -> ResponseReturnValue:
    """Put another add-on in the place of one."""
    offer, form = own_offer(offer_id), AddonBoxes()
    old = addon_of(session(), offer.id, addon_id)
    if request.method == "GET":
        form.show(old)
        return _page(offer, form, old)
    if not form.validate():
        return _page(offer, form, old), 422

    def effect(writing: MarketSession, doing: Act) -> None:
        operations.change(
            writing, doing, offer_id=offer_id, addon_id=addon_id, stated=form.stated()
        )

    return _done(offer_id, effect, form, _("The add-on is changed."))


@bp.post(f"/office/offers/{OFFER}/addons/{ADDON}/retire")
@policy(OFFICE)
def retire(offer_id: int, addon_id: int) -> ResponseReturnValue:
    """Take an add-on off an offer."""
    addon_of(session(), own_offer(offer_id).id, addon_id)

    def effect(writing: MarketSession, doing: Act) -> None:
        operations.retire(writing, doing, offer_id=offer_id, addon_id=addon_id)

    return _done(offer_id, effect, AddonBoxes(), _("The add-on is off the listing."))


def _done(
    offer_id: int,
    effect: Callable[[MarketSession, Act], None],
    form: AddonBoxes,
    said: str,
) -> ResponseReturnValue:
    """Do it once and lead to the list, or show there why it was refused."""
    doing = act()

    def once(writing: MarketSession) -> str:
        effect(writing, doing)
        flash(said, "success")
        return url_for(".show", offer_id=offer_id)

    try:
        return redirect(sent_once(once), 303)
    except Refused as refused:
        form.form_errors = [refused.message(locale())]
        return _page(own_offer(offer_id), form), refused.status


def _page(offer: Offer, form: AddonBoxes, old: Addon | None = None) -> str:
    addons = all_addons_of(session(), offer.id)
    return render_template(
        "addons/addons.html",
        offer=offer,
        form=form,
        old=old,
        addons=[each for each in addons if each.retired_at is None],
        retired=[each for each in addons if each.retired_at is not None],
        may_act=OFFICE.allows(acting()) and offer.state not in life.CLOSED,
        nonce=submissions.new_nonce(),
    )
