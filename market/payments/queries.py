"""What is due, reported and received; every query names who asks."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from market.errors import NotFound
from market.licences.models import Licence
from market.payments.models import BankLine, Due


def due_of_party(session: Session, due_id: int, organisation_id: int) -> Due:
    """Return a due to the licensee or the licensor.

    Raises
    ------
    NotFound
        For everybody else.
    """
    parties = sa.or_(
        Licence.licensee_id == organisation_id, Licence.licensor_id == organisation_id
    )
    return _due(session, due_id, parties)


def due_of_licensor(session: Session, due_id: int, organisation_id: int) -> Due:
    """Return a due to the finance of its licensor.

    Raises
    ------
    NotFound
        For everybody else.
    """
    return _due(session, due_id, Licence.licensor_id == organisation_id)


def open_dues(session: Session, licensor_id: int) -> Sequence[Due]:
    """Return what an office waits for: reported transfers first, then by date."""
    found = session.scalars(
        sa.select(Due)
        .join(Due.licence)
        .where(Licence.licensor_id == licensor_id, Due.paid_on.is_(None))
        .options(
            contains_eager(Due.licence).joinedload(Licence.licensee),
            contains_eager(Due.licence).joinedload(Licence.patent),
            selectinload(Due.reports),
        )
        .order_by(Due.due_on, Due.id)
    ).all()
    return sorted(found, key=lambda due: not due.reports)


def unapplied_lines(session: Session, licensor_id: int) -> Sequence[BankLine]:
    """Return the money of an office that pays nothing yet, oldest first."""
    return session.scalars(
        sa.select(BankLine)
        .where(BankLine.organisation_id == licensor_id, BankLine.is_applied.is_(False))
        .options(joinedload(BankLine.due))
        .order_by(BankLine.value_on, BankLine.id)
    ).all()


def applied_lines(
    session: Session, licensor_id: int, *, most: int
) -> Sequence[BankLine]:
    """Return the last matched lines of an office, newest first."""
    return session.scalars(
        sa.select(BankLine)
        .where(BankLine.organisation_id == licensor_id, BankLine.is_applied)
        .options(joinedload(BankLine.due))
        .order_by(BankLine.id.desc())
        .limit(most)
    ).all()


def _due(session: Session, due_id: int, wanted: sa.ColumnElement[bool]) -> Due:
    due = session.scalar(
        sa.select(Due).join(Due.licence).where(Due.id == due_id, wanted)
    )
    if due is None:
        raise NotFound("没有这笔应付款。", "There is no such due.")
    return due
