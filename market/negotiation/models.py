"""Negotiations of ordinary licences: proposals go to and fro until one is accepted."""

from __future__ import annotations

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.accounts.models import Organisation, User
from market.db import Base, Id, Instant, words
from market.licensing.models import Offer


class NegotiationState(enum.StrEnum):
    """How far two parties have come."""

    OPEN = "open"
    AGREED = "agreed"
    ENDED = "ended"


class Negotiation(Base):
    """What an office and one firm talk about, beginning from an offer's terms.

    Agreed terms become an offer reserved for that firm, which goes through the same
    checks and approvals as any other.
    """

    __tablename__ = "negotiation"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offer.id"), index=True)
    # The version of the offer from which the talks begin.
    version_number: Mapped[int]
    licensee_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    state: Mapped[NegotiationState] = mapped_column(words(NegotiationState))
    opened_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    closing_reason: Mapped[str] = mapped_column(sa.Text, default="")
    agreed_offer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("offer.id"))

    offer: Mapped[Offer] = relationship(foreign_keys=offer_id)
    agreed_offer: Mapped[Offer | None] = relationship(foreign_keys=agreed_offer_id)
    licensee: Mapped[Organisation] = relationship()
    proposals: Mapped[list[Proposal]] = relationship(
        back_populates="negotiation", order_by="Proposal.number"
    )


class Proposal(Base):
    """Terms that one side put to the other; never changed, never removed."""

    __tablename__ = "proposal"
    __table_args__ = (sa.UniqueConstraint("negotiation_id", "number"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    negotiation_id: Mapped[int] = mapped_column(sa.ForeignKey("negotiation.id"))
    number: Mapped[int]
    made_for_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    made_at: Mapped[datetime] = mapped_column(Instant)
    terms_json: Mapped[str] = mapped_column(sa.Text)
    terms_sha256: Mapped[str] = mapped_column(sa.String(64))
    message: Mapped[str] = mapped_column(sa.Text, default="")

    negotiation: Mapped[Negotiation] = relationship(back_populates="proposals")
    made_for: Mapped[Organisation] = relationship()
    made_by: Mapped[User] = relationship()
