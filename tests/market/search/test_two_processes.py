"""A worker in another process: what it indexes is read here, and it may be killed."""

import signal
from datetime import date

import pytest
import sqlalchemy as sa
import tantivy

from market import clock
from market.search import index, schema
from market.search.text import pieces
from tests.market.search import worker_process as process

OFFERS = 40


@pytest.fixture
def offers(app, make):
    """Commit open offers, each on its own patent, of the same numbers."""
    office = make.office()
    member = make.user(office, "office_member")
    terms_end = {"expires_on": date(2099, 1, 1)}
    return [
        make.offer(make.patent(office, **terms_end), office, member)
        for _ in range(OFFERS)
    ]


@pytest.fixture
def worker(app):
    started = process.start(app)
    yield started
    started.send_signal(signal.SIGTERM)
    _out, said = started.communicate(timeout=process.PATIENCE_SECONDS)
    assert "Traceback" not in said, said
    assert started.returncode == 0


def count_of(app, text):
    query = tantivy.Query.phrase_query(
        schema.schema(), schema.BODY, list(pieces(text).placed)
    )
    with app.app_context():
        return index.count_of(index.searcher(), query)


def change(app, statement):
    with app.extensions["engine"].begin() as connection:
        connection.execute(sa.text(statement))


@pytest.mark.usefixtures("offers", "worker")
def test_a_changed_offer_is_found_and_a_withdrawn_one_gone(app):
    process.wait_until(lambda: process.is_fed(app))
    assert count_of(app, "用于废水处理") == OFFERS

    change(app, "UPDATE patent SET title = '一种石墨烯薄膜' WHERE id = 1")
    process.wait_until(lambda: count_of(app, "石墨烯薄膜") == 1)
    change(
        app,
        "UPDATE offer SET state = 'withdrawn', closed_on = '2026-11-24' WHERE id = 1",
    )
    process.wait_until(lambda: count_of(app, "石墨烯薄膜") == 0)

    assert count_of(app, "用于废水处理") == OFFERS - 1


def kill_and_compare(app, chance, *, changes):
    """Kill a worker at a random point during changes; return what differs at last."""
    doomed = process.start(app)
    point = int(chance.integers(changes))
    try:
        process.wait_until(lambda: process.is_fed(app))
        for number in range(changes):
            process.change_at_random(app.extensions["engine"], chance, OFFERS)
            if number == point:
                doomed.kill()
    finally:
        doomed.kill()
        doomed.communicate()
    process.catch_up(app)
    return process.faults(app, clock.today())


@pytest.mark.usefixtures("offers")
def test_a_worker_killed_at_any_point_leaves_no_difference(app):
    chance = process.chance_of(20261124)

    assert [kill_and_compare(app, chance, changes=100) for _ in range(2)] == [[], []]


@pytest.mark.soak
@pytest.mark.usefixtures("offers")
@pytest.mark.parametrize("seed", range(100))
def test_a_worker_killed_during_a_thousand_changes_leaves_no_difference(app, seed):
    assert kill_and_compare(app, process.chance_of(seed), changes=1_000) == []
