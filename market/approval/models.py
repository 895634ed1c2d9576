"""The case of an offer (一件一档): everything that an approver must have seen.

Rows are only added: a later row stands above an earlier one, nothing is overwritten.
"""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.accounts.models import User
from market.attachments import Attachment
from market.catalogue.models import PatentOwner
from market.db import Base, Id, Instant, words
from market.licensing.models import Offer


class Purpose(enum.StrEnum):
    """What a co-owner consents to."""

    OPENING = "opening"
    WITHDRAWAL = "withdrawal"


class Decision(enum.StrEnum):
    """What an approver decides."""

    APPROVE = "approve"
    RETURN = "return"


class RoundState(enum.StrEnum):
    """How far a round of approval has come."""

    PENDING = "pending"
    APPROVED = "approved"
    RETURNED = "returned"
    # The draft was taken back before the last step.
    RECALLED = "recalled"


class PublicityResult(enum.StrEnum):
    """How a publicity ended."""

    NO_OBJECTION = "no_objection"
    SETTLED = "settled"
    UPHELD = "upheld"


class ApprovalStep(Base):
    """One step of an institution's approval chain; a round keeps its own copy."""

    __tablename__ = "approval_step"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    position: Mapped[int]
    title_zh: Mapped[str] = mapped_column(sa.String(100))
    title_en: Mapped[str] = mapped_column(sa.String(100), default="")
    # Nobody by name: any admin of the office decides.
    approver_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))

    approver: Mapped[User | None] = relationship()


class ApprovalRound(Base):
    """One sending of one version for approval, with the chain as it then stood."""

    __tablename__ = "approval_round"
    __table_args__ = (sa.UniqueConstraint("offer_id", "number"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offer.id"))
    number: Mapped[int]
    version_number: Mapped[int]
    steps: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    state: Mapped[RoundState] = mapped_column(words(RoundState), index=True)
    sent_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    sent_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)

    offer: Mapped[Offer] = relationship()
    sent_by: Mapped[User] = relationship()
    decisions: Mapped[list[ApprovalDecision]] = relationship(
        back_populates="round", order_by="ApprovalDecision.position"
    )


class ApprovalDecision(Base):
    """One step decided: by whom, when, with what opinion and minutes."""

    __tablename__ = "approval_decision"
    __table_args__ = (sa.UniqueConstraint("round_id", "position"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("approval_round.id"))
    position: Mapped[int]
    decision: Mapped[Decision] = mapped_column(words(Decision))
    opinion: Mapped[str] = mapped_column(sa.Text, default="")
    minutes_number: Mapped[str] = mapped_column(sa.String(60), default="")
    attachment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("attachment.id"))
    decided_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    decided_at: Mapped[datetime] = mapped_column(Instant)

    round: Mapped[ApprovalRound] = relationship(back_populates="decisions")
    decided_by: Mapped[User] = relationship()
    attachment: Mapped[Attachment | None] = relationship()


class Dossier(Base):
    """Why the price is what it is (定价依据): valuation, comparables, findings."""

    __tablename__ = "dossier"
    __table_args__ = (sa.UniqueConstraint("offer_id", "number"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offer.id"))
    number: Mapped[int]
    version_number: Mapped[int]
    basis: Mapped[str] = mapped_column(sa.Text)
    valuation: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    comparables: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    written_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    written_at: Mapped[datetime] = mapped_column(Instant)

    attachments: Mapped[list[Attachment]] = relationship(
        secondary="dossier_attachment", order_by=Attachment.id
    )
    written_by: Mapped[User] = relationship()


class DossierAttachment(Base):
    """One file of one version of a dossier."""

    __tablename__ = "dossier_attachment"

    dossier_id: Mapped[int] = mapped_column(
        sa.ForeignKey("dossier.id"), primary_key=True
    )
    attachment_id: Mapped[int] = mapped_column(
        sa.ForeignKey("attachment.id"), primary_key=True
    )


class Publicity(Base):
    """A publicity (公示) of an agreed price: from when to when, and where."""

    __tablename__ = "publicity"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offer.id"), index=True)
    version_number: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    place: Mapped[str] = mapped_column(sa.String(300))
    attachment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("attachment.id"))
    begun_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    begun_at: Mapped[datetime] = mapped_column(Instant)
    # Set once, when it is over.
    result: Mapped[PublicityResult | None] = mapped_column(words(PublicityResult))
    result_text: Mapped[str] = mapped_column(sa.Text, default="")
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    closed_at: Mapped[datetime | None] = mapped_column(Instant)

    attachment: Mapped[Attachment | None] = relationship()
    objections: Mapped[list[Objection]] = relationship(
        back_populates="publicity", order_by="Objection.id"
    )


class Objection(Base):
    """What somebody said against a price that was publicised."""

    __tablename__ = "objection"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    publicity_id: Mapped[int] = mapped_column(sa.ForeignKey("publicity.id"), index=True)
    objector: Mapped[str] = mapped_column(sa.String(200))
    received_on: Mapped[date]
    text: Mapped[str] = mapped_column(sa.Text)
    attachment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("attachment.id"))
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(Instant)

    publicity: Mapped[Publicity] = relationship(back_populates="objections")
    attachment: Mapped[Attachment | None] = relationship()


class Consent(Base):
    """What a co-owner said to the opening or the withdrawal of an offer."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offer.id"), index=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("patent_owner.id"))
    purpose: Mapped[Purpose] = mapped_column(words(Purpose))
    consents: Mapped[bool]
    stated_on: Mapped[date]
    note: Mapped[str] = mapped_column(sa.Text, default="")
    attachment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("attachment.id"))
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(Instant)

    owner: Mapped[PatentOwner] = relationship()
    attachment: Mapped[Attachment | None] = relationship()
    recorded_by: Mapped[User] = relationship()


class ConflictStatement(Base):
    """Whether a person has an interest in who takes the licence; approvers see it."""

    __tablename__ = "conflict_statement"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offer.id"), index=True)
    # The member whose interest it is; nobody, where the person has no account.
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    person: Mapped[str] = mapped_column(sa.String(100))
    part: Mapped[str] = mapped_column(sa.String(100))
    has_interest: Mapped[bool]
    text: Mapped[str] = mapped_column(sa.Text, default="")
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(Instant)

    recorded_by: Mapped[User] = relationship(foreign_keys=recorded_by_id)
