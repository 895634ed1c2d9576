"""Mail about approvals: rows of the outbox, in the transaction of their cause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.accounts.models import Membership, RoleName, User
from market.accounts.outbox import Letter, post
from market.approval.models import ApprovalRound, RoundState
from market.approval.steps import Step


def tell_approvers(
    session: Session, current: ApprovalRound, steps: Iterable[Step], *, page: str
) -> None:
    """Tell everybody who may decide one of these steps, once."""
    written_at = current.sent_at
    if current.decisions:
        written_at = current.decisions[-1].decided_at
    letter = _asking(current, page)
    for address in _addresses(session, current, steps):
        post(session, address, letter, created_at=written_at)


def tell_sender(
    session: Session, current: ApprovalRound, *, reason: str, page: str
) -> None:
    """Tell whoever sent a version how its round ended."""
    if current.finished_at is None:
        return
    recipient = current.sent_by.email
    letter = _answering(current, reason, page)
    post(session, recipient, letter, created_at=current.finished_at)


def _asking(current: ApprovalRound, page: str) -> Letter:
    patent, number = current.offer.patent, current.version_number
    return Letter(
        _subject(f"待审批：许可方案 {current.offer_id} · To decide: {patent.number}"),
        f"许可方案 {current.offer_id}（专利 {patent.number}《{patent.title}》）第 "
        f"{number} 版已送审，轮到您审批。\n{page}\n\n"
        f"Version {number} of offer no. {current.offer_id} on patent {patent.number} "
        f"waits for your decision.\n{page}\n",
    )


def _answering(current: ApprovalRound, reason: str, page: str) -> Letter:
    is_approved = current.state == RoundState.APPROVED
    zh, en = ("已批准", "approved") if is_approved else ("已退回", "returned")
    patent, number = current.offer.patent, current.version_number
    why_zh, why_en = (f"理由：{reason}\n", f"Why: {reason}\n") if reason else ("", "")
    return Letter(
        _subject(f"{zh}：许可方案 {current.offer_id} · {en}: {patent.number}"),
        f"许可方案 {current.offer_id}（专利 {patent.number}）第 {number} 版{zh}。\n"
        f"{why_zh}{page}\n\n"
        f"Version {number} of offer no. {current.offer_id} on patent {patent.number} "
        f"is {en}.\n{why_en}{page}\n",
    )


def _subject(text: str) -> str:
    # What somebody typed must not begin another header.
    return " ".join(text.split())[:300]


def _addresses(
    session: Session, current: ApprovalRound, steps: Iterable[Step]
) -> Sequence[str]:
    asked = list(steps)
    named = [step.approver_id for step in asked if step.approver_id is not None]
    who: sa.ColumnElement[bool] = User.id.in_(named)
    if len(named) < len(asked):
        admins = sa.select(Membership.user_id).where(
            Membership.organisation_id == current.offer.organisation_id,
            Membership.role == RoleName.OFFICE_ADMIN,
        )
        who = sa.or_(who, User.id.in_(admins))
    wanted = sa.select(User.email).where(who, User.active).order_by(User.id)
    return session.scalars(wanted).all()
