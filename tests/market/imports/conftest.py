"""Files brought into a catalogue: at once, or by the worker."""

import hashlib
from threading import Event
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from app import CHORES, TASKS
from market import worker
from market.catalogue.models import Patent
from market.db import session as market_session
from market.db import transaction
from market.history import Author, Source
from market.imports import course, operations, queries, uploads
from market.imports.blocks import read_rows
from market.imports.files import read_file
from market.imports.models import PatentImport
from tests.market.factories import NOON
from tests.market.imports.tables import send


@pytest.fixture
def office(make):
    return make.office(code="U1")


@pytest.fixture
def member(make, office, sign_in):
    return sign_in(make.user(office, "office_member"))


@pytest.fixture
def bring(app, office):
    """Import a text into an office's catalogue; return its counts and findings."""

    def brought(text, *, of=office, columns=None, is_rehearsal=False):
        content = text if isinstance(text, bytes) else text.encode()
        author = Author(happened_at=NOON, organisation_id=of, source=Source.COMMAND)
        received = operations.Received(
            token=uploads.new_token(),
            filename="patents.csv",
            sha256=hashlib.sha256(content).hexdigest(),
        )
        with app.app_context():
            read = read_rows(read_file(content, "patents.csv"), columns or {})
            if is_rehearsal:
                tally, faults = course.rehearsal(of, read, lambda *_: None)
                return SimpleNamespace(summary=tally.summary, faults=faults)
            with transaction() as writing:
                found = operations.receive_here(writing, received, {}, author)
                asked = course.course_of(found, author)
            course.run(asked, read, lambda *_: None, remembered={})
            return outcome_of(asked.import_id)

    return brought


def outcome_of(import_id):
    found = market_session().get_one(PatentImport, import_id)
    faults = queries.faults_of(market_session(), import_id)
    counts = {
        name: getattr(found, name)
        for name in ("added", "updated", "unchanged", "refused")
    }
    summary = ", ".join(f"{count} {name}" for name, count in counts.items())
    return SimpleNamespace(summary=summary, faults=faults, **counts)


@pytest.fixture
def held(session, office):
    """Return the office's patents as the database has them now."""

    def now_held():
        query = sa.select(Patent).where(Patent.organisation_id == office)
        return list(session.scalars(query.order_by(Patent.id)))

    return now_held


@pytest.fixture
def do_jobs(app):
    """Let the worker do all that waits."""

    def done():
        with app.app_context():
            return worker.work(TASKS, CHORES, Event(), until_idle=True)

    return done


@pytest.fixture
def rehearsed(member, do_jobs):
    """Send a file, let the worker rehearse it, return the address of its page."""

    def sent(content, name="patents.csv", client=member):
        address = send(client, content, name).location
        do_jobs()
        return address

    return sent


@pytest.fixture
def import_row(session):
    """Return the row of an import as it stands now, by the address of its page."""

    def found(address):
        token = address.rsplit("/", 1)[1]
        query = sa.select(PatentImport).where(PatentImport.token == token)
        return session.scalars(query).one()

    return found
