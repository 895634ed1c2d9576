"""Dues, the licensee's report of a transfer, bank lines, and the ledger."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from market.clock import business_day
from market.db import Base, Fen, Id, Instant, words
from market.licences.models import Licence


class AccountKind(enum.StrEnum):
    """What a ledger account holds."""

    RECEIVABLE = "receivable"
    INCOME = "income"
    BANK = "bank"
    UNAPPLIED = "unapplied"


class JournalKind(enum.StrEnum):
    """What happened."""

    DUE = "due"
    PAYMENT = "payment"
    UNAPPLIED = "unapplied"
    REVERSAL = "reversal"


class Due(Base):
    """An amount that a licence owes, from its frozen terms (应付款)."""

    __tablename__ = "due"
    __table_args__ = (
        sa.UniqueConstraint("licence_id", "number"),
        sa.CheckConstraint("amount_fen >= 0", name="amount_not_negative"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    licence_id: Mapped[int] = mapped_column(sa.ForeignKey("licence.id"), index=True)
    number: Mapped[int]
    stage: Mapped[str] = mapped_column(sa.String(60))
    kind: Mapped[str] = mapped_column(sa.String(32))
    due_on: Mapped[date]
    amount_fen: Mapped[int] = mapped_column(Fen)
    lines: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    remittance_code: Mapped[str] = mapped_column(sa.String(20), unique=True)
    # The licence does not begin before this due is paid.
    is_entry: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Instant)
    paid_on: Mapped[date | None]

    licence: Mapped[Licence] = relationship()
    reports: Mapped[list[TransferReport]] = relationship(
        back_populates="due", order_by="TransferReport.id"
    )


class TransferReport(Base):
    """A licensee's word that it has paid; finance has still to match it."""

    __tablename__ = "transfer_report"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    due_id: Mapped[int] = mapped_column(sa.ForeignKey("due.id"), index=True)
    transferred_on: Mapped[date]
    bank_reference: Mapped[str] = mapped_column(sa.String(100), default="")
    reported_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    reported_at: Mapped[datetime] = mapped_column(Instant)

    due: Mapped[Due] = relationship(back_populates="reports")


class BankLine(Base):
    """A line of the payee's bank statement, entered once (流水号)."""

    __tablename__ = "bank_line"
    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "bank", "statement_number"),
        sa.CheckConstraint("amount_fen > 0", name="amount_positive"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    bank: Mapped[str] = mapped_column(sa.String(100))
    statement_number: Mapped[str] = mapped_column(sa.String(64))
    value_on: Mapped[date]
    amount_fen: Mapped[int] = mapped_column(Fen)
    payer_name: Mapped[str] = mapped_column(sa.String(200))
    due_id: Mapped[int | None] = mapped_column(sa.ForeignKey("due.id"))
    is_applied: Mapped[bool] = mapped_column(default=False)
    # Why the money waits for a human: a word of payments/operations.py.
    unapplied_reason: Mapped[str | None] = mapped_column(sa.String(32))
    entered_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    entered_at: Mapped[datetime] = mapped_column(Instant)

    due: Mapped[Due | None] = relationship()

    @property
    def entered_on(self) -> date:
        """The business day on which finance entered the line."""
        return business_day(self.entered_at)


class Account(Base):
    """A ledger account of one organisation, one licence where it has one."""

    __tablename__ = "account"
    __table_args__ = (sa.UniqueConstraint("code"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    # "receivable:licence:12", "income:office:3": one spelling per purpose.
    code: Mapped[str] = mapped_column(sa.String(80))
    kind: Mapped[AccountKind] = mapped_column(words(AccountKind))
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    licence_id: Mapped[int | None] = mapped_column(sa.ForeignKey("licence.id"))


class Journal(Base):
    """One event in the ledger; counts only once posted, and is posted balanced."""

    __tablename__ = "journal"
    __table_args__ = (
        # Each event counts once, whatever happens to the code above it.
        sa.UniqueConstraint("kind", "bank_line_id"),
        sa.UniqueConstraint("reverses_id"),
        sa.Index(
            "uq_journal_once_for_due",
            "kind",
            "due_id",
            unique=True,
            sqlite_where=sa.text("kind IN ('due', 'payment')"),
            postgresql_where=sa.text("kind IN ('due', 'payment')"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[JournalKind] = mapped_column(words(JournalKind))
    due_id: Mapped[int | None] = mapped_column(sa.ForeignKey("due.id"))
    bank_line_id: Mapped[int | None] = mapped_column(sa.ForeignKey("bank_line.id"))
    reverses_id: Mapped[int | None] = mapped_column(sa.ForeignKey("journal.id"))
    happened_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    posted: Mapped[bool] = mapped_column(default=False)

    legs: Mapped[list[Leg]] = relationship(back_populates="journal")


class Leg(Base):
    """One side of an event: positive is debit, negative is credit [fen]."""

    __tablename__ = "leg"
    __table_args__ = (sa.CheckConstraint("amount_fen <> 0", name="amount_not_zero"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    journal_id: Mapped[int] = mapped_column(sa.ForeignKey("journal.id"), index=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    amount_fen: Mapped[int] = mapped_column(Fen)
    currency: Mapped[str] = mapped_column(sa.String(3), default="CNY")

    journal: Mapped[Journal] = relationship(back_populates="legs")
    account: Mapped[Account] = relationship()
