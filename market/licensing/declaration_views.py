"""The text of a declaration, for the office that lodges it."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from market import clock
from market.accounts.policies import OFFICE, policy
from market.catalogue.queries import facts_of
from market.errors import NotFound
from market.licensing.declarant import declarant_of
from market.licensing.models import Offer
from market.licensing.pages import own_offer
from market.licensing.queries import terms_of
from market.licensing.views import OFFER
from pricing.errors import NotDeclared
from pricing.wording.declaration import Declaration, declaration

bp = Blueprint("declaring", __name__)

# The declaration is lodged in Chinese.
LODGED_IN = "zh"


@bp.get(f"/office/offers/{OFFER}/declaration")
@policy(OFFICE)
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
@policy(OFFICE)
def download(offer_id: int) -> ResponseReturnValue:
    """Give the text as a file."""
    offer = own_offer(offer_id)
    try:
        text = _declared(offer).text(LODGED_IN)
    except NotDeclared as error:
        raise NotFound(
            error.message_zh + error.mend_zh, f"{error.message_en} {error.mend_en}"
        ) from error
    name = f"declaration-{offer.id}-{offer.version.number}.txt"
    return Response(
        f"{text}\n",
        mimetype="text/plain",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


def _declared(offer: Offer) -> Declaration:
    return declaration(
        terms_of(offer.version),
        declarant_of(offer.patent),
        day=clock.today(),
        patent=facts_of(offer.patent),
    )
