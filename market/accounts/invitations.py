"""Invite people into an organisation, let them in, and let them go.

Operations like those of `operations`, and bound by the same rules.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.accounts import operations, outbox
from market.accounts.facts import OrganisationFacts, PersonFacts
from market.accounts.models import (
    Invitation,
    Membership,
    Organisation,
    RoleName,
    User,
)
from market.accounts.outbox import Letter
from market.accounts.roles import first_role, require_roles
from market.errors import NotFound, Refused

VALID_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Whom to invite; the key is in the letter's link before the row is stored."""

    email: str
    roles: Collection[RoleName]
    key: str
    invited_by_id: int | None
    letter: Letter


def invite(
    session: Session, organisation_id: int, invited: Invited, *, invited_at: datetime
) -> Invitation:
    """Invite a person and post the letter; an earlier invitation lapses.

    Whether the address has an account is not told here: only who can read its mail
    learns it.

    Raises
    ------
    Refused
        If the roles are not of this organisation or must stay apart.
    """
    organisation = session.get_one(Organisation, organisation_id)
    require_roles(organisation.kind, invited.roles)
    email = invited.email.lower()
    for earlier in _open_to(session, organisation_id, email):
        earlier.withdrawn_at = invited_at
    invitation = Invitation(
        organisation_id=organisation_id,
        key=invited.key,
        email=email,
        roles=sorted(invited.roles),
        invited_by_id=invited.invited_by_id,
        created_at=invited_at,
    )
    session.add(invitation)
    outbox.post(session, email, invited.letter, created_at=invited_at)
    session.flush()  # The caller needs invitation.id.
    return invitation


def found(
    session: Session,
    facts: OrganisationFacts,
    invited: Invited,
    *,
    founded_at: datetime,
) -> Organisation:
    """Create an organisation and invite its first member."""
    organisation = operations.create_organisation(session, facts, created_at=founded_at)
    invite(session, organisation.id, invited, invited_at=founded_at)
    return organisation


def withdraw(
    session: Session,
    invitation_id: int,
    *,
    organisation_id: int,
    withdrawn_at: datetime,
) -> None:
    """Withdraw an invitation of one's own organisation."""
    invitation = session.scalar(
        sa.select(Invitation).where(
            Invitation.id == invitation_id,
            Invitation.organisation_id == organisation_id,
        )
    )
    if invitation is None:
        raise NotFound("没有这份邀请。", "There is no such invitation.")
    invitation.withdrawn_at = invitation.withdrawn_at or withdrawn_at


def require_open(invitation: Invitation | None, now: datetime) -> Invitation:
    """Return an invitation that may still be taken up.

    Raises
    ------
    NotFound
        If the key is unknown; Refused if it was used, withdrawn or is too old.
    """
    if invitation is None:
        raise NotFound(
            "邀请链接不完整或有误。请从邮件中完整复制链接。",
            "The link of the invitation is not complete or not right. Copy the whole "
            "link from the mail.",
        )
    if invitation.accepted_at is not None:
        raise Refused(
            "这份邀请已经使用过。请直接登录。",
            "This invitation was used already. Please sign in.",
        )
    if invitation.withdrawn_at or invitation.created_at + VALID_FOR < now:
        raise Refused(
            f"这份邀请已撤回，或已超过 {VALID_FOR.days} 天。请对方重新邀请。",
            f"This invitation was withdrawn or is older than {VALID_FOR.days} days. "
            "Ask for a new one.",
        )
    return invitation


def accept(
    session: Session, key: str, person: PersonFacts, *, accepted_at: datetime
) -> User:
    """Take up an invitation: the person becomes a member with a proved address."""
    found = session.scalar(
        sa.select(Invitation).where(Invitation.key == key).with_for_update()
    )
    invitation = require_open(found, accepted_at)
    user = operations.create_member(
        session,
        invitation.organisation,
        person,
        roles={RoleName(role) for role in invitation.roles},
        created_at=accepted_at,
        confirmed_at=accepted_at,
    )
    invitation.accepted_at = accepted_at
    return user


def end_membership(
    session: Session, user_id: int, *, organisation_id: int, ended_by_id: int
) -> None:
    """Let a member go and end the member's sessions.

    Raises
    ------
    NotFound
        If the person is no member here.
    Refused
        If it is oneself, or the last who may invite.
    """
    members = session.scalars(
        sa.select(Membership)
        .where(Membership.organisation_id == organisation_id)
        .with_for_update()
    ).all()
    ended = [member for member in members if member.user_id == user_id]
    if not ended:
        raise NotFound("没有这位成员。", "There is no such member.")
    _require_another(session, organisation_id, members, user_id, ended_by_id)
    for member in ended:
        session.delete(member)
    user = session.get_one(User, user_id)
    user.fs_uniquifier = uuid4().hex  # Every session of the person ends.


def _require_another(
    session: Session,
    organisation_id: int,
    members: Collection[Membership],
    user_id: int,
    ended_by_id: int,
) -> None:
    leading = first_role(session.get_one(Organisation, organisation_id).kind)
    left = [m for m in members if m.user_id != user_id and m.role == leading]
    if user_id == ended_by_id or not left:
        raise Refused(
            "不能移除自己或最后一位管理员。请先邀请另一位管理员，由其操作。",
            "You cannot remove yourself or the last admin. Invite another admin "
            "first, who can then do it.",
        )


def _open_to(
    session: Session, organisation_id: int, email: str
) -> Collection[Invitation]:
    return session.scalars(
        sa.select(Invitation).where(
            Invitation.organisation_id == organisation_id,
            Invitation.email == email,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
    ).all()
