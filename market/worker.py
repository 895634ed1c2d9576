"""The worker: one process that takes jobs from the database, one after another.

A job is claimed in a short transaction and done outside of it, so that no lock is
held while it works. A job whose worker was killed is claimed again once its heartbeat
is old; its task goes on from what it committed.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any

import click
import sqlalchemy as sa
from flask import Flask, current_app
from flask.cli import with_appcontext

from market import clock
from market.db import transaction
from market.errors import MarketError
from market.jobs import Job, JobState

HEARTBEAT_SECONDS = 5
# Three heartbeats missed: the worker that held the job is gone.
LOST_AFTER = timedelta(seconds=3 * HEARTBEAT_SECONDS)
TELL_EVERY = timedelta(seconds=1)
PAUSE_SECONDS = 0.5
MOST_ATTEMPTS = 3
# A companion that is slow to stop is left: it must bear a kill at any time.
STOPPING_SECONDS = 5

log = logging.getLogger(__name__)

Task = Callable[["Progress", dict[str, Any]], None]
Chore = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Companion:
    """What goes on beside the jobs, however long one takes, in a thread of its own.

    `until` goes on until the event is set; `once` does what there is to do now, for a
    worker that stops when the queue is empty.
    """

    until: Callable[[Event], None]
    once: Chore


class Cancelled(Exception):
    """Somebody asked to stop this job."""


class Progress:
    """What a task tells while it works; raises Cancelled when asked to stop."""

    def __init__(self, job_id: int) -> None:
        self.job_id = job_id
        self._told_at: datetime | None = None

    def __call__(self, done: int, total: int) -> None:
        """Record that `done` of `total` parts are finished."""
        now = clock.now_utc()
        if self._told_at and done < total and now - self._told_at < TELL_EVERY:
            return  # Often enough for a person, seldom enough for the database.
        self._told_at = now
        with transaction() as session:
            job = session.get_one(Job, self.job_id)
            job.done, job.total = done, total
            cancelled = job.cancel_asked
        if cancelled:
            raise Cancelled


def worker_command(
    tasks: Mapping[str, Task],
    chores: Iterable[Chore],
    companions: Iterable[Companion] = (),
) -> click.Command:
    """Return ``flask worker``: chores between jobs, companions beside them."""

    @click.command("worker", help="Do jobs from the queue until told to stop.")
    @click.option("--until-idle", is_flag=True, help="Stop when the queue is empty.")
    @with_appcontext
    def command(until_idle: bool) -> None:
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        if until_idle:
            work(tasks, chores, stop, until_idle=True)
            for companion in companions:
                _attempt(companion.once)
            return
        with _beside(companions, stop):
            work(tasks, chores, stop)

    return command


def work(
    tasks: Mapping[str, Task],
    chores: Iterable[Chore],
    stop: Event,
    *,
    until_idle: bool = False,
) -> int:
    """Do jobs until told to stop, and return how many were done.

    Parameters
    ----------
    tasks : mapping
        What to call for each task's name, with a Progress and the job's argument.
    chores : iterable
        What to call between jobs, such as sending mail.
    stop : Event
        Set by a signal; the job at hand is finished first.
    until_idle : bool
        Return when the queue is empty instead of waiting for more.
    """
    finished = 0
    while not stop.is_set():
        for chore in chores:
            _attempt(chore)
        job_id = _claim(clock.now_utc())
        if job_id is not None:
            _do(job_id, tasks)
            finished += 1
        elif until_idle:
            break
        else:
            stop.wait(PAUSE_SECONDS)
    return finished


def _attempt(chore: Chore) -> None:
    try:
        chore()
    except Exception:  # The outermost loop: a mail server that is down stops no job.
        log.exception("A chore of the worker failed and is tried again")


def _claim(now: datetime) -> int | None:
    """Take the oldest job that is queued, or whose worker is lost."""
    lost = sa.and_(Job.state == JobState.RUNNING, Job.heartbeat_at < now - LOST_AFTER)
    query = (
        sa.select(Job)
        .where(sa.or_(Job.state == JobState.QUEUED, lost))
        .order_by(Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    with transaction() as session:
        job = session.scalar(query)
        if job is None:
            return None
        job.state, job.attempts = JobState.RUNNING, job.attempts + 1
        job.started_at = job.started_at or now
        job.heartbeat_at = now
        return job.id


def _do(job_id: int, tasks: Mapping[str, Task]) -> None:
    with transaction() as session:
        job = session.get_one(Job, job_id)
        name, argument, attempts = job.task, dict(job.argument), job.attempts
    if attempts > MOST_ATTEMPTS:
        _finish(job_id, JobState.FAILED, *_GAVE_UP)
        return
    try:
        with _heartbeat(job_id):
            tasks[name](Progress(job_id), argument)
    except Cancelled:
        _finish(job_id, JobState.CANCELLED)
    except MarketError as error:
        _finish(job_id, JobState.FAILED, error.zh, error.en)
    except Exception:  # The outermost loop: one bad job must not end the others.
        log.exception("Job %s (%s) failed", job_id, name)
        _finish(job_id, JobState.FAILED, *_BROKE)
    else:
        _finish(job_id, JobState.DONE)


@contextmanager
def _beside(companions: Iterable[Companion], stop: Event) -> Iterator[None]:
    """Run each companion in a thread until the worker stops."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]

    def run(companion: Companion) -> None:
        with app.app_context():
            companion.until(stop)

    threads = [Thread(target=run, args=(each,), daemon=True) for each in companions]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(STOPPING_SECONDS)


@contextmanager
def _heartbeat(job_id: int) -> Iterator[None]:
    """Say every few seconds that the worker lives, however long a task is silent."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    done = Event()

    def beat() -> None:
        while not done.wait(HEARTBEAT_SECONDS):
            with app.app_context(), transaction() as session:
                session.get_one(Job, job_id).heartbeat_at = clock.now_utc()

    thread = Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _finish(job_id: int, state: JobState, zh: str = "", en: str = "") -> None:
    with transaction() as session:
        job = session.get_one(Job, job_id)
        job.state, job.message_zh, job.message_en = state, zh, en
        job.finished_at = clock.now_utc()


_GAVE_UP = (
    "作业多次中断，已停止重试。请重新提交；若再次发生，请告知平台运营方。",
    "The job was interrupted several times and was given up. "
    "Ask for it again; if it happens again, tell the operator.",
)
_BROKE = (
    "作业因系统错误未能完成，数据未受影响。请重新提交；若再次发生，请告知平台运营方。",
    "The job ended with an error on our side; nothing else was changed. "
    "Ask for it again; if it happens again, tell the operator.",
)
