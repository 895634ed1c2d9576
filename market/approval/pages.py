"""Who reads and who changes the case of an offer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from werkzeug.utils import redirect

from market import clock, submissions
from market.accounts.models import RoleName
from market.accounts.policies import acting, acting_organisation, only
from market.approval.queries import rounds_of
from market.approval.rounds import locked_offer
from market.db import MarketSession, session
from market.errors import MarketError, NotFound
from market.history import Author
from market.i18n import locale
from market.licensing.models import Offer
from market.licensing.queries import office_offer

__all__ = [
    "APPROVERS",
    "CASE_READERS",
    "LARGEST_ID",
    "OFFER",
    "author",
    "changed",
    "own_case",
    "page_for_approvers",
]

LARGEST_ID = 2**63 - 1
OFFER = f"<int(max={LARGEST_ID}):offer_id>"
OFFICE_READERS = frozenset(
    {RoleName.OFFICE_ADMIN, RoleName.OFFICE_MEMBER, RoleName.AUDITOR}
)
# Finance and inventors see the cases that they are named to approve.
CASE_READERS = only(*OFFICE_READERS, RoleName.FINANCE, RoleName.INVENTOR)
APPROVERS = only(
    RoleName.OFFICE_ADMIN, RoleName.OFFICE_MEMBER, RoleName.FINANCE, RoleName.INVENTOR
)


def author() -> Author:
    """Return who acts in this request, as the history keeps it."""
    return Author(
        happened_at=clock.now_utc(),
        organisation_id=acting_organisation().id,
        user_id=acting().user.id,
        address=request.remote_addr or "",
    )


def own_case(offer_id: int) -> Offer:
    """Return an offer whose case the reader may see.

    Raises
    ------
    NotFound
        When there is none, it is another organisation's, or the reader has no part.
    """
    offer = office_offer(session(), acting_organisation().id, offer_id=offer_id)
    if acting().roles & OFFICE_READERS or _is_named(offer):
        return offer
    raise NotFound(
        "没有这个案卷，或您不是它的审批人。",
        "There is no such case, or you are not named to approve it.",
    )


def page_for_approvers(offer_id: int) -> str:
    """Return the address of the page on which an offer is decided, for mail."""
    return url_for("deciding.show", offer_id=offer_id, _external=True)


def changed(
    offer_id: int,
    form: FlaskForm,
    change: Callable[[MarketSession, Offer, Author, date], str],
    page: Callable[[], str],
) -> ResponseReturnValue:
    """Change a case once and lead on, or show the page again with what is wrong.

    Parameters
    ----------
    offer_id : int
        An offer of the reader's office.
    form : FlaskForm
        What was typed; gets what is wrong with the whole of it.
    change : callable
        Gets a writing session, the offer locked, the author and today; returns the
        address of the page to show.
    page : callable
        Draws the page with the form.
    """
    if not form.validate():
        return page(), 422
    doing = author()

    def effect(writing: MarketSession) -> str:
        offer = locked_offer(writing, doing, offer_id)
        return change(writing, offer, doing, clock.business_day(doing.happened_at))

    try:
        location = submissions.once(
            effect,
            nonce=request.form.get("nonce", ""),
            user_id=acting().user.id,
            submitted_at=doing.happened_at,
        )
    except NotFound:
        raise
    except MarketError as refused:
        form.form_errors = [refused.message(locale())]
        return page(), refused.status
    return redirect(location, 303)


def shown(template: str, **told: object) -> str:
    """Draw a page of a case with a fresh nonce for its form."""
    return render_template(
        f"approval/{template}.html", nonce=submissions.new_nonce(), **told
    )


def _is_named(offer: Offer) -> bool:
    user_id = acting().user.id
    return any(
        step["approver_id"] == user_id
        for sent in rounds_of(session(), offer.id)
        for step in sent.steps
    )
