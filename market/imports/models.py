"""Imports of patent files, their findings by row, and columns once told apart."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.accounts.models import Organisation
from market.db import Base, Id, Instant, words
from market.jobs import Job


class ImportState(enum.StrEnum):
    """How far an import has come."""

    RECEIVED = "received"
    REHEARSING = "rehearsing"
    REHEARSED = "rehearsed"
    IMPORTING = "importing"
    IMPORTED = "imported"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class PatentImport(Base):
    """One file of patents of one office; the file itself lies in the instance folder.

    `position` counts the rows whose block is committed: an import that was killed
    goes on from there.
    """

    __tablename__ = "patent_import"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    # In the address of the page, so that it cannot be guessed.
    token: Mapped[str] = mapped_column(sa.String(43), unique=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    asked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    address: Mapped[str] = mapped_column(sa.String(64), default="")
    filename: Mapped[str] = mapped_column(sa.String(200))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    state: Mapped[ImportState] = mapped_column(words(ImportState), index=True)
    # Field by column's name as a person stated it; above every guess.
    columns: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    # What the rehearsal read: header, mapping, first rows.
    preview: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    position: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    added: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    message_zh: Mapped[str] = mapped_column(sa.Text, default="")
    message_en: Mapped[str] = mapped_column(sa.Text, default="")
    job_id: Mapped[int | None] = mapped_column(sa.ForeignKey("job.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)

    organisation: Mapped[Organisation] = relationship()
    job: Mapped[Job | None] = relationship()


class ImportFault(Base):
    """A finding on one row of a file: where, what stands there, why, how to mend."""

    __tablename__ = "import_fault"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    import_id: Mapped[int] = mapped_column(
        sa.ForeignKey("patent_import.id"), index=True
    )
    row: Mapped[int]
    column: Mapped[str] = mapped_column(sa.String(200))
    value: Mapped[str] = mapped_column(sa.Text)
    refuses: Mapped[bool]
    reason_zh: Mapped[str] = mapped_column(sa.Text)
    reason_en: Mapped[str] = mapped_column(sa.Text)
    mend_zh: Mapped[str] = mapped_column(sa.Text)
    mend_en: Mapped[str] = mapped_column(sa.Text)


class ColumnChoice(Base):
    """What an office said a column's name means, remembered for its next file."""

    __tablename__ = "column_choice"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "column"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    column: Mapped[str] = mapped_column(sa.String(200))
    # Empty: the column is left out.
    field: Mapped[str] = mapped_column(sa.String(40))
    chosen_at: Mapped[datetime] = mapped_column(Instant)
