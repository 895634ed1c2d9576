"""What the worker does with a bulk action: one patent after another.

Each patent is a transaction of its own that holds its change and its result, so that
a killed worker leaves neither half a patent nor one that is done twice.
"""

from __future__ import annotations

import logging
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from market import clock
from market.bulk.actions import ACTIONS
from market.bulk.models import BulkAction, BulkResult
from market.bulk.steps import Doing
from market.db import session, transaction
from market.errors import MarketError
from market.history import Source
from market.licensing.acts import Act
from market.licensing.models import Offer
from market.worker import Progress
from pricing.errors import PricingError

log = logging.getLogger(__name__)

_BROKE = (
    "系统错误，这件专利未作改动。请单独办理；若再次发生，请告知平台运营方。",
    "An error on our side; this patent was not changed. Do it singly; if it happens "
    "again, tell the operator.",
)


def do_bulk(progress: Progress, argument: dict[str, Any]) -> None:
    """Do or rehearse a bulk action, from where it stopped."""
    token = argument["token"]
    query = sa.select(BulkAction).where(BulkAction.token == token)
    asked = session().scalars(query).one()
    action_id, patent_ids = asked.id, list(asked.patent_ids)
    done = _done(session(), action_id)
    session().rollback()
    for place, patent_id in enumerate(patent_ids):
        progress(place, len(patent_ids))
        if patent_id not in done:
            do_one(action_id, patent_id)
    progress(len(patent_ids), len(patent_ids))


def do_one(action_id: int, patent_id: int) -> None:
    """Do one patent with its result, in one transaction; done before, do nothing."""
    with transaction() as writing:
        asked = writing.get_one(BulkAction, action_id, with_for_update=True)
        if patent_id not in _done(writing, action_id, patent_id):
            writing.add(_result(writing, asked, patent_id))


def _done(reading: Session, action_id: int, patent_id: int | None = None) -> set[int]:
    query = sa.select(BulkResult.patent_id).where(
        BulkResult.bulk_action_id == action_id
    )
    if patent_id is not None:
        query = query.where(BulkResult.patent_id == patent_id)
    return set(reading.scalars(query))


def _result(writing: Session, asked: BulkAction, patent_id: int) -> BulkResult:
    action_id, is_rehearsal = asked.id, asked.is_rehearsal
    step, doing = ACTIONS[asked.action].does, _doing(asked)
    result = BulkResult(bulk_action_id=action_id, patent_id=patent_id, is_done=False)
    attempt = writing.begin_nested()
    try:
        offer_id = step(writing, doing, patent_id)
        writing.flush()  # What the database refuses must fail here.
    except (MarketError, PricingError, DBAPIError) as error:
        attempt.rollback()
        result.message_zh, result.message_en = _said(error)
        return result
    result.is_done, result.offer_id = True, offer_id
    if is_rehearsal:
        attempt.rollback()
        # An offer that was drafted for the rehearsal is gone again.
        result.offer_id = _there(writing, offer_id)
    else:
        attempt.commit()
    return result


def _there(writing: Session, offer_id: int | None) -> int | None:
    return writing.scalar(sa.select(Offer.id).where(Offer.id == offer_id))


def _doing(asked: BulkAction) -> Doing:
    now = clock.now_utc()
    act = Act(
        organisation_id=asked.organisation_id,
        user_id=asked.asked_by_id,
        as_admin=asked.as_admin,
        placed_at=now,
        day=clock.business_day(now),
        address=asked.address,
        source=Source.WORKER,
    )
    return Doing(act=act, argument=dict(asked.argument))


def _said(error: Exception) -> tuple[str, str]:
    """Return why a patent was refused, in both languages."""
    if isinstance(error, MarketError):
        return error.zh, error.en
    if isinstance(error, PricingError):
        english = f"{error.message_en} {error.mend_en}".rstrip()
        return f"{error.message_zh}{error.mend_zh}", english
    if isinstance(error, OperationalError):
        raise error  # The database is away: the job fails and is gone on with.
    log.exception("A patent of a bulk action failed")
    return _BROKE
