"""Lead an offer of the sample through its life, as its office would by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.accounts.models import Membership, RoleName
from market.approval.deciding import Approver, Verdict, decide
from market.approval.dossiers import Written, write_dossier
from market.approval.interests import Interest, state_interest
from market.approval.models import Decision
from market.approval.queries import people_of
from market.approval.rounds import send
from market.catalogue.models import Patent
from market.clock import business_day
from market.history import Source
from market.licensing import closing, opening, operations
from market.licensing.acts import Act
from market.licensing.models import Offer
from pricing.canonical import canonical_json
from pricing.patterns import pattern
from pricing.terms import Terms, read_terms

ENDS_ON = date(2030, 12, 31)
# Between the lodging of a declaration and its announcement.
EXAMINED_FOR = timedelta(days=30)
BASIS = "示例依据：按三家示例企业的预期销售测算，并参照同类许可的公开价格。"
OPINION = "示例意见：价格有依据，同意。"

Step = Callable[[Session, Act, Offer, dict[str, Any]], None]


def lead(
    session: Session, entry: dict[str, Any], patent: Patent, loaded_at: datetime
) -> Offer:
    """Draft an offer by its pattern and lead it to where the sample says.

    Parameters
    ----------
    session : Session
        Writes.
    entry : dict
        The offer in the sample: lane, pattern, and `until`, the state to stop at.
    patent : Patent
        The patent that it is on.
    loaded_at : datetime
        When it is done.
    """
    act = _act(session, patent.organisation_id, loaded_at)
    terms = _terms(entry, patent, act.day)
    offer = operations.draft(session, act, patent_id=patent.id, terms=terms)
    if "listing_zh" in entry:
        _put_into_words(session, act, offer, entry)
    for state, step in _steps(entry):
        step(session, act, offer, entry)
        if state == entry.get("until", "open"):
            break
    if entry.get("waits"):
        _save_again(session, act, offer)
    return offer


def _steps(entry: dict[str, Any]) -> list[tuple[str, Step]]:
    """Return the steps of a life in their order, by the state to which each leads."""
    steps: list[tuple[str, Step]] = [
        ("draft", _prepare),
        ("checked", _check),
        ("approved", _approve),
    ]
    if entry["lane"] == "open":
        steps += [("declared", _declare), ("open", _announce)]
    else:
        steps += [("open", _post)]
    return [*steps, ("withdrawn", _withdraw)]


def _act(session: Session, organisation_id: int, loaded_at: datetime) -> Act:
    wanted = sa.select(Membership.user_id).where(
        Membership.organisation_id == organisation_id,
        Membership.role == RoleName.OFFICE_ADMIN,
    )
    return Act(
        organisation_id=organisation_id,
        user_id=session.scalars(wanted).first() or 0,
        as_admin=True,
        placed_at=loaded_at,
        day=business_day(loaded_at),
        source=Source.COMMAND,
    )


def _terms(entry: dict[str, Any], patent: Patent, day: date) -> Terms:
    terms = pattern(
        entry["pattern"],
        lane=entry["lane"],
        starts_on=entry.get("announced_on", date(day.year, day.month, 1)),
        ends_on=min(ENDS_ON, patent.expires_on or ENDS_ON),
    )
    changed = {"mode": entry.get("mode", terms.mode)} | entry.get("tiers", {})
    return read_terms(json.dumps(json.loads(canonical_json(terms)) | changed))


def _put_into_words(
    session: Session, act: Act, offer: Offer, entry: dict[str, Any]
) -> None:
    texts = operations.Texts(
        listing_zh=entry["listing_zh"],
        listing_en=entry["listing_en"],
        declaration=entry.get("declaration_text", ""),
    )
    operations.change_texts(session, act, offer_id=offer.id, texts=texts)


def _prepare(session: Session, act: Act, offer: Offer, _entry: dict[str, Any]) -> None:
    """Write the dossier, and state that nobody has an interest in the case."""
    author = act.author
    write_dossier(session, offer, Written(basis=BASIS), author, day=act.day)
    for person in people_of(offer):
        interest = Interest(
            person=person.name,
            part=person.part,
            has_interest=False,
            user_id=person.user_id,
        )
        state_interest(session, offer, interest, author)


def _check(session: Session, act: Act, offer: Offer, _entry: dict[str, Any]) -> None:
    seen = offer.newest.number
    operations.check(session, act, offer_id=offer.id, seen=seen)


def _approve(session: Session, act: Act, offer: Offer, _entry: dict[str, Any]) -> None:
    sent = send(session, act.author, offer_id=offer.id, day=act.day)
    approver = Approver(author=act.author, as_admin=True, round_number=sent.number)
    verdict = Verdict(decision=Decision.APPROVE, opinion=OPINION)
    decide(session, approver, verdict, offer_id=offer.id, day=act.day)


def _declare(session: Session, act: Act, offer: Offer, entry: dict[str, Any]) -> None:
    announced_on: date = entry.get("announced_on", act.day)
    opening.declare(
        session, act, offer_id=offer.id, declared_on=announced_on - EXAMINED_FOR
    )


def _announce(session: Session, act: Act, offer: Offer, entry: dict[str, Any]) -> None:
    announcement = opening.Announcement(
        declaration_number=entry["declaration"],
        announced_on=entry["announced_on"],
        text=f"示例公告：{offer.patent.title}。",
        equals_terms=True,
        tiers_acknowledged=True,
    )
    opening.announce(session, act, offer_id=offer.id, seen=1, announcement=announcement)


def _post(session: Session, act: Act, offer: Offer, _entry: dict[str, Any]) -> None:
    opening.post(session, act, offer_id=offer.id, seen=offer.newest.number)


def _withdraw(session: Session, act: Act, offer: Offer, entry: dict[str, Any]) -> None:
    closed = closing.Closing(closed_on=act.day, reason=entry["reason"])
    closing.withdraw(session, act, offer_id=offer.id, closing=closed)


def _save_again(session: Session, act: Act, offer: Offer) -> None:
    """Save a version of an open offer with a longer time to report, which waits."""
    tree = json.loads(offer.version.terms_json)
    tree["reporting"]["due_days"] += 15
    terms = read_terms(json.dumps(tree))
    operations.change_terms(
        session, act, offer_id=offer.id, seen=offer.newest.number, terms=terms
    )
