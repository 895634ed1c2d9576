"""The case of an offer: its overview, consents, conflicts of interest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from market import clock
from market.accounts.policies import OFFICE, OFFICE_READS, acting, policy
from market.approval import wording
from market.approval.chain import approvers_of
from market.approval.consents import Stated, record_consent
from market.approval.forms import ConsentForm, InterestForm
from market.approval.interests import Interest, Part, state_interest
from market.approval.models import Purpose
from market.approval.overview import case_of
from market.approval.owners import co_owners, inventors_of
from market.approval.pages import CASE_READERS, OFFER, changed, own_case, shown
from market.db import MarketSession, session
from market.history import Author
from market.licensing.models import Offer

bp = Blueprint("cases", __name__)
wording.register(bp)


class Listed(NamedTuple):
    """Somebody of whom an interest is stated."""

    name: str
    part: Part
    user_id: int | None = None


ADDRESS = f"/office/offers/{OFFER}/case"


@bp.get(ADDRESS)
@policy(CASE_READERS)
def show(offer_id: int) -> ResponseReturnValue:
    """Show all that approvers must have seen."""
    offer = own_case(offer_id)
    return shown(
        "case",
        offer=offer,
        case=case_of(session(), offer, day=clock.today()),
        may_write=OFFICE.allows(acting()),
        may_download=OFFICE_READS.allows(acting()),
    )


@bp.route(f"{ADDRESS}/consents", methods=["GET", "POST"])
@policy(OFFICE)
def consents(offer_id: int) -> ResponseReturnValue:
    """Show what co-owners stated, and record another statement."""
    form = ConsentForm()
    owners = co_owners(own_case(offer_id).patent)
    form.owner.choices = [(str(owner.id), owner.name) for owner in owners]
    if request.method == "GET":
        form.stated_on.data = clock.today()
        return _page("consents", offer_id, form)
    return changed(
        offer_id,
        form,
        lambda *given: _consented(form, *given),
        lambda: _page("consents", offer_id, form),
    )


@bp.route(f"{ADDRESS}/interests", methods=["GET", "POST"])
@policy(OFFICE)
def interests(offer_id: int) -> ResponseReturnValue:
    """Show who has an interest in the case, and record a statement."""
    form = InterestForm()
    people = {_key(one): one for one in _people(own_case(offer_id))}
    form.person.choices = [
        *((key, wording.listed_person(*one[:2])) for key, one in people.items()),
        ("other", _("Somebody else")),
    ]
    if request.method == "GET":
        return _page("interests", offer_id, form)
    chosen = people.get(form.person.data) or Listed(form.name.data or "", "other")

    return changed(
        offer_id,
        form,
        lambda *given: _stated(form, chosen, *given),
        lambda: _page("interests", offer_id, form),
    )


def _page(template: str, offer_id: int, form: ConsentForm | InterestForm) -> str:
    offer = own_case(offer_id)
    case = case_of(session(), offer, day=clock.today())
    return shown(template, case=case, offer=offer, form=form)


def _consented(
    form: ConsentForm, writing: MarketSession, offer: Offer, who: Author, day: date
) -> str:
    stated = Stated(
        owner_id=int(form.owner.data),
        purpose=Purpose(form.purpose.data),
        consents=form.answer.data == "yes",
        stated_on=form.stated_on.data or day,
        note=form.note.data or "",
        upload=form.file.upload,
    )
    record_consent(writing, offer, stated, who, day=day)
    return url_for(".consents", offer_id=offer.id)


def _people(offer: Offer) -> Iterator[Listed]:
    """Yield everybody whom the office lists in the case."""
    drafter = offer.newest.drafted_by
    yield Listed(wording.person_name(drafter), "drafter", drafter.id)
    for name in inventors_of(offer.patent):
        yield Listed(name, "inventor")
    for user in approvers_of(session(), offer.organisation_id):
        if user.id != drafter.id:
            yield Listed(wording.person_name(user), "approver", user.id)


def _key(one: Listed) -> str:
    return f"{one.part}:{one.user_id or one.name}"


def _stated(  # the form, whom it names, and what `changed` gives
    form: InterestForm,
    chosen: Listed,
    writing: MarketSession,
    offer: Offer,
    who: Author,
    _day: date,
) -> str:
    has_interest = form.interest.data == "some"
    interest = Interest(
        person=chosen.name[:100],
        part=chosen.part,
        has_interest=has_interest,
        text=(form.text.data or "") if has_interest else "",
        user_id=chosen.user_id,
    )
    state_interest(writing, offer, interest, who)
    return url_for(".interests", offer_id=offer.id)
