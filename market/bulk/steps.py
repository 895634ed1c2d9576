"""What each bulk action does to one patent: the very operations of a single one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.accounts.models import User
from market.approval.deciding import Approver, Verdict, decide
from market.approval.dossiers import Written, write_dossier
from market.approval.interests import Interest, own_statement, state_interest
from market.approval.models import Decision
from market.approval.queries import people_of, statement_on, statements_of
from market.approval.rounds import pending_round, send
from market.catalogue.by_hand import change_patent
from market.catalogue.models import Patent
from market.catalogue.queries import by_id
from market.errors import Refused
from market.licensing import closing, life, opening, operations
from market.licensing.acts import Act
from market.licensing.models import Lane, Offer, OfferState
from market.licensing.opening import Announcement
from market.licensing.queries import office_offer, terms_of
from pricing.patterns import pattern
from pricing.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """Who acts, and what was typed once for all patents."""

    act: Act
    argument: Mapping[str, Any]

    def day(self, name: str) -> date:
        """Return a day that was typed."""
        return date.fromisoformat(self.argument[name])


def draft(session: Session, doing: Doing, patent_id: int) -> int | None:
    """Begin an offer from a pattern, not longer than the patent runs."""
    patent = _own(session, doing, patent_id)
    _refuse_second(session, patent)
    last = min(doing.day("ends_on"), patent.expires_on or date.max)
    terms = pattern(
        doing.argument["pattern"],
        lane=doing.argument["lane"],
        starts_on=doing.day("starts_on"),
        ends_on=last,
    )
    return _drafted(session, doing, patent, terms)


def copy(session: Session, doing: Doing, patent_id: int) -> int | None:
    """Begin an offer with the terms of another one of the office."""
    patent = _own(session, doing, patent_id)
    _refuse_second(session, patent)
    office_id, source_id = doing.act.organisation_id, doing.argument["offer_id"]
    source = office_offer(session, office_id, offer_id=source_id)
    return _drafted(session, doing, patent, terms_of(source.version))


def check(session: Session, doing: Doing, patent_id: int) -> int | None:
    """Check the newest version against the law and the consents."""
    offer = _offer(session, doing, patent_id, {OfferState.DRAFT, OfferState.OPEN})
    seen = offer.newest.number
    operations.check(session, doing.act, offer_id=offer.id, seen=seen)
    return offer.id


def send_for_approval(session: Session, doing: Doing, patent_id: int) -> int | None:
    """Complete the case with what was typed once, then send it."""
    offer = _offer(session, doing, patent_id, {OfferState.CHECKED, OfferState.OPEN})
    act = doing.act
    if doing.argument["basis"]:
        written = Written(basis=doing.argument["basis"])
        write_dossier(session, offer, written, act.author, day=act.day)
    _state_none(session, doing, offer)
    send(
        session, act.author, offer_id=offer.id, day=act.day, page=doing.argument["page"]
    )
    return offer.id


def approve(session: Session, doing: Doing, patent_id: int) -> int | None:
    """Decide the step that is the person's to decide now."""
    offer = _offer(session, doing, patent_id, {OfferState.CHECKED, OfferState.OPEN})
    current = pending_round(session, offer.id)
    if current is None:
        raise Refused(
            "没有等待审批的版本。请先送审。",
            "No version waits for a decision. Send it for approval first.",
        )
    _state_own(session, doing, offer)
    act, said = doing.act, doing.argument
    verdict = Verdict(
        decision=Decision.APPROVE,
        opinion=said["opinion"],
        minutes_number=said["minutes_number"],
    )
    approver = Approver(
        author=act.author, as_admin=act.as_admin, round_number=current.number
    )
    decide(
        session,
        approver,
        verdict,
        offer_id=offer.id,
        day=act.day,
        page=said["page"],
    )
    return offer.id


def declare(session: Session, doing: Doing, patent_id: int) -> int | None:
    """Record that the declaration was lodged on the one day."""
    offer = _offer(session, doing, patent_id, {OfferState.APPROVED})
    opening.declare(session, doing.act, offer_id=offer.id, declared_on=doing.day("on"))
    return offer.id


def announce(session: Session, doing: Doing, patent_id: int) -> int | None:
    """Open a declared offer with its row of the table."""
    offer = _offer(session, doing, patent_id, {OfferState.DECLARED})
    row = doing.argument["rows"][str(patent_id)]
    announcement = Announcement(
        declaration_number=row["declaration_number"],
        announced_on=date.fromisoformat(row["announced_on"]),
        # The person confirmed that what was announced is what was lodged.
        text=offer.lodged_text or "",
        equals_terms=doing.argument["equals_terms"],
        tiers_acknowledged=doing.argument["tiers_acknowledged"],
    )
    seen = offer.newest.number
    opening.announce(
        session, doing.act, offer_id=offer.id, seen=seen, announcement=announcement
    )
    return offer.id


def post(session: Session, doing: Doing, patent_id: int) -> int | None:
    """Open an approved offer of ordinary licences."""
    offer = _offer(session, doing, patent_id, {OfferState.APPROVED})
    opening.post(session, doing.act, offer_id=offer.id, seen=offer.newest.number)
    return offer.id


def withdraw(session: Session, doing: Doing, patent_id: int) -> int | None:
    """Withdraw an open offer of ordinary licences."""
    offer = _offer(session, doing, patent_id, {OfferState.OPEN})
    if offer.lane == Lane.OPEN:
        raise Refused(
            "开放许可的撤回由国家知识产权局逐件公告。请在该许可方案的页面办理。",
            "CNIPA announces the withdrawal of each open licence. Do it on the page "
            "of the offer.",
        )
    stated = closing.Closing(closed_on=doing.day("on"), reason=doing.argument["reason"])
    closing.withdraw(session, doing.act, offer_id=offer.id, closing=stated)
    return offer.id


def record(session: Session, doing: Doing, patent_id: int) -> int | None:
    """Record facts of a patent, as its own page does."""
    patent = _own(session, doing, patent_id)
    values = dict(doing.argument["values"])
    if "legal_status_checked_on" in values:
        values["legal_status_checked_on"] = date.fromisoformat(
            values["legal_status_checked_on"]
        )
    change_patent(session, patent, values, author=doing.act.author)
    return None


def _own(session: Session, doing: Doing, patent_id: int) -> Patent:
    return by_id(session, doing.act.organisation_id, patent_id)


def _living(session: Session, patent_id: int) -> list[Offer]:
    """Return the offers on a patent that are not over, the newest first."""
    query = (
        sa.select(Offer)
        .where(Offer.patent_id == patent_id, Offer.state.not_in(life.CLOSED))
        .order_by(Offer.id.desc())
    )
    return list(session.scalars(query))


def _offer(
    session: Session, doing: Doing, patent_id: int, fitting: Collection[OfferState]
) -> Offer:
    """Return the newest living offer, of those in a fitting state where there are."""
    patent = _own(session, doing, patent_id)
    living = _living(session, patent.id)
    if not living:
        raise Refused(
            "这件专利没有进行中的许可方案。请先起草。",
            "This patent has no living offer. Draft one first.",
        )
    return next((offer for offer in living if offer.state in fitting), living[0])


def _refuse_second(session: Session, patent: Patent) -> None:
    living = _living(session, patent.id)
    if living:
        zh, en = life.WORDS[living[0].state]
        raise Refused(
            f"这件专利已有许可方案（{zh}），没有另拟。可在该方案上修改。",
            f"This patent has an offer already, which is {en}; no other was drafted. "
            "Change that one.",
        )


def _drafted(session: Session, doing: Doing, patent: Patent, terms: Terms) -> int:
    offer = operations.draft(session, doing.act, patent_id=patent.id, terms=terms)
    return offer.id


def _state_none(session: Session, doing: Doing, offer: Offer) -> None:
    """Record the statements that were made once, for whom none is on record."""
    statements = statements_of(session, offer.id)
    for person in people_of(offer):
        if person.part == "drafter":
            # Nobody states the drafter's interests but the drafter.
            is_stated = doing.argument["drafter_states_none"]
            is_stated = is_stated and person.user_id == doing.act.user_id
        else:
            is_stated = doing.argument["inventors_state_none"]
        if is_stated and statement_on(statements, person) is None:
            none = Interest(
                person=person.name,
                part=person.part,
                has_interest=False,
                user_id=person.user_id,
            )
            state_interest(session, offer, none, doing.act.author)


def _state_own(session: Session, doing: Doing, offer: Offer) -> None:
    user = session.get_one(User, doing.act.user_id)
    is_stated = own_statement(session, offer.id, user) is not None
    if is_stated or not doing.argument["approver_states_none"]:
        return
    none = Interest(
        person=user.name or user.email,
        part="approver",
        has_interest=False,
        user_id=user.id,
    )
    state_interest(session, offer, none, doing.act.author)
