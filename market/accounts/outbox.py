"""The outbox: a mail is a row in the transaction of its cause; the worker sends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from market.accounts.models import Mail


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says."""

    subject: str
    body: str


def post(
    session: Session,
    recipient: str,
    letter: Letter,
    *,
    created_at: datetime,
    headers: Mapping[str, str] | None = None,
) -> Mail:
    """Put a letter in the outbox, in the transaction of its cause.

    Parameters
    ----------
    session : Session
        Writes.
    recipient : str
        An address.
    letter : Letter
        What it says.
    created_at : datetime
        When its cause happened.
    headers : mapping, optional
        Further headers, each on one line.
    """
    mail = Mail(
        recipient=recipient,
        subject=letter.subject,
        body=letter.body,
        headers=dict(headers or {}),
        created_at=created_at,
    )
    session.add(mail)
    return mail
