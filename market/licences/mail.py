"""Mail about a licence: rows of the outbox, in the transaction of their cause."""

from __future__ import annotations

import re
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.accounts.models import Mail, Membership, Organisation, RoleName, User
from market.formats import day
from market.licences.models import Licence

# ASCII only: Chinese words often stand right before an address, without a blank.
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,180}\.[A-Za-z]{2,}")


def tell_licensor(session: Session, licence: Licence, *, page: str) -> None:
    """Send the notice to the licensor's contact, or to the office's admins."""
    licensee, patent = licence.licensee, licence.patent
    subject = f"开放许可实施通知书 {licence.number} · Notice on {patent.number}"
    body = (
        f"{licensee.name_zh} 已就专利 {patent.number}《{patent.title}》发出实施通知，"
        f"{day(licence.noticed_on, 'zh')}送达。\n"
        f"许可条件（SHA-256）：{licence.terms_sha256}\n{page}\n\n"
        f"{licensee.name('en')} gave notice on patent {patent.number}. It arrived "
        f"on {day(licence.noticed_on, 'en')}.\n"
        f"Terms (SHA-256): {licence.terms_sha256}\n{page}\n"
    )
    for recipient in _contacts(session, licence.licensor):
        _send(session, recipient, subject, body, written_at=licence.noticed_at)


def tell_licensee(session: Session, licence: Licence, *, recorded_at: datetime) -> None:
    """Tell the person who gave the notice that the licence is in force."""
    giver = session.get_one(User, licence.noticed_by_id)
    begins_on = licence.effective_on
    if begins_on is None:
        return
    subject = f"实施许可 {licence.number} 已生效 · Licence in force"
    body = (
        f"专利 {licence.patent.number} 的实施许可自 {day(begins_on, 'zh')}起生效，"
        "许可实施凭证可在许可页面打印。\n\n"
        f"Your licence of patent {licence.patent.number} is in force from "
        f"{day(begins_on, 'en')}. Its document is on the licence's page.\n"
    )
    _send(session, giver.email, subject, body, written_at=recorded_at)


def _contacts(session: Session, licensor: Organisation) -> list[str]:
    stated = _ADDRESS.findall(licensor.contact)
    if stated:
        return stated[:1]
    query = (
        sa.select(User.email)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == licensor.id,
            Membership.role == RoleName.OFFICE_ADMIN,
            User.active,
        )
        .order_by(User.id)
    )
    return list(session.scalars(query))


def _send(
    session: Session, recipient: str, subject: str, body: str, *, written_at: datetime
) -> None:
    session.add(
        Mail(
            recipient=recipient,
            subject=subject[:300],
            body=body,
            created_at=written_at,
        )
    )
