"""Read what screening needs of all patents of an office, in a few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from market.catalogue.models import Patent
from market.codes.concordance import of_ipc
from market.licences.models import Licence, LicenceState
from market.licensing.life import CLOSED
from market.licensing.models import Offer, OfferState
from market.negotiation.models import Negotiation
from market.screening.models import Criterion, ScreeningMark, ScreeningWeight
from market.screening.record import NUMBERS, UNKNOWN, Ints, Record
from market.screening.scoring import EQUAL_WEIGHTS, Marks, Weights


class LivingOffer(NamedTuple):
    """The newest offer on a patent that is not closed."""

    offer_id: int
    state: OfferState


# In the order of the columns of a record; lists are counted by the database.
_COLUMNS: tuple[sa.ColumnElement[Any] | InstrumentedAttribute[Any], ...] = (
    Patent.id,
    Patent.status,
    Patent.kind,
    Patent.expires_on,
    Patent.claims_count,
    Patent.cited_by_count,
    sa.func.json_array_length(Patent.industries),
    sa.func.json_array_length(Patent.applications),
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
    Patent.ipc,
)
_WORDS, _DAYS = (1, 2, 14), (3, 17)
_INDUSTRIES, _APPLICATIONS = 6, 7
_NO_LICENCES = (0, 0, 0)


def record_of_office(
    session: Session, organisation_id: int, *, patent_id: int | None = None
) -> Record:
    """Return the facts of an office's patents, or of one of them."""
    query = sa.select(*_COLUMNS).where(Patent.organisation_id == organisation_id)
    if patent_id is not None:
        query = query.where(Patent.id == patent_id)
    rows = session.execute(query.order_by(Patent.id)).all()
    *columns, symbols = list(zip(*rows, strict=True)) or [()] * len(_COLUMNS)
    licences = _licences(session, organisation_id)
    talks = _talks(session, organisation_id)
    here = [licences.get(each, _NO_LICENCES) for each in columns[0]]
    counts: list[tuple[int, ...]] = list(zip(*here, strict=True)) or [()] * 3
    numbers = [_numbers(at, column) for at, column in enumerate(columns)]
    _read_ipc(numbers[_INDUSTRIES], numbers[_APPLICATIONS], symbols)
    counts.append(tuple(talks.get(each, 0) for each in columns[0]))
    return Record(*numbers, *(np.array(each, dtype=np.int64) for each in counts))


def _numbers(at: int, column: Sequence[Any]) -> Ints:
    """Return a column as whole numbers; what is not known becomes UNKNOWN."""
    if at in _WORDS:
        values = [NUMBERS[each] for each in column]
    elif at in _DAYS:
        values = [UNKNOWN if each is None else each.toordinal() for each in column]
    else:
        values = [UNKNOWN if each is None else each for each in column]
    return np.array(values, dtype=np.int64)


def _read_ipc(industries: Ints, applications: Ints, symbols: Sequence[str]) -> None:
    """Count from the IPC what an office does not state; nothing found is unknown."""
    for at in np.flatnonzero((industries == 0) | (applications == 0)).tolist():
        use = of_ipc(symbols[at])
        if industries[at] == 0:
            industries[at] = len(use.industries) or UNKNOWN
        if applications[at] == 0:
            applications[at] = len(use.applications) or UNKNOWN


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
    return dict(found)


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
