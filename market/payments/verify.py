"""Hold the ledger against the dues, the bank lines and the frozen terms.

Each rule yields the rows that break it, in the order of their ids. Nothing is
written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from market.db import Fen
from market.licences.models import Licence
from market.payments.bookings import bookings
from market.payments.frozen import unfaithful_licences, unfaithful_versions
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
class Broken:
    """A row that says something else than the rest of the books."""

    table: str
    id: int
    what: str


@dataclass(frozen=True, slots=True)
class Totals:
    """How much a sound ledger holds: counts, and sums [fen]."""

    licences: int
    journals: int
    dues: int
    dues_fen: int
    paid: int
    paid_fen: int
    unapplied: int
    unapplied_fen: int


Rule = Callable[[Session], Iterator[Broken]]


def first_broken(session: Session) -> Broken | None:
    """Return the first row that breaks a rule, or None where the books are sound.

    Parameters
    ----------
    session : Session
        A reading session; on a database in use, one that sees a single moment.
    """
    for rule in RULES:
        for broken in rule(session):
            return broken
    return None


def totals(session: Session) -> Totals:
    """Return counts and sums over all offices."""
    is_paid, waits = Due.paid_on.is_not(None), BankLine.is_applied.is_(False)
    return Totals(
        licences=_count(session, Licence.id),
        journals=_count(session, Journal.id),
        dues=_count(session, Due.id),
        dues_fen=_sum(session, Due.amount_fen),
        paid=_count(session, Due.id, is_paid),
        paid_fen=_sum(session, Due.amount_fen, is_paid),
        unapplied=_count(session, BankLine.id, waits),
        unapplied_fen=_sum(session, BankLine.amount_fen, waits),
    )


def _journals_posted(session: Session) -> Iterator[Broken]:
    query = sa.select(Journal.id).where(Journal.posted.is_(False)).order_by(Journal.id)
    return _each(session, query, "journal", "was never posted, so it counts nowhere")


def _journals_balanced(session: Session) -> Iterator[Broken]:
    query = (
        sa.select(Leg.journal_id)
        .group_by(Leg.journal_id, Leg.currency)
        .having(sa.func.sum(Leg.amount_fen) != 0)
        .order_by(Leg.journal_id)
    )
    return _each(session, query, "journal", "does not sum to zero in each currency")


def _journals_of_events(session: Session) -> Iterator[Broken]:
    for booking in bookings(session):
        if booking.legs != booking.expected:
            what = f"has the legs {booking.legs}, its event wants {booking.expected}"
            yield Broken("journal", booking.journal_id, what)


def _dues_raised_once(session: Session) -> Iterator[Broken]:
    raised = _per(Journal.due_id, Journal.kind == JournalKind.DUE)
    query = (
        sa.select(Due.id)
        .outerjoin(raised, raised.c.key == Due.id)
        .where(_number(raised) != 1)
        .order_by(Due.id)
    )
    return _each(session, query, "due", "has not exactly one journal that raises it")


def _dues_paid_once(session: Session) -> Iterator[Broken]:
    """Find paid dues without one bank line and one payment, and open dues with any."""
    applied = BankLine.is_applied.is_(True)
    lines = _per(BankLine.due_id, applied)
    # Nothing fits an open due, because no day equals the day that it lacks.
    fitting = _per(
        BankLine.due_id,
        applied,
        BankLine.due_id == Due.id,
        BankLine.amount_fen == Due.amount_fen,
        BankLine.value_on == Due.paid_on,
    )
    payments = _per(Journal.due_id, Journal.kind == JournalKind.PAYMENT)
    wanted = sa.case((Due.paid_on.is_(None), 0), else_=1)
    query = sa.select(Due.id).order_by(Due.id)
    for counted in (lines, fitting, payments):
        query = query.outerjoin(counted, counted.c.key == Due.id)
    query = query.where(
        sa.or_(*(_number(counted) != wanted for counted in (lines, fitting, payments)))
    )
    what = "has not, if paid, one bank line and payment of its amount, else none"
    return _each(session, query, "due", what)


def _lines_booked_once(session: Session) -> Iterator[Broken]:
    """Find bank lines that are not in the ledger once, as what they are."""
    every = _per(Journal.bank_line_id)
    rightly = _per(
        Journal.bank_line_id,
        Journal.bank_line_id == BankLine.id,
        sa.case(
            (
                BankLine.is_applied,
                sa.and_(
                    Journal.kind == JournalKind.PAYMENT,
                    Journal.due_id == BankLine.due_id,
                ),
            ),
            else_=Journal.kind == JournalKind.UNAPPLIED,
        ),
    )
    is_reasoned = BankLine.is_applied == BankLine.unapplied_reason.is_(None)
    query = (
        sa.select(BankLine.id)
        .outerjoin(every, every.c.key == BankLine.id)
        .outerjoin(rightly, rightly.c.key == BankLine.id)
        .where(sa.or_(_number(every) != 1, _number(rightly) != 1, sa.not_(is_reasoned)))
        .order_by(BankLine.id)
    )
    what = "is not in the ledger once, as what it is: applied, or waiting with a reason"
    return _each(session, query, "bank_line", what)


def _licences_add_up(session: Session) -> Iterator[Broken]:
    """Find licences whose dues are not what is owed still and what is paid."""
    owes = (
        sa.select(
            Account.licence_id.label("key"), sa.func.sum(Leg.amount_fen).label("n")
        )
        .join(Leg, Leg.account_id == Account.id)
        .join(Leg.journal)
        .where(Account.kind == AccountKind.RECEIVABLE, Journal.posted)
        .group_by(Account.licence_id)
        .subquery()
    )
    still_open = (
        sa.select(Due.licence_id.label("key"), sa.func.sum(Due.amount_fen).label("n"))
        .where(Due.paid_on.is_(None))
        .group_by(Due.licence_id)
        .subquery()
    )
    query = (
        sa.select(Licence.id)
        .outerjoin(owes, owes.c.key == Licence.id)
        .outerjoin(still_open, still_open.c.key == Licence.id)
        .where(_number(owes) != _number(still_open))
        .order_by(Licence.id)
    )
    what = "has dues that are not the sum of what is receivable and what is paid"
    return _each(session, query, "licence", what)


def _terms_kept(session: Session) -> Iterator[Broken]:
    for version_id, what in unfaithful_versions(session):
        yield Broken("offer_version", version_id, what)
    for licence_id, what in unfaithful_licences(session):
        yield Broken("licence", licence_id, what)


RULES: tuple[Rule, ...] = (
    _journals_posted,
    _journals_balanced,
    _journals_of_events,
    _dues_raised_once,
    _dues_paid_once,
    _lines_booked_once,
    _licences_add_up,
    _terms_kept,
)


def _each(
    session: Session, query: sa.Select[int], table: str, what: str
) -> Iterator[Broken]:
    for row_id in session.scalars(query):
        yield Broken(table, row_id, what)


def _per(
    key: InstrumentedAttribute[int | None], *wanted: sa.ColumnElement[bool]
) -> sa.Subquery:
    """Count rows by the row that they point at."""
    counted = sa.select(key.label("key"), sa.func.count().label("n"))
    return counted.where(key.is_not(None), *wanted).group_by(key).subquery()


def _number(counted: sa.Subquery) -> sa.ColumnElement[int]:
    return sa.func.coalesce(counted.c.n, 0)


def _count(
    session: Session,
    column: InstrumentedAttribute[int],
    *wanted: sa.ColumnElement[bool],
) -> int:
    return session.scalar(sa.select(sa.func.count(column)).where(*wanted)) or 0


def _sum(
    session: Session,
    column: InstrumentedAttribute[int],
    *wanted: sa.ColumnElement[bool],
) -> int:
    total = sa.func.coalesce(sa.func.sum(column), 0)
    query = sa.select(sa.type_coerce(total, Fen)).where(*wanted)
    return session.scalars(query).one()
