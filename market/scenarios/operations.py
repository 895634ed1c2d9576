"""Ask for a simulation run, and stop one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from market.accounts.models import Organisation, User
from market.jobs import JobState, enqueue
from market.scenarios.models import Run

TASK = "simulate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a policymaker asks: one baseline against reforms.

    Attributes
    ----------
    baseline : str
        Name of a shipped scenario.
    reforms : tuple of str
        Names of shipped scenarios.
    firms : int
        Size of the sample [1].
    replications : int
        Pairs of runs on common random numbers [1].
    seed : int
        The same seed gives the same outcome.
    """

    baseline: str
    reforms: tuple[str, ...]
    firms: int
    replications: int
    seed: int


def ask(
    session: Session,
    question: Question,
    *,
    organisation: Organisation,
    asked_by: User,
    asked_at: datetime,
) -> Run:
    """Put a run in the queue of the worker."""
    token = secrets.token_urlsafe(16)
    job = enqueue(session, TASK, {"token": token}, queued_at=asked_at)
    run = Run(
        token=token,
        organisation_id=organisation.id,
        asked_by_id=asked_by.id,
        asked_at=asked_at,
        baseline=question.baseline,
        reforms=list(question.reforms),
        firms=question.firms,
        replications=question.replications,
        seed=question.seed,
        job_id=job.id,
    )
    session.add(run)
    session.flush()  # A token that exists already must fail here.
    return run


def cancel(run: Run, *, cancelled_at: datetime) -> None:
    """Stop a run: at once while it waits, at its next step while it works."""
    job = run.job
    if job.state == JobState.QUEUED:
        job.state, job.finished_at = JobState.CANCELLED, cancelled_at
    elif job.state == JobState.RUNNING:
        job.cancel_asked = True
