"""Organisations, members, roles, and the outbox of mail."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_security import UserMixin
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.db import Base, Fen, Id, Instant, words


class OrganisationKind(enum.StrEnum):
    """What an organisation is."""

    INSTITUTION = "institution"
    ENTERPRISE = "enterprise"
    INDIVIDUAL_BUSINESS = "individual_business"
    NATURAL_PERSON = "natural_person"
    GOVERNMENT = "government"
    SERVICE = "service"
    PARK = "park"
    OPERATOR = "operator"


class RoleName(enum.StrEnum):
    """What a member may do in an organisation; the rights are in policies.py."""

    LICENSEE_MEMBER = "licensee_member"
    LICENSEE_ADMIN = "licensee_admin"
    OFFICE_MEMBER = "office_member"
    OFFICE_ADMIN = "office_admin"
    FINANCE = "finance"
    AUDITOR = "auditor"
    INVENTOR = "inventor"
    SERVICE_AGENT = "service_agent"
    POLICYMAKER = "policymaker"
    OPERATOR = "operator"


class SizeClass(enum.StrEnum):
    """Size of a firm by the standard of 2011 (工信部联企业〔2011〕300号)."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class QualityClass(enum.StrEnum):
    """Class in the gradient of good small and medium enterprises (优质中小企业梯度)."""

    NONE = "none"
    INNOVATIVE = "innovative"
    SRDI = "srdi"
    LITTLE_GIANT = "little_giant"


class Industry(enum.StrEnum):
    """The industries that the size standard of 2011 tells apart."""

    AGRICULTURE = "agriculture"
    MANUFACTURING = "manufacturing"
    CONSTRUCTION = "construction"
    WHOLESALE = "wholesale"
    RETAIL = "retail"
    TRANSPORT = "transport"
    WAREHOUSING = "warehousing"
    POST = "post"
    ACCOMMODATION = "accommodation"
    CATERING = "catering"
    TELECOM = "telecom"
    SOFTWARE = "software"
    REAL_ESTATE = "real_estate"
    PROPERTY = "property"
    LEASING = "leasing"
    OTHER = "other"


class Organisation(Base):
    """An institution with its office, a firm, a person, a body."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[OrganisationKind] = mapped_column(words(OrganisationKind))
    code: Mapped[str | None] = mapped_column(sa.String(32), unique=True)
    name_zh: Mapped[str] = mapped_column(sa.String(200))
    name_en: Mapped[str] = mapped_column(sa.String(200), default="")
    credit_code: Mapped[str | None] = mapped_column(sa.String(18), unique=True)
    # Registered abroad, in Hong Kong, Macao or Taiwan: there is no credit code.
    outside_mainland: Mapped[bool] = mapped_column(default=False)
    # Two digits of GB/T 2260.
    province: Mapped[str | None] = mapped_column(sa.String(6))
    contact: Mapped[str] = mapped_column(sa.Text, default="")
    is_sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Instant)

    # The licensee's own statement of its size; frozen on each licence.
    size_class: Mapped[SizeClass | None] = mapped_column(words(SizeClass))
    quality_class: Mapped[QualityClass | None] = mapped_column(words(QualityClass))
    industry: Mapped[Industry | None] = mapped_column(words(Industry))
    staff: Mapped[int | None]
    revenue_fen: Mapped[int | None] = mapped_column(Fen)
    assets_fen: Mapped[int | None] = mapped_column(Fen)
    size_year: Mapped[int | None]

    # Where a licensor is paid (对公账户); shown to licensees only.
    payee_name: Mapped[str | None] = mapped_column(sa.String(200))
    payee_bank: Mapped[str | None] = mapped_column(sa.String(200))
    payee_account: Mapped[str | None] = mapped_column(sa.String(64))

    memberships: Mapped[list[Membership]] = relationship(back_populates="organisation")

    def name(self, locale: str) -> str:
        """Return the name in the reader's language, or the one there is."""
        return self.name_zh if locale.startswith("zh") else self.name_en or self.name_zh


class User(Base, UserMixin):
    """A person who signs in; what the person may do stands in memberships."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(255), unique=True)
    name: Mapped[str] = mapped_column(sa.String(100), default="")
    password: Mapped[str | None] = mapped_column(sa.String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    # Flask-Security declares these as never empty, which a first sign-in denies.
    last_login_at: Mapped[datetime | None] = mapped_column(Instant)  # type: ignore[assignment]
    current_login_at: Mapped[datetime | None] = mapped_column(Instant)  # type: ignore[assignment]
    last_login_ip: Mapped[str | None] = mapped_column(sa.String(64))
    current_login_ip: Mapped[str | None] = mapped_column(sa.String(64))
    login_count: Mapped[int] = mapped_column(default=0)
    tf_primary_method: Mapped[str | None] = mapped_column(sa.String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(sa.String(255))
    tf_phone_number: Mapped[str | None] = mapped_column(sa.String(128))
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(
        MutableList.as_mutable(sa.JSON())
    )
    locale: Mapped[str | None] = mapped_column(sa.String(5))
    privacy_version: Mapped[str | None] = mapped_column(sa.String(10))
    consented_at: Mapped[datetime | None] = mapped_column(Instant)

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="user", order_by="Membership.id"
    )


class Membership(Base):
    """One role of one person in one organisation."""

    __tablename__ = "membership"
    __table_args__ = (sa.UniqueConstraint("user_id", "organisation_id", "role"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    role: Mapped[RoleName] = mapped_column(words(RoleName))
    created_at: Mapped[datetime] = mapped_column(Instant)

    user: Mapped[User] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship(back_populates="memberships")


class Invitation(Base):
    """An offer of roles to an address; whoever holds the key may take it up once."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    key: Mapped[str] = mapped_column(sa.String(43), unique=True)
    email: Mapped[str] = mapped_column(sa.String(255))
    roles: Mapped[list[str]] = mapped_column(sa.JSON)
    # Nobody, when a command made the first operator's.
    invited_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    accepted_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)

    organisation: Mapped[Organisation] = relationship()


class Mail(Base):
    """A mail to send: written in the transaction of its cause, sent by the worker."""

    __tablename__ = "mail"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    recipient: Mapped[str] = mapped_column(sa.String(255))
    subject: Mapped[str] = mapped_column(sa.String(300))
    body: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    tried_at: Mapped[datetime | None] = mapped_column(Instant)
    # What the mail server said when it refused for good; never tried again.
    refusal: Mapped[str | None] = mapped_column(sa.Text)
    headers: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
