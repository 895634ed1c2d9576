"""Mail about negotiations: rows of the outbox, in the transaction of their cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.accounts.models import Membership, RoleName, User
from market.accounts.outbox import Letter, post
from market.negotiation.models import Negotiation

LONGEST_SUBJECT = 300


@dataclass(frozen=True, slots=True)
class News:
    """What happened, in both languages."""

    zh: str
    en: str


PROPOSED = News("对方提出了新条款", "new terms are proposed")
AGREED = News("双方已达成一致", "both sides agree")
ENDED = News("对方结束了协商", "the other side ended the talks")


def tell_other(
    session: Session,
    negotiation: Negotiation,
    news: News,
    *,
    teller_id: int,
    page: str,
    at: datetime,
) -> None:
    """Tell the side that did not act, at the addresses of whoever talks for it."""
    is_firm = teller_id == negotiation.licensee_id
    told_id = negotiation.offer.organisation_id if is_firm else negotiation.licensee_id
    letter = _letter(negotiation, news, page)
    for address in _addresses(session, negotiation, told_id):
        post(session, address, letter, created_at=at)


def _letter(negotiation: Negotiation, news: News, page: str) -> Letter:
    patent = negotiation.offer.patent
    subject = f"许可协商：{news.zh} · Negotiation: {patent.number}"
    return Letter(
        " ".join(subject.split())[:LONGEST_SUBJECT],
        f"关于专利 {patent.number}《{patent.title}》的许可协商：{news.zh}。\n{page}\n\n"
        f"On the licence of patent {patent.number}: {news.en}.\n{page}\n",
    )


def _addresses(
    session: Session, negotiation: Negotiation, organisation_id: int
) -> Sequence[str]:
    """Return who talked for a side, else its admins."""
    talked = {
        each.made_by_id
        for each in negotiation.proposals
        if each.made_for_id == organisation_id
    }
    if organisation_id == negotiation.licensee_id:
        talked.add(negotiation.opened_by_id)
    members = sa.select(Membership.user_id).where(
        Membership.organisation_id == organisation_id
    )
    admins = (RoleName.OFFICE_ADMIN, RoleName.LICENSEE_ADMIN)
    wanted = sa.select(User.email).where(User.active).order_by(User.id)
    found = session.scalars(
        wanted.where(User.id.in_(talked), User.id.in_(members))
    ).all()
    if found:
        return found
    return session.scalars(
        wanted.where(User.id.in_(members.where(Membership.role.in_(admins))))
    ).all()
