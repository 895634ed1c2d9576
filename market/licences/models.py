"""Licences: from the notice on, under terms that never change."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.accounts.models import Organisation, QualityClass, SizeClass
from market.catalogue.models import Patent
from market.clock import business_day
from market.db import Base, Id, Instant, words
from market.licensing.models import Lane, Offer, OfferVersion
from pricing.licensee import Licensee
from pricing.terms import Terms, read_terms


class LicenceState(enum.StrEnum):
    """How far a licence has come."""

    NOTICED = "noticed"
    IN_FORCE = "in_force"


class Licence(Base):
    """A licence: from the notice on, under terms that never change."""

    __tablename__ = "licence"
    __table_args__ = (
        # One licensee holds at most one licence under one version: two clicks, one row.
        sa.UniqueConstraint("licensee_id", "offer_version_id"),
    )

    # The id orders on-site notices by the database, not by the wall clock.
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offer.id"), index=True)
    offer_version_id: Mapped[int] = mapped_column(sa.ForeignKey("offer_version.id"))
    licensor_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    licensee_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    patent_id: Mapped[int] = mapped_column(sa.ForeignKey("patent.id"), index=True)
    lane: Mapped[Lane] = mapped_column(words(Lane))
    state: Mapped[LicenceState] = mapped_column(words(LicenceState))
    terms_json: Mapped[str] = mapped_column(sa.Text)
    terms_sha256: Mapped[str] = mapped_column(sa.String(64))
    # The licensee's size statement at the notice day, signed by ticking.
    size_class: Mapped[SizeClass] = mapped_column(words(SizeClass))
    size_statement: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    # Stated where the terms price by them.
    quality_class: Mapped[QualityClass] = mapped_column(
        words(QualityClass), default=QualityClass.NONE
    )
    province: Mapped[str | None] = mapped_column(sa.String(2))
    confirmed_terms: Mapped[list[str]] = mapped_column(sa.JSON)
    authority: Mapped[str] = mapped_column(sa.String(200))
    noticed_at: Mapped[datetime] = mapped_column(Instant)
    noticed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    effective_on: Mapped[date | None]
    is_sample: Mapped[bool] = mapped_column(default=False)

    offer: Mapped[Offer] = relationship()
    offer_version: Mapped[OfferVersion] = relationship()
    licensor: Mapped[Organisation] = relationship(foreign_keys=[licensor_id])
    licensee: Mapped[Organisation] = relationship(foreign_keys=[licensee_id])
    patent: Mapped[Patent] = relationship()

    @property
    def number(self) -> str:
        """The number that papers carry, such as ``OL-000012``."""
        return f"OL-{self.id:06d}"

    @property
    def noticed_on(self) -> date:
        """The business day on which the notice arrived."""
        return business_day(self.noticed_at)

    @property
    def terms(self) -> Terms:
        """The frozen terms."""
        return read_terms(self.terms_json)

    @property
    def priced_for(self) -> Licensee:
        """The classes by which the licence is priced."""
        return Licensee(self.size_class, self.quality_class, self.province)

    @property
    def is_in_force(self) -> bool:
        """Whether the licence has begun."""
        return self.state is not LicenceState.NOTICED
