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
    CHECKED = "checked"
    APPROVED = "approved"
    DECLARED = "declared"
    OPEN = "open"
    NOT_ANNOUNCED = "not_announced"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    ENDED = "ended"


class Offer(Base):
    """An office's offer on one patent; its terms are those of its version."""

    __tablename__ = "offer"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    patent_id: Mapped[int] = mapped_column(sa.ForeignKey("patent.id"), index=True)
    lane: Mapped[Lane] = mapped_column(words(Lane))
    state: Mapped[OfferState] = mapped_column(words(OfferState), index=True)
    # The listing may sell; the declaration may not (无宣传性用语).
    listing_text_zh: Mapped[str] = mapped_column(sa.Text, default="")
    listing_text_en: Mapped[str] = mapped_column(sa.Text, default="")
    declaration_text: Mapped[str] = mapped_column(sa.Text, default="")
    # Versions that were checked against the law, and approved.
    checked_version: Mapped[int | None]
    approved_version: Mapped[int | None]
    declared_on: Mapped[date | None]
    # The items as they were lodged with CNIPA.
    lodged_text: Mapped[str | None] = mapped_column(sa.Text)
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
    # Of a withdrawal the day of its announcement; until then the price stays in force.
    closed_on: Mapped[date | None]
    # Of CNIPA's act, where it was CNIPA that closed the offer.
    closing_number: Mapped[str | None] = mapped_column(sa.String(60))
    closing_reason: Mapped[str] = mapped_column(sa.Text, default="")
    created_at: Mapped[datetime] = mapped_column(Instant)
    is_sample: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation] = relationship()
    reservation: Mapped[Reservation | None] = relationship(back_populates="offer")
    patent: Mapped[Patent] = relationship()
    versions: Mapped[list[OfferVersion]] = relationship(
        back_populates="offer", order_by="OfferVersion.number"
    )

    @property
    def version(self) -> OfferVersion:
        """Return the version in force: the approved one, else the newest."""
        if self.approved_version is None:
            return self.newest
        return self.versions[self.approved_version - 1]

    @property
    def published(self) -> list[OfferVersion]:
        """Return the versions up to the one in force; a newer one is not public."""
        return self.versions[: self.version.number]

    @property
    def newest(self) -> OfferVersion:
        """Return the newest version; on an open offer it may wait for approval."""
        return self.versions[-1]

    @property
    def reserved_for_id(self) -> int | None:
        """Return the one firm that may see and take the offer, or None: anyone."""
        return self.reservation.organisation_id if self.reservation else None


class Reservation(Base):
    """An offer that was agreed with one firm: nobody else sees it or takes it up."""

    __tablename__ = "reservation"

    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offer.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )

    offer: Mapped[Offer] = relationship(back_populates="reservation")
    organisation: Mapped[Organisation] = relationship()


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
