"""Rounds of approval: send a version, recall it, and whose turn it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.approval.chain import kept_steps
from market.approval.letters import tell_approvers
from market.approval.models import (
    ApprovalRound,
    RoundState,
)
from market.approval.notes import note
from market.approval.queries import gaps
from market.approval.steps import Step, due, step_for, steps_from
from market.errors import Refused
from market.history import Author
from market.licensing import life
from market.licensing.models import Offer, OfferState
from market.licensing.queries import findings_on, office_offer, terms_of


def send(
    session: Session, author: Author, *, offer_id: int, day: date, page: str = ""
) -> ApprovalRound:
    """Send the newest version of an offer for approval.

    Parameters
    ----------
    session : Session
        Writes.
    author : Author
        Who sends it, for the office.
    offer_id : int
        An offer of the office, whose newest version is checked.
    day : date
        Day whose law holds.
    page : str
        Address of the page on which approvers decide, for the mail to them.

    Raises
    ------
    NotFound
        When the offer is not the office's.
    Refused
        When it is not checked, is sent already, or its case has gaps.
    """
    offer = locked_offer(session, author, offer_id)
    earlier = pending_round(session, offer.id)
    if earlier is not None and is_live(earlier, offer):
        raise Refused(
            "这个版本已送审，正在等待审批。",
            "This version is sent for approval already and waits for a decision.",
        )
    _check_ready(session, offer, day)
    if earlier is not None:
        finish(earlier, RoundState.RECALLED, author)
    sent = _begun(session, author, offer)
    told: dict[str, Any] = {"round": sent.number, "version": sent.version_number}
    note(session, offer, author, "sent_for_approval", told | {"steps": sent.steps})
    tell_approvers(session, sent, due_steps(sent), page=page)
    return sent


def recall(session: Session, author: Author, *, offer_id: int) -> None:
    """Take a version back before the last step has decided.

    Raises
    ------
    Refused
        When no round waits for a decision.
    """
    offer = locked_offer(session, author, offer_id)
    current = pending_round(session, offer.id)
    if current is None:
        raise Refused(
            "没有等待审批的版本可以撤回。", "No version waits that could be recalled."
        )
    was_live = is_live(current, offer)
    finish(current, RoundState.RECALLED, author)
    note(session, offer, author, "recalled", {"round": current.number})
    if was_live:
        reason = "送审后撤回 · recalled before it was approved"
        life.send_back(session, offer, author, reason=reason)


def locked_offer(session: Session, author: Author, offer_id: int) -> Offer:
    """Return an offer of the author's office, locked.

    Raises
    ------
    NotFound
        When there is none, or another organisation's.
    """
    office_id = author.organisation_id or 0
    return office_offer(session, office_id, offer_id=offer_id, to_change=True)


def pending_round(session: Session, offer_id: int) -> ApprovalRound | None:
    """Return the round that waits for a decision, or None."""
    return session.scalar(
        sa.select(ApprovalRound).where(
            ApprovalRound.offer_id == offer_id,
            ApprovalRound.state == RoundState.PENDING,
        )
    )


def is_live(current: ApprovalRound, offer: Offer) -> bool:
    """Say whether a round still is of the newest version, and that is checked."""
    return (
        current.state == RoundState.PENDING
        and current.version_number == offer.newest.number
        and life.stage_of(offer) == OfferState.CHECKED
    )


def due_steps(current: ApprovalRound) -> tuple[Step, ...]:
    """Return the steps of a round that are to be decided now."""
    decided = {made.position for made in current.decisions}
    return due(steps_from(current.steps), decided)


def step_of(
    current: ApprovalRound, user_id: int | None, *, as_admin: bool
) -> Step | None:
    """Return the step of a round that a person may decide now, or None."""
    if user_id is None or current.state != RoundState.PENDING:
        return None
    return step_for(
        due_steps(current),
        user_id,
        as_admin=as_admin,
        has_decided=any(made.decided_by_id == user_id for made in current.decisions),
    )


def _check_ready(session: Session, offer: Offer, day: date) -> None:
    if life.stage_of(offer) != OfferState.CHECKED:
        raise Refused(
            "请先核对，再送审：只有已核对的版本可以送审。",
            "Check it first: only a version that is checked is sent for approval.",
        )
    check_complete(session, offer, day)


def check_complete(session: Session, offer: Offer, day: date) -> None:
    """Refuse a version against which the law stands, or whose case has gaps.

    Raises
    ------
    Refused
        With everything that is missing.
    """
    found = findings_on(terms_of(offer.newest), offer.patent, day=day)
    errors = [one for one in found if one.severity == "error"]
    missing = gaps(session, offer, day=day)
    zh = [one.message_zh for one in errors] + [gap.zh for gap in missing]
    en = [one.message_en for one in errors] + [gap.en for gap in missing]
    if zh:
        raise Refused("尚不能审批：" + "".join(zh), "Not ready: " + " ".join(en))


def _begun(session: Session, author: Author, offer: Offer) -> ApprovalRound:
    count = sa.select(sa.func.count()).where(ApprovalRound.offer_id == offer.id)
    begun = ApprovalRound(
        offer_id=offer.id,
        number=(session.scalar(count) or 0) + 1,
        version_number=offer.newest.number,
        steps=kept_steps(session, offer.organisation_id),
        state=RoundState.PENDING,
        sent_by_id=author.user_id,
        sent_at=author.happened_at,
    )
    session.add(begun)
    session.flush()  # A second round of the same number must fail here.
    return begun


def finish(current: ApprovalRound, state: RoundState, author: Author) -> None:
    """End a round."""
    current.state = state
    current.finished_at = author.happened_at
