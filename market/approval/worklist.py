"""What waits for a person's decision: the rounds whose next step is that person's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload

from market.approval.models import ApprovalDecision, ApprovalRound, RoundState
from market.approval.steps import due, step_for, steps_from
from market.licensing.models import Offer, OfferState, OfferVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """A person who decides for an institution."""

    organisation_id: int
    user_id: int
    as_admin: bool


def waiting_ids(session: Session, who: Decider) -> list[int]:
    """Return the ids of the rounds that wait for a person, the oldest first."""
    kept = session.execute(_live(who.organisation_id)).all()
    decided = _decided(session, who.organisation_id)
    return [
        round_id
        for round_id, steps in kept
        if step_for(
            due(steps_from(steps), decided[round_id].keys()),
            who.user_id,
            as_admin=who.as_admin,
            has_decided=who.user_id in decided[round_id].values(),
        )
    ]


def waiting(session: Session, who: Decider, *, limit: int) -> Sequence[ApprovalRound]:
    """Return the first rounds that wait for a person, with offer and patent."""
    wanted = (
        sa.select(ApprovalRound)
        .where(ApprovalRound.id.in_(waiting_ids(session, who)[:limit]))
        .options(joinedload(ApprovalRound.offer).joinedload(Offer.patent))
        .order_by(ApprovalRound.id)
    )
    return session.scalars(wanted).all()


def _live(organisation_id: int) -> sa.Select[int, list[dict[str, Any]]]:
    """Select rounds that wait and are of the newest version, which is checked."""
    newer = aliased(OfferVersion)
    has_newer = (
        sa.select(newer.id)
        .where(newer.offer_id == Offer.id, newer.number > ApprovalRound.version_number)
        .exists()
    )
    return (
        sa.select(ApprovalRound.id, ApprovalRound.steps)
        .join(Offer, Offer.id == ApprovalRound.offer_id)
        .where(
            ApprovalRound.state == RoundState.PENDING,
            Offer.organisation_id == organisation_id,
            Offer.state.in_((OfferState.CHECKED, OfferState.OPEN)),
            Offer.checked_version == ApprovalRound.version_number,
            ~has_newer,
        )
        .order_by(ApprovalRound.id)
    )


def _decided(
    session: Session, organisation_id: int
) -> defaultdict[int, dict[int, int]]:
    """Return who decided which step, by round."""
    wanted = (
        sa.select(
            ApprovalDecision.round_id,
            ApprovalDecision.position,
            ApprovalDecision.decided_by_id,
        )
        .join(ApprovalRound)
        .join(Offer, Offer.id == ApprovalRound.offer_id)
        .where(
            ApprovalRound.state == RoundState.PENDING,
            Offer.organisation_id == organisation_id,
        )
    )
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for round_id, position, user_id in session.execute(wanted):
        found[round_id][position] = user_id
    return found
