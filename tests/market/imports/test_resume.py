"""An import that is stopped, killed, repeated or done twice at once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from market.catalogue.models import Patent
from market.db import transaction
from market.imports import blocks, course, tasks
from market.imports.models import ImportFault, ImportState, PatentImport
from market.jobs import Job, JobState
from market.worker import Cancelled
from tests.market.imports.tables import lose_job, many, send, with_faults


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK_ROWS", 10)


@pytest.fixture
def small_begun(small_blocks, member, rehearsed):
    """Rehearse a file in small blocks and ask for its import; return its page."""

    def begun(content, client=member):
        address = rehearsed(content, client=client)
        client.post(address)
        return address

    return begun


def state(session, import_id):
    """Return everything that an import leaves behind, but for its numbers."""
    found = session.get(PatentImport, import_id, populate_existing=True)
    counts = (found.position, found.added, found.updated, found.unchanged)
    faults = sa.select(
        ImportFault.row, ImportFault.column, ImportFault.value, ImportFault.reason_en
    ).where(ImportFault.import_id == import_id)
    held = sa.select(Patent.number, Patent.title).where(
        Patent.organisation_id == found.organisation_id
    )
    return (
        (found.state, *counts, found.refused),
        sorted(map(tuple, session.execute(faults))),
        sorted(map(tuple, session.execute(held))),
    )


class Killed(BaseException):
    """Ends a worker as a signal would: nothing catches it."""


@contextmanager
def dying_after(count):
    """Let the worker die in the block that follows so many."""
    write, begun = course.write_block, []

    def dying(*given, **named):
        begun.append(1)
        plan = write(*given, **named)
        if len(begun) > count:
            raise Killed
        return plan

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(course, "write_block", dying)
        yield


@pytest.fixture
def undisturbed(make, sign_in, small_begun, do_jobs, import_row):
    """Return what the import of a file leaves behind where nothing stops it."""

    def left(session, content):
        client = sign_in(make.user(make.office(), "office_member"))
        address = small_begun(content, client)
        do_jobs()
        return state(session, import_row(address).id)

    return left


@pytest.mark.parametrize("count", [0, 1, 3, 5])
def test_an_import_that_died_goes_on_where_it_stopped(
    small_begun, undisturbed, do_jobs, session, import_row, count
):
    expected = undisturbed(session, with_faults(30))
    address = small_begun(with_faults(30))
    with dying_after(count), pytest.raises(Killed):
        do_jobs()
    assert import_row(address).position == 10 * count
    lose_job(session)

    assert do_jobs() == 1

    ended = state(session, import_row(address).id)
    assert ended == expected
    assert ended[0][:3] == (ImportState.IMPORTED, 64, 60)


def test_a_patent_named_before_the_stop_is_not_taken_again_after_it(
    small_begun, do_jobs, bring, session, import_row
):
    bring("number,appno,title\nCN111950393B,202010722304.4,a\n")
    filler = many(20).partition("\n")[2]
    address = small_begun(f"number,title\nCN111950393B,b\n{filler}\n202010722304.4,c\n")
    with dying_after(1), pytest.raises(Killed):
        do_jobs()
    lose_job(session)

    do_jobs()

    found = import_row(address)
    assert (found.added, found.updated, found.refused) == (20, 1, 1)


def test_the_job_repeated_changes_nothing(app, member, rehearsed, do_jobs, session):
    address = rehearsed(with_faults(30))
    member.post(address)
    do_jobs()
    token = address.rsplit("/", 1)[1]
    before = state(session, 1)

    with app.app_context():
        tasks.import_patents(lambda *_: None, {"token": token})

    assert state(session, 1) == before


def test_the_file_repeated_is_all_unchanged(member, rehearsed, do_jobs, import_row):
    for _ in range(2):
        address = rehearsed(with_faults(30))
        member.post(address)
        do_jobs()

    found = import_row(address)
    assert (found.added, found.updated, found.unchanged) == (0, 0, 60)


def test_another_file_in_its_place_is_not_gone_on_with(
    app, member, rehearsed, do_jobs, import_row
):
    address = rehearsed(with_faults(30))
    member.post(address)
    token = address.rsplit("/", 1)[1]
    folder = app.config["INSTANCE_DIR"]
    office = import_row(address).organisation_id
    with open(f"{folder}/uploads/{office}/{token}.sent", "a") as file:
        file.write("\nUS8930553,x")

    do_jobs()

    assert import_row(address).state is ImportState.REFUSED
    assert "not the one that was uploaded" in member.get(address).text


def test_a_stopped_import_keeps_whole_blocks_and_says_so(
    member, small_begun, do_jobs, held, import_row
):
    address = small_begun(many(30))
    with stopped_after_a_block():
        do_jobs()

    assert import_row(address).state is ImportState.CANCELLED
    assert len(held()) == 10
    assert "The 10 rows that were done stay" in member.get(address).text
    assert member.post(f"{address}/again").status_code == 303
    do_jobs()
    assert (import_row(address).added, import_row(address).unchanged) == (20, 10)


@contextmanager
def stopped_after_a_block():
    """Let somebody ask to stop while the first block is at work."""

    def told(_self, done, _total):
        if done:
            raise Cancelled

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("market.worker.Progress.__call__", told)
        yield


def test_a_waiting_import_is_stopped_at_once(member, rehearsed, do_jobs, held):
    address = rehearsed(many(3))
    member.post(address)

    assert member.post(f"{address}/cancel").status_code == 303

    assert do_jobs() == 0
    assert held() == []
    assert "Import stopped" in member.get(address).text


def test_a_running_job_is_asked_to_stop(app, member, session):
    address = send(member, many(3)).location
    with app.app_context(), transaction() as writing:
        writing.execute(sa.update(Job).values(state=JobState.RUNNING))

    member.post(f"{address}/cancel")

    assert session.scalars(sa.select(Job.cancel_asked)).all() == [True]


def test_a_broken_import_can_be_gone_on_with(member, rehearsed, do_jobs, import_row):
    address = rehearsed(many(3))
    member.post(address)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(course, "write_block", lambda *_, **__: 1 // 0)
        do_jobs()
    assert "Import interrupted" in member.get(address).text

    assert member.post(f"{address}/again").status_code == 303
    do_jobs()

    assert import_row(address).added == 3


def test_one_import_that_two_workers_hold_is_done_once(
    app, small_begun, session, import_row
):
    address = small_begun(with_faults(100))
    token = address.rsplit("/", 1)[1]

    def work(_):
        with app.app_context():
            tasks.import_patents(lambda *_: None, {"token": token})

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))

    found = import_row(address)
    assert (found.added, found.position, found.refused) == (200, 204, 4)
    assert session.scalar(sa.select(sa.func.count(ImportFault.id))) == 4
