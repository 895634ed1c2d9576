"""Draft an offer, change its terms, open it to licensees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from market.catalogue.models import Patent
from market.catalogue.queries import by_id
from market.errors import Refused, StaleVersion, Unacceptable
from market.licensing.class_prices import check_acknowledged, priced_by_class
from market.licensing.models import Lane, Offer, OfferState, OfferVersion
from market.licensing.queries import findings_on, office_offer, terms_of
from pricing.canonical import canonical_json, terms_sha256
from pricing.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who acts, for which office, and when."""

    organisation_id: int
    user_id: int
    as_admin: bool
    placed_at: datetime
    day: date


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


def draft(session: Session, act: Act, *, patent_id: int, terms: Terms) -> Offer:
    """Begin an offer on an office's patent with the first version of its terms."""
    patent = by_id(session, act.organisation_id, patent_id)
    offer = Offer(
        organisation_id=act.organisation_id,
        patent_id=patent.id,
        lane=Lane(terms.lane),
        state=OfferState.DRAFT,
        created_at=act.placed_at,
        is_sample=patent.is_sample,
    )
    session.add(offer)
    _append(offer, act, terms)
    session.flush()  # The caller needs offer.id.
    return offer


def redraft(session: Session, act: Act, *, offer_id: int) -> Offer:
    """Begin a new draft with the terms of an earlier offer.

    Announced terms cannot be edited: changed terms need a declaration of their own,
    and the earlier offer stays as it is.
    """
    earlier = office_offer(session, act.organisation_id, offer_id=offer_id)
    terms = terms_of(earlier.version)
    return draft(session, act, patent_id=earlier.patent_id, terms=terms)


def change_terms(
    session: Session, act: Act, *, offer_id: int, seen: int, terms: Terms
) -> OfferVersion:
    """Append a version to an offer.

    A draft takes any readable terms. A posted offer takes what the law does not
    forbid, for new licensees at once. An announced one takes none.

    Parameters
    ----------
    session : Session
        Writes.
    act : Act
        Who changes the terms.
    offer_id : int
        The offer, of the acting office.
    seen : int
        The number of the version that was edited.
    terms : Terms
        The new terms.

    Raises
    ------
    StaleVersion
        When someone saved a version in between.
    Refused
        When the terms were announced, or the law forbids posting these.
    """
    offer = _offer_as_seen(session, act, offer_id=offer_id, seen=seen)
    if offer.state == OfferState.OPEN:
        _check_posted_change(offer, terms, act.day)
    offer.lane = Lane(terms.lane)
    version = _append(offer, act, terms)
    session.flush()  # A second version of the same number must fail here.
    return version


def announce(
    session: Session, act: Act, *, offer_id: int, seen: int, announcement: Announcement
) -> Offer:
    """Open an offer in the statutory lane after its announcement.

    Raises
    ------
    StaleVersion
        When someone saved a version in between.
    Refused
        When it is open already, or the law stands against it.
    Unacceptable
        When the announcement cannot be of these terms; concerns its date.
    Forbidden
        When prices by class need an admin who answers for them.
    """
    offer = _draft_as_seen(session, act, offer_id=offer_id, seen=seen)
    terms = terms_of(offer.version)
    _check_lane(offer, Lane.OPEN)
    _check_law(terms, offer.patent, act.day)
    _check_announcement(announcement, terms, offer.patent, act.day)
    if priced_by_class(terms):
        check_acknowledged(
            as_admin=act.as_admin, acknowledged=announcement.tiers_acknowledged
        )
        offer.tiers_acknowledged_by_id = act.user_id
    offer.declaration_number = announcement.declaration_number
    offer.announced_on = announcement.announced_on
    offer.announced_text = announcement.text
    return _opened(session, offer, act)


def post(session: Session, act: Act, *, offer_id: int, seen: int) -> Offer:
    """Open an offer of ordinary licences at posted prices.

    Raises
    ------
    StaleVersion
        When someone saved a version in between.
    Refused
        When it is open already, or the law stands against it.
    """
    offer = _draft_as_seen(session, act, offer_id=offer_id, seen=seen)
    terms = terms_of(offer.version)
    _check_lane(offer, Lane.ORDINARY)
    _check_posted(terms)
    _check_law(terms, offer.patent, act.day)
    return _opened(session, offer, act)


def _append(offer: Offer, act: Act, terms: Terms) -> OfferVersion:
    version = OfferVersion(
        number=len(offer.versions) + 1,
        terms_json=canonical_json(terms),
        terms_sha256=terms_sha256(terms),
        drafted_by_id=act.user_id,
        created_at=act.placed_at,
    )
    offer.versions.append(version)
    return version


def _opened(session: Session, offer: Offer, act: Act) -> Offer:
    offer.state = OfferState.OPEN
    offer.opened_at = act.placed_at
    offer.opened_by_id = act.user_id
    session.flush()  # What the database refuses must fail here.
    return offer


def _offer_as_seen(session: Session, act: Act, *, offer_id: int, seen: int) -> Offer:
    offer = office_offer(
        session, act.organisation_id, offer_id=offer_id, to_change=True
    )
    if offer.version.number != seen:
        raise StaleVersion(
            f"您打开的是第 {seen} 版，其后已有人保存了第 {offer.version.number} 版。"
            "您的修改没有保存，但仍保留在本页：请对照差异后再保存。",
            f"You had version {seen} open, and version {offer.version.number} was "
            "saved since. Your changes are not saved but kept on this page: compare "
            "the two, then save again.",
        )
    return offer


def _draft_as_seen(session: Session, act: Act, *, offer_id: int, seen: int) -> Offer:
    offer = _offer_as_seen(session, act, offer_id=offer_id, seen=seen)
    if offer.state != OfferState.DRAFT:
        raise Refused(
            "这个许可方案已经公开，无需再次公开。",
            "This offer is open already. Nothing more is needed.",
        )
    return offer


def _check_posted_change(offer: Offer, terms: Terms, day: date) -> None:
    if offer.lane == Lane.OPEN:
        raise Refused(
            "已公告的条款不能修改。请用“另拟新方案”起草新的许可方案，并作新的声明。",
            "Announced terms cannot be edited. Draft a new offer from them and have "
            "it declared anew.",
        )
    if Lane(terms.lane) != Lane.ORDINARY:
        raise Refused(
            "已明码标价的许可方案不能改为开放许可。请用“另拟新方案”。",
            "A posted offer cannot become an open licence. Draft a new offer from it.",
        )
    _check_posted(terms)
    _check_law(terms, offer.patent, day)


def _check_lane(offer: Offer, lane: Lane) -> None:
    if offer.lane != lane:
        raise Refused(
            "这个许可方案的许可方式已经改变。请重新打开本页。",
            "The lane of this offer has changed. Open the page again.",
        )


def _check_posted(terms: Terms) -> None:
    if terms.mode != "posted":
        raise Refused(
            "只有明码标价的条款才能公开。请把“价格”改为“明码标价，对所有人相同”。",
            "Only posted prices can be opened. Under “The price is” choose “posted, "
            "the same for everyone”.",
        )


def _check_law(terms: Terms, patent: Patent, day: date) -> None:
    errors = [f for f in findings_on(terms, patent, day=day) if f.severity == "error"]
    if errors:
        raise Refused(
            "法律检查未通过，尚不能公开："
            + "；".join(
                f"{e.message_zh.rstrip('。')}（{e.article_zh}）" for e in errors
            )
            + "。请改正后再公开。",
            "The law stands against opening: "
            + "; ".join(f"{e.message_en.rstrip('.')} ({e.article_en})" for e in errors)
            + ". Mend this first.",
        )


def _check_announcement(
    announcement: Announcement, terms: Terms, patent: Patent, day: date
) -> None:
    if not announcement.equals_terms:
        raise Refused(
            "请确认本页条款与公告文本一致。公告文本为准。",
            "Confirm that the terms equal the announced text, which governs.",
        )
    announced_on = announcement.announced_on
    if announced_on > day:
        raise Unacceptable(
            "公告日不能晚于今天。", "The announcement cannot lie after today."
        )
    if patent.granted_on is not None and announced_on < patent.granted_on:
        raise Unacceptable(
            f"公告日早于授权公告日 {patent.granted_on}。",
            f"The announcement cannot lie before the grant of {patent.granted_on}.",
        )
    if announced_on > terms.ends_on:
        raise Unacceptable(
            f"公告日晚于许可条件的末日 {terms.ends_on}。",
            f"The announcement cannot lie after the last day, {terms.ends_on}.",
        )
