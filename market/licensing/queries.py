"""What there is on offer: for offices, for the public, and for other subjects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, selectinload

from market.accounts.models import OrganisationKind
from market.catalogue.models import Patent, PatentStatus
from market.catalogue.numbers import read_number
from market.catalogue.queries import facts_of
from market.errors import NotFound
from market.licences.models import Licence, LicenceState
from market.licensing.models import Offer, OfferState, OfferVersion, Reservation
from pricing.law.checks import Finding, OfficeFacts, check
from pricing.terms import Terms, read_terms
from pricing.tiers import PROVINCES

KEPT_TERMS = 4096


def open_offer(
    session: Session, offer_id: int, *, reader_id: int | None = None
) -> Offer:
    """Return an offer that is open to a reader.

    Parameters
    ----------
    session : Session
        Reads.
    offer_id : int
        The offer.
    reader_id : int or None
        The reader's organisation; None is the public.

    Raises
    ------
    NotFound
        When there is none, it is not open, or it is reserved for another firm.
    """
    offer = session.get(Offer, offer_id)
    if offer is None or not is_open_to(offer, reader_id):
        raise _no_offer()
    return offer


def is_open_to(offer: Offer, reader_id: int | None) -> bool:
    """Say whether an offer is open, and reserved for nobody but the reader."""
    if offer.state != OfferState.OPEN:
        return False
    return offer.reserved_for_id in (None, reader_id)


def open_to(reader_id: int | None) -> sa.ColumnElement[bool]:
    """Return SQL that says of offers what `is_open_to` says of one."""
    is_reserved = sa.exists().where(
        Reservation.offer_id == Offer.id,
        sa.true() if reader_id is None else Reservation.organisation_id != reader_id,
    )
    return sa.and_(Offer.state == OfferState.OPEN, ~is_reserved)


def visible_offer(
    session: Session, offer_id: int, *, organisation_id: int | None
) -> Offer:
    """Return an offer that a reader may see: open to it, or its own in any state."""
    offer = session.get(Offer, offer_id)
    if offer is not None and offer.organisation_id == organisation_id:
        return offer
    return open_offer(session, offer_id, reader_id=organisation_id)


def office_offer(
    session: Session, organisation_id: int, *, offer_id: int, to_change: bool = False
) -> Offer:
    """Return an office's own offer, locked where it is about to change.

    Raises
    ------
    NotFound
        When there is none, or another organisation's.
    """
    wanted = sa.select(Offer).where(
        Offer.id == offer_id, Offer.organisation_id == organisation_id
    )
    offer = session.scalar(wanted.with_for_update() if to_change else wanted)
    if offer is None:
        raise _no_offer()
    return offer


def states_of(session: Session, organisation_id: int) -> dict[OfferState, int]:
    """Return how many offers an office has in each state that it has any in."""
    wanted = (
        sa.select(Offer.state, sa.func.count())
        .where(Offer.organisation_id == organisation_id)
        .group_by(Offer.state)
    )
    counts = dict(session.execute(wanted).all())
    return {state: counts[state] for state in OfferState if state in counts}


def offers_of(
    session: Session, organisation_id: int, *, state: OfferState | None = None
) -> Sequence[Offer]:
    """Return an office's offers, drafts first, the newest first among equals."""
    wanted = (
        sa.select(Offer)
        .join(Offer.patent)
        .where(Offer.organisation_id == organisation_id)
        .options(contains_eager(Offer.patent), selectinload(Offer.versions))
        .order_by(Offer.state != OfferState.DRAFT, Offer.id.desc())
    )
    if state is not None:
        wanted = wanted.where(Offer.state == state)
    return session.scalars(wanted).all()


def patent_numbered(
    session: Session, organisation_id: int, *, number: str
) -> Patent | None:
    """Return an office's patent by its number, however it is typed, or None."""
    if not number.isprintable():
        return None  # PostgreSQL has no text with a zero character.
    spellings = {number, read_number(number).normalised}
    return session.scalar(
        sa.select(Patent).where(
            Patent.organisation_id == organisation_id, Patent.number.in_(spellings)
        )
    )


def version_in_force() -> sa.ColumnElement[int]:
    """Return SQL for the number of an offer's version in force, as `Offer.version`."""
    newest = (
        sa.select(sa.func.max(OfferVersion.number))
        .where(OfferVersion.offer_id == Offer.id)
        .correlate(Offer)
        .scalar_subquery()
    )
    return sa.func.coalesce(Offer.approved_version, newest)


def terms_of(version: OfferVersion) -> Terms:
    """Return the terms of a version; each text is read once."""
    return _read_once(version.terms_sha256, version.terms_json)


@lru_cache(maxsize=KEPT_TERMS)
def _read_once(_sha256: str, text: str) -> Terms:
    return read_terms(text)


def findings(session: Session, offer: Offer, day: date) -> list[Finding]:
    """Return what the law says of an offer's newest terms and its patent on a day."""
    patent = session.get_one(Patent, offer.patent_id)
    return findings_on(terms_of(offer.newest), patent, day=day)


def findings_on(terms: Terms, patent: Patent, *, day: date) -> list[Finding]:
    """Return what the law says of terms on a patent on a day."""
    return check(terms, facts_of(patent), day=day, office=office_of(patent))


def office_of(patent: Patent) -> OfficeFacts:
    """Return what the law of transformation asks of the office that holds a patent.

    ASSUMPTION: an institution on this platform is one set up by the state; a
    private college would be told of a publicity that it need not make.
    """
    organisation = patent.organisation
    province = (organisation.province or "")[:2]
    return OfficeFacts(
        is_public_institution=organisation.kind == OrganisationKind.INSTITUTION,
        # Kept as six digits or two; the law of a province goes by the first two.
        province=province if province in PROVINCES else None,
    )


def is_available(offer: Offer, day: date) -> bool:
    """Say whether a licence can be had: open, terms running, patent in force.

    Where the terms are to be talked about, nobody takes them up as they stand.
    """
    return runs(offer, day) and terms_of(offer.version).mode == "posted"


def runs(offer: Offer, day: date) -> bool:
    """Say whether an offer is open, its terms run and its patent is in force."""
    patent = offer.patent
    return (
        offer.state == OfferState.OPEN
        and offer.version.ends_on >= day
        and patent.status == PatentStatus.GRANTED
        and not patent.is_invalidated
        and (patent.expires_on is None or patent.expires_on >= day)
    )


def licensee_count(
    session: Session, patent_id: int, *, other_than: int | None = None
) -> int:
    """Count the organisations that hold a licence in force under a patent.

    Parameters
    ----------
    session : Session
        Reads.
    patent_id : int
        The patent.
    other_than : int or None
        The reader's own organisation, which is left out.
    """
    wanted = sa.select(sa.func.count(sa.distinct(Licence.licensee_id))).where(
        Licence.patent_id == patent_id, Licence.state == LicenceState.IN_FORCE
    )
    if other_than is not None:
        wanted = wanted.where(Licence.licensee_id != other_than)
    return session.scalar(wanted) or 0


def _no_offer() -> NotFound:
    return NotFound(
        "没有这个许可方案，或者它尚未公开。",
        "There is no such offer, or it is not public yet.",
    )
