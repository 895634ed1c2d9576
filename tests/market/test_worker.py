"""The worker does each job once, survives kills, and stops when asked."""

import subprocess
import sys
from datetime import timedelta
from threading import Event

import pytest

from market import clock
from market.db import session, transaction
from market.errors import Refused
from market.jobs import Job, JobState, enqueue
from market.worker import LOST_AFTER, MOST_ATTEMPTS, work
from tests.market.factories import NOON


@pytest.fixture
def in_app(app):
    with app.app_context():
        yield app


def queue(task="add", **argument):
    with transaction() as writing:
        return enqueue(writing, task, argument, queued_at=NOON).id


def state_of(job_id):
    return session().get_one(Job, job_id)


def do_all(**tasks):
    return work(tasks, (), Event(), until_idle=True)


def test_jobs_are_done_once_and_in_order(in_app):
    seen = []
    for number in (1, 2, 3):
        queue(number=number)

    assert do_all(add=lambda _, given: seen.append(given["number"])) == 3
    assert do_all(add=lambda _, given: seen.append(given["number"])) == 0
    assert seen == [1, 2, 3]


def test_a_job_shows_how_far_it_is(in_app):
    job_id = queue()

    def task(progress, _):
        progress(0, 4)
        assert (state_of(job_id).done, state_of(job_id).total) == (0, 4)
        progress(4, 4)

    do_all(add=task)

    assert (state_of(job_id).done, state_of(job_id).state) == (4, JobState.DONE)


def test_a_cancelled_job_stops_at_its_next_step(in_app):
    job_id = queue()

    def task(progress, _):
        with transaction() as writing:
            writing.get_one(Job, job_id).cancel_asked = True
        progress(1, 2)
        raise AssertionError("went on after it was cancelled")

    do_all(add=task)

    assert state_of(job_id).state == JobState.CANCELLED


def test_a_refused_job_tells_why_in_both_languages(in_app):
    job_id = queue()

    def task(_progress, _given):
        raise Refused("不行。", "It cannot be.")

    do_all(add=task)

    job = state_of(job_id)
    assert (job.state, job.message_zh, job.message_en) == (
        JobState.FAILED,
        "不行。",
        "It cannot be.",
    )


def test_a_broken_job_does_not_stop_the_next(in_app):
    broken, sound = queue("break"), queue("add")

    do_all(**{"break": lambda *_: 1 // 0, "add": lambda *_: None})

    assert state_of(broken).state == JobState.FAILED
    assert state_of(sound).state == JobState.DONE


def test_a_job_whose_worker_was_killed_is_taken_up_again(in_app):
    job_id = queue()
    with transaction() as writing:
        job = writing.get_one(Job, job_id)
        job.state, job.attempts = JobState.RUNNING, 1
        job.heartbeat_at = clock.now_utc() - LOST_AFTER - timedelta(seconds=1)

    assert do_all(add=lambda *_: None) == 1
    assert state_of(job_id).state == JobState.DONE


def test_a_job_that_another_worker_does_is_left_alone(in_app):
    job_id = queue()
    with transaction() as writing:
        job = writing.get_one(Job, job_id)
        job.state, job.heartbeat_at = JobState.RUNNING, clock.now_utc()

    assert do_all(add=lambda *_: None) == 0


def test_a_job_that_keeps_killing_its_worker_is_given_up(in_app):
    job_id = queue()
    with transaction() as writing:
        job = writing.get_one(Job, job_id)
        job.state, job.attempts = JobState.RUNNING, MOST_ATTEMPTS
        job.heartbeat_at = clock.now_utc() - LOST_AFTER - timedelta(seconds=1)

    do_all(add=lambda *_: None)

    assert state_of(job_id).state == JobState.FAILED


def test_a_failing_chore_stops_no_job(in_app):
    job_id = queue()
    tasks = {"add": lambda *_: None}

    work(tasks, [lambda: 1 // 0], Event(), until_idle=True)

    assert state_of(job_id).state == JobState.DONE


def test_the_command_stops_by_itself_when_the_queue_is_empty(in_app):
    command = [sys.executable, "-m", "flask", "--app", "app", "worker", "--until-idle"]
    environment = {
        "DATABASE_URL": in_app.config["DATABASE_URL"],
        "INSTANCE_DIR": in_app.config["INSTANCE_DIR"],
        "PATH": "",
        "PYTHONPATH": ".",
    }

    outcome = subprocess.run(command, env=environment, timeout=60, check=False)

    assert outcome.returncode == 0
