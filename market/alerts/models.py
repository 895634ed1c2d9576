"""Searches that people keep, and what these have told them already."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.accounts.models import User
from market.db import Base, Id, Instant, words


class Frequency(enum.StrEnum):
    """How often a saved search may write."""

    NEVER = "never"
    INSTANT = "instant"
    DAILY = "daily"
    WEEKLY = "weekly"


class SavedSearch(Base):
    """A search of one person; `key` stands in the link that ends its mails."""

    __tablename__ = "saved_search"
    __table_args__ = (
        sa.Index("ix_saved_search_frequency_checked_at", "frequency", "checked_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(100))
    text: Mapped[str] = mapped_column(sa.Text, default="")
    filters: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    # The size class whose fee bands are meant.
    size: Mapped[str] = mapped_column(sa.String(10))
    locale: Mapped[str] = mapped_column(sa.String(5))
    # Where the site was found when it was saved: the links of its mails begin so.
    site: Mapped[str] = mapped_column(sa.String(300))
    frequency: Mapped[Frequency] = mapped_column(words(Frequency))
    key: Mapped[str] = mapped_column(sa.String(43), unique=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    # New offers up to here were told, or found not to be meant.
    checked_at: Mapped[datetime] = mapped_column(Instant)
    looked_at: Mapped[datetime | None] = mapped_column(Instant)
    mailed_at: Mapped[datetime | None] = mapped_column(Instant)

    user: Mapped[User] = relationship()


class SavedSearchHit(Base):
    """An offer that a saved search has found; told once."""

    __tablename__ = "saved_search_hit"
    __table_args__ = (sa.UniqueConstraint("saved_search_id", "offer_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    saved_search_id: Mapped[int] = mapped_column(sa.ForeignKey("saved_search.id"))
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offer.id"))
    found_at: Mapped[datetime] = mapped_column(Instant)
    mailed_at: Mapped[datetime | None] = mapped_column(Instant)


class NewOffer(Base):
    """An offer that is found in the index for the first time; noted once for all."""

    __tablename__ = "new_offer"

    offer_id: Mapped[int] = mapped_column(
        sa.ForeignKey("offer.id"), primary_key=True, autoincrement=False
    )
    seen_at: Mapped[datetime] = mapped_column(Instant, index=True)
