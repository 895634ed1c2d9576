"""What help an office sells beside an offer."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.addons.models import Addon
from market.errors import NotFound


def addons_of(session: Session, offer_id: int) -> Sequence[Addon]:
    """Return the add-ons that an offer has now, in the order of their making."""
    return session.scalars(
        _of(offer_id).where(Addon.retired_at.is_(None)).order_by(Addon.id)
    ).all()


def all_addons_of(session: Session, offer_id: int) -> Sequence[Addon]:
    """Return the add-ons that an offer has or had."""
    return session.scalars(_of(offer_id).order_by(Addon.id)).all()


def addon_of(session: Session, offer_id: int, addon_id: int) -> Addon:
    """Return one add-on that an offer has now.

    Raises
    ------
    NotFound
        When the offer has none of this number, or has it no more.
    """
    found = session.scalar(
        _of(offer_id).where(Addon.id == addon_id, Addon.retired_at.is_(None))
    )
    if found is None:
        raise NotFound(
            "没有这项配套服务，或者它已经撤下。请回到列表查看。",
            "There is no such add-on, or it was retired. See the list.",
        )
    return found


def _of(offer_id: int) -> sa.Select[Addon]:
    return sa.select(Addon).where(Addon.offer_id == offer_id)
