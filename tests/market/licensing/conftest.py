"""An office with a patent, a clock that stands still, and forms as browsers send."""

from dataclasses import dataclass
from datetime import date

import pytest

from market.db import transaction
from market.licensing import life, opening, operations
from market.licensing.acts import Act
from market.licensing.models import Offer, OfferState
from pricing.patterns import pattern
from tests.market.factories import NOON
from tests.market.licensing.browser_form import Form

LODGED_ON = date(2026, 11, 16)
STARTS_ON, ENDS_ON = date(2026, 11, 1), date(2032, 12, 31)


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("market.clock.now_utc", lambda: NOON)


@dataclass
class Office:
    id: int
    member: str
    admin: str
    patent_id: int


@pytest.fixture
def office(make):
    office_id = make.office()
    return Office(
        office_id,
        make.user(office_id, "office_member"),
        make.user(office_id, "office_admin"),
        make.patent(office_id),
    )


@pytest.fixture
def draft(make, office):
    """Commit a draft of the office; `terms` is a pattern's name or terms."""

    def drafted(terms="staged", **given):
        lane = given.setdefault("lane", "ordinary")
        if isinstance(terms, str):
            terms = pattern(terms, lane=lane, starts_on=STARTS_ON, ends_on=ENDS_ON)
        values = {"state": OfferState.DRAFT, "opened_at": None, "terms": terms}
        patent_id = given.pop("patent_id", office.patent_id)
        return make.offer(patent_id, office.id, office.member, **values | given)

    return drafted


@pytest.fixture
def act(make, office):
    """Return an act of the office at noon, an admin's unless said otherwise."""

    def acting(**given):
        admin_id = make.user_id(given.pop("user", office.admin))
        values = {
            "organisation_id": office.id,
            "user_id": admin_id,
            "as_admin": True,
            "placed_at": NOON,
            "day": NOON.date(),
            "address": "192.0.2.1",
        }
        return Act(**values | given)

    return acting


@pytest.fixture
def walk(app, act):
    """Bring a draft to a later state by the operations that lead there."""

    def walked(offer_id, to="approved"):
        doing = act()
        with app.app_context(), transaction() as session:
            seen = session.get_one(Offer, offer_id).newest.number
            operations.check(session, doing, offer_id=offer_id, seen=seen)
            if to == "checked":
                return offer_id
            life.approve(session, session.get_one(Offer, offer_id), doing.author)
            if to == "declared":
                opening.declare(
                    session, doing, offer_id=offer_id, declared_on=LODGED_ON
                )
            if to == "open":
                opening.post(session, doing, offer_id=offer_id, seen=seen)
        return offer_id

    return walked


@pytest.fixture
def form():
    """Read the fields of a page's form."""
    return lambda page, form_id=None: Form(page.text, form_id).fields


@pytest.fixture
def edit(office, draft, sign_in, form):
    """Open the editor of a staged draft and send its form, some boxes changed."""

    class Edit:
        def __init__(self):
            self.client = sign_in(office.member)
            self.use(draft())

        def use(self, offer_id):
            self.url = f"/office/offers/{offer_id}"
            self.data = form(self.client.get(self.url), "sheet")

        def send(self, do="save", **boxes):
            named = {name.replace("__", "."): text for name, text in boxes.items()}
            return self.post(named | {"do": do})

        def post(self, boxes):
            kept = {k: v for k, v in (self.data | boxes).items() if v is not None}
            return self.client.post(self.url, data=kept)

    return Edit()
