"""The zone of the sample: what there is on water, by rule."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.accounts.models import Membership, Organisation, RoleName
from market.clock import business_day
from market.zones.models import Zone, ZoneState
from market.zones.rules import rule_of


def add_zone(
    session: Session, entry: dict[str, Any], office: Organisation, loaded_at: datetime
) -> None:
    """Add a zone of an office of the sample, unless its address is taken."""
    taken = sa.select(Zone.id).where(Zone.slug == entry["slug"])
    if session.scalar(taken) is not None:
        return
    facts = {k: v for k, v in entry.items() if k not in ("office", "search")}
    admin = sa.select(Membership.user_id).where(
        Membership.organisation_id == office.id,
        Membership.role == RoleName.OFFICE_ADMIN,
    )
    session.add(
        Zone(
            **facts,
            organisation_id=office.id,
            state=ZoneState.OPEN,
            rule=rule_of(entry["search"]),
            opens_on=business_day(loaded_at),
            created_by_id=session.scalars(admin).first(),
            created_at=loaded_at,
            is_sample=True,
        )
    )
