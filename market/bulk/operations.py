"""Ask for a bulk action, do what was rehearsed, stop it, go on with it."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.bulk.models import BulkAction
from market.catalogue.models import Patent
from market.errors import NotFound, Refused, Unacceptable
from market.jobs import Job, JobState, enqueue
from market.licensing.acts import Act

TASK = "bulk"
MOST_PATENTS = 5_000
MOST_WAITING = 5
AT_WORK = (JobState.QUEUED, JobState.RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which action, with what typed once, on which patents."""

    action: str
    argument: Mapping[str, Any]
    patent_ids: Collection[int]


def rehearse(session: Session, act: Act, asked: Asked) -> BulkAction:
    """Let the worker say what would become of each patent, changing nothing.

    Raises
    ------
    NotFound
        When a patent is not the office's.
    Unacceptable
        For no patent, or too many of them.
    Refused
        When many bulk actions of the office wait already.
    """
    patent_ids = list(dict.fromkeys(asked.patent_ids))
    _check_few(patent_ids)
    _refuse_unknown(session, act.organisation_id, patent_ids)
    _refuse_many(session, act.organisation_id)
    return _queued(
        session,
        act,
        BulkAction(
            action=asked.action,
            argument=dict(asked.argument),
            patent_ids=patent_ids,
            is_rehearsal=True,
        ),
    )


def confirm(session: Session, act: Act, rehearsed: BulkAction) -> BulkAction:
    """Let the worker do what was rehearsed.

    Raises
    ------
    Refused
        When the rehearsal is not finished, or many wait already.
    """
    if not rehearsed.is_rehearsal or rehearsed.job.state != JobState.DONE:
        raise Refused(
            "试运行尚未完成，不能执行。请等它完成，或重新选择。",
            "The rehearsal is not finished. Wait for it, or choose again.",
        )
    _refuse_many(session, act.organisation_id)
    return _queued(
        session,
        act,
        BulkAction(
            action=rehearsed.action,
            argument=dict(rehearsed.argument),
            patent_ids=list(rehearsed.patent_ids),
            is_rehearsal=False,
        ),
    )


def cancel(session: Session, asked: BulkAction, *, cancelled_at: datetime) -> None:
    """Stop at once while it waits, after the patent at hand while it works."""
    job = session.get_one(
        Job, asked.job_id, with_for_update=True, populate_existing=True
    )
    if job.state == JobState.RUNNING:
        job.cancel_asked = True
    elif job.state == JobState.QUEUED:
        job.state, job.finished_at = JobState.CANCELLED, cancelled_at


def go_on(session: Session, asked: BulkAction, *, asked_at: datetime) -> None:
    """Let the worker go on with what was stopped; what is done stays as it is.

    Raises
    ------
    Refused
        When it is at work, or finished.
    """
    if asked.job.state not in (JobState.FAILED, JobState.CANCELLED):
        raise Refused(
            "这项批量操作没有中断，无需继续。",
            "This action was not stopped, so there is nothing to go on with.",
        )
    job = enqueue(session, TASK, {"token": asked.token}, queued_at=asked_at)
    asked.job_id = job.id


def _queued(session: Session, act: Act, asked: BulkAction) -> BulkAction:
    asked.token = secrets.token_urlsafe(32)
    asked.organisation_id, asked.asked_by_id = act.organisation_id, act.user_id
    asked.as_admin, asked.address = act.as_admin, act.address
    asked.asked_at = act.placed_at
    job = enqueue(session, TASK, {"token": asked.token}, queued_at=act.placed_at)
    asked.job_id = job.id
    session.add(asked)
    session.flush()
    return asked


def _check_few(patent_ids: Collection[int]) -> None:
    if not patent_ids:
        raise Unacceptable(
            "没有选择专利。请在专利列表中勾选。",
            "No patent is chosen. Tick some in the list of patents.",
        )
    if len(patent_ids) > MOST_PATENTS:
        raise Unacceptable(
            f"一次最多 {MOST_PATENTS} 件专利。请缩小筛选范围。",
            f"At most {MOST_PATENTS} patents at once. Narrow the list.",
        )


def _refuse_unknown(
    session: Session, organisation_id: int, patent_ids: list[int]
) -> None:
    query = sa.select(sa.func.count(Patent.id)).where(
        Patent.organisation_id == organisation_id, Patent.id.in_(patent_ids)
    )
    unknown = len(patent_ids) - (session.scalar(query) or 0)
    if unknown:
        raise NotFound(
            f"所选专利中有 {unknown} 件不存在，或不属于您的单位。请重新选择。",
            f"Of the patents chosen {unknown} are not there or not your "
            "organisation's. Choose again.",
        )


def _refuse_many(session: Session, organisation_id: int) -> None:
    query = (
        sa.select(sa.func.count(BulkAction.id))
        .join(BulkAction.job)
        .where(BulkAction.organisation_id == organisation_id, Job.state.in_(AT_WORK))
    )
    if (session.scalar(query) or 0) >= MOST_WAITING:
        raise Refused(
            f"本单位已有 {MOST_WAITING} 项批量操作在等待。请等其中一项完成后再试。",
            f"{MOST_WAITING} bulk actions of your office wait already. Wait until "
            "one of them is done.",
        )
