"""The text of a declaration, for the office that lodges it."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from market import clock
from market.accounts.policies import OFFICE_READS, policy
from market.errors import NotFound
from market.licensing.declarant import LODGED_IN, declaration_of
from market.licensing.models import Offer
from market.licensing.pages import own_offer
from market.licensing.views import OFFER
from pricing.errors import NotDeclared
from pricing.wording.declaration import Declaration

bp = Blueprint("declaring", __name__)


@bp.get(f"/office/offers/{OFFER}/declaration")
@policy(OFFICE_READS)
def show(offer_id: int) -> ResponseReturnValue:
    """Show the text item by item, or that these terms are not declared."""
    offer = own_offer(offer_id)
    try:
        found, refusal = _declared(offer), None
    except NotDeclared as error:
        found, refusal = None, error
    return render_template(
        "licensing/declaration.html",
        offer=offer,
        found=found,
        refusal=refusal,
        lodged_in=LODGED_IN,
    )


@bp.get(f"/office/offers/{OFFER}/declaration.txt")
@policy(OFFICE_READS)
def download(offer_id: int) -> ResponseReturnValue:
    """Give the text as a file."""
    offer = own_offer(offer_id)
    try:
        # What was lodged stays as it was, whatever the record says since.
        text = offer.lodged_text or _declared(offer).text(LODGED_IN)
    except NotDeclared as error:
        raise NotFound(
            error.message_zh + error.mend_zh, f"{error.message_en} {error.mend_en}"
        ) from error
    name = f"declaration-{offer.id}-{offer.newest.number}.txt"
    return Response(
        f"{text}\n",
        mimetype="text/plain",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


def _declared(offer: Offer) -> Declaration:
    return declaration_of(offer, day=clock.today())
