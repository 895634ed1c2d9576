"""Work for the worker: a row in the database, so that it survives every restart."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from market.db import Base, Id, Instant, words


class JobState(enum.StrEnum):
    """How far a job has come."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job(Base):
    """One piece of work: its task, what it works on, and how far it has come."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    task: Mapped[str] = mapped_column(sa.String(60))
    argument: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    state: Mapped[JobState] = mapped_column(words(JobState), index=True)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    attempts: Mapped[int] = mapped_column(default=0)
    message_zh: Mapped[str] = mapped_column(sa.Text, default="")
    message_en: Mapped[str] = mapped_column(sa.Text, default="")
    queued_at: Mapped[datetime] = mapped_column(Instant)
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    heartbeat_at: Mapped[datetime | None] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)


def enqueue(
    session: Session, task: str, argument: dict[str, Any], *, queued_at: datetime
) -> Job:
    """Put a piece of work in the queue, in the transaction of its cause."""
    job = Job(task=task, argument=argument, state=JobState.QUEUED, queued_at=queued_at)
    session.add(job)
    session.flush()  # The caller refers to job.id.
    return job
