"""Which zones there are, and how far each has come on a day."""

from __future__ import annotations

import enum
from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from market.errors import NotFound
from market.licensing.models import Offer
from market.licensing.queries import open_to, runs
from market.zones.models import Zone, ZoneEntry, ZoneState

MOST_LISTED = 200


class Phase(enum.StrEnum):
    """How far a zone has come: its state and its days together."""

    DRAFT = "draft"
    COMING = "coming"
    RUNNING = "running"
    CLOSED = "closed"


def phase_of(zone: Zone, day: date) -> Phase:
    """Return how far a zone has come; its last day is still one of it."""
    if zone.state == ZoneState.DRAFT:
        return Phase.DRAFT
    is_past = zone.closes_on is not None and zone.closes_on < day
    if zone.state == ZoneState.CLOSED or is_past:
        return Phase.CLOSED
    return Phase.COMING if zone.opens_on > day else Phase.RUNNING


def public_zones(session: Session) -> Sequence[Zone]:
    """Return the zones that the public sees, the newest first."""
    wanted = (
        sa.select(Zone)
        .join(Zone.organisation)
        .where(Zone.state != ZoneState.DRAFT)
        .options(contains_eager(Zone.organisation))
        .order_by(Zone.opens_on.desc(), Zone.id.desc())
        .limit(MOST_LISTED)
    )
    return session.scalars(wanted).all()


def running_zones(session: Session, day: date, *, limit: int) -> Sequence[Zone]:
    """Return the zones that run on a day, the newest first."""
    wanted = (
        sa.select(Zone)
        .where(
            Zone.state == ZoneState.OPEN,
            Zone.opens_on <= day,
            sa.or_(Zone.closes_on.is_(None), Zone.closes_on >= day),
        )
        .order_by(Zone.opens_on.desc(), Zone.id.desc())
        .limit(limit)
    )
    return session.scalars(wanted).all()


def begun_zones(session: Session, slugs: Collection[str], day: date) -> Sequence[Zone]:
    """Return those of some zones whose offers the public sees on a day."""
    wanted = sa.select(Zone).where(
        Zone.slug.in_(slugs), Zone.state != ZoneState.DRAFT, Zone.opens_on <= day
    )
    return session.scalars(wanted).all()


def public_zone(session: Session, slug: str) -> Zone:
    """Return a zone that the public sees.

    Raises
    ------
    NotFound
        When there is none, or it is a draft.
    """
    wanted = sa.select(Zone).where(Zone.slug == slug, Zone.state != ZoneState.DRAFT)
    zone = session.scalar(wanted)
    if zone is None:
        raise no_zone()
    return zone


def own_zones(session: Session, organisation_id: int) -> Sequence[Zone]:
    """Return the zones of a curator, the newest first."""
    wanted = (
        sa.select(Zone)
        .where(Zone.organisation_id == organisation_id)
        .order_by(Zone.id.desc())
        .limit(MOST_LISTED)
    )
    return session.scalars(wanted).all()


def own_zone(
    session: Session, zone_id: int, *, organisation_id: int, to_change: bool = False
) -> Zone:
    """Return a curator's own zone, locked where it is about to change.

    Raises
    ------
    NotFound
        When there is none, or another organisation's.
    """
    wanted = sa.select(Zone).where(
        Zone.id == zone_id, Zone.organisation_id == organisation_id
    )
    zone = session.scalar(wanted.with_for_update() if to_change else wanted)
    if zone is None:
        raise no_zone()
    return zone


def shown_entries(session: Session, zone: Zone, day: date) -> list[ZoneEntry]:
    """Return what was put in by hand and can be taken up on a day, in its order."""
    wanted = (
        sa.select(ZoneEntry)
        .join(ZoneEntry.offer)
        .join(Offer.patent)
        .where(ZoneEntry.zone_id == zone.id, ~ZoneEntry.is_left_out, open_to(None))
        .options(contains_eager(ZoneEntry.offer).contains_eager(Offer.patent))
        .order_by(ZoneEntry.position, ZoneEntry.id)
    )
    return [each for each in session.scalars(wanted) if runs(each.offer, day)]


def no_zone() -> NotFound:
    """Return that there is no such zone."""
    return NotFound(
        "没有这个专区，或者它尚未公开。",
        "There is no such zone, or it is not public yet.",
    )
