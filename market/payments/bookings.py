"""What the legs of each journal must be, given the event that it records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.licences.models import Licence
from market.payments.ledger import Purpose, of_office
from market.payments.models import (
    Account,
    AccountKind,
    BankLine,
    Due,
    Journal,
    JournalKind,
    Leg,
)

Legs = list[tuple[str, int]]


class Booking(NamedTuple):
    """A journal's legs, as they are and as its event wants them: account, fen."""

    journal_id: int
    legs: Legs
    expected: Legs


class _Event(NamedTuple):
    """What a journal records: a due, a bank line or both."""

    id: int
    kind: JournalKind
    licence_id: int | None
    licensor_id: int | None
    due_fen: int | None
    office_id: int | None
    line_fen: int | None


def bookings(session: Session) -> Iterator[Booking]:
    """Yield every journal, in order, beside what its due or bank line asks for."""
    legs = _legs(session)
    for event in _events(session):
        yield Booking(event.id, sorted(legs[event.id]), sorted(_expected(event)))


def _expected(event: _Event) -> Legs:
    """Return the two legs of an event; none for one that the ledger does not know."""
    if event.licence_id is not None and event.licensor_id is not None:
        licensor_id = event.licensor_id
        owed = Purpose(AccountKind.RECEIVABLE, licensor_id, event.licence_id)
        if event.kind is JournalKind.DUE and event.due_fen is not None:
            income = of_office(AccountKind.INCOME, licensor_id)
            return _pair(owed, income, event.due_fen)
        if event.kind is JournalKind.PAYMENT and event.line_fen is not None:
            return _pair(_bank(event), owed, event.line_fen)
    if event.kind is JournalKind.UNAPPLIED and event.line_fen is not None:
        bank = _bank(event)
        waiting = of_office(AccountKind.UNAPPLIED, bank.organisation_id)
        return _pair(bank, waiting, event.line_fen)
    return []


def _bank(event: _Event) -> Purpose:
    return of_office(AccountKind.BANK, event.office_id or 0)


def _pair(debit: Purpose, credit: Purpose, amount_fen: int) -> Legs:
    return [(debit.code, amount_fen), (credit.code, -amount_fen)]


def _legs(session: Session) -> defaultdict[int, Legs]:
    found: defaultdict[int, Legs] = defaultdict(list)
    query = sa.select(Leg.journal_id, Account.code, Leg.amount_fen).join(Leg.account)
    for journal_id, code, amount_fen in session.execute(query):
        found[journal_id].append((code, amount_fen))
    return found


def _events(session: Session) -> Iterator[_Event]:
    query = (
        sa.select(
            Journal.id,
            Journal.kind,
            Licence.id,
            Licence.licensor_id,
            Due.amount_fen,
            BankLine.organisation_id,
            BankLine.amount_fen,
        )
        .outerjoin(Due, Journal.due_id == Due.id)
        .outerjoin(Licence, Due.licence_id == Licence.id)
        .outerjoin(BankLine, Journal.bank_line_id == BankLine.id)
        .order_by(Journal.id)
    )
    for row in session.execute(query):
        yield _Event(*row)
