"""An institution's approval chain: its steps, in order, and who decides each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.accounts.models import Membership, RoleName, User
from market.approval.models import ApprovalStep
from market.errors import NotFound, Refused, Unacceptable
from market.history import Author, Change, record

MOST_STEPS = 20
LAST_POSITION = 99
DEFAULT_TITLES = ("批准", "Approval")
# An auditor changes nothing, so an auditor approves nothing.
APPROVING_ROLES = (
    RoleName.OFFICE_ADMIN,
    RoleName.OFFICE_MEMBER,
    RoleName.FINANCE,
    RoleName.INVENTOR,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStep:
    """A step as an admin asks for it; without an approver any admin decides."""

    position: int
    title_zh: str
    title_en: str = ""
    approver_id: int | None = None


def chain_of(session: Session, organisation_id: int) -> Sequence[ApprovalStep]:
    """Return the steps that an institution has set, in order."""
    wanted = (
        sa.select(ApprovalStep)
        .where(ApprovalStep.organisation_id == organisation_id)
        .order_by(ApprovalStep.position, ApprovalStep.id)
    )
    return session.scalars(wanted).all()


def approvers_of(session: Session, organisation_id: int) -> Sequence[User]:
    """Return the members of an institution who may be named to approve."""
    wanted = (
        sa.select(User)
        .where(
            User.active,
            User.id.in_(
                sa.select(Membership.user_id).where(
                    Membership.organisation_id == organisation_id,
                    Membership.role.in_(APPROVING_ROLES),
                )
            ),
        )
        .order_by(User.name, User.id)
    )
    return session.scalars(wanted).all()


def kept_steps(session: Session, organisation_id: int) -> list[dict[str, Any]]:
    """Return the chain as a round keeps it; without any, one step of any admin.

    Raises
    ------
    Refused
        When somebody who is named no longer belongs to the institution.
    """
    chain = chain_of(session, organisation_id)
    if not chain:
        zh, en = DEFAULT_TITLES
        return [_kept(ApprovalStep(position=1, title_zh=zh, title_en=en))]
    members = {user.id for user in approvers_of(session, organisation_id)}
    for step in chain:
        if step.approver_id is not None and step.approver_id not in members:
            name = _name(step.approver)
            raise Refused(
                f"审批链中的{name}已不能审批。请管理员先修改审批链。",
                f"{name} of the approval chain can no longer approve. Ask an admin to "
                "change the chain first.",
            )
    return [_kept(step) for step in chain]


def add_step(session: Session, author: Author, asked: NewStep) -> ApprovalStep:
    """Add a step to the chain of the author's institution.

    Raises
    ------
    Refused
        When the chain has as many steps as it may.
    Unacceptable
        When the approver is no member who may approve.
    """
    organisation_id = _organisation(author)
    before = _words(session, organisation_id)
    if len(before["steps"]) >= MOST_STEPS:
        raise Refused(
            f"审批链最多 {MOST_STEPS} 步。请先删去一步。",
            f"A chain has at most {MOST_STEPS} steps. Remove one first.",
        )
    members = {user.id for user in approvers_of(session, organisation_id)}
    if asked.approver_id is not None and asked.approver_id not in members:
        raise Unacceptable(
            "所选的人不是可以审批的成员。请重新选择。",
            "This person is no member who may approve. Choose another.",
        )
    step = ApprovalStep(
        organisation_id=organisation_id,
        position=asked.position,
        title_zh=asked.title_zh,
        title_en=asked.title_en,
        approver_id=asked.approver_id,
    )
    session.add(step)
    _noted(session, author, "step_added", before)
    return step


def place_step(
    session: Session, author: Author, *, step_id: int, position: int
) -> None:
    """Move a step: a position that another step has is co-signed with it.

    Raises
    ------
    NotFound
        When there is no such step, or it is another institution's.
    Unacceptable
        When the position is out of range.
    """
    step = _own_step(session, author, step_id)
    if not 1 <= position <= LAST_POSITION:
        raise Unacceptable(
            f"位置应为 1 至 {LAST_POSITION} 的整数。步骤没有移动。",
            f"A position is a whole number from 1 to {LAST_POSITION}. Nothing was "
            "moved.",
        )
    before = _words(session, _organisation(author))
    step.position = position
    _noted(session, author, "step_moved", before)


def remove_step(session: Session, author: Author, *, step_id: int) -> None:
    """Take a step out of the chain; rounds that have begun keep their copy.

    Raises
    ------
    NotFound
        When there is no such step, or it is another institution's.
    """
    step = _own_step(session, author, step_id)
    before = _words(session, _organisation(author))
    session.delete(step)
    _noted(session, author, "step_removed", before)


def _own_step(session: Session, author: Author, step_id: int) -> ApprovalStep:
    step = session.get(ApprovalStep, step_id, with_for_update=True)
    if step is None or step.organisation_id != author.organisation_id:
        raise NotFound("没有这个审批步骤。", "There is no such step.")
    return step


def _organisation(author: Author) -> int:
    # A chain is changed for an institution; an author without one has none.
    if author.organisation_id is None:
        raise NotFound("没有这个审批链。", "There is no such chain.")
    return author.organisation_id


def _noted(
    session: Session, author: Author, action: str, before: dict[str, Any]
) -> None:
    session.flush()
    organisation_id = _organisation(author)
    change = Change(
        subject="approval_chain",
        subject_id=organisation_id,
        action=action,
        before=before,
        after=_words(session, organisation_id),
    )
    record(session, author, [change])


def _words(session: Session, organisation_id: int) -> dict[str, Any]:
    return {"steps": [_kept(step) for step in chain_of(session, organisation_id)]}


def _kept(step: ApprovalStep) -> dict[str, Any]:
    return {
        "position": step.position,
        "title_zh": step.title_zh,
        "title_en": step.title_en or step.title_zh,
        "approver_id": step.approver_id,
        "approver": _name(step.approver),
    }


def _name(user: User | None) -> str:
    return "" if user is None else user.name or user.email
