"""Pages of licences: the notice, our licences, one licence, its document."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from market import clock
from market.accounts.models import RoleName
from market.accounts.policies import (
    LICENSEE,
    LICENSEE_ADMIN,
    OFFICE,
    acting,
    acting_organisation,
    only,
    policy,
    policy_of,
)
from market.db import session
from market.errors import Refused
from market.i18n import locale
from market.licences import key_terms, notice_page, queries, wording
from market.licences.account import account
from market.licences.billing import owed
from market.licences.capitals import in_capitals
from market.licences.course import course
from market.licences.notice_page import LARGEST_ID
from market.licences.queries import Standing
from market.licensing.models import Lane
from market.quotes.classes import asks_province, asks_quality
from pricing.ladder import ladder
from pricing.law.checks import filing_deadline
from pricing.terms import Terms

bp = Blueprint("licences", __name__)

PARTIES = only(
    RoleName.LICENSEE_MEMBER,
    RoleName.LICENSEE_ADMIN,
    RoleName.OFFICE_MEMBER,
    RoleName.OFFICE_ADMIN,
    RoleName.FINANCE,
    RoleName.AUDITOR,
)
OFFER = f"<int(max={LARGEST_ID}):offer_id>"
LICENCE = f"<int(max={LARGEST_ID}):licence_id>"


@bp.get(f"/offers/{OFFER}/notice")
@policy(LICENSEE)
def new_notice(offer_id: int) -> ResponseReturnValue:
    """Prepare a notice on the version that the reader saw."""
    return notice_page.opened(offer_id)


@bp.post(f"/offers/{OFFER}/notice")
@policy(LICENSEE_ADMIN)
def give_notice(offer_id: int) -> ResponseReturnValue:
    """Give the notice; the second sending leads to the same licence."""
    return notice_page.sent(offer_id)


@bp.get("/licences")
@policy(LICENSEE)
def ours() -> ResponseReturnValue:
    """Show the licences that the reader's organisation has."""
    found = queries.licences_of_licensee(session(), acting_organisation().id)
    return _list(found, is_office=False)


@bp.get("/office/licences")
@policy(OFFICE)
def office() -> ResponseReturnValue:
    """Show the licences that the office has given."""
    found = queries.licences_of_licensor(session(), acting_organisation().id)
    return _list(found, is_office=True)


def _list(found: list[Standing], *, is_office: bool) -> str:
    return render_template("licences/list.html", standings=found, is_office=is_office)


@bp.get(f"/licences/{LICENCE}")
@policy(PARTIES)
def licence(licence_id: int) -> ResponseReturnValue:
    """Show one licence to its parties: how far it is, what is due, its terms."""
    standing = _standing(licence_id)
    found, today = standing.licence, clock.today()
    terms = found.terms
    begins_on = found.effective_on
    return render_template(
        "licences/licence.html",
        licence=found,
        standing=standing,
        course=course(standing, terms, today=today, locale=locale()),
        deadline=None if begins_on is None else filing_deadline(begins_on),
        today=today,
        is_licensee=acting_organisation().id == found.licensee_id,
        clauses=wording.clauses(terms, locale()),
        confirmed=list(key_terms.confirmed(found.confirmed_terms)),
        ladder=ladder(terms, found.priced_for, starts_on=begins_on),
        stage_labels=_stage_labels(standing),
        payee=account(found),
        undated_fen=_undated_fen(standing),
        depends=wording.may_grow(terms),
        way_here=_way_here(),
        is_sample=found.is_sample,
        **_asks(terms),
    )


@bp.get(f"/licences/{LICENCE}/document")
@policy(PARTIES)
def document(licence_id: int) -> ResponseReturnValue:
    """Print the document of a licence in force (许可实施凭证)."""
    standing = _standing(licence_id)
    found = standing.licence
    if not found.is_in_force:
        raise Refused(
            "许可尚未生效：首期应付款还没有由许可方财务核对到账，不能出具凭证。",
            "The licence is not in force: the licensor's finance has not matched the "
            "first due yet, so there is no document.",
        )
    return render_template(
        "licences/document.html",
        licence=found,
        standing=standing,
        terms=found.terms,
        stage=found.terms.stages[0],
        is_open_lane=found.lane is Lane.OPEN,
        in_capitals=in_capitals,
        stage_labels=_stage_labels(standing),
        back=url_for(".licence", licence_id=licence_id),
        is_sample=found.is_sample,
        **_asks(found.terms),
    )


def _asks(terms: Terms) -> dict[str, bool]:
    """Say by which classes beside the size the terms price."""
    return {
        "asks_quality": asks_quality(terms),
        "asks_province": asks_province(terms),
    }


def _undated_fen(standing: Standing) -> int:
    """Return what is certain but has no date before the licence begins [fen]."""
    found = standing.licence
    if found.is_in_force:
        return 0
    rows = owed(found.terms, licensee=found.priced_for, starts_on=found.noticed_on)
    return sum(row.amount_fen for row in rows) - standing.total_fen


def _way_here() -> list[tuple[str, str]]:
    """Return the list from which the reader comes, where the reader has one."""
    lists = (
        ("licences.ours", _("Our licences")),
        ("licences.office", _("Licences")),
        ("payments.transfers", _("Transfers")),
    )
    found = ((name, policy_of(current_app, name), label) for name, label in lists)
    allowed = [
        (url_for(name), str(label))
        for name, stated, label in found
        if stated is not None and stated.allows(acting())
    ]
    return allowed[:1]


def _standing(licence_id: int) -> Standing:
    return queries.licence_of_party(session(), licence_id, acting_organisation().id)


def _stage_labels(standing: Standing) -> dict[str, str]:
    stages = standing.licence.terms.stages
    if locale() == "zh":
        return {stage.name: stage.label_zh for stage in stages}
    return {stage.name: stage.label_en for stage in stages}
