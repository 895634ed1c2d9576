"""Offers with their versions."""

from __future__ import annotations

import enum
import json
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.accounts.models import Organisation, User
from market.catalogue.models import Patent
from market.db import Base, Id, Instant, words


class Lane(enum.StrEnum):
    """Statutory open licence (Patent Law art. 50), or an ordinary licence as posted."""

    OPEN = "open"
    ORDINARY = "ordinary"


class OfferState(enum.StrEnum):
    """How far an offer has come."""

    DRAFT = "draft"
    OPEN = "open"


class Offer(Base):
    """An office's offer on one patent; its terms are its newest version."""

    __tablename__ = "offer"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    patent_id: Mapped[int] = mapped_column(sa.ForeignKey("patent.id"), index=True)
    lane: Mapped[Lane] = mapped_column(words(Lane))
    state: Mapped[OfferState] = mapped_column(words(OfferState), index=True)
    declaration_number: Mapped[str | None] = mapped_column(sa.String(60))
    announced_on: Mapped[date | None]
    # The announcement governs (公告文本为准); the office pastes it and confirms.
    announced_text: Mapped[str | None] = mapped_column(sa.Text)
    opened_at: Mapped[datetime | None] = mapped_column(Instant)
    opened_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    # No text settles prices by size in an open licence: an admin answers for them.
    tiers_acknowledged_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("user.id")
    )
    created_at: Mapped[datetime] = mapped_column(Instant)
    is_sample: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation] = relationship()
    patent: Mapped[Patent] = relationship()
    versions: Mapped[list[OfferVersion]] = relationship(
        back_populates="offer", order_by="OfferVersion.number"
    )

    @property
    def version(self) -> OfferVersion:
        """Return the newest version."""
        return self.versions[-1]


def _last_day(context: DefaultExecutionContext) -> date:
    """Return the last day that the terms of a new row name."""
    given = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return date.fromisoformat(json.loads(given["terms_json"])["ends_on"])


class OfferVersion(Base):
    """The terms of an offer at one time; never changed, never removed."""

    __tablename__ = "offer_version"
    __table_args__ = (sa.UniqueConstraint("offer_id", "number"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offer.id"), index=True)
    number: Mapped[int]
    terms_json: Mapped[str] = mapped_column(sa.Text)
    terms_sha256: Mapped[str] = mapped_column(sa.String(64))
    # Read out of the terms, so that a query finds offers that still run.
    ends_on: Mapped[date] = mapped_column(default=_last_day)
    drafted_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)

    offer: Mapped[Offer] = relationship(back_populates="versions")
    drafted_by: Mapped[User] = relationship()
