"""Decide a step of a round of approval, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from market.approval.interests import check_free_of_interest
from market.approval.letters import tell_approvers, tell_sender
from market.approval.models import (
    ApprovalDecision,
    ApprovalRound,
    Decision,
    RoundState,
)
from market.approval.notes import note
from market.approval.rounds import (
    check_complete,
    finish,
    is_live,
    locked_offer,
    pending_round,
    step_of,
)
from market.approval.steps import Step, due, steps_from
from market.attachments import Upload, attach
from market.errors import NotFound, StaleVersion, Unacceptable
from market.history import Author
from market.licensing import life
from market.licensing.models import Offer


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
        check_complete(session, offer, day)
    _record(session, current, step, author, verdict)
    note(session, offer, author, *_told(current, step, verdict))
    _go_on(session, offer, current, author, verdict=verdict, page=page)
    return current


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
        finish(current, RoundState.RETURNED, author)
        life.send_back(session, offer, author, reason=verdict.opinion)
        tell_sender(session, current, reason=verdict.opinion, page=page)
        return
    steps = steps_from(current.steps)
    decided = {made.position for made in current.decisions}
    left = due(steps, decided)
    if not left:
        finish(current, RoundState.APPROVED, author)
        life.approve(session, offer, author)
        tell_sender(session, current, reason="", page=page)
    elif all(step.position != left[0].position for step in _decided(steps, decided)):
        # Those who co-sign were told together.
        tell_approvers(session, current, left, page=page)


def _decided(steps: tuple[Step, ...], decided: set[int]) -> list[Step]:
    return [step for step in steps if step.index in decided]
