"""Double entry in whole fen: accounts, and journals that post balanced or not at all.

A debit is positive, a credit negative. A journal is inserted unposted, gets its
legs, and is posted by the one update that the database allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from market.db import Fen
from market.licences.models import Licence
from market.payments.models import (
    Account,
    AccountKind,
    BankLine,
    Due,
    Journal,
    JournalKind,
    Leg,
)


@dataclass(frozen=True, slots=True)
class Purpose:
    """What an account is for: one spelling of its code per purpose."""

    kind: AccountKind
    organisation_id: int
    licence_id: int | None = None

    @property
    def code(self) -> str:
        """The account's code, such as ``receivable:licence:12``."""
        if self.licence_id is not None:
            return f"{self.kind}:licence:{self.licence_id}"
        return f"{self.kind}:office:{self.organisation_id}"


def receivable(licence: Licence) -> Purpose:
    """Return the account of what a licence still owes."""
    return Purpose(AccountKind.RECEIVABLE, licence.licensor_id, licence.id)


def of_office(kind: AccountKind, organisation_id: int) -> Purpose:
    """Return an office's account of a kind."""
    return Purpose(kind, organisation_id)


def account(session: Session, purpose: Purpose) -> Account:
    """Return the account of a purpose, opened when it is needed first."""
    query = sa.select(Account).where(Account.code == purpose.code)
    found = session.scalar(query)
    if found is None:
        _open(session, purpose)
        found = session.scalars(query).one()
    return found


def _open(session: Session, purpose: Purpose) -> None:
    # Two payments to one office may open the same account at the same time.
    values = {
        "code": purpose.code,
        "kind": purpose.kind,
        "organisation_id": purpose.organisation_id,
        "licence_id": purpose.licence_id,
    }
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            postgresql.insert(Account).values(values).on_conflict_do_nothing()
        )
    else:
        session.execute(sqlite.insert(Account).values(values).on_conflict_do_nothing())


def post_due(session: Session, due: Due, *, on: date, recorded_at: datetime) -> Journal:
    """Book that a due arose: the licence owes, the office has income."""
    licence = due.licence
    journal = Journal(
        kind=JournalKind.DUE, due_id=due.id, happened_on=on, recorded_at=recorded_at
    )
    income = of_office(AccountKind.INCOME, licence.licensor_id)
    return _post(session, journal, receivable(licence), income, due.amount_fen)


def post_payment(session: Session, line: BankLine, due: Due) -> Journal:
    """Book that a bank line paid a due."""
    journal = Journal(
        kind=JournalKind.PAYMENT,
        due_id=due.id,
        bank_line_id=line.id,
        happened_on=line.value_on,
        recorded_at=line.entered_at,
    )
    bank = of_office(AccountKind.BANK, line.organisation_id)
    return _post(session, journal, bank, receivable(due.licence), line.amount_fen)


def post_unapplied(session: Session, line: BankLine) -> Journal:
    """Book money whose due is not certain: it is there, and pays nothing yet."""
    journal = Journal(
        kind=JournalKind.UNAPPLIED,
        bank_line_id=line.id,
        happened_on=line.value_on,
        recorded_at=line.entered_at,
    )
    bank = of_office(AccountKind.BANK, line.organisation_id)
    waiting = of_office(AccountKind.UNAPPLIED, line.organisation_id)
    return _post(session, journal, bank, waiting, line.amount_fen)


def _post(
    session: Session,
    journal: Journal,
    debit: Purpose,
    credit: Purpose,
    amount_fen: int,
) -> Journal:
    journal.legs = [
        Leg(account=account(session, debit), amount_fen=amount_fen),
        Leg(account=account(session, credit), amount_fen=-amount_fen),
    ]
    journal.posted = False
    session.add(journal)
    session.flush()  # The legs must stand before the journal is posted.
    journal.posted = True
    session.flush()  # An unbalanced journal must fail here, beside its cause.
    return journal


def balance(session: Session, purpose: Purpose) -> int:
    """Return the balance of an account over posted journals, debit positive [fen]."""
    total = sa.func.coalesce(sa.func.sum(Leg.amount_fen), 0)
    query = (
        sa.select(sa.type_coerce(total, Fen))
        .join(Journal, Leg.journal_id == Journal.id)
        .join(Account, Leg.account_id == Account.id)
        .where(Account.code == purpose.code, Journal.posted)
    )
    return session.scalars(query).one()
