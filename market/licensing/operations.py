"""Draft an offer, change its terms and texts, have it checked, take it back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from market.catalogue.queries import by_id
from market.errors import Refused
from market.licensing import life
from market.licensing.acts import Act, as_seen, own_to_change
from market.licensing.models import Lane, Offer, OfferState, OfferVersion
from market.licensing.queries import office_offer, terms_of
from market.licensing.refusals import refuse_gaps, refuse_unlawful
from pricing.canonical import canonical_json, terms_sha256
from pricing.terms import Terms

__all__ = [
    "Act",
    "Texts",
    "change_terms",
    "change_texts",
    "check",
    "draft",
    "recall",
    "redraft",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The words beside the terms: the listing may sell, the declaration may not."""

    listing_zh: str
    listing_en: str
    declaration: str


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
    life.note(session, offer, act.author, action="drafted", before=None)
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

    What was checked or approved goes back to its drafting. On an open offer of
    ordinary licences the version waits: the one in force stays until this one is
    checked and approved. An announced offer takes none.

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
        When the terms were declared or announced, or the offer is closed.
    """
    offer = as_seen(session, act, offer_id=offer_id, seen=seen)
    _check_changeable(offer, terms)
    _back_to_draft(session, offer, act)
    before = life.snapshot(offer)
    offer.lane = Lane(terms.lane)
    version = _append(offer, act, terms)
    session.flush()  # A second version of the same number must fail here.
    life.note(session, offer, act.author, action="version", before=before)
    return version


def change_texts(session: Session, act: Act, *, offer_id: int, texts: Texts) -> Offer:
    """Write the texts of the listing and the declaration.

    A changed declaration brings back to its drafting what was checked or approved;
    once declared it stays as it was lodged.

    Raises
    ------
    Refused
        When the declaration was lodged, or the offer is closed.
    """
    offer = own_to_change(session, act, offer_id=offer_id)
    if offer.state in life.CLOSED:
        raise _closed()
    if texts.declaration != offer.declaration_text:
        if offer.state not in life.BEFORE_OPENING:
            raise Refused(
                "声明文字已随声明提交，不能修改。请保留原文；展示文字仍可修改。",
                "The text of the declaration was lodged and cannot be changed. Leave "
                "it as it was; the text of the listing can still be changed.",
            )
        _back_to_draft(session, offer, act)
    before = life.snapshot(offer)
    offer.listing_text_zh, offer.listing_text_en = texts.listing_zh, texts.listing_en
    offer.declaration_text = texts.declaration
    if life.snapshot(offer) != before:
        session.flush()
        life.note(session, offer, act.author, action="texts", before=before)
    return offer


def check(session: Session, act: Act, *, offer_id: int, seen: int) -> Offer:
    """Record that the newest version is lawful and its co-owners consent.

    Raises
    ------
    StaleVersion
        When someone saved a version in between.
    Refused
        When the law stands against it, something is missing, or it was checked.
    """
    offer = as_seen(session, act, offer_id=offer_id, seen=seen)
    life.require_newest(offer, OfferState.CHECKED)
    refuse_unlawful(offer, act.day)
    refuse_gaps(session, offer, act.day)
    life.check(session, offer, act.author)
    return offer


def recall(session: Session, act: Act, *, offer_id: int, reason: str = "") -> Offer:
    """Take a checked or approved version back to its drafting."""
    offer = own_to_change(session, act, offer_id=offer_id)
    life.send_back(session, offer, act.author, reason=reason)
    return offer


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


def _back_to_draft(session: Session, offer: Offer, act: Act) -> None:
    if offer.state in (OfferState.CHECKED, OfferState.APPROVED):
        life.move(session, offer, OfferState.DRAFT, act.author)


def _check_changeable(offer: Offer, terms: Terms) -> None:
    if offer.state in life.CLOSED:
        raise _closed()
    if offer.state in life.BEFORE_OPENING:
        return
    if offer.lane == Lane.OPEN:
        raise Refused(
            "已声明或已公告的条款不能修改。请用“另拟新方案”起草新的许可方案，"
            "并作新的声明。",
            "Declared or announced terms cannot be edited. Draft a new offer from them "
            "and have it declared anew.",
        )
    if Lane(terms.lane) != Lane.ORDINARY:
        raise Refused(
            "已公开的普通许可方案不能改为开放许可。请用“另拟新方案”。",
            "An open offer of ordinary licences cannot become an open licence. "
            "Draft a new offer from it.",
        )


def _closed() -> Refused:
    return Refused(
        "这个许可方案已经结束，不能修改。请用“另拟新方案”。",
        "This offer is closed and cannot be changed. Draft a new offer from it.",
    )
