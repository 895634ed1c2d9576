"""A policymaker asks, watches, reads; wrong input stands beside its box."""

import json
from threading import Event

import pytest

from app import CHORES, TASKS
from market import worker
from market.accounts.models import OrganisationKind, RoleName
from market.db import transaction
from market.jobs import Job, JobState
from market.scenarios.models import Run

QUESTION = {
    "baseline": "national",
    "reforms": ["staged"],
    "firms": "100",
    "replications": "2",
    "seed": "7",
}


@pytest.fixture
def policymaker(make, sign_in):
    bureau = make.body(OrganisationKind.GOVERNMENT)
    return sign_in(make.user(bureau, RoleName.POLICYMAKER))


def work(app):
    with app.app_context():
        worker.work(TASKS, CHORES, Event(), until_idle=True)


def ask(client, **changes):
    return client.post("/policy/", data=QUESTION | changes)


def test_a_run_is_asked_done_by_the_worker_and_read(app, policymaker):
    page = ask(policymaker).location

    assert "Waiting for the worker" in policymaker.get(page).text
    work(app)
    outcome = policymaker.get(page).text

    assert "Staged fees" in outcome
    assert outcome.count("<svg") == 2
    assert "Negotiation cost" in outcome
    assert "style=" not in outcome


def test_the_outcome_reads_in_chinese_too(app, make, sign_in):
    bureau = make.body()
    client = sign_in(make.user(bureau, RoleName.POLICYMAKER), "zh")
    page = ask(client).location

    work(app)

    assert "技术获取成本" in client.get(page).text


def test_the_page_and_the_command_line_tell_the_same(app, policymaker):
    from simulation.experiment import compare
    from simulation.scenario import load

    page = ask(policymaker).location
    work(app)

    told = json.loads(policymaker.get(f"{page}/outcome.json").data)

    summary = compare(
        load("national"), [load("staged")], replications=2, seed=7, firms=100
    )
    assert told == json.loads(json.dumps(summary.as_json()))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reforms": []}, "Tick at least one reform"),
        ({"reforms": ["national"]}, "cannot be its own reform"),
        ({"reforms": ["../../etc/passwd"]}, "not on offer"),
        ({"baseline": "nowhere"}, "not on offer"),
        ({"firms": "1000000"}, "between 100 and 10000"),
        ({"firms": "-1"}, "between 100 and 10000"),
        ({"firms": "many"}, "Not a valid integer"),
        ({"replications": "1"}, "between 2 and 200"),
        ({"seed": "1e9"}, "Not a valid integer"),
    ],
)
def test_wrong_input_stands_beside_its_box_and_asks_nothing(
    app, policymaker, session, changes, message
):
    answer = ask(policymaker, **changes)

    assert answer.status_code == 422
    assert message in answer.text
    assert session.query(Run).count() == 0


def test_a_waiting_run_can_be_cancelled(app, policymaker, session):
    page = ask(policymaker).location

    policymaker.post(f"{page}/cancel")
    work(app)

    assert session.query(Job).one().state == JobState.CANCELLED
    assert "stopped before it ended" in policymaker.get(page).text


def test_a_running_run_stops_at_its_next_pair(app, policymaker, session):
    page = ask(policymaker).location
    with app.app_context(), transaction() as writing:
        writing.query(Job).one().cancel_asked = True

    work(app)

    assert session.query(Job).one().state == JobState.CANCELLED
    assert session.query(Run).one().outcome is None
    assert policymaker.get(f"{page}/outcome.json").status_code == 404


def test_another_organisation_does_not_see_the_run(app, make, sign_in, policymaker):
    page = ask(policymaker).location
    stranger = sign_in(make.user(make.body(), RoleName.POLICYMAKER))

    assert stranger.get(page).status_code == 404
    assert stranger.post(f"{page}/cancel").status_code == 404
    assert stranger.get("/policy/").text.count(page) == 0


def test_a_waiting_page_asks_for_the_bar_and_then_for_the_outcome(app, policymaker):
    page = ask(policymaker).location

    assert "Waiting for the worker" in policymaker.get(f"{page}/progress").text
    work(app)

    assert policymaker.get(f"{page}/progress").headers["HX-Refresh"] == "true"
