"""An office and a firm that talk about an offer whose terms are where talks begin."""

from dataclasses import dataclass
from datetime import date

import pytest

from market.db import session, transaction
from market.licensing.acts import Act
from market.negotiation import agreeing, operations
from market.negotiation.models import Negotiation
from pricing.patterns import pattern
from pricing.terms import read_tree
from tests.market.factories import NOON

DAYS = {"starts_on": date(2026, 11, 1), "ends_on": date(2032, 12, 31)}
PAGE = "https://market.example/negotiations/1"


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("market.clock.now_utc", lambda: NOON)


def terms_at(amount, **given):
    """Return ordinary terms with one fixed fee [yuan, as text]."""
    tree = pattern("one_off", lane="ordinary", **DAYS).model_dump(
        mode="json", by_alias=True
    )
    tree["stages"][0]["fees"][0]["amount"] = amount
    return read_tree(tree | given)


@dataclass
class Talks:
    """Ids of both sides; each method commits one act of one of them."""

    app: object
    make: object

    def __post_init__(self):
        make = self.make
        self.office, self.firm = make.office(), make.firm()
        self.admin = make.user(self.office, "office_admin")
        self.member = make.user(self.office, "office_member")
        self.buyer = make.user(self.firm, "licensee_admin")
        self.patent = make.patent(self.office)
        terms = terms_at("100000.00", mode="negotiated")
        self.offer = make.offer(self.patent, self.office, self.admin, terms=terms)
        self.id = None

    def act(self, side, **given):
        key, organisation = {
            "office": (self.member, self.office),
            "firm": (self.buyer, self.firm),
        }[side]
        values = {
            "organisation_id": organisation,
            "user_id": self.make.user_id(key),
            "as_admin": False,
            "placed_at": NOON,
            "day": NOON.date(),
            "address": "192.0.2.1",
        }
        return Act(**values | given)

    def write(self, act):
        with self.app.app_context(), transaction() as writing:
            return act(writing)

    def begin(self, **given):
        act = self.act("firm", **given)
        offer_id = self.offer
        self.id = self.write(
            lambda writing: operations.begin(writing, act, offer_id=offer_id).id
        )
        return self.id

    def propose(self, side, amount="90000.00", *, seen=None, message="", terms=None):
        put = operations.Put(
            seen=self.count() if seen is None else seen,
            terms=terms or terms_at(amount),
            message=message,
        )
        act = self.act(side)
        return self.write(
            lambda writing: (
                operations.propose(
                    writing, act, negotiation_id=self.id, put=put, page=PAGE
                ).number
            )
        )

    def accept(self, side, *, seen=None):
        act, number = self.act(side), self.count() if seen is None else seen
        return self.write(
            lambda writing: (
                agreeing.accept(
                    writing, act, negotiation_id=self.id, seen=number, page=PAGE
                ).id
            )
        )

    def end(self, side, reason="价格太高"):
        act = self.act(side)
        self.write(
            lambda writing: (
                operations.end(
                    writing, act, negotiation_id=self.id, reason=reason, page=PAGE
                ).id
            )
        )

    def read(self, look):
        with self.app.app_context():
            return look(session().get_one(Negotiation, self.id))

    def count(self):
        return self.read(lambda talks: len(talks.proposals))


@pytest.fixture
def talks(app, make):
    found = Talks(app, make)
    found.begin()
    return found
