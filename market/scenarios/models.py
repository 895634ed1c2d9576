"""Simulation runs that policymakers asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.accounts.models import Organisation, User
from market.db import Base, Id, Instant
from market.jobs import Job


class Run(Base):
    """One baseline against reforms: what was asked, and the outcome when done."""

    __tablename__ = "run"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    # In the address of the page, so that it cannot be guessed.
    token: Mapped[str] = mapped_column(sa.String(43), unique=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    baseline: Mapped[str] = mapped_column(sa.String(60))
    reforms: Mapped[list[str]] = mapped_column(sa.JSON)
    firms: Mapped[int]
    replications: Mapped[int]
    seed: Mapped[int]
    job_id: Mapped[int] = mapped_column(sa.ForeignKey("job.id"), unique=True)
    outcome: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)

    organisation: Mapped[Organisation] = relationship()
    asked_by: Mapped[User] = relationship()
    job: Mapped[Job] = relationship()
