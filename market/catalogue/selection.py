"""Which patents of an office's list are wanted, and in which order."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import sqlalchemy as sa
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import InstrumentedAttribute

from market.catalogue.models import Patent, PatentKind, PatentStatus
from market.catalogue.texts import one_line
from market.licensing.models import Offer, OfferState

LONGEST = 200
Word = TypeVar("Word", bound=StrEnum)


class Lack(enum.StrEnum):
    """What a record should have and has not."""

    EXPIRY = "expiry"
    EXPIRED = "expired"
    CHECK = "check"
    OFFER = "offer"


class Sort(enum.StrEnum):
    """The order of the list."""

    NEWEST = "newest"
    NUMBER = "number"
    EXPIRY = "expiry"
    CHECKED = "checked"


LACK_NAMES = {
    Lack.EXPIRY: _("No expiry recorded"),
    Lack.EXPIRED: _("Expired, yet recorded as granted"),
    Lack.CHECK: _("Legal status never looked up"),
    Lack.OFFER: _("Without an offer"),
}
SORT_NAMES = {
    Sort.NEWEST: _("Newest first"),
    Sort.NUMBER: _("By number"),
    Sort.EXPIRY: _("First to expire"),
    Sort.CHECKED: _("Longest not looked up"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What narrows and orders an office's list; the defaults narrow nothing."""

    q: str = ""
    status: PatentStatus | None = None
    kind: PatentKind | None = None
    ipc: str = ""
    lack: Lack | None = None
    state: OfferState | None = None
    sort: Sort = Sort.NEWEST

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> Wanted:
        """Read an address; what it does not offer narrows nothing."""
        return cls(
            q=one_line(args.get("q"))[:LONGEST],
            status=_word(PatentStatus, args.get("status")),
            kind=_word(PatentKind, args.get("kind")),
            ipc=one_line(args.get("ipc"))[:LONGEST].upper(),
            lack=_word(Lack, args.get("lack")),
            state=_word(OfferState, args.get("state")),
            sort=_word(Sort, args.get("sort")) or Sort.NEWEST,
        )

    def as_args(self) -> dict[str, str]:
        """Return what an address carries: what is not as usual.

        Examples
        --------
        >>> Wanted(ipc="C02F", lack=Lack.OFFER).as_args()
        {'ipc': 'C02F', 'lack': 'offer'}
        """
        usual = Wanted()
        return {
            field.name: str(getattr(self, field.name))
            for field in fields(self)
            if getattr(self, field.name) != getattr(usual, field.name)
        }

    def conditions(self, day: date) -> list[sa.ColumnElement[bool]]:
        """Return SQL for everything but the words."""
        found: list[sa.ColumnElement[bool]] = []
        if self.status is not None:
            found.append(Patent.status == self.status)
        if self.kind is not None:
            found.append(Patent.kind == self.kind)
        if self.ipc:
            found.append(_has_class(self.ipc))
        if self.lack is not None:
            found.append(_lacks(self.lack, day))
        if self.state is not None:
            found.append(_newest_is(self.state))
        return found

    def order(self) -> tuple[sa.ColumnElement[Any], ...]:
        """Return SQL for the order; the newest comes first among equals."""
        columns: dict[Sort, InstrumentedAttribute[Any]] = {
            Sort.NUMBER: Patent.number,
            Sort.EXPIRY: Patent.expires_on,
            Sort.CHECKED: Patent.legal_status_checked_on,
        }
        newest = Patent.id.desc()
        if self.sort is Sort.NEWEST:
            return (newest,)
        return (columns[self.sort].asc().nulls_first(), newest)


def _word(kind: type[Word], text: str | None) -> Word | None:
    return kind(text) if text in set(kind) else None


def _has_class(beginning: str) -> sa.ColumnElement[bool]:
    """Say whether one of a patent's classes begins so."""
    first = Patent.ipc.istartswith(beginning, autoescape=True)
    later = Patent.ipc.icontains(f"; {beginning}", autoescape=True)
    return sa.or_(first, later)


def _lacks(lack: Lack, day: date) -> sa.ColumnElement[bool]:
    if lack is Lack.EXPIRY:
        return Patent.expires_on.is_(None)
    if lack is Lack.EXPIRED:
        is_granted = Patent.status == PatentStatus.GRANTED
        return sa.and_(is_granted, Patent.expires_on < day)
    if lack is Lack.CHECK:
        return Patent.legal_status_checked_on.is_(None)
    return ~sa.exists().where(Offer.patent_id == Patent.id)


def _newest_is(state: OfferState) -> sa.ColumnElement[bool]:
    newest = sa.select(sa.func.max(Offer.id)).where(Offer.patent_id == Patent.id)
    state_of = sa.select(Offer.state).where(
        Offer.id == newest.correlate(Patent).scalar_subquery()
    )
    return state_of.correlate(Patent).scalar_subquery() == state
