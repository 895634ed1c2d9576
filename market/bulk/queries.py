"""Look up bulk actions and what became of their patents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from market.bulk.models import BulkAction, BulkResult
from market.errors import NotFound

SHOWN = 100
PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class Reason:
    """Why patents were refused, and how many."""

    zh: str
    en: str
    count: int

    def message(self, locale: str) -> str:
        """Return the reason in the reader's language."""
        return self.zh if locale.startswith("zh") else self.en


def action_of(
    session: Session, organisation_id: int, token: str, *, locked: bool = False
) -> BulkAction:
    """Return an office's bulk action.

    Raises
    ------
    NotFound
        When there is none, or it is another office's.
    """
    found = None
    if token.isprintable():
        query = sa.select(BulkAction).where(
            BulkAction.token == token, BulkAction.organisation_id == organisation_id
        )
        found = session.scalar(query.with_for_update() if locked else query)
    if found is None:
        raise NotFound(
            "没有这项批量操作，或它不属于您的单位。",
            "There is no such bulk action, or it is not your organisation's.",
        )
    return found


def actions_of(session: Session, organisation_id: int) -> Sequence[BulkAction]:
    """Return an office's latest bulk actions, the newest first."""
    query = (
        sa.select(BulkAction)
        .where(BulkAction.organisation_id == organisation_id)
        .options(joinedload(BulkAction.job), joinedload(BulkAction.asked_by))
        .order_by(BulkAction.id.desc())
        .limit(SHOWN)
    )
    return session.scalars(query).all()


def counts_of(session: Session, action_id: int) -> tuple[int, int]:
    """Return how many patents were done and how many refused [1]."""
    query = (
        sa.select(BulkResult.is_done, sa.func.count())
        .where(BulkResult.bulk_action_id == action_id)
        .group_by(BulkResult.is_done)
    )
    counts = dict(session.execute(query).all())
    return counts.get(True, 0), counts.get(False, 0)


def reasons_of(session: Session, action_id: int) -> list[Reason]:
    """Return why patents were refused, the commonest reason first."""
    texts = BulkResult.message_zh, BulkResult.message_en
    query = (
        sa.select(*texts, sa.func.count())
        .where(BulkResult.bulk_action_id == action_id, BulkResult.is_done.is_(False))
        .group_by(*texts)
        .order_by(sa.func.count().desc(), BulkResult.message_en)
    )
    return [Reason(*row) for row in session.execute(query)]


def results_of(
    session: Session, action_id: int, *, page: int | None = None
) -> Sequence[BulkResult]:
    """Return what became of the patents: the refused first; None: all pages."""
    query = (
        sa.select(BulkResult)
        .where(BulkResult.bulk_action_id == action_id)
        .options(joinedload(BulkResult.patent), joinedload(BulkResult.offer))
        .order_by(BulkResult.is_done, BulkResult.id)
    )
    if page is not None:
        query = query.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return session.scalars(query).all()
