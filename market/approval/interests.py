"""Conflicts of interest (利益冲突): what people state, and who may not decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.accounts.models import Membership, User
from market.approval.models import ConflictStatement
from market.approval.notes import note
from market.approval.owners import same_name
from market.approval.queries import statements_of
from market.errors import Forbidden, Refused, Unacceptable
from market.history import Author
from market.licensing.models import Offer

Part: TypeAlias = Literal["drafter", "inventor", "approver", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """What somebody states; `text` says which interest it is.

    Attributes
    ----------
    user_id : int or None
        The member of the institution who states it, None of a person without an
        account.
    """

    person: str
    part: Part
    has_interest: bool
    text: str = ""
    user_id: int | None = None


def state_interest(
    session: Session, offer: Offer, interest: Interest, author: Author
) -> ConflictStatement:
    """Record a statement; the latest one of a person counts.

    Parameters
    ----------
    session : Session
        Writes.
    offer : Offer
        An offer of the author's office, locked.
    interest : Interest
        What is stated.
    author : Author
        Who records it.

    Raises
    ------
    Unacceptable
        When an interest is not described, or the member is not of the office.
    """
    if interest.has_interest and not interest.text:
        raise Unacceptable("请写明是什么利益。", "Say which interest it is.")
    if interest.user_id is not None:
        _check_member(session, offer, interest.user_id)
    statement = ConflictStatement(
        offer_id=offer.id,
        user_id=interest.user_id,
        person=interest.person,
        part=interest.part,
        has_interest=interest.has_interest,
        text=interest.text,
        recorded_by_id=author.user_id,
        recorded_at=author.happened_at,
    )
    session.add(statement)
    session.flush()
    told = {
        "person": interest.person,
        "part": interest.part,
        "has_interest": interest.has_interest,
        "text": interest.text,
    }
    note(session, offer, author, "interest_stated", told)
    return statement


def own_statement(
    session: Session, offer_id: int, user: User
) -> ConflictStatement | None:
    """Return the latest statement on a member, or None.

    A statement on a person of the same name without an account is taken as the
    member's own: an office lists its inventors by name.
    """
    for statement in reversed(statements_of(session, offer_id)):
        if statement.user_id == user.id:
            return statement
        is_named = statement.user_id is None and same_name(statement.person, user.name)
        if is_named and statement.has_interest:
            return statement
    return None


def check_free_of_interest(session: Session, offer_id: int, author: Author) -> None:
    """Refuse a decision of somebody who has an interest, or has not stated any.

    Raises
    ------
    Refused
        Before a statement.
    Forbidden
        After one that names an interest.
    """
    user = session.get_one(User, author.user_id)
    statement = own_statement(session, offer_id, user)
    if statement is None:
        raise Refused(
            "请先说明您在本案中有无利益冲突，再作决定。",
            "State first whether you have an interest in this case.",
        )
    if statement.has_interest:
        raise Forbidden(
            f"已说明您在本案中有利益（{statement.text}），因此您不能审批。"
            "请由他人审批，或撤回送审后修改审批链。",
            f"An interest of yours in this case is stated ({statement.text}), so you "
            "may not decide. Leave it to somebody else, or have it recalled and the "
            "chain changed.",
        )


def _check_member(session: Session, offer: Offer, user_id: int) -> None:
    wanted = sa.select(Membership.id).where(
        Membership.organisation_id == offer.organisation_id,
        Membership.user_id == user_id,
    )
    if session.scalar(wanted.limit(1)) is None:
        raise Unacceptable(
            "所选的人不是本单位成员。请重新选择。",
            "This person is no member of your organisation. Choose another.",
        )
