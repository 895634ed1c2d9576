"""Files that people attach as evidence: kept in the database, whole and for ever."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from market.db import Base, Id, Instant
from market.history import Author


class Attachment(Base):
    """One file of one organisation; its content is read only when asked for."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    filename: Mapped[str] = mapped_column(sa.String(200))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size_bytes: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    uploaded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    uploaded_at: Mapped[datetime] = mapped_column(Instant)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as somebody sent it."""

    content: bytes
    filename: str
    media_type: str


def attach(session: Session, upload: Upload, author: Author) -> Attachment:
    """Keep a file, in the transaction of what it is evidence for."""
    attachment = Attachment(
        organisation_id=author.organisation_id,
        filename=upload.filename,
        media_type=upload.media_type,
        size_bytes=len(upload.content),
        sha256=hashlib.sha256(upload.content).hexdigest(),
        content=upload.content,
        uploaded_by_id=author.user_id,
        uploaded_at=author.happened_at,
    )
    session.add(attachment)
    session.flush()  # The caller refers to attachment.id.
    return attachment
