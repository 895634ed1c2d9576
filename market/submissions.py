"""A form counts once: its nonce is stored in the transaction of its effect."""

from __future__ import annotations

import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from market.db import Base, Id, Instant


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
    """Return where this user's form led when it was sent before, or None."""
    return session.scalar(
        sa.select(Submission.location).where(
            Submission.nonce == nonce, Submission.user_id == user_id
        )
    )


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
