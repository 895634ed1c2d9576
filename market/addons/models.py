"""Help beside a licence: know-how, service, consulting, samples, training."""

from __future__ import annotations

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.db import Base, Fen, Id, Instant, words
from market.licensing.models import Offer


class AddonKind(enum.StrEnum):
    """What kind of help (技术服务、技术咨询、技术秘密许可、样品、培训)."""

    SERVICE = "service"
    CONSULTING = "consulting"
    KNOW_HOW = "know_how"
    SAMPLE = "sample"
    TRAINING = "training"


class Addon(Base):
    """One kind of help with its own price and contract, never a condition."""

    __tablename__ = "addon"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offer.id"), index=True)
    kind: Mapped[AddonKind] = mapped_column(words(AddonKind))
    title_zh: Mapped[str] = mapped_column(sa.String(200))
    title_en: Mapped[str] = mapped_column(sa.String(200), default="")
    text_zh: Mapped[str] = mapped_column(sa.Text, default="")
    text_en: Mapped[str] = mapped_column(sa.Text, default="")
    # Unknown: "ask".
    price_fen: Mapped[int | None] = mapped_column(Fen)
    person_days: Mapped[int | None]
    contact: Mapped[str] = mapped_column(sa.String(200), default="")
    created_at: Mapped[datetime] = mapped_column(Instant)
    retired_at: Mapped[datetime | None] = mapped_column(Instant)

    offer: Mapped[Offer] = relationship()
