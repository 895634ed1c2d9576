"""What reviewers think of a patent, and how an office weighs it."""

from __future__ import annotations

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.accounts.models import User
from market.catalogue.models import Patent
from market.db import Base, Id, Instant, words


class Criterion(enum.StrEnum):
    """What the notice screens for (市场化前景、应用广泛、实用性), and readiness."""

    PROSPECTS = "prospects"
    BREADTH = "breadth"
    PRACTICALITY = "practicality"
    READINESS = "readiness"


class ScreeningMark(Base):
    """A reviewer's mark on one criterion, 0 to 100; a later mark replaces it."""

    __tablename__ = "screening_mark"
    __table_args__ = (sa.UniqueConstraint("patent_id", "criterion"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    patent_id: Mapped[int] = mapped_column(sa.ForeignKey("patent.id"))
    criterion: Mapped[Criterion] = mapped_column(words(Criterion))
    mark: Mapped[int]
    note: Mapped[str] = mapped_column(sa.Text, default="")
    marked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    marked_at: Mapped[datetime] = mapped_column(Instant)

    patent: Mapped[Patent] = relationship()
    marked_by: Mapped[User] = relationship()


class ScreeningWeight(Base):
    """How much a criterion counts for an office, 0 to 100."""

    __tablename__ = "screening_weight"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "criterion"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    criterion: Mapped[Criterion] = mapped_column(words(Criterion))
    weight: Mapped[int]
