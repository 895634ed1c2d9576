"""What is being negotiated; every query names the organisation that asks."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from market.errors import NotFound
from market.licensing.models import Offer
from market.licensing.queries import terms_of
from market.negotiation.models import Negotiation, NegotiationState, Proposal
from pricing.terms import Terms, read_terms

POSTED = {"lane": "ordinary", "mode": "posted"}


def negotiations_of(session: Session, organisation_id: int) -> Sequence[Negotiation]:
    """Return the negotiations of an office or a firm, open ones first."""
    return session.scalars(
        sa.select(Negotiation)
        .join(Negotiation.offer)
        .where(_is_party(organisation_id))
        .options(selectinload(Negotiation.proposals))
        .order_by(Negotiation.state != NegotiationState.OPEN, Negotiation.id.desc())
    ).all()


def has_any(session: Session, organisation_id: int) -> bool:
    """Say whether an organisation negotiates, or ever did."""
    wanted = (
        sa.select(Negotiation.id)
        .join(Negotiation.offer)
        .where(_is_party(organisation_id))
    )
    return session.scalar(sa.select(wanted.exists())) or False


def negotiation_of(
    session: Session,
    organisation_id: int,
    *,
    negotiation_id: int,
    to_change: bool = False,
) -> Negotiation:
    """Return a negotiation to one of its two parties, locked where it is to change.

    Raises
    ------
    NotFound
        For everybody else.
    """
    wanted = (
        sa.select(Negotiation)
        .join(Negotiation.offer)
        .where(Negotiation.id == negotiation_id, _is_party(organisation_id))
    )
    if to_change:
        wanted = wanted.with_for_update(of=Negotiation)
    found = session.scalar(wanted)
    if found is None:
        raise NotFound("没有这次协商。", "There is no such negotiation.")
    return found


def open_between(
    session: Session, *, offer_id: int, licensee_id: int
) -> Negotiation | None:
    """Return the one open negotiation of a firm on an offer, or None."""
    return session.scalar(
        sa.select(Negotiation).where(
            Negotiation.offer_id == offer_id,
            Negotiation.licensee_id == licensee_id,
            Negotiation.state == NegotiationState.OPEN,
        )
    )


def count_open(session: Session, licensee_id: int) -> int:
    """Count the open negotiations of a firm."""
    wanted = sa.select(sa.func.count()).where(
        Negotiation.licensee_id == licensee_id,
        Negotiation.state == NegotiationState.OPEN,
    )
    return session.scalar(wanted) or 0


def beginning_terms(negotiation: Negotiation) -> Terms:
    """Return the terms from which talks began, as if they were posted.

    The last proposal becomes a posted offer, so that all terms of the talks are.
    """
    version = negotiation.offer.versions[negotiation.version_number - 1]
    return terms_of(version).model_copy(update=POSTED)


def proposed_terms(proposal: Proposal) -> Terms:
    """Return the terms of a proposal."""
    return read_terms(proposal.terms_json)


def latest_terms(negotiation: Negotiation) -> Terms:
    """Return the latest terms on the table: of the last proposal, else of the offer."""
    if negotiation.proposals:
        return proposed_terms(negotiation.proposals[-1])
    return beginning_terms(negotiation)


def waits_for(negotiation: Negotiation) -> int | None:
    """Return the organisation whose move it is, None once all is over.

    Before any proposal it is the firm's, which opened the talks.
    """
    if negotiation.state != NegotiationState.OPEN:
        return None
    latest = negotiation.proposals[-1] if negotiation.proposals else None
    if latest is None or latest.made_for_id != negotiation.licensee_id:
        return negotiation.licensee_id
    return negotiation.offer.organisation_id


def _is_party(organisation_id: int) -> sa.ColumnElement[bool]:
    return sa.or_(
        Negotiation.licensee_id == organisation_id,
        Offer.organisation_id == organisation_id,
    )
