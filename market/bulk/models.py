"""Actions on many patents at once: what was asked, and what became of each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.accounts.models import Organisation, User
from market.catalogue.models import Patent
from market.db import Base, Id, Instant
from market.jobs import Job
from market.licensing.models import Offer


class BulkAction(Base):
    """One action on many patents of one office, done by the worker."""

    __tablename__ = "bulk_action"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    # In the address of the page, so that it cannot be guessed.
    token: Mapped[str] = mapped_column(sa.String(43), unique=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    as_admin: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    address: Mapped[str] = mapped_column(sa.String(64), default="")
    action: Mapped[str] = mapped_column(sa.String(40))
    # A rehearsal says what would become of each patent and changes nothing.
    is_rehearsal: Mapped[bool] = mapped_column(default=False)
    argument: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    patent_ids: Mapped[list[int]] = mapped_column(sa.JSON)
    job_id: Mapped[int] = mapped_column(sa.ForeignKey("job.id"), unique=True)

    organisation: Mapped[Organisation] = relationship()
    asked_by: Mapped[User] = relationship()
    job: Mapped[Job] = relationship()


class BulkResult(Base):
    """What became of one patent: done, or refused with the reason."""

    __tablename__ = "bulk_result"
    __table_args__ = (sa.UniqueConstraint("bulk_action_id", "patent_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    bulk_action_id: Mapped[int] = mapped_column(sa.ForeignKey("bulk_action.id"))
    patent_id: Mapped[int] = mapped_column(sa.ForeignKey("patent.id"))
    is_done: Mapped[bool]
    offer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("offer.id"))
    message_zh: Mapped[str] = mapped_column(sa.Text, default="")
    message_en: Mapped[str] = mapped_column(sa.Text, default="")

    patent: Mapped[Patent] = relationship()
    offer: Mapped[Offer | None] = relationship()
