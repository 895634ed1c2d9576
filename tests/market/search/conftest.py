"""A market at noon, offers on patents with given facts, and what is found of them."""

import pytest

from market.db import session as current_session
from market.search.asked import Asked
from market.search.queries import find
from tests.market.factories import NOON


@pytest.fixture
def noon(monkeypatch):
    monkeypatch.setattr("market.clock.now_utc", lambda: NOON)


@pytest.fixture
def office(make):
    return make.office(
        name_zh="江南理工大学", name_en="Jiangnan University", province="32"
    )


@pytest.fixture
def offered(make, office):
    """Commit an open offer on a patent with given facts; return the offer's id."""
    member = make.user(office, "office_member")

    def offered(offer=None, **facts):
        owner = facts.pop("organisation_id", office)
        return make.offer(make.patent(owner, **facts), owner, member, **(offer or {}))

    return offered


@pytest.fixture
def look(app, indexed):
    """Feed the index, ask, and return the results."""

    def looked(text="", **asked):
        indexed()
        with app.app_context():
            return find(current_session(), Asked(text=text, **asked))

    return looked


@pytest.fixture
def found(look):
    """Feed the index and return the ids that a query finds."""
    return lambda text="", **asked: [offer.id for offer in look(text, **asked).offers]
