"""What is known of licences; every query names the organisation that asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from market.errors import NotFound
from market.licences.models import Licence
from market.licences.notices import no_such_offer
from market.licensing.models import Offer
from market.payments.models import Due


@dataclass(frozen=True, slots=True)
class Standing:
    """A licence with its dues, and what they say of how far it has come."""

    licence: Licence
    dues: tuple[Due, ...]

    @property
    def state(self) -> str:
        """One of unpaid, reported and in_force."""
        if self.licence.is_in_force:
            return "in_force"
        waiting = [due for due in self.open_entry if not due.reports]
        return "unpaid" if waiting else "reported"

    @property
    def open_entry(self) -> tuple[Due, ...]:
        """The dues that keep the licence from beginning."""
        return tuple(due for due in self.dues if due.is_entry and due.paid_on is None)

    @property
    def next_due(self) -> Due | None:
        """The first due that is not paid."""
        return next((due for due in self.dues if due.paid_on is None), None)

    @property
    def total_fen(self) -> int:
        """The sum of the dues [fen]."""
        return sum(due.amount_fen for due in self.dues)

    @property
    def paid_fen(self) -> int:
        """The sum of the paid dues [fen]."""
        return sum(due.amount_fen for due in self.dues if due.paid_on is not None)

    def state_of(self, due: Due, today: date) -> str:
        """Return paid, reported, overdue or open for one due."""
        if due.paid_on is not None:
            return "paid"
        if due.reports:
            return "reported"
        # The entry due has no last day: the licence begins whenever it is paid.
        is_late = due.due_on < today and not due.is_entry
        return "overdue" if is_late else "open"


def licences_of_licensee(session: Session, organisation_id: int) -> list[Standing]:
    """Return the licences that an organisation has, newest first."""
    return _standings(session, Licence.licensee_id == organisation_id)


def licences_of_licensor(session: Session, organisation_id: int) -> list[Standing]:
    """Return the licences that an organisation has given, newest first."""
    return _standings(session, Licence.licensor_id == organisation_id)


def licence_of_party(
    session: Session, licence_id: int, organisation_id: int
) -> Standing:
    """Return a licence to one of its two parties.

    Raises
    ------
    NotFound
        For everybody else.
    """
    parties = sa.or_(
        Licence.licensee_id == organisation_id, Licence.licensor_id == organisation_id
    )
    found = _standings(session, sa.and_(Licence.id == licence_id, parties))
    if not found:
        raise NotFound("没有这项实施许可。", "There is no such licence.")
    return found[0]


def offer_to_notice(session: Session, offer_id: int) -> Offer:
    """Return an offer to prepare a notice on.

    Raises
    ------
    NotFound
        When there is none.
    """
    offer = session.get(Offer, offer_id)
    if offer is None:
        raise no_such_offer()
    return offer


def _standings(session: Session, wanted: sa.ColumnElement[bool]) -> list[Standing]:
    licences = session.scalars(
        sa.select(Licence)
        .where(wanted)
        .options(
            joinedload(Licence.licensor),
            joinedload(Licence.licensee),
            joinedload(Licence.patent),
        )
        .order_by(Licence.id.desc())
    ).all()
    by_licence: dict[int, list[Due]] = {licence.id: [] for licence in licences}
    for due in _dues(session, list(by_licence)):
        by_licence[due.licence_id].append(due)
    return [Standing(licence, tuple(by_licence[licence.id])) for licence in licences]


def _dues(session: Session, licence_ids: list[int]) -> Sequence[Due]:
    return session.scalars(
        sa.select(Due)
        .where(Due.licence_id.in_(licence_ids))
        .options(selectinload(Due.reports))
        .order_by(Due.licence_id, Due.number)
    ).all()
