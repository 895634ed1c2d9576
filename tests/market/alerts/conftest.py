"""Saved searches at noon, offers that open, and mails that go out."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from market.accounts.models import Mail
from market.alerts import operations
from market.alerts.models import Frequency, SavedSearch
from market.alerts.telling import tell_new
from market.db import transaction
from market.search.asked import asked_of
from tests import mailbox
from tests.market.factories import NOON

SECOND = timedelta(seconds=1)


@pytest.fixture
def noon(monkeypatch):
    monkeypatch.setattr("market.clock.now_utc", lambda: NOON)


@pytest.fixture
def office(make):
    return make.office(name_zh="江南理工大学", name_en="Jiangnan University")


@pytest.fixture
def opened(make, office, indexed):
    """Open an offer on a patent with given facts and let the index have it."""
    member = make.user(office, "office_member")

    def opened(**facts):
        offer_id = make.offer(make.patent(office, **facts), office, member)
        indexed()
        return offer_id

    return opened


@pytest.fixture
def saver(make):
    return make.user(make.firm(), "licensee_member", email="saver@example.com")


@pytest.fixture
def saved(app, make, saver, indexed):
    """Keep a search; return its id."""

    def saved(text="", frequency="instant", at=NOON, locale="en", by=saver, **args):
        indexed()
        asked = asked_of(MultiDict([("q", text), *args.items()]), "small")
        wish = operations.Wish(
            name=text or "everything",
            asked=asked,
            frequency=Frequency(frequency),
            locale=locale,
            site="https://licences.example/",
        )
        user_id = make.user_id(by)
        with app.app_context(), transaction() as writing:
            return operations.save(writing, user_id, wish, now=at).id

    return saved


@pytest.fixture
def tell(app):
    """Tell what is new at so many seconds after noon, or at an instant."""

    def told(at):
        now = NOON + at * SECOND if isinstance(at, int) else at
        with app.app_context():
            return tell_new(now)

    return told


@pytest.fixture
def outbox(session):
    return lambda: session.scalars(sa.select(Mail).order_by(Mail.id)).all()


@pytest.fixture
def search_of(session):
    return lambda search_id: session.get(SavedSearch, search_id, populate_existing=True)


@pytest.fixture
def server(app):
    """A mail server on loopback that the application uses."""
    with mailbox.mailbox() as (box, url):
        app.config["SMTP_URL"] = url
        yield box
