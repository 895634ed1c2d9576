"""What the index still has to learn, words that mean the same, prices read ahead."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Base, Fen, Id, Instant


class SearchChange(Base):
    """An offer whose listing may have changed; written by triggers with the change.

    The worker takes the rows that are not done, never those above a highest id:
    PostgreSQL commits ids out of order.
    """

    __tablename__ = "search_change"
    __table_args__ = (
        sa.Index(
            "ix_search_change_pending",
            "id",
            sqlite_where=sa.text("NOT is_done"),
            postgresql_where=sa.text("NOT is_done"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    offer_id: Mapped[int] = mapped_column(sa.BigInteger)
    is_done: Mapped[bool] = mapped_column(server_default=sa.false())


class SynonymGroup(Base):
    """Words that a search takes for one another."""

    __tablename__ = "synonym_group"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    words: Mapped[list[str]] = mapped_column(sa.JSON)
    changed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    changed_at: Mapped[datetime] = mapped_column(Instant)


class TermsFacts(Base):
    """What a search asks of terms, reckoned once for each text of terms.

    Costs are those of the standard forecast [fen]; `rules` names the reckoning, so
    that a later one replaces it.
    """

    __tablename__ = "terms_facts"

    terms_sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    rules: Mapped[str] = mapped_column(sa.String(40))
    micro_fen: Mapped[int] = mapped_column(Fen)
    small_fen: Mapped[int] = mapped_column(Fen)
    medium_fen: Mapped[int] = mapped_column(Fen)
    large_fen: Mapped[int] = mapped_column(Fen)
    price_forms: Mapped[list[str]] = mapped_column(sa.JSON)
    has_free_trial: Mapped[bool]
