"""An office with patents, and the worker that does its bulk actions."""

import re
from datetime import UTC, datetime
from threading import Event

import pytest
import sqlalchemy as sa

from app import TASKS
from market import worker
from market.bulk.models import BulkAction, BulkResult
from market.catalogue.models import Patent
from market.licensing.models import Offer
from market.submissions import new_nonce
from tests.market.factories import NOON

DRAFT = {
    "pattern": "staged",
    "lane": "ordinary",
    "starts_on": "2026-12-01",
    "ends_on": "2030-12-31",
}
SEND = {"basis": "成本加成", "drafter_states_none": "y", "inventors_state_none": "y"}
TOKEN = re.compile(r"/office/bulk/([A-Za-z0-9_-]{43})")


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("market.clock.now_utc", lambda: NOON)


@pytest.fixture
def office(make):
    return make.office()


@pytest.fixture
def admin(make, office, sign_in):
    return sign_in(make.user(office, "office_admin", name="The admin"))


@pytest.fixture
def member(make, office, sign_in):
    return sign_in(make.user(office, "office_member", name="The member"))


@pytest.fixture
def patents(make, office):
    return [make.patent(office) for _ in range(3)]


@pytest.fixture
def do_jobs(app):
    def done():
        with app.app_context():
            return worker.work(TASKS, (), Event(), until_idle=True)

    return done


@pytest.fixture
def rehearse(do_jobs):
    """Rehearse an action; return the address of its page."""

    def rehearsed(client, action, patent_ids, **typed):
        told = ask(client, action, patent_ids, **typed)
        assert told.status_code == 303, told.text
        do_jobs()
        return told.location

    return rehearsed


@pytest.fixture
def do(do_jobs, rehearse):
    """Rehearse an action and do it; return the address of its report."""

    def done(client, action, patent_ids, **typed):
        address = rehearse(client, action, patent_ids, **typed)
        told = client.post(f"{address}/confirm", data={"nonce": new_nonce()})
        do_jobs()
        return told.location

    return done


@pytest.fixture
def outcome(session):
    """Return (is_done, message) of each patent, by the address of the report."""

    def found(address):
        token = TOKEN.search(address)[1]
        query = (
            sa.select(BulkResult)
            .join(BulkAction, BulkAction.id == BulkResult.bulk_action_id)
            .where(BulkAction.token == token)
            .order_by(BulkResult.patent_id)
        )
        rows = session.scalars(query).all()
        return [(row.is_done, row.message_en) for row in rows]

    return found


@pytest.fixture
def offers(session, office):
    """Return the office's offers, one patent after another."""

    def found():
        query = sa.select(Offer).where(Offer.organisation_id == office)
        return list(session.scalars(query.order_by(Offer.patent_id, Offer.id)))

    return found


@pytest.fixture
def held(session, office):
    """Return the office's patents as they stand."""

    def found():
        query = sa.select(Patent).where(Patent.organisation_id == office)
        return list(session.scalars(query.order_by(Patent.id)))

    return found


def ask(client, action, patent_ids, **typed):
    chosen = ",".join(map(str, patent_ids))
    sent = {"nonce": new_nonce(), "action": action, "patents": chosen}
    return client.post("/office/bulk/new", data=sent | typed)


def at(day):
    return datetime.fromisoformat(f"{day}T04:00:00").replace(tzinfo=UTC)
