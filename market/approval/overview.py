"""The case of an offer as one thing, for its pages, its approvers and its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from market.addons.models import Addon
from market.addons.queries import all_addons_of
from market.approval.models import (
    ApprovalRound,
    ConflictStatement,
    Consent,
    Dossier,
    Publicity,
)
from market.approval.queries import (
    Gap,
    Person,
    asks_publicity,
    consents_of,
    dossiers_of,
    gaps,
    people_of,
    publicities_of,
    rounds_of,
    statement_on,
    statements_of,
)
from market.attachments import Attachment
from market.licensing.models import Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything that belongs to an offer's case.

    Attributes
    ----------
    people : tuple of (Person, ConflictStatement or None)
        Who has to state an interest, with the latest statement.
    asks_publicity : bool
        Whether the price has to be publicised.
    """

    gaps: Sequence[Gap]
    consents: Sequence[Consent]
    people: Sequence[tuple[Person, ConflictStatement | None]]
    statements: Sequence[ConflictStatement]
    dossiers: Sequence[Dossier]
    publicities: Sequence[Publicity]
    rounds: Sequence[ApprovalRound]
    asks_publicity: bool
    addons: Sequence[Addon] = ()

    def files(self) -> list[Attachment]:
        """Return every attachment, each once, the oldest first."""
        single = [
            *(one.attachment for one in self.consents),
            *(one.attachment for one in self.publicities),
            *(one.attachment for each in self.publicities for one in each.objections),
            *(one.attachment for each in self.rounds for one in each.decisions),
        ]
        several = [file for dossier in self.dossiers for file in dossier.attachments]
        found = {file.id: file for file in (*single, *several) if file is not None}
        return [found[key] for key in sorted(found)]


def case_of(session: Session, offer: Offer, *, day: date) -> Case:
    """Return the case of an offer as it stands on a day."""
    statements = statements_of(session, offer.id)
    return Case(
        gaps=gaps(session, offer, day=day),
        consents=consents_of(session, offer.id),
        people=[
            (person, statement_on(statements, person)) for person in people_of(offer)
        ],
        statements=statements,
        dossiers=dossiers_of(session, offer.id),
        publicities=publicities_of(session, offer.id),
        rounds=rounds_of(session, offer.id),
        asks_publicity=asks_publicity(offer, day=day),
        addons=all_addons_of(session, offer.id),
    )
