"""Accept what the other side proposed: it becomes a draft offer for this firm alone."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from market.errors import Refused
from market.history import Change, record
from market.licensing import operations as offers
from market.licensing.acts import Act
from market.licensing.models import Offer, Reservation
from market.negotiation import letters
from market.negotiation.models import Negotiation, NegotiationState, Proposal
from market.negotiation.operations import (
    close,
    note,
    own_to_talk,
    refuse_stale,
    refuse_unless_running,
)
from market.negotiation.queries import proposed_terms

__all__ = ["accept"]


def accept(
    session: Session, act: Act, *, negotiation_id: int, seen: int, page: str = ""
) -> Offer:
    """Accept the other side's latest proposal.

    In one transaction the talks are agreed and the office has a draft of an ordinary
    offer with exactly these terms, reserved for the firm. It opens, and can be taken
    up, only after the same checks and approvals as any other.

    Parameters
    ----------
    session : Session
        Writes.
    act : Act
        Who accepts, for which side.
    negotiation_id : int
        The talks.
    seen : int
        Number of the proposal that is accepted.
    page : str
        Address of the talks, for the mail.

    Raises
    ------
    StaleVersion
        When there is a newer proposal.
    Refused
        When the latest proposal is one's own, or the talks or the offer are over.
    """
    talks = own_to_talk(session, act, negotiation_id=negotiation_id)
    refuse_stale(talks, seen)
    refuse_unless_running(talks.offer, act)
    proposal = _of_the_other(talks, act)
    made = _drafted(session, act, talks, proposal)
    close(talks, act, NegotiationState.AGREED)
    talks.agreed_offer_id = made.id
    session.flush()
    note(session, talks, act, "agreed", {"proposal": seen, "offer": made.id})
    letters.tell_other(
        session,
        talks,
        letters.AGREED,
        teller_id=act.organisation_id,
        page=page,
        at=act.placed_at,
    )
    return made


def _of_the_other(talks: Negotiation, act: Act) -> Proposal:
    latest = talks.proposals[-1] if talks.proposals else None
    if latest is None or latest.made_for_id == act.organisation_id:
        raise Refused(
            "最新的提议出自贵方，或者还没有提议，因此没有可接受的内容。请等对方答复，"
            "或另提条款。",
            "The latest proposal is your own, or there is none yet, so there is "
            "nothing to accept. Wait for an answer or propose other terms.",
        )
    return latest


def _drafted(
    session: Session, act: Act, talks: Negotiation, proposal: Proposal
) -> Offer:
    """Draft the agreed offer in the name of whoever talked for the office."""
    office_id = talks.offer.organisation_id
    is_office = act.organisation_id == office_id
    drafting = replace(
        act,
        organisation_id=office_id,
        user_id=act.user_id if is_office else proposal.made_by_id,
        address=act.address if is_office else "",
    )
    terms = proposed_terms(proposal)
    patent_id = talks.offer.patent_id
    made = offers.draft(session, drafting, patent_id=patent_id, terms=terms)
    if made.newest.terms_json != proposal.terms_json:
        raise Refused(
            "提议的条款与其存档不一致，未能生成许可方案。请联系平台运营方。",
            "The terms of the proposal do not read as they were kept, so no offer was "
            "drafted. Tell the operator.",
        )
    reserved = Reservation(offer_id=made.id, organisation_id=talks.licensee_id)
    session.add(reserved)
    told = {"negotiation": talks.id, "proposal": proposal.number}
    entry = Change(subject="offer", subject_id=made.id, action="agreed", after=told)
    record(session, drafting.author, [entry])
    return made
