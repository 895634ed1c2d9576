"""A form counts once: its nonce is stored in the transaction of its effect."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from market.db import Base, Id, Instant, MarketSession, session, transaction
from market.errors import AlreadyDone, Refused, Unacceptable

Effect: TypeAlias = Callable[[MarketSession], str]
NONCE = re.compile(r"[A-Za-z0-9_-]{43}")


class Submission(Base):
    """A form that had its effect, and the page that showed it."""

    __tablename__ = "submission"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    nonce: Mapped[str] = mapped_column(sa.String(43), unique=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    location: Mapped[str] = mapped_column(sa.String(300))
    submitted_at: Mapped[datetime] = mapped_column(Instant)


def new_nonce() -> str:
    """Return a nonce to hide in a form."""
    return secrets.token_urlsafe(32)


def earlier_location(session: Session, nonce: str, *, user_id: int) -> str | None:
    """Return where this user's form led when it was sent before, or None.

    Raises
    ------
    AlreadyDone
        When it was another user who sent it.
    """
    earlier = session.scalar(sa.select(Submission).where(Submission.nonce == nonce))
    if earlier is None:
        return None
    if earlier.user_id != user_id:
        raise AlreadyDone(
            "这份表单已由另一位用户提交。请重新打开页面再试。",
            "Another person sent this very form. Open the page again.",
        )
    return earlier.location


def record(
    session: Session, nonce: str, *, user_id: int, location: str, submitted_at: datetime
) -> None:
    """Store that a form had its effect; a second one breaks the unique nonce."""
    session.add(
        Submission(
            nonce=nonce, user_id=user_id, location=location, submitted_at=submitted_at
        )
    )
    session.flush()  # A second sending must fail here, not at the end.


def once(
    effect: Effect,
    *,
    nonce: str,
    user_id: int,
    submitted_at: datetime,
) -> str:
    """Give a form its effect, unless it had it before; commit.

    Parameters
    ----------
    effect : callable
        Gets a writing session and returns the address of the page to show.
    nonce : str
        What the form carried.
    user_id : int
        Who sent it.
    submitted_at : datetime
        When it came.

    Returns
    -------
    str
        The address of the page that shows the effect, the first time and later.

    Raises
    ------
    Unacceptable
        When the form carries no nonce.
    AlreadyDone
        When another user sent the same form.
    """
    if NONCE.fullmatch(nonce) is None:
        raise Unacceptable(
            "表单不完整，无法处理。请重新打开页面再试。",
            "The form is incomplete. Open the page again and send it once more.",
        )
    try:
        with transaction() as writing:
            location = earlier_location(writing, nonce, user_id=user_id)
            if location is None:
                location = effect(writing)
                record(
                    writing,
                    nonce,
                    user_id=user_id,
                    location=location,
                    submitted_at=submitted_at,
                )
    except (IntegrityError, Refused):
        # The same form may have had its effect while this one waited.
        location = earlier_location(session(), nonce, user_id=user_id)
        if location is None:
            raise
    return location
