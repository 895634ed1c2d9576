"""A market with made-up listings and an index, and the worker that feeds it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from time import perf_counter, sleep

import sqlalchemy as sa
from flask import Flask

from benchmarks.filled import fill
from market.catalogue.models import Patent
from market.db import session, transaction
from market.search.asked import Asked
from market.search.index import root_of
from market.search.queries import find

LONGEST_WAIT_S = 60.0
POLL_S = 0.01


class BenchFailed(Exception):
    """The product did not do what was to be measured."""


@contextmanager
def market(folder: Path, count: int) -> Iterator[Flask]:
    """Give the application on a new SQLite file with `count` open offers."""
    url = f"sqlite:///{folder / 'market.sqlite'}"
    if not (folder / "market.sqlite").exists():
        fill(url, count)
    settings = {
        "DATABASE_URL": url,
        "INSTANCE_DIR": str(folder),
        "SECRET_KEY": "benchmarks",
        "SECURITY_PASSWORD_SALT": "benchmarks",
    }
    # Nothing imports app.py by name: it is the outermost layer.
    app: Flask = import_module("app").create_app(settings)
    try:
        yield app
    finally:
        app.extensions["engine"].dispose()


def rebuild_s(app: Flask) -> float:
    """Build the index by the command; return how long it took [s].

    Raises
    ------
    BenchFailed
        When the command fails.
    """
    begun = perf_counter()
    done = app.test_cli_runner().invoke(args=["search", "rebuild"])
    took_s = perf_counter() - begun
    if done.exit_code:
        raise BenchFailed(done.output) from done.exception
    return took_s


def index_bytes(app: Flask) -> int:
    """Return how much the index takes on disk [bytes]."""
    root = root_of(app.config["INSTANCE_DIR"])
    return sum(file.stat().st_size for file in root.rglob("*") if file.is_file())


def searched_texts(app: Flask) -> Iterator[tuple[int, str]]:
    """Yield the number and the texts of each patent, as another engine takes them."""
    texts = (Patent.title, Patent.title_en, Patent.abstract, Patent.summary_en)
    wanted = sa.select(Patent.id, *texts).execution_options(yield_per=1_000)
    with app.extensions["reading_engine"].begin() as connection:
        for number, *found in connection.execute(wanted):
            yield number, "\n".join(found)


@contextmanager
def worker(app: Flask) -> Iterator[None]:
    """Run ``flask worker`` on the application's database and index."""
    keys = ("DATABASE_URL", "INSTANCE_DIR", "SECRET_KEY", "SECURITY_PASSWORD_SALT")
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "app", "worker"],
        env=os.environ | {key: app.config[key] for key in keys},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(LONGEST_WAIT_S)


def found_after_s(app: Flask, patent_id: int, word: str) -> float:
    """Commit a new title, and return after what time it is found [s].

    Raises
    ------
    BenchFailed
        When it is not found for a minute.
    """
    with app.app_context(), transaction() as writing:
        writing.get_one(Patent, patent_id).title = word
    begun = perf_counter()
    while perf_counter() - begun < LONGEST_WAIT_S:
        with app.app_context():
            if find(session(), Asked(text=word)).total:
                return perf_counter() - begun
        sleep(POLL_S)
    raise BenchFailed(f"{word} was not found within {LONGEST_WAIT_S} s.")
