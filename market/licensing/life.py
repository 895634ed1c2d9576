"""The life of an offer: which state follows which, and the one way to change it.

Design: lane ``open`` is the statutory open licence of articles 50 and 51 of the Patent
Law, which begins with its announcement; lane ``ordinary`` is the office's own offer.

An open offer of ordinary licences may have a newer version that waits: the version in
force stays the approved one until the newer one is checked and approved too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from market.errors import Refused
from market.history import Author, Change, record
from market.licensing.models import Lane, Offer, OfferState

DRAFT, CHECKED, APPROVED = OfferState.DRAFT, OfferState.CHECKED, OfferState.APPROVED
DECLARED, OPEN = OfferState.DECLARED, OfferState.OPEN
NOT_ANNOUNCED, WITHDRAWN = OfferState.NOT_ANNOUNCED, OfferState.WITHDRAWN
REVOKED, ENDED = OfferState.REVOKED, OfferState.ENDED

_NONE: frozenset[OfferState] = frozenset()
_BEFORE = {
    DRAFT: frozenset({CHECKED}),
    CHECKED: frozenset({APPROVED, DRAFT}),
    NOT_ANNOUNCED: _NONE,
    WITHDRAWN: _NONE,
    REVOKED: _NONE,
    ENDED: _NONE,
}
NEXT: Mapping[Lane, Mapping[OfferState, frozenset[OfferState]]] = MappingProxyType(
    {
        Lane.OPEN: _BEFORE
        | {
            APPROVED: frozenset({DECLARED, DRAFT}),
            DECLARED: frozenset({OPEN, NOT_ANNOUNCED}),
            OPEN: frozenset({WITHDRAWN, REVOKED, ENDED}),
        },
        Lane.ORDINARY: _BEFORE
        | {
            APPROVED: frozenset({OPEN, DRAFT}),
            DECLARED: _NONE,
            OPEN: frozenset({WITHDRAWN, ENDED}),
        },
    }
)
BEFORE_OPENING = frozenset({DRAFT, CHECKED, APPROVED})
CLOSED = frozenset({NOT_ANNOUNCED, WITHDRAWN, REVOKED, ENDED})

WORDS: Mapping[OfferState, tuple[str, str]] = MappingProxyType(
    {
        DRAFT: ("草稿", "a draft"),
        CHECKED: ("已核对", "checked"),
        APPROVED: ("已批准", "approved"),
        DECLARED: ("已声明", "declared"),
        OPEN: ("开放中", "open"),
        NOT_ANNOUNCED: ("未予公告", "not announced"),
        WITHDRAWN: ("已撤回", "withdrawn"),
        REVOKED: ("已撤销", "revoked"),
        ENDED: ("已到期", "ended"),
    }
)
# What a step states beside the state itself; the database freezes each afterwards.
KEPT = (
    "state",
    "lane",
    "checked_version",
    "approved_version",
    "declared_on",
    "lodged_text",
    "declaration_number",
    "announced_on",
    "announced_text",
    "opened_at",
    "opened_by_id",
    "tiers_acknowledged_by_id",
    "closed_on",
    "closing_number",
    "closing_reason",
    "listing_text_zh",
    "listing_text_en",
    "declaration_text",
)


def move(  # the step, its author, and what the step states
    session: Session,
    offer: Offer,
    to: OfferState,
    author: Author,
    *,
    reason: str = "",
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Bring an offer to its next state and write that into its history.

    Entering ``checked`` or ``approved`` remembers the newest version; going back to
    ``draft`` forgets both.

    Parameters
    ----------
    session : Session
        Writes; flushed, so that what the database refuses fails here.
    offer : Offer
        The offer, locked.
    to : OfferState
        The next state.
    author : Author
        Who moves it, for whom, when and from where.
    reason : str
        Why; kept in the history.
    facts : mapping or None
        Columns of the offer that this step states, by name.

    Raises
    ------
    Refused
        When this state does not follow the one that the offer is in.
    """
    require(offer, to)
    before = snapshot(offer)
    _state(offer, {"state": to, **_versions_at(offer, to), **(facts or {})})
    session.flush()
    note(session, offer, author, action=to.value, before=before, reason=reason)


def stage_of(offer: Offer) -> OfferState:
    """Return how far the newest version has come.

    Of an open offer whose newest version waits: ``draft`` or ``checked``.
    """
    if not waits(offer):
        return offer.state
    return CHECKED if offer.checked_version == offer.newest.number else DRAFT


def require(offer: Offer, to: OfferState) -> None:
    """Refuse a next state of an offer before anything else is asked.

    Raises
    ------
    Refused
        When this state does not follow the one that the offer is in.
    """
    _require(offer, offer.state, to)


def require_newest(offer: Offer, to: OfferState) -> None:
    """Refuse a next stage of the newest version before anything else is asked.

    Raises
    ------
    Refused
        When this stage does not follow the one that the version is at.
    """
    _require(offer, stage_of(offer), to)


def _require(offer: Offer, now: OfferState, to: OfferState) -> None:
    if to not in NEXT[offer.lane][now]:
        raise _refused(offer, now, to)


def waits(offer: Offer) -> bool:
    """Say whether an open offer has a newer version that is not in force yet."""
    return offer.state == OPEN and offer.newest is not offer.version


def check(session: Session, offer: Offer, author: Author) -> None:
    """Remember the newest version as checked: a draft, or one that waits."""
    _advance(session, offer, CHECKED, author, reason="")


def approve(
    session: Session, offer: Offer, author: Author, *, reason: str = ""
) -> None:
    """Remember the newest version as approved; one that waits comes into force."""
    _advance(session, offer, APPROVED, author, reason=reason)


def send_back(
    session: Session, offer: Offer, author: Author, *, reason: str = ""
) -> None:
    """Bring the newest version back to its drafting; what is in force stays."""
    _advance(session, offer, DRAFT, author, reason=reason)


def _advance(
    session: Session, offer: Offer, to: OfferState, author: Author, *, reason: str
) -> None:
    if not waits(offer):
        move(session, offer, to, author, reason=reason)
        return
    require_newest(offer, to)
    before = snapshot(offer)
    newest = offer.newest.number
    if to == APPROVED:
        offer.approved_version = newest
    else:
        offer.checked_version = newest if to == CHECKED else offer.approved_version
    session.flush()
    action = f"version_{to.value}"
    note(session, offer, author, action=action, before=before, reason=reason)


def snapshot(offer: Offer) -> dict[str, Any]:
    """Return what the history keeps of an offer, as plain JSON values."""
    kept = {name: _plain(getattr(offer, name)) for name in KEPT}
    return kept | {"version": offer.newest.number}


def note(  # one entry of history has these parts
    session: Session,
    offer: Offer,
    author: Author,
    *,
    action: str,
    before: Mapping[str, Any] | None,
    reason: str = "",
) -> None:
    """Write one entry: what of the offer is other than before."""
    now, was = snapshot(offer), before or {}
    names = [name for name in now if before is None or now[name] != was.get(name)]
    after = {name: now[name] for name in names}
    change = Change(
        subject="offer",
        subject_id=offer.id,
        action=action,
        before=None if before is None else {name: was.get(name) for name in names},
        after=after | ({"reason": reason} if reason else {}),
    )
    record(session, author, [change])


def _versions_at(offer: Offer, to: OfferState) -> dict[str, int | None]:
    if to == DRAFT:
        return {"checked_version": None, "approved_version": None}
    if to == CHECKED:
        return {"checked_version": offer.newest.number}
    return {"approved_version": offer.newest.number} if to == APPROVED else {}


def _state(offer: Offer, facts: Mapping[str, Any]) -> None:
    for name, value in facts.items():
        setattr(offer, name, value)


def _plain(value: Any) -> Any:  # noqa: ANN401  # whatever a column holds
    return value.isoformat() if isinstance(value, date | datetime) else value


def _refused(offer: Offer, now: OfferState, to: OfferState) -> Refused:
    (is_zh, is_en), (to_zh, to_en) = WORDS[now], WORDS[to]
    may = [state for state in OfferState if state in NEXT[offer.lane][now]]
    zh = "、".join(f"“{WORDS[state][0]}”" for state in may)
    en = " or ".join(WORDS[state][1] for state in may)
    return Refused(
        f"许可方案现为“{is_zh}”，不能变为“{to_zh}”。"
        + (f"下一步只能是{zh}。" if may else "它的流程已经结束，可另拟新方案。")
        + "请重新打开本页查看。",
        f"The offer is {is_en} and cannot become {to_en}. "
        + (
            f"It can only become {en}. "
            if may
            else "Its life is over; draft a new offer. "
        )
        + "Open the page again to see where it stands.",
    )
