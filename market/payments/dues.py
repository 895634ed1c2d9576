"""Dues: raised from what the frozen terms owe, with a code to quote in a transfer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session
from stdnum.iso7064 import mod_97_10

from market.licences.billing import Owed
from market.licences.models import Licence
from market.payments import ledger
from market.payments.models import Due


def raise_dues(
    session: Session,
    licence: Licence,
    rows: Iterable[Owed],
    *,
    on: date,
    recorded_at: datetime,
) -> list[Due]:
    """Add a due, and its journal, for each amount that a licence now owes.

    Parameters
    ----------
    session : Session
        A writing session that holds the lock on the licence.
    licence : Licence
        The licence that owes.
    rows : iterable of Owed
        What it owes [fen]; before the licence begins these are its entry dues.
    on : date
        The day on which the cause happened.
    recorded_at : datetime
        Now.
    """
    first = _last_number(session, licence) + 1
    dues = [
        _due(licence, number, row, recorded_at=recorded_at)
        for number, row in enumerate(rows, first)
    ]
    session.add_all(dues)
    session.flush()  # The journals refer to the ids of the dues.
    for due in dues:
        ledger.post_due(session, due, on=on, recorded_at=recorded_at)
    return dues


def remittance_code(licence_id: int, number: int) -> str:
    """Return the code that a payer quotes: licence, due and two check digits.

    The check digits (ISO 7064, mod 97-10) tell a mistyped code from a foreign one.

    Examples
    --------
    >>> remittance_code(12, 1)
    'KF000001200118'
    """
    body = f"KF{licence_id:07d}{number:03d}"
    return f"{body}{mod_97_10.calc_check_digits(body)}"


def _last_number(session: Session, licence: Licence) -> int:
    highest = sa.select(sa.func.max(Due.number)).where(Due.licence_id == licence.id)
    return session.scalar(highest) or 0


def _due(licence: Licence, number: int, row: Owed, *, recorded_at: datetime) -> Due:
    return Due(
        licence=licence,
        number=number,
        stage=licence.terms.stages[row.stage].name,
        kind=row.kind,
        due_on=row.on,
        amount_fen=row.amount_fen,
        # Where the fee stands in the frozen terms, which say the rest.
        lines=[{"stage": row.stage, "fee": row.fee}],
        remittance_code=remittance_code(licence.id, number),
        is_entry=licence.effective_on is None,
        created_at=recorded_at,
    )
