"""The page on which a notice is prepared and given."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from market import clock, submissions
from market.accounts.models import (
    Organisation,
    QualityClass,
    RoleName,
    SizeClass,
)
from market.accounts.policies import acting, acting_organisation
from market.db import MarketSession, session
from market.errors import StaleVersion, Unacceptable
from market.i18n import locale
from market.licences import operations, queries, wording
from market.licences.billing import entry, owed
from market.licences.class_prices import region_lines
from market.licences.forms import NoticeForm
from market.licences.key_terms import CODES
from market.licences.models import Licence
from market.licences.notices import Notice, frozen_terms, refuse_unless_open
from market.licensing.editing import differences, tree_of
from market.licensing.models import Offer, OfferVersion
from pricing.ladder import ladder

LARGEST_ID = 2**63 - 1
MOST_DIGITS = 9


def opened(offer_id: int) -> ResponseReturnValue:
    """Show the page, or the licence that this version already gave."""
    organisation = acting_organisation()
    offer = _noticeable(offer_id, organisation)
    earlier = operations.licence_under(session(), organisation.id, offer.version.id)
    if earlier is not None:
        return redirect(url_for("licences.licence", licence_id=earlier.id))
    form = _begun(organisation)
    seen = _seen(offer, request.args.get("version", ""))
    return _page(offer, form, seen=seen)


def sent(offer_id: int) -> ResponseReturnValue:
    """Give the notice, or show the page again with what is wrong."""
    organisation = acting_organisation()
    form = NoticeForm()
    seen_number = _number(form.version.data or "")
    earlier = _earlier(offer_id, organisation, seen_number)
    if earlier is not None:
        return redirect(url_for("licences.licence", licence_id=earlier.id), 303)
    offer = _noticeable(offer_id, organisation)
    seen = _seen(offer, form.version.data or "")
    if seen.number != seen_number:
        raise Unacceptable(
            "表单没有说明您看到的是哪一版许可条件，通知没有发出。请重新打开页面。",
            "The form does not say which version of the terms you saw, so no notice "
            "was given. Open the page again.",
        )
    if seen is not offer.version:
        return _page(offer, form, seen=seen)
    form.price_by(frozen_terms(seen), clock.today())
    if not form.validate():
        return _page(offer, form, seen=seen, status=422)
    notice = _notice(form, offer, seen, organisation)
    try:
        location = _give(notice, form.nonce.data or "")
    except StaleVersion:
        offer = _noticeable(offer_id, acting_organisation())
        # The newest terms may ask for classes that this form has left aside.
        form = NoticeForm()
        return _page(offer, form, seen=_seen(offer, str(notice.version_number)))
    return redirect(location, 303)


def _give(notice: Notice, nonce: str) -> str:
    def effect(writing: MarketSession) -> str:
        licence = operations.give_notice(writing, notice, page_of=_full_address)
        return url_for("licences.licence", licence_id=licence.id)

    return submissions.once(
        effect, nonce=nonce, user_id=notice.user_id, submitted_at=notice.given_at
    )


def _full_address(licence: Licence) -> str:
    return url_for("licences.licence", licence_id=licence.id, _external=True)


def _noticeable(offer_id: int, organisation: Organisation) -> Offer:
    offer = queries.offer_to_notice(session(), offer_id)
    terms = frozen_terms(offer.version)
    refuse_unless_open(offer, terms, licensee_id=organisation.id, day=clock.today())
    return offer


def _earlier(offer_id: int, organisation: Organisation, number: int) -> Licence | None:
    """Return the licence that a form sent before has already given."""
    offer = queries.offer_to_notice(session(), offer_id)
    for version in offer.published:
        if version.number == number:
            return operations.licence_under(session(), organisation.id, version.id)
    return None


def _seen(offer: Offer, stated: str) -> OfferVersion:
    """Return the version that the reader saw, of an unknown one that in force."""
    number = _number(stated)
    return next(
        (version for version in offer.published if version.number == number),
        offer.version,
    )


def _number(stated: str) -> int:
    is_number = stated.isascii() and stated.isdigit() and len(stated) <= MOST_DIGITS
    return int(stated) if is_number else 0


def _begun(organisation: Organisation) -> NoticeForm:
    """Return the form as it begins, or as far as a live question has come."""
    if "HX-Request" in request.headers:
        return NoticeForm(formdata=request.args)
    form = NoticeForm(formdata=None)
    form.take_from(organisation, acting().user.name)
    form.take_asked(request.args)
    return form


def _notice(
    form: NoticeForm, offer: Offer, seen: OfferVersion, organisation: Organisation
) -> Notice:
    stated = form.chosen()
    return Notice(
        offer_id=offer.id,
        version_number=seen.number,
        licensee_id=organisation.id,
        user_id=acting().user.id,
        size_class=SizeClass(stated.size),
        size_statement=form.statement(clock.today()),
        quality_class=QualityClass(stated.quality),
        province=stated.province,
        confirmed_terms=CODES,
        authority=form.authority(),
        given_at=clock.now_utc(),
    )


def _page(
    offer: Offer, form: NoticeForm, *, seen: OfferVersion, status: int = 200
) -> ResponseReturnValue:
    """Show the newest terms; where the reader saw others, say what changed."""
    terms = frozen_terms(offer.version)
    changes, places = None, []
    if seen is not offer.version:
        before = frozen_terms(seen)
        changes = wording.differences(before, terms, locale())
        places = differences(tree_of(before), tree_of(terms))
        form.clear_ticks()
        status = StaleVersion.status
    today = clock.today()
    form.price_by(terms, today)
    form.version.data = str(offer.version.number)
    form.nonce.data = submissions.new_nonce()
    chosen = form.chosen()
    rows = owed(terms, licensee=chosen, starts_on=today)
    due_now = entry(rows, today)
    body = render_template(
        "licences/notice.html",
        offer=offer,
        form=form,
        seen=seen,
        changes=changes,
        places=places,
        clauses=wording.clauses(terms, locale()),
        chosen=chosen,
        derived=form.derived(today),
        regions=region_lines(terms),
        ladder=ladder(terms, chosen),
        due_now_fen=sum(row.amount_fen for row in due_now),
        later=rows[len(due_now) :],
        depends=wording.may_grow(terms),
        licensee=acting_organisation(),
        may_send=RoleName.LICENSEE_ADMIN in acting().roles,
        is_sample=offer.is_sample,
    )
    return body, status
