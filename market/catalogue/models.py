"""Patents and what is known of their legal state."""

from __future__ import annotations

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.accounts.models import Organisation
from market.db import Base, Id, Instant, words


class PatentKind(enum.StrEnum):
    """The three kinds of Chinese patent; a foreign utility patent is an invention."""

    INVENTION = "invention"
    UTILITY_MODEL = "utility_model"
    DESIGN = "design"


class PatentStatus(enum.StrEnum):
    """How far a patent has come, as its source says."""

    APPLICATION = "application"
    GRANTED = "granted"
    ENDED = "ended"
    UNKNOWN = "unknown"


class EvaluationReport(enum.StrEnum):
    """The evaluation report of a utility model or a design (专利权评价报告)."""

    NONE = "none"
    POSITIVE = "positive"
    NEGATIVE = "negative"


class Patent(Base):
    """One patent or application of one office; unknown facts stay NULL."""

    __tablename__ = "patent"
    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "number"),
        # An import looks its rows up by these within one office, a block at a time.
        sa.Index(None, "application_number", "organisation_id"),
        sa.Index(None, "publication_number", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    # The identity of the row: grant number, else publication, else application number.
    number: Mapped[str] = mapped_column(sa.String(40), index=True)
    jurisdiction: Mapped[str] = mapped_column(sa.String(2))
    application_number: Mapped[str | None] = mapped_column(sa.String(40))
    publication_number: Mapped[str | None] = mapped_column(sa.String(40))
    source_reference: Mapped[str | None] = mapped_column(sa.String(60))
    kind: Mapped[PatentKind | None] = mapped_column(words(PatentKind))
    status: Mapped[PatentStatus] = mapped_column(words(PatentStatus))
    title: Mapped[str] = mapped_column(sa.String(500))
    title_en: Mapped[str] = mapped_column(sa.String(500), default="")
    summary_zh: Mapped[str] = mapped_column(sa.Text, default="")
    summary_en: Mapped[str] = mapped_column(sa.Text, default="")
    abstract: Mapped[str] = mapped_column(sa.Text, default="")
    ipc: Mapped[str] = mapped_column(sa.String(500), default="")
    patentee: Mapped[str] = mapped_column(sa.String(500), default="")
    inventors: Mapped[str] = mapped_column(sa.String(500), default="")
    filed_on: Mapped[date | None]
    granted_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    expiry_is_computed: Mapped[bool] = mapped_column(default=False)
    claims_count: Mapped[int | None]
    # Numbers of what this patent cites, as its source writes them.
    cites: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    cited_by_count: Mapped[int | None]

    # What the office says it is good for: divisions of GB/T 4754, codes of fields of
    # application, technology readiness from 1 to 9. Empty: read from the IPC.
    industries: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    applications: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    readiness: Mapped[int | None]

    # Facts that the nine bars of the Guidelines ask for; NULL is "not known".
    annual_fee_paid: Mapped[bool | None]
    has_exclusive_licence: Mapped[bool | None]
    is_suspended: Mapped[bool | None]
    is_pledged: Mapped[bool | None]
    pledgee_consents: Mapped[bool | None]
    evaluation_report: Mapped[EvaluationReport | None] = mapped_column(
        words(EvaluationReport)
    )
    co_owners_consent: Mapped[bool | None]
    is_invalidated: Mapped[bool | None]
    legal_status_checked_on: Mapped[date | None]

    is_sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Instant)
    updated_at: Mapped[datetime] = mapped_column(Instant)

    organisation: Mapped[Organisation] = relationship()
    owners: Mapped[list[PatentOwner]] = relationship(
        primaryjoin=lambda: sa.and_(
            PatentOwner.patent_id == Patent.id, PatentOwner.position > 0
        ),
        back_populates="patent",
        order_by="PatentOwner.position",
    )


class PatentOwner(Base):
    """One of the patentees (专利权人); `share_ppm` is NULL where it is not known.

    Positions count from 1. A former holder stays with a negative one: what it once
    consented to remains on record, and it is no owner any more.
    """

    __tablename__ = "patent_owner"
    __table_args__ = (sa.UniqueConstraint("patent_id", "position"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    patent_id: Mapped[int] = mapped_column(sa.ForeignKey("patent.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(200), index=True)
    share_ppm: Mapped[int | None]

    patent: Mapped[Patent] = relationship(back_populates="owners")
