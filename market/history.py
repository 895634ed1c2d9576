"""Who changed what, when, from where: rows that are only ever added.

An entry is written in the transaction of its change. The database refuses to change
or remove it, on SQLite and PostgreSQL alike.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from market.accounts.models import User
from market.db import Base, Id, Instant, words

Values = Mapping[str, Any]


class Source(enum.StrEnum):
    """Through which door a change came."""

    WEB = "web"
    COMMAND = "command"
    WORKER = "worker"


class HistoryEntry(Base):
    """One change of one thing: what it was, what it became, who did it."""

    __tablename__ = "history"
    __table_args__ = (sa.Index(None, "subject", "subject_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    happened_at: Mapped[datetime] = mapped_column(Instant)
    # For whom the change was made; nobody's own where an operator or command made it.
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    source: Mapped[Source] = mapped_column(words(Source))
    # The network address that asked, as the server saw it.
    address: Mapped[str] = mapped_column(sa.String(64), default="")
    subject: Mapped[str] = mapped_column(sa.String(30))
    subject_id: Mapped[int] = mapped_column(sa.BigInteger)
    action: Mapped[str] = mapped_column(sa.String(60))
    before: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)

    user: Mapped[User | None] = relationship()


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who makes a change, for which organisation, when and from where."""

    happened_at: datetime
    organisation_id: int | None = None
    user_id: int | None = None
    source: Source = Source.WEB
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What was changed: plain JSON values by name, before and after."""

    subject: str
    subject_id: int
    action: str
    before: Values | None = None
    after: Values | None = None


def record(session: Session, author: Author, changes: Iterable[Change]) -> None:
    """Write one entry for each change, in the transaction of the changes."""
    rows = [_row(author, change) for change in changes]
    if rows:
        session.execute(sa.insert(HistoryEntry), rows)


def entries_of(
    session: Session, subject: str, subject_id: int, *, limit: int = 200
) -> Sequence[HistoryEntry]:
    """Return the entries of one thing, the newest first."""
    wanted = (
        sa.select(HistoryEntry)
        .where(HistoryEntry.subject == subject, HistoryEntry.subject_id == subject_id)
        .order_by(HistoryEntry.id.desc())
        .limit(limit)
    )
    return session.scalars(wanted).all()


def _row(author: Author, change: Change) -> dict[str, Any]:
    return {
        "happened_at": author.happened_at,
        "organisation_id": author.organisation_id,
        "user_id": author.user_id,
        "source": author.source,
        "address": author.address,
        "subject": change.subject,
        "subject_id": change.subject_id,
        "action": change.action,
        "before": dict(change.before) if change.before is not None else None,
        "after": dict(change.after) if change.after is not None else None,
    }
