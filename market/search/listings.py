"""Read from the database what the index says of offers: by their ids, or all of them.

Plain rows and no objects: a market of a million listings is read in minutes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.accounts.models import Organisation
from market.catalogue.models import Patent, PatentStatus
from market.db import session, transaction
from market.licensing.models import Offer, OfferState, OfferVersion, Reservation
from market.search import terms_facts
from market.search.terms_facts import Facts

# Offers in one read; the memory of one block stays some megabytes [rows].
BLOCK = 2_000

Row: TypeAlias = sa.Row[*tuple[Any, ...]]


class Listing(NamedTuple):
    """An offer that anyone may find: its row, and what its terms are."""

    row: Row
    facts: Facts


def listings_of(offer_ids: Collection[int], *, day: date) -> list[Listing]:
    """Return those of some offers that a firm can take up on a day.

    What is reckoned of their terms is kept, in a writing transaction of its own.
    """
    wanted = _available(day).where(Offer.id.in_(sorted(offer_ids)))
    return _with_facts(wanted)


def all_listings(*, day: date) -> Iterator[list[Listing]]:
    """Yield every offer that a firm can take up on a day, by blocks, by id."""
    last = 0
    while ids := _next_ids(last):
        last = ids[-1]
        yield _with_facts(_available(day).where(Offer.id.in_(ids)))


def open_count(current: Session) -> int:
    """Count the open offers: what a reader of all listings goes through."""
    counted = sa.select(sa.func.count()).where(Offer.state == OfferState.OPEN)
    return current.scalar(counted) or 0


def _next_ids(last: int) -> Sequence[int]:
    current = session()
    wanted = (
        sa.select(Offer.id)
        .where(Offer.id > last, Offer.state == OfferState.OPEN)
        .order_by(Offer.id)
        .limit(BLOCK)
    )
    found = current.scalars(wanted).all()
    current.rollback()
    return found


def _with_facts(wanted: sa.Select[*tuple[Any, ...]]) -> list[Listing]:
    """Read offers and the facts of their terms; reckon and keep those that lack."""
    current = session()
    rows = current.execute(wanted).all()
    versions = {row.terms_sha256: row.version_id for row in rows}
    facts = terms_facts.known(current, versions)
    lacking = {sha: key for sha, key in versions.items() if sha not in facts}
    new = terms_facts.reckoned(current, lacking)
    current.rollback()
    if new:
        with transaction() as writing:
            terms_facts.keep(writing, new)
    facts |= new
    return [Listing(row, facts[row.terms_sha256]) for row in rows]


def _available(day: date) -> sa.Select[*tuple[Any, ...]]:
    """Select the offers of which `licensing.queries.is_available` holds.

    What is reserved for one firm is nobody else's to find.
    """
    return (
        sa.select(*_COLUMNS)
        .select_from(Offer)
        .join(Offer.patent)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .join(
            OfferVersion,
            sa.and_(
                OfferVersion.offer_id == Offer.id,
                OfferVersion.number
                == sa.func.coalesce(Offer.approved_version, _NEWEST),
            ),
        )
        .where(
            Offer.state == OfferState.OPEN,
            OfferVersion.ends_on >= day,
            Patent.status == PatentStatus.GRANTED,
            Patent.is_invalidated.is_not(True),
            sa.or_(Patent.expires_on.is_(None), Patent.expires_on >= day),
            ~sa.exists().where(Reservation.offer_id == Offer.id),
        )
        .order_by(Offer.id)
    )


_NEWEST = (
    sa.select(sa.func.max(OfferVersion.number))
    .where(OfferVersion.offer_id == Offer.id)
    .correlate(Offer)
    .scalar_subquery()
)
_COLUMNS = (
    Offer.id,
    Offer.lane,
    Offer.opened_at,
    Offer.organisation_id,
    Offer.listing_text_zh,
    Offer.listing_text_en,
    Organisation.name_zh,
    Organisation.name_en,
    Organisation.province,
    Patent.number,
    Patent.kind,
    Patent.title,
    Patent.title_en,
    Patent.summary_zh,
    Patent.summary_en,
    Patent.abstract,
    Patent.ipc,
    Patent.patentee,
    Patent.industries,
    Patent.applications,
    Patent.readiness,
    Patent.expires_on,
    OfferVersion.id.label("version_id"),
    OfferVersion.terms_sha256,
    OfferVersion.ends_on,
)
