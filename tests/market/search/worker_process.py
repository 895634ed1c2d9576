"""A real worker in a process of its own, and changes made while it runs."""

import os
import subprocess
import sys
import time

import numpy as np
import sqlalchemy as sa

from market.search import index
from market.search.change_log import pending
from market.search.check import differences

PATIENCE_SECONDS = 60


def environment_of(app):
    return os.environ | {
        "DATABASE_URL": app.config["DATABASE_URL"],
        "INSTANCE_DIR": app.config["INSTANCE_DIR"],
    }


def start(app):
    """Start a worker; who starts it ends it."""
    command = [sys.executable, "-m", "flask", "--app", "app", "worker"]
    return subprocess.Popen(
        command, env=environment_of(app), stderr=subprocess.PIPE, text=True
    )


def catch_up(app):
    """Run a worker until no change waits, and stop it."""
    worker = start(app)
    try:
        wait_until(lambda: is_fed(app))
    finally:
        worker.terminate()
        _out, said = worker.communicate(timeout=PATIENCE_SECONDS)
    assert "Traceback" not in said, said


def wait_until(holds):
    """Wait until something holds; return how long it took [s]."""
    began = time.monotonic()
    while not holds():
        waited = time.monotonic() - began
        assert waited < PATIENCE_SECONDS, "waited too long"
        time.sleep(0.02)
    return time.monotonic() - began


def is_fed(app):
    """Say whether there is an index and no change waits."""
    with app.app_context():
        return index.current_folder(index.root()) is not None and not pending()


def faults(app, day):
    with app.app_context():
        return list(differences(index.searcher(), day=day))


def change_at_random(engine, chance, offers):
    """Rename a patent, write a listing's text or withdraw an offer, and commit."""
    kind = chance.choice(3, p=[0.6, 0.37, 0.03])
    statement = (
        "UPDATE patent SET title = :word WHERE id = :id",
        "UPDATE offer SET listing_text_zh = :word WHERE id = :id AND state = 'open'",
        "UPDATE offer SET state = 'withdrawn', closed_on = :day"
        " WHERE id = :id AND state = 'open'",
    )[kind]
    given = {
        "id": int(chance.integers(1, offers + 1)),
        "word": "".join(chance.choice(list("石墨烯陶瓷薄膜催化"), 4)),
        "day": "2026-11-24",
    }
    with engine.begin() as connection:
        connection.execute(sa.text(statement), given)


def chance_of(seed):
    return np.random.default_rng(seed)
