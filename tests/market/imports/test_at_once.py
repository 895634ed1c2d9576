"""Several workers, and one that a signal ends: each file is imported once."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from market.db import session as market_session
from market.imports import tasks
from market.imports.models import ImportFault, ImportState
from tests.market.imports.tables import lose_job, many, with_faults


def test_two_imports_of_one_office_at_once_add_nothing_twice(
    app, member, rehearsed, held
):
    addresses = [rehearsed(many(2500)) for _ in range(2)]
    for address in addresses:
        member.post(address)

    def work(address):
        with app.app_context():
            token = address.rsplit("/", 1)[1]
            tasks.import_patents(lambda *_: None, {"token": token})

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, addresses))

    assert len(held()) == 2500


def test_a_worker_killed_half_way_is_followed_by_one_that_ends_it(
    app, member, rehearsed, session, import_row, held
):
    address = rehearsed(with_faults(4000))
    member.post(address)
    environment = os.environ | {
        "DATABASE_URL": _address(app),
        "INSTANCE_DIR": app.config["INSTANCE_DIR"],
        "PYTHONPATH": ".",
    }
    command = [sys.executable, "-m", "flask", "--app", "app", "worker"]
    first = subprocess.Popen([*command, "--until-idle"], env=environment)
    _wait(lambda: import_row(address).position >= 1000)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert import_row(address).state is ImportState.IMPORTING
    stopped_at = import_row(address).position
    lose_job(session)

    subprocess.run([*command, "--until-idle"], env=environment, check=True, timeout=120)

    found = import_row(address)
    assert 0 < stopped_at < found.position == 8004
    assert (found.state, found.added, found.refused) == (ImportState.IMPORTED, 8000, 4)
    assert session.scalar(sa.select(sa.func.count(ImportFault.id))) == 4
    assert len(held()) == 8000


def _address(app):
    with app.app_context():
        engine = market_session().get_bind()
        return engine.url.render_as_string(hide_password=False)


def _wait(is_so, seconds=60):
    for _ in range(seconds * 50):
        if is_so():
            return
        time.sleep(0.02)
    raise AssertionError("It did not come to pass")
