"""Publicity (公示) of an agreed price: begin it, note objections, close it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.approval.models import Objection, Publicity, PublicityResult, RoundState
from market.approval.notes import note
from market.approval.rounds import pending_round
from market.attachments import Upload, attach
from market.errors import NotFound, Refused, Unacceptable
from market.history import Author
from market.licensing import life
from market.licensing.models import Offer, OfferState
from pricing.errors import FigureNotFound
from pricing.law.figures import figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A publicity as it begins."""

    starts_on: date
    ends_on: date
    place: str
    upload: Upload | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objected:
    """An objection as it was received."""

    objector: str
    received_on: date
    text: str
    upload: Upload | None = None


@dataclass(frozen=True, slots=True)
class LeastDays:
    """For how long the law asks at least, and how sure that is.

    Attributes
    ----------
    days : int
        The least duration [days].
    confidence : str
        ``V1`` (read in the law) to ``U`` (believed, read in no text).
    """

    days: int
    confidence: str

    def ends_on(self, starts_on: date) -> date:
        """Return the earliest last day; the first day itself does not count."""
        return starts_on + timedelta(days=self.days)


def least_days(day: date) -> LeastDays | None:
    """Return how long a publicity lasts at least by the law of a day, or None."""
    try:
        found = figure("price_publicity_days")
        return LeastDays(int(found.on(day)), found.confidence_on(day))
    except FigureNotFound:
        return None


def begin(session: Session, offer: Offer, notice: Notice, author: Author) -> Publicity:
    """Begin a publicity of the newest version of an offer, locked.

    Raises
    ------
    Refused
        When one is under way.
    Unacceptable
        When it ends before it starts.
    """
    if _under_way(session, offer) is not None:
        raise Refused(
            "已有一次公示正在进行。请先结束它。",
            "A publicity is under way. Close it first.",
        )
    if notice.ends_on < notice.starts_on:
        raise Unacceptable(
            "公示结束日早于开始日。", "The publicity ends before it starts."
        )
    upload = notice.upload
    begun = Publicity(
        offer_id=offer.id,
        version_number=offer.newest.number,
        starts_on=notice.starts_on,
        ends_on=notice.ends_on,
        place=notice.place,
        attachment=attach(session, upload, author) if upload else None,
        begun_by_id=author.user_id,
        begun_at=author.happened_at,
    )
    session.add(begun)
    session.flush()
    told = {
        "version": begun.version_number,
        "starts_on": notice.starts_on.isoformat(),
        "ends_on": notice.ends_on.isoformat(),
        "place": notice.place,
    }
    note(session, offer, author, "publicity_begun", told)
    return begun


def object_to(
    session: Session, offer: Offer, objected: Objected, author: Author, *, day: date
) -> Objection:
    """Record an objection to the publicity that is under way.

    Raises
    ------
    NotFound
        When none is under way.
    Unacceptable
        When it was received before the publicity began, or after today.
    """
    publicity = _current(session, offer)
    if not publicity.starts_on <= objected.received_on <= day:
        raise Unacceptable(
            "收到异议的日期应在公示开始日与今天之间。",
            "An objection is received between the start of the publicity and today.",
        )
    upload = objected.upload
    objection = Objection(
        objector=objected.objector,
        received_on=objected.received_on,
        text=objected.text,
        attachment=attach(session, upload, author) if upload else None,
        recorded_by_id=author.user_id,
        recorded_at=author.happened_at,
    )
    publicity.objections.append(objection)
    session.flush()
    told = {
        "objector": objected.objector,
        "received_on": objected.received_on.isoformat(),
        "text": objected.text,
    }
    note(session, offer, author, "objection_recorded", told)
    return objection


def close(  # which publicity, how, by whom and when
    session: Session,
    offer: Offer,
    result: PublicityResult,
    text: str,
    author: Author,
    *,
    day: date,
) -> Publicity:
    """Close the publicity that is under way; an upheld objection returns the offer.

    Raises
    ------
    NotFound
        When none is under way.
    Refused
        Up to its last day.
    Unacceptable
        When the result and the objections do not fit each other.
    """
    publicity = _current(session, offer)
    _check_over(publicity, day)
    _check_result(publicity, result, text)
    publicity.result = result
    publicity.result_text = text
    publicity.closed_by_id = author.user_id
    publicity.closed_at = author.happened_at
    session.flush()
    told = {
        "version": publicity.version_number,
        "result": result.value,
        "text": text,
    }
    note(session, offer, author, "publicity_closed", told)
    if result == PublicityResult.UPHELD:
        _send_back(session, offer, author, reason=text)
    return publicity


def _under_way(session: Session, offer: Offer) -> Publicity | None:
    return session.scalar(
        sa.select(Publicity).where(
            Publicity.offer_id == offer.id, Publicity.closed_at.is_(None)
        )
    )


def _current(session: Session, offer: Offer) -> Publicity:
    found = _under_way(session, offer)
    if found is None:
        raise NotFound("没有正在进行的公示。", "No publicity is under way.")
    return found


def _check_over(publicity: Publicity, day: date) -> None:
    if day <= publicity.ends_on:
        raise Refused(
            f"公示到 {publicity.ends_on} 为止，次日起才能结束。",
            f"The publicity runs to {publicity.ends_on}. Close it from the day after.",
        )


def _check_result(publicity: Publicity, result: PublicityResult, text: str) -> None:
    has_objections = bool(publicity.objections)
    if has_objections == (result == PublicityResult.NO_OBJECTION):
        raise Unacceptable(
            "公示结果与已登记的异议不符：没有异议时只能选“无异议”，有异议时只能选另外两项。",
            "The result does not fit the objections: without any it is “no objection”, "
            "with any it is one of the other two.",
        )
    if has_objections and not text:
        raise Unacceptable(
            "请写明异议如何处理。", "Say how the objections were dealt with."
        )


def _send_back(session: Session, offer: Offer, author: Author, *, reason: str) -> None:
    current = pending_round(session, offer.id)
    if current is not None:
        current.state = RoundState.RETURNED
        current.finished_at = author.happened_at
    may_go_back = OfferState.DRAFT in life.NEXT[offer.lane][life.stage_of(offer)]
    if may_go_back:
        life.send_back(session, offer, author, reason=reason)
