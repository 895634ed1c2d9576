"""Talks as a page shows them: each proposal beside the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from market.accounts.models import Organisation
from market.licences.wording import Difference, differences
from market.licensing.models import OfferState
from market.negotiation.models import Negotiation, NegotiationState, Proposal
from market.negotiation.queries import beginning_terms, proposed_terms, waits_for
from pricing.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A proposal, its terms, and the clauses in which it differs from the last."""

    proposal: Proposal
    terms: Terms
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How far talks have come for one reader.

    Attributes
    ----------
    steps : tuple of Step
        The proposals, the newest first.
    terms : Terms
        The latest on the table: of the last proposal, else of the offer.
    may_accept : bool
        Whether the latest proposal is the other side's.
    is_my_move : bool
        Whether the other side waits for the reader's.
    """

    steps: tuple[Step, ...]
    terms: Terms
    may_accept: bool
    is_my_move: bool

    @property
    def newest(self) -> int:
        """The number of the latest proposal, 0 before the first."""
        return len(self.steps)


def course_of(talks: Negotiation, organisation_id: int, locale: str) -> Course:
    """Return how far talks have come for one of the two sides."""
    first = beginning_terms(talks)
    texts = [first, *(proposed_terms(each) for each in talks.proposals)]
    steps = [
        Step(proposal=each, terms=now, changes=differences(before, now, locale))
        for each, before, now in zip(talks.proposals, texts, texts[1:], strict=False)
    ]
    is_mine = waits_for(talks) == organisation_id
    return Course(
        steps=tuple(reversed(steps)),
        terms=texts[-1],
        may_accept=is_mine and bool(steps),
        is_my_move=is_mine,
    )


def changes_since(talks: Negotiation, seen: int, locale: str) -> tuple[Difference, ...]:
    """Return what differs between the proposal that was seen and the latest."""
    texts = [beginning_terms(talks), *map(proposed_terms, talks.proposals)]
    before = texts[seen] if 0 <= seen < len(texts) else texts[0]
    return differences(before, texts[-1], locale)


def standing(talks: Negotiation, organisation_id: int) -> str:
    """Say in one line where talks stand for one of the two sides."""
    if talks.state == NegotiationState.ENDED:
        return str(_("Ended without a licence"))
    if talks.state == NegotiationState.AGREED:
        return _agreed(talks, organisation_id)
    if waits_for(talks) == organisation_id:
        return str(_("Your move"))
    return str(_("Waiting for the other side"))


def _agreed(talks: Negotiation, organisation_id: int) -> str:
    offer = talks.agreed_offer
    is_office = organisation_id != talks.licensee_id
    if offer is not None and offer.state == OfferState.OPEN:
        return str(
            _("Agreed and open for the firm") if is_office else _("Agreed: take it up")
        )
    if is_office:
        return str(_("Agreed: to be checked, approved and opened"))
    return str(_("Agreed, with the office for approval"))


def other_side(talks: Negotiation, organisation_id: int) -> Organisation:
    """Return the side that is not the reader's."""
    if organisation_id == talks.licensee_id:
        return talks.offer.organisation
    return talks.licensee


def rows(
    found: Sequence[Negotiation], organisation_id: int
) -> list[tuple[Negotiation, Organisation, str]]:
    """Return negotiations with the other side and where each stands."""
    return [
        (each, other_side(each, organisation_id), standing(each, organisation_id))
        for each in found
    ]
