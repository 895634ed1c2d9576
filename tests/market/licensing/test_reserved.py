"""Who sees an offer: everybody, one firm, or nobody who cannot talk about its price."""

import pytest

from market.db import transaction
from market.errors import Refused
from market.licences import operations as licences
from market.licensing.models import Offer, Reservation
from pricing.patterns import pattern
from pricing.terms import read_tree
from tests.market.deals import STAGED, Deal
from tests.market.licensing.conftest import ENDS_ON, STARTS_ON


@pytest.fixture
def reserved(app, make):
    """Return a deal whose offer is reserved for its firm."""
    deal = Deal(app, make, STAGED)
    with app.app_context(), transaction() as session:
        session.add(Reservation(offer_id=deal.offer, organisation_id=deal.firm))
    return deal


@pytest.fixture
def negotiable(draft, walk):
    days = {"starts_on": STARTS_ON, "ends_on": ENDS_ON}
    terms = pattern("staged", lane="ordinary", **days)
    tree = terms.model_dump(mode="json", by_alias=True) | {"mode": "negotiated"}
    return walk(draft(read_tree(tree)), "open")


def test_a_reserved_offer_is_there_for_its_firm_only(make, client, reserved, sign_in):
    mine = sign_in(reserved.admin)
    theirs = sign_in(make.user(make.firm(), "licensee_admin"))

    for page in ("", "/notice"):
        url = f"/offers/{reserved.offer}{page}"
        assert (mine.get(url).status_code, page) == (200, page)
        assert (theirs.get(url).status_code, page) == (404, page)
    assert client.get(f"/offers/{reserved.offer}").status_code == 404


def test_its_office_sees_for_whom_it_is_reserved(reserved, sign_in):
    page = sign_in(reserved.drafter).get(f"/office/offers/{reserved.offer}/life").text

    assert "Reserved for" in page


def test_only_its_firm_compares_a_reserved_offer(make, app, reserved, sign_in):
    other = Deal(app, make, STAGED)
    url = f"/compare?offer={reserved.offer}&offer={other.offer}"

    assert sign_in(reserved.admin).get(url).status_code == 200
    assert sign_in(other.admin).get(url).status_code == 422


def test_a_notice_of_another_firm_finds_no_reserved_offer(app, make, reserved):
    firm = make.firm()
    notice = reserved.notice(licensee_id=firm)

    with (
        app.app_context(),
        pytest.raises(Exception, match="no such offer"),
        transaction() as session,
    ):
        licences.give_notice(session, notice, page_of=lambda found: f"/{found.id}")
    assert reserved.licence()


def test_terms_where_talks_begin_are_shown_as_such(client, make, negotiable, sign_in):
    page = client.get(f"/offers/{negotiable}").text
    firm = sign_in(make.user(make.firm(), "licensee_admin"))

    assert "价格协商" in page
    assert "非专利法第五十条开放许可，不享受年费减缴" in page
    assert "/notice" not in page
    answer = firm.get(f"/offers/{negotiable}/notice")
    assert answer.status_code == Refused.status
    assert "where talks begin" in answer.text


def test_a_negotiated_offer_is_no_open_licence(app, negotiable):
    with app.app_context(), transaction() as session:
        assert str(session.get_one(Offer, negotiable).lane) == "ordinary"
