"""What the pages of accounts read; every row is of the reader's own organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.accounts.invitations import VALID_FOR
from market.accounts.models import (
    Invitation,
    Membership,
    Organisation,
    RoleName,
    User,
)
from market.errors import NotFound

PAGE_SIZE = 50

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """A page of rows, its number from 1, and whether there is another."""

    rows: Sequence[Row]
    number: int
    has_next: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A person and the roles of that person in one organisation."""

    user: User
    roles: tuple[RoleName, ...]


def members(session: Session, organisation_id: int) -> list[Member]:
    """Return the members of an organisation, first come first."""
    found: dict[User, list[RoleName]] = {}
    rows = session.execute(
        sa.select(User, Membership.role)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.organisation_id == organisation_id)
        .order_by(Membership.id)
    )
    for user, role in rows:
        found.setdefault(user, []).append(role)
    return [Member(user, tuple(roles)) for user, roles in found.items()]


def open_invitations(
    session: Session, organisation_id: int, *, now: datetime
) -> Sequence[Invitation]:
    """Return the invitations that may still be taken up, newest first."""
    return session.scalars(
        sa.select(Invitation)
        .where(
            Invitation.organisation_id == organisation_id,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.created_at >= now - VALID_FOR,
        )
        .order_by(Invitation.id.desc())
    ).all()


def invitation(session: Session, key: str) -> Invitation | None:
    """Return the invitation of a key, or None."""
    return session.scalar(sa.select(Invitation).where(Invitation.key == key))


def organisation(session: Session, organisation_id: int) -> Organisation:
    """Return an organisation; for the operator, whose they all are to see."""
    found = session.get(Organisation, organisation_id)
    if found is None:
        raise NotFound("没有这个机构。", "There is no such organisation.")
    return found


def organisations(
    session: Session, *, wanted: str, page: int
) -> Page[tuple[Organisation, int]]:
    """Return a page of organisations with their numbers of members; for the operator.

    Parameters
    ----------
    session : Session
        A reading session.
    wanted : str
        A piece of a name or of a code; empty finds all.
    page : int
        From 1 [1].
    """
    persons = (
        sa.select(sa.func.count(sa.distinct(Membership.user_id)))
        .where(Membership.organisation_id == Organisation.id)
        .scalar_subquery()
    )
    query = (
        sa.select(Organisation, persons)
        .where(*_matching(wanted))
        .order_by(Organisation.id.desc())
        .offset((page - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE + 1)
    )
    rows = [(found, int(count)) for found, count in session.execute(query)]
    return Page(rows[:PAGE_SIZE], page, len(rows) > PAGE_SIZE)


def _matching(wanted: str) -> list[sa.ColumnElement[bool]]:
    if not wanted:
        return []
    columns = (
        Organisation.name_zh,
        Organisation.name_en,
        Organisation.code,
        Organisation.credit_code,
    )
    return [sa.or_(*(column.icontains(wanted, autoescape=True) for column in columns))]
