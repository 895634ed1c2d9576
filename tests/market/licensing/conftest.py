"""An office with a patent, a clock that stands still, and forms as browsers send."""

from dataclasses import dataclass
from datetime import date

import pytest

from market.licensing.models import OfferState
from pricing.patterns import pattern
from tests.market.factories import NOON
from tests.market.licensing.browser_form import Form

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
