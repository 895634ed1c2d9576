"""Withdraw, revoke or end an offer; licences already given go on as they are.

Patent Law, art. 50, and Guidelines for Patent Examination 2023, Part V ch. 11 s. 4:
a withdrawal takes effect by its announcement, takes no condition and leaves the
licences given before untouched. Until that day the price stays in force.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.catalogue.models import Patent, PatentStatus
from market.errors import Unacceptable
from market.history import Author, Source
from market.licensing import life
from market.licensing.acts import Act, own_to_change, require_admin
from market.licensing.models import Lane, Offer, OfferState, OfferVersion
from market.licensing.queries import version_in_force
from market.licensing.refusals import refuse_withdrawal

MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """Why an offer closes, on which day, and by which act of CNIPA, if any."""

    closed_on: date
    reason: str
    number: str = ""


def withdraw(session: Session, act: Act, *, offer_id: int, closing: Closing) -> Offer:
    """Withdraw an open offer.

    In the statutory lane all co-owners have to consent, and the day is that of the
    announced withdrawal.

    Raises
    ------
    Forbidden
        When who acts is no admin.
    Refused
        When the offer is not open, or a co-owner has not consented.
    Unacceptable
        When the day cannot be right; concerns `closed_on`.
    """
    return _closed(session, act, OfferState.WITHDRAWN, offer_id, closing)


def revoke(session: Session, act: Act, *, offer_id: int, closing: Closing) -> Offer:
    """Record that CNIPA revoked an announced offer.

    Raises
    ------
    Forbidden
        When who acts is no admin.
    Refused
        When the offer is not an announced one that is open.
    Unacceptable
        When the day cannot be right; concerns `closed_on`.
    """
    return _closed(session, act, OfferState.REVOKED, offer_id, closing)


def end(session: Session, act: Act, *, offer_id: int, closing: Closing) -> Offer:
    """End an open offer by hand, for a reason that the record does not know yet.

    Raises
    ------
    Forbidden
        When who acts is no admin.
    Refused
        When the offer is not open.
    Unacceptable
        When the day cannot be right; concerns `closed_on`.
    """
    return _closed(session, act, OfferState.ENDED, offer_id, closing)


def any_over(session: Session, *, day: date) -> bool:
    """Say whether an open offer is over by a day."""
    return session.scalar(_over(day).with_only_columns(Offer.id).limit(1)) is not None


def end_all_over(session: Session, *, day: date, ended_at: datetime) -> int:
    """End the open offers whose term or patent is over, and return how many.

    Parameters
    ----------
    session : Session
        Writes.
    day : date
        The business day; what ends today still runs.
    ended_at : datetime
        Stands in the history, as the worker's act.
    """
    wanted = _over(day).order_by(Offer.id).limit(MOST_AT_ONCE)
    found = session.scalars(wanted.with_for_update(of=Offer)).all()
    for offer in found:
        author = Author(
            happened_at=ended_at,
            organisation_id=offer.organisation_id,
            source=Source.WORKER,
        )
        reason = _why(offer, day)
        facts = {"closed_on": day, "closing_reason": reason}
        life.move(session, offer, OfferState.ENDED, author, facts=facts)
    return len(found)


def _over(day: date) -> sa.Select[Offer]:
    """Select open offers that nobody can take up any more."""
    in_force = (
        sa.select(OfferVersion.ends_on)
        .where(
            OfferVersion.offer_id == Offer.id, OfferVersion.number == version_in_force()
        )
        .correlate(Offer)
        .scalar_subquery()
    )
    return (
        sa.select(Offer)
        .join(Offer.patent)
        .where(
            Offer.state == OfferState.OPEN,
            sa.or_(
                in_force < day,
                Patent.expires_on < day,
                Patent.status == PatentStatus.ENDED,
                Patent.is_invalidated.is_(True),
            ),
        )
    )


def _why(offer: Offer, day: date) -> str:
    """Return the word for why an offer is over; pages write it out."""
    patent = offer.patent
    if patent.is_invalidated:
        return "patent_invalidated"
    if patent.status == PatentStatus.ENDED:
        return "patent_ended"
    if patent.expires_on is not None and patent.expires_on < day:
        return "patent_expired"
    return "term_over"


def _closed(
    session: Session, act: Act, to: OfferState, offer_id: int, closing: Closing
) -> Offer:
    require_admin(act)
    offer = own_to_change(session, act, offer_id=offer_id)
    life.require(offer, to)
    _check_day(offer, closing.closed_on, act.day)
    if to == OfferState.WITHDRAWN and offer.lane == Lane.OPEN:
        refuse_withdrawal(session, offer)
    facts = {
        "closed_on": closing.closed_on,
        "closing_number": closing.number or None,
        "closing_reason": closing.reason,
    }
    life.move(session, offer, to, act.author, reason=closing.reason, facts=facts)
    return offer


def _check_day(offer: Offer, closed_on: date, day: date) -> None:
    if closed_on > day:
        raise Unacceptable(
            "日期不能晚于今天：在此之前价格仍然有效。",
            "The day cannot lie after today: until then the price stays in force.",
        )
    if offer.announced_on is not None and closed_on < offer.announced_on:
        raise Unacceptable(
            f"日期早于声明公告日 {offer.announced_on}。",
            f"The day cannot lie before the announcement of {offer.announced_on}.",
        )
