"""Read what screening needs of all patents of an office, in a few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from market.catalogue.models import Patent
from market.codes.concordance import facts_of_use
from market.licences.models import Licence, LicenceState
from market.licensing.life import CLOSED
from market.licensing.models import Offer
from market.negotiation.models import Negotiation
from market.screening.models import Criterion, ScreeningMark, ScreeningWeight
from market.screening.record import Facts
from market.screening.scoring import EQUAL_WEIGHTS, Marks, Weights


class LivingOffer(NamedTuple):
    """The newest offer on a patent that is not closed."""

    offer_id: int
    state: str


_COLUMNS: tuple[InstrumentedAttribute[Any], ...] = (
    Patent.id,
    Patent.status,
    Patent.kind,
    Patent.expires_on,
    Patent.claims_count,
    Patent.cited_by_count,
    Patent.ipc,
    Patent.industries,
    Patent.applications,
    Patent.readiness,
    Patent.annual_fee_paid,
    Patent.has_exclusive_licence,
    Patent.is_suspended,
    Patent.is_pledged,
    Patent.pledgee_consents,
    Patent.evaluation_report,
    Patent.co_owners_consent,
    Patent.is_invalidated,
    Patent.legal_status_checked_on,
)
_NO_LICENCES = (0, 0, 0)


def facts_of_office(
    session: Session, organisation_id: int, *, patent_id: int | None = None
) -> list[Facts]:
    """Return the facts of an office's patents, or of one of them."""
    query = sa.select(*_COLUMNS).where(Patent.organisation_id == organisation_id)
    if patent_id is not None:
        query = query.where(Patent.id == patent_id)
    licences = _licences(session, organisation_id)
    talks = _talks(session, organisation_id)
    return [
        _facts(row, licences.get(row.id, _NO_LICENCES), talks.get(row.id, 0))
        for row in session.execute(query)
    ]


def _facts(row: sa.Row[Any], licences: tuple[int, int, int], talks_count: int) -> Facts:
    use = facts_of_use(row)
    return Facts(
        patent_id=row.id,
        status=row.status,
        kind=row.kind,
        expires_on=row.expires_on,
        claims_count=row.claims_count,
        cited_by_count=row.cited_by_count,
        industries_count=len(use.industries) or None,
        applications_count=len(use.applications) or None,
        readiness=row.readiness,
        annual_fee_paid=row.annual_fee_paid,
        has_exclusive_licence=row.has_exclusive_licence,
        is_suspended=row.is_suspended,
        is_pledged=row.is_pledged,
        pledgee_consents=row.pledgee_consents,
        evaluation_report=row.evaluation_report,
        co_owners_consent=row.co_owners_consent,
        is_invalidated=row.is_invalidated,
        legal_status_checked_on=row.legal_status_checked_on,
        licences_count=licences[0],
        licensees_count=licences[1],
        in_force_count=licences[2],
        talks_count=talks_count,
    )


def _licences(
    session: Session, organisation_id: int
) -> dict[int, tuple[int, int, int]]:
    """Return by patent: licences, different licensees, licences in force."""
    in_force = sa.case((Licence.state == LicenceState.IN_FORCE, 1), else_=0)
    query = (
        sa.select(
            Licence.patent_id,
            sa.func.count(),
            sa.func.count(Licence.licensee_id.distinct()),
            sa.func.sum(in_force),
        )
        .where(Licence.licensor_id == organisation_id)
        .group_by(Licence.patent_id)
    )
    return {key: (a, b, int(c)) for key, a, b, c in session.execute(query)}


def _talks(session: Session, organisation_id: int) -> dict[int, int]:
    """Return by patent how many firms began to negotiate."""
    query = (
        sa.select(Offer.patent_id, sa.func.count(Negotiation.licensee_id.distinct()))
        .join(Negotiation, Negotiation.offer_id == Offer.id)
        .where(Offer.organisation_id == organisation_id)
        .group_by(Offer.patent_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def marks_of_office(session: Session, organisation_id: int) -> Mapping[int, Marks]:
    """Return the reviewers' marks of an office, by patent."""
    query = (
        sa.select(ScreeningMark.patent_id, ScreeningMark.criterion, ScreeningMark.mark)
        .join(Patent, Patent.id == ScreeningMark.patent_id)
        .where(Patent.organisation_id == organisation_id)
    )
    found: dict[int, dict[Criterion, int]] = defaultdict(dict)
    for patent_id, criterion, mark in session.execute(query):
        found[patent_id][criterion] = mark
    return found


def marks_of(session: Session, patent_id: int) -> dict[Criterion, ScreeningMark]:
    """Return the marks of one patent with who gave them."""
    query = sa.select(ScreeningMark).where(ScreeningMark.patent_id == patent_id)
    return {mark.criterion: mark for mark in session.scalars(query)}


def weights_of(session: Session, organisation_id: int) -> Weights:
    """Return an office's weights; equal ones until an admin sets others."""
    query = sa.select(ScreeningWeight).where(
        ScreeningWeight.organisation_id == organisation_id
    )
    set_here = {each.criterion: each.weight for each in session.scalars(query)}
    return set_here or EQUAL_WEIGHTS


def living_offers(session: Session, organisation_id: int) -> dict[int, LivingOffer]:
    """Return by patent its newest offer that is not closed."""
    query = (
        sa.select(Offer.patent_id, Offer.id, Offer.state)
        .where(Offer.organisation_id == organisation_id, Offer.state.not_in(CLOSED))
        .order_by(Offer.id)
    )
    return {
        patent_id: LivingOffer(offer_id, state)
        for patent_id, offer_id, state in session.execute(query)
    }
