"""Open talks about an offer, propose terms, and end the talks without a licence."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from market.errors import Refused, StaleVersion
from market.history import Change, record
from market.licensing import queries as offers
from market.licensing.acts import Act
from market.licensing.models import Lane, Offer
from market.licensing.queries import terms_of
from market.licensing.refusals import refuse_unlawful_terms
from market.negotiation import letters
from market.negotiation.limits import refuse_another, refuse_flood, refuse_length
from market.negotiation.models import Negotiation, NegotiationState, Proposal
from market.negotiation.queries import (
    POSTED,
    latest_terms,
    negotiation_of,
    open_between,
)
from pricing.canonical import canonical_json, terms_sha256
from pricing.terms import Terms

__all__ = [
    "Put",
    "begin",
    "close",
    "end",
    "note",
    "own_to_talk",
    "propose",
    "refuse_stale",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """Whole terms that a side puts to the other, and a message with them.

    Attributes
    ----------
    seen : int
        Number of the latest proposal that the author saw, 0 before the first.
    """

    seen: int
    terms: Terms
    message: str = ""


def begin(session: Session, act: Act, *, offer_id: int) -> Negotiation:
    """Open talks of the acting firm about an offer; the open ones where there are any.

    Parameters
    ----------
    session : Session
        Writes.
    act : Act
        Who acts for the firm.
    offer_id : int
        An open offer whose terms are where talks begin.

    Raises
    ------
    NotFound
        When there is no such offer for this reader.
    Refused
        When it is the firm's own, its terms are posted, or it runs no more.
    """
    offer = offers.open_offer(session, offer_id, reader_id=act.organisation_id)
    session.refresh(offer, with_for_update=True)  # Two clicks open one negotiation.
    earlier = open_between(session, offer_id=offer.id, licensee_id=act.organisation_id)
    if earlier is not None:
        return earlier
    refuse_unless_negotiable(offer, act)
    refuse_another(session, act.organisation_id)
    opened = Negotiation(
        offer_id=offer.id,
        version_number=offer.version.number,
        licensee_id=act.organisation_id,
        state=NegotiationState.OPEN,
        opened_by_id=act.user_id,
        opened_at=act.placed_at,
    )
    session.add(opened)
    session.flush()  # The history and the page name its number.
    note(session, opened, act, "opened", {"offer": offer.id})
    return opened


def refuse_unless_negotiable(offer: Offer, act: Act) -> None:
    """Refuse talks about an offer that is nobody's to talk about.

    Raises
    ------
    Refused
        With the reason.
    """
    if offer.organisation_id == act.organisation_id:
        raise Refused(
            "这是本单位自己的许可方案，无需协商。",
            "This is your own offer: there is nobody to negotiate with.",
        )
    if offer.lane != Lane.ORDINARY or terms_of(offer.version).mode != "negotiated":
        raise Refused(
            "这个许可方案是明码标价，不接受协商。请直接按所列价格取得许可。",
            "The prices of this offer are posted and not negotiated. Take the licence "
            "at the price shown.",
        )
    refuse_unless_running(offer, act)


def refuse_unless_running(offer: Offer, act: Act) -> None:
    """Refuse talks about an offer that has ended meanwhile.

    Raises
    ------
    Refused
        When the offer is closed, its term over, or its patent no longer in force.
    """
    if not offers.runs(offer, act.day):
        raise Refused(
            "这个许可方案已不再开放，或专利已失效，不能继续协商。请结束协商。",
            "This offer is no longer open or its patent is no longer in force, so the "
            "talks cannot go on. End them.",
        )


def propose(
    session: Session, act: Act, *, negotiation_id: int, put: Put, page: str = ""
) -> Proposal:
    """Put terms to the other side, as the next version.

    The licensor's account stays as the office stated it, whoever proposes; the terms
    are kept as a posted offer has them, so that they become one as they stand.

    Parameters
    ----------
    session : Session
        Writes.
    act : Act
        Who proposes, for which side.
    negotiation_id : int
        The talks.
    put : Put
        What is proposed.
    page : str
        Address of the talks, for the mail.

    Raises
    ------
    StaleVersion
        When there is a newer proposal.
    Refused
        When the talks or the offer are over, the law stands against the terms, or the
        side makes too many.
    Unacceptable
        When terms or message are too long.
    """
    talks = own_to_talk(session, act, negotiation_id=negotiation_id)
    refuse_unless_running(talks.offer, act)
    refuse_stale(talks, put.seen)
    refuse_flood(talks, act)
    kept = _as_kept(talks, act, put.terms)
    refuse_length(canonical_json(kept), put.message)
    refuse_unlawful_terms(kept, talks.offer.patent, act.day)
    made = _append(session, talks, act, kept, put.message)
    facts = {"proposal": made.number, "terms_sha256": made.terms_sha256}
    note(session, talks, act, "proposed", facts)
    _tell(session, talks, act, letters.PROPOSED, page)
    return made


def end(
    session: Session, act: Act, *, negotiation_id: int, reason: str, page: str = ""
) -> Negotiation:
    """End talks without a licence; either side may, at any time, and says why."""
    talks = own_to_talk(session, act, negotiation_id=negotiation_id)
    close(talks, act, NegotiationState.ENDED, reason=reason)
    note(session, talks, act, "ended", {"reason": reason})
    _tell(session, talks, act, letters.ENDED, page)
    return talks


def own_to_talk(session: Session, act: Act, *, negotiation_id: int) -> Negotiation:
    """Return open talks of the acting side, locked.

    Raises
    ------
    Refused
        When the talks are over.
    """
    talks = negotiation_of(
        session, act.organisation_id, negotiation_id=negotiation_id, to_change=True
    )
    if talks.state != NegotiationState.OPEN:
        raise Refused(
            "这次协商已经结束。请重新打开本页查看结果。",
            "These talks are over. Open the page again to see how they ended.",
        )
    return talks


def refuse_stale(talks: Negotiation, seen: int) -> None:
    """Refuse who has not seen the latest proposal.

    Raises
    ------
    StaleVersion
        When there is a newer one than was seen.
    """
    newest = len(talks.proposals)
    if newest != seen:
        raise StaleVersion(
            f"您看到的是第 {seen} 份提议，其后已有第 {newest} 份。"
            "本次操作没有生效：请对照差异后再决定。",
            f"You had seen proposal {seen}, and proposal {newest} was made since. "
            "Nothing was done: compare the two, then decide.",
        )


def close(
    talks: Negotiation, act: Act, state: NegotiationState, *, reason: str = ""
) -> None:
    """Close talks as agreed or ended."""
    talks.state = state
    talks.closed_by_id, talks.closed_at = act.user_id, act.placed_at
    talks.closing_reason = reason


def note(
    session: Session,
    talks: Negotiation,
    act: Act,
    action: str,
    facts: dict[str, object],
) -> None:
    """Write one entry of the history of the talks."""
    change = Change(
        subject="negotiation", subject_id=talks.id, action=action, after=facts
    )
    record(session, act.author, [change])


def _as_kept(talks: Negotiation, act: Act, terms: Terms) -> Terms:
    changes: dict[str, object] = dict(POSTED)
    if act.organisation_id == talks.licensee_id:
        changes["payee"] = latest_terms(talks).payee
    return terms.model_copy(update=changes)


def _append(
    session: Session, talks: Negotiation, act: Act, terms: Terms, message: str
) -> Proposal:
    made = Proposal(
        number=len(talks.proposals) + 1,
        made_for_id=act.organisation_id,
        made_by_id=act.user_id,
        made_at=act.placed_at,
        terms_json=canonical_json(terms),
        terms_sha256=terms_sha256(terms),
        message=message,
    )
    talks.proposals.append(made)
    session.flush()  # A second proposal of the same number must fail here.
    return made


def _tell(
    session: Session, talks: Negotiation, act: Act, news: letters.News, page: str
) -> None:
    letters.tell_other(
        session,
        talks,
        news,
        teller_id=act.organisation_id,
        page=page,
        at=act.placed_at,
    )
