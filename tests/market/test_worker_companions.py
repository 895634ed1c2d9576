"""What goes on beside the jobs of the worker."""

from threading import Event

import pytest

from market import worker
from market.db import session, transaction
from market.jobs import Job, JobState, enqueue
from market.worker import Companion, worker_command
from tests.market.factories import NOON


@pytest.fixture
def queue(app):
    with app.app_context(), transaction() as writing:
        return enqueue(writing, "long", {}, queued_at=NOON).id


def run(app, tasks, companion, *arguments):
    command = worker_command(tasks, (), (companion,))
    outcome = app.test_cli_runner().invoke(command, arguments)
    assert outcome.exit_code == 0, outcome.output


def test_a_companion_goes_on_while_a_job_runs(app, queue, monkeypatch):
    seen, stopping = Event(), Event()

    def long(_progress, _argument):
        assert seen.wait(10)
        stopping.set()

    def until(stop):
        assert session() is not None
        seen.set()
        stop.wait(10)

    # The worker itself stops by a signal, which a test's thread cannot take.
    work = worker.work
    monkeypatch.setattr(
        worker, "work", lambda tasks, chores, _stop: work(tasks, chores, stopping)
    )

    run(app, {"long": long}, Companion(until, lambda: None))

    with app.app_context():
        assert session().get_one(Job, queue).state == JobState.DONE


def test_a_worker_that_stops_when_idle_does_it_once_at_the_end(app, queue):
    order = []
    companion = Companion(
        lambda _stop: order.append("beside"), lambda: order.append("once")
    )

    run(app, {"long": lambda *_: order.append("job")}, companion, "--until-idle")

    assert order == ["job", "once"]
