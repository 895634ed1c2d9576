"""Who acts on an offer, and the offer as that person has seen it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from market.errors import Forbidden, StaleVersion
from market.history import Author, Source
from market.licensing.models import Offer
from market.licensing.queries import office_offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who acts, for which office, when and from where."""

    organisation_id: int
    user_id: int
    as_admin: bool
    placed_at: datetime
    day: date
    address: str = ""
    source: Source = Source.WEB

    @property
    def author(self) -> Author:
        """The same, as the history keeps it."""
        return Author(
            happened_at=self.placed_at,
            organisation_id=self.organisation_id,
            user_id=self.user_id,
            source=self.source,
            address=self.address,
        )


def own_to_change(session: Session, act: Act, *, offer_id: int) -> Offer:
    """Return an offer of the acting office, locked."""
    return office_offer(session, act.organisation_id, offer_id=offer_id, to_change=True)


def as_seen(session: Session, act: Act, *, offer_id: int, seen: int) -> Offer:
    """Return an offer of the acting office, locked, whose newest version was seen.

    Raises
    ------
    StaleVersion
        When someone saved a version in between.
    """
    offer = own_to_change(session, act, offer_id=offer_id)
    newest = offer.newest.number
    if newest != seen:
        raise StaleVersion(
            f"您打开的是第 {seen} 版，其后已有人保存了第 {newest} 版。"
            "您的修改没有保存，但仍保留在本页：请对照差异后再保存。",
            f"You had version {seen} open, and version {newest} was "
            "saved since. Your changes are not saved but kept on this page: compare "
            "the two, then save again.",
        )
    return offer


def require_admin(act: Act) -> None:
    """Refuse what binds the office to anybody but its admin.

    Raises
    ------
    Forbidden
        When who acts is no admin.
    """
    if not act.as_admin:
        raise Forbidden(
            "公开、撤回和终止许可方案须由机构管理员办理。请机构管理员来办。",
            "Only an admin of the office opens, withdraws or ends an offer. "
            "Ask an admin to do it.",
        )
