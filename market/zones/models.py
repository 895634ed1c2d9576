"""Zones: what each collection is, and what was put in or left out by hand."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.accounts.models import Organisation
from market.db import Base, Id, Instant, words
from market.licensing.models import Offer


class ZoneState(enum.StrEnum):
    """Whether the public sees a zone."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Zone(Base):
    """A dated, public collection of offers (线上专区), filled by rule and by hand."""

    __tablename__ = "zone"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(60), unique=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    state: Mapped[ZoneState] = mapped_column(words(ZoneState), index=True)
    title_zh: Mapped[str] = mapped_column(sa.String(200))
    title_en: Mapped[str] = mapped_column(sa.String(200), default="")
    cover_zh: Mapped[str] = mapped_column(sa.Text, default="")
    cover_en: Mapped[str] = mapped_column(sa.Text, default="")
    theme_zh: Mapped[str] = mapped_column(sa.String(100), default="")
    theme_en: Mapped[str] = mapped_column(sa.String(100), default="")
    # The same filters as a search; empty fills nothing by rule.
    rule: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    opens_on: Mapped[date]
    closes_on: Mapped[date | None]
    created_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    is_sample: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation] = relationship()
    entries: Mapped[list[ZoneEntry]] = relationship(
        back_populates="zone", order_by="ZoneEntry.position, ZoneEntry.id"
    )


class ZoneEntry(Base):
    """An offer put into a zone by hand, or left out although the rule takes it."""

    __tablename__ = "zone_entry"
    __table_args__ = (sa.UniqueConstraint("zone_id", "offer_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    zone_id: Mapped[int] = mapped_column(sa.ForeignKey("zone.id"))
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offer.id"), index=True)
    is_left_out: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    note_zh: Mapped[str] = mapped_column(sa.String(300), default="")
    note_en: Mapped[str] = mapped_column(sa.String(300), default="")
    added_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    added_at: Mapped[datetime] = mapped_column(Instant)

    zone: Mapped[Zone] = relationship(back_populates="entries")
    offer: Mapped[Offer] = relationship()
