"""Declare an offer, announce it, post it: from its approval to its opening."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from market.catalogue.models import Patent
from market.errors import Refused, Unacceptable
from market.licensing import life
from market.licensing.acts import Act, as_seen, own_to_change, require_admin
from market.licensing.class_prices import check_acknowledged, priced_by_class
from market.licensing.declarant import lodged_text
from market.licensing.models import Lane, Offer, OfferState
from market.licensing.queries import terms_of
from market.licensing.refusals import refuse_unlawful
from pricing.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What CNIPA announced of an open licence, as the office states it.

    Attributes
    ----------
    equals_terms : bool
        The office confirms that the terms equal the announced text.
    tiers_acknowledged : bool
        An admin answers for prices by class inside an open licence.
    """

    declaration_number: str
    announced_on: date
    text: str
    equals_terms: bool
    tiers_acknowledged: bool = False


def declare(session: Session, act: Act, *, offer_id: int, declared_on: date) -> Offer:
    """Record that the items of an approved open licence were lodged on a day.

    Raises
    ------
    Refused
        When it is not approved, or the law stands against it.
    Unacceptable
        When the day cannot be right; concerns `declared_on`.
    """
    offer = own_to_change(session, act, offer_id=offer_id)
    life.require(offer, OfferState.DECLARED)
    if declared_on > act.day:
        raise Unacceptable(
            "提交日不能晚于今天。", "The day of lodging cannot lie after today."
        )
    _refuse_before_grant(declared_on, offer.patent)
    refuse_unlawful(offer, act.day)
    facts = {
        "declared_on": declared_on,
        "lodged_text": lodged_text(offer, day=act.day),
    }
    life.move(session, offer, OfferState.DECLARED, act.author, facts=facts)
    return offer


def announce(
    session: Session, act: Act, *, offer_id: int, seen: int, announcement: Announcement
) -> Offer:
    """Open a declared offer after its announcement.

    Raises
    ------
    StaleVersion
        When someone saved a version in between.
    Refused
        When it was not declared, or the law stands against it.
    Unacceptable
        When the announcement cannot be of these terms; concerns its date.
    Forbidden
        When who acts is no admin.
    """
    require_admin(act)
    offer = as_seen(session, act, offer_id=offer_id, seen=seen)
    _check_lane(offer, Lane.OPEN)
    life.require(offer, OfferState.OPEN)
    terms = terms_of(offer.newest)
    refuse_unlawful(offer, act.day)
    _check_announcement(announcement, terms, offer, act.day)
    facts = {
        "declaration_number": announcement.declaration_number,
        "announced_on": announcement.announced_on,
        "announced_text": announcement.text,
    } | _opened(act)
    if priced_by_class(terms):
        check_acknowledged(
            as_admin=act.as_admin, acknowledged=announcement.tiers_acknowledged
        )
        facts["tiers_acknowledged_by_id"] = act.user_id
    life.move(session, offer, OfferState.OPEN, act.author, facts=facts)
    return offer


def not_announced(session: Session, act: Act, *, offer_id: int, reason: str) -> Offer:
    """Record that CNIPA does not announce a declared offer, and why."""
    require_admin(act)
    offer = own_to_change(session, act, offer_id=offer_id)
    facts = {"closed_on": act.day, "closing_reason": reason}
    life.move(
        session,
        offer,
        OfferState.NOT_ANNOUNCED,
        act.author,
        reason=reason,
        facts=facts,
    )
    return offer


def post(session: Session, act: Act, *, offer_id: int, seen: int) -> Offer:
    """Open an approved offer of ordinary licences.

    Its prices are posted, or where its terms say so they are where talks begin.

    Raises
    ------
    StaleVersion
        When someone saved a version in between.
    Refused
        When it is not approved, or the law stands against it.
    Forbidden
        When who acts is no admin.
    """
    require_admin(act)
    offer = as_seen(session, act, offer_id=offer_id, seen=seen)
    _check_lane(offer, Lane.ORDINARY)
    life.require(offer, OfferState.OPEN)
    refuse_unlawful(offer, act.day)
    life.move(session, offer, OfferState.OPEN, act.author, facts=_opened(act))
    return offer


def _opened(act: Act) -> dict[str, object]:
    return {"opened_at": act.placed_at, "opened_by_id": act.user_id}


def _check_lane(offer: Offer, lane: Lane) -> None:
    if offer.lane != lane:
        raise Refused(
            "这个许可方案的许可方式已经改变。请重新打开本页。",
            "The lane of this offer has changed. Open the page again.",
        )


def _check_announcement(
    announcement: Announcement, terms: Terms, offer: Offer, day: date
) -> None:
    if not announcement.equals_terms:
        raise Refused(
            "请确认本页条款与公告文本一致。公告文本为准。",
            "Confirm that the terms equal the announced text, which governs.",
        )
    announced_on, declared_on = announcement.announced_on, offer.declared_on
    if announced_on > day:
        raise Unacceptable(
            "公告日不能晚于今天。", "The announcement cannot lie after today."
        )
    _refuse_before_grant(announced_on, offer.patent)
    if declared_on is not None and announced_on < declared_on:
        raise Unacceptable(
            f"公告日早于声明提交日 {declared_on}。",
            f"The announcement cannot lie before the lodging of {declared_on}.",
        )
    if announced_on > terms.ends_on:
        raise Unacceptable(
            f"公告日晚于许可条件的末日 {terms.ends_on}。",
            f"The announcement cannot lie after the last day, {terms.ends_on}.",
        )


def _refuse_before_grant(day: date, patent: Patent) -> None:
    if patent.granted_on is not None and day < patent.granted_on:
        raise Unacceptable(
            f"日期早于授权公告日 {patent.granted_on}。",
            f"The day cannot lie before the grant of {patent.granted_on}.",
        )
