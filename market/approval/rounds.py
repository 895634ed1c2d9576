"""Send an offer for approval, decide step by step, recall it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.approval.chain import kept_steps
from market.approval.interests import check_free_of_interest
from market.approval.letters import tell_approvers, tell_sender
from market.approval.models import (
    ApprovalDecision,
    ApprovalRound,
    Decision,
    RoundState,
)
from market.approval.notes import note
from market.approval.queries import gaps
from market.approval.steps import Step, due, step_for, steps_from
from market.attachments import Upload, attach
from market.errors import NotFound, Refused, StaleVersion, Unacceptable
from market.history import Author
from market.licensing import life
from market.licensing.models import Offer, OfferState
from market.licensing.queries import findings_on, office_offer, terms_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an approver says of one step."""

    decision: Decision
    opinion: str = ""
    minutes_number: str = ""
    upload: Upload | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approver:
    """Who decides, whether as an admin of the office, and of which round."""

    author: Author
    as_admin: bool
    round_number: int


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
        _finish(earlier, RoundState.RECALLED, author)
    sent = _begun(session, author, offer)
    told: dict[str, Any] = {"round": sent.number, "version": sent.version_number}
    note(session, offer, author, "sent_for_approval", told | {"steps": sent.steps})
    tell_approvers(session, sent, due(steps_from(sent.steps), ()), page=page)
    return sent


def decide(  # who says what of which offer on which day
    session: Session,
    approver: Approver,
    verdict: Verdict,
    *,
    offer_id: int,
    day: date,
    page: str = "",
) -> ApprovalRound:
    """Decide the step that is the approver's to decide now.

    A return brings the version back to its drafting; the last approval approves it.

    Raises
    ------
    NotFound
        When nothing of this offer is the approver's to decide.
    Refused
        When it was decided or changed meanwhile, or its case has gaps.
    Forbidden
        When the approver has an interest in the case.
    Unacceptable
        When a return gives no reason.
    """
    author = approver.author
    offer = locked_offer(session, author, offer_id)
    current = _live_round(session, offer, approver.round_number)
    step = step_of(current, author.user_id, as_admin=approver.as_admin)
    if step is None:
        raise NotFound(
            "这里没有轮到您审批的步骤。", "No step here is yours to decide now."
        )
    check_free_of_interest(session, offer.id, author)
    if verdict.decision == Decision.RETURN and not verdict.opinion:
        raise Unacceptable("退回时请写明理由。", "Say why you return it.")
    if verdict.decision == Decision.APPROVE:
        _check_complete(session, offer, day)
    _record(session, current, step, author, verdict)
    note(session, offer, author, *_told(current, step, verdict))
    _go_on(session, offer, current, author, verdict=verdict, page=page)
    return current


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
    _finish(current, RoundState.RECALLED, author)
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


def step_of(
    current: ApprovalRound, user_id: int | None, *, as_admin: bool
) -> Step | None:
    """Return the step of a round that a person may decide now, or None."""
    if user_id is None or current.state != RoundState.PENDING:
        return None
    decided = {made.position for made in current.decisions}
    return step_for(
        due(steps_from(current.steps), decided),
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
    _check_complete(session, offer, day)


def _check_complete(session: Session, offer: Offer, day: date) -> None:
    """Refuse a version against which the law stands, or whose case has gaps."""
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


def _live_round(session: Session, offer: Offer, number: int) -> ApprovalRound:
    current = pending_round(session, offer.id)
    if current is None or current.number != number or not is_live(current, offer):
        raise StaleVersion(
            "这一轮审批已经结束，或条款在送审后已修改。请重新打开本页查看。",
            "This round is over, or the terms changed since they were sent. Open the "
            "page again to see where it stands.",
        )
    return current


def _record(
    session: Session,
    current: ApprovalRound,
    step: Step,
    author: Author,
    verdict: Verdict,
) -> None:
    upload = verdict.upload
    made = ApprovalDecision(
        position=step.index,
        decision=verdict.decision,
        opinion=verdict.opinion,
        minutes_number=verdict.minutes_number,
        attachment=attach(session, upload, author) if upload else None,
        decided_by_id=author.user_id,
        decided_at=author.happened_at,
    )
    current.decisions.append(made)
    session.flush()  # A second decision on the same step must fail here.


def _told(
    current: ApprovalRound, step: Step, verdict: Verdict
) -> tuple[str, dict[str, Any]]:
    """Return the action and the words of the history's entry."""
    is_return = verdict.decision == Decision.RETURN
    return "step_returned" if is_return else "step_approved", {
        "round": current.number,
        "version": current.version_number,
        "step": step.title_zh,
        "opinion": verdict.opinion,
        "minutes_number": verdict.minutes_number,
    }


def _go_on(  # what follows a decision needs all that it was made of
    session: Session,
    offer: Offer,
    current: ApprovalRound,
    author: Author,
    *,
    verdict: Verdict,
    page: str,
) -> None:
    """Return it, approve it, or tell whose turn it is."""
    if verdict.decision == Decision.RETURN:
        _finish(current, RoundState.RETURNED, author)
        life.send_back(session, offer, author, reason=verdict.opinion)
        tell_sender(session, current, reason=verdict.opinion, page=page)
        return
    steps = steps_from(current.steps)
    decided = {made.position for made in current.decisions}
    left = due(steps, decided)
    if not left:
        _finish(current, RoundState.APPROVED, author)
        life.approve(session, offer, author)
        tell_sender(session, current, reason="", page=page)
    elif all(step.position != left[0].position for step in _decided(steps, decided)):
        # Those who co-sign were told together.
        tell_approvers(session, current, left, page=page)


def _decided(steps: tuple[Step, ...], decided: set[int]) -> list[Step]:
    return [step for step in steps if step.index in decided]


def _finish(current: ApprovalRound, state: RoundState, author: Author) -> None:
    current.state = state
    current.finished_at = author.happened_at
