"""On an open posted offer a new version waits; what is in force stays in force."""

from datetime import date

import pytest

from market.db import transaction
from market.licensing import life, operations
from market.licensing.models import Offer
from market.licensing.queries import terms_of
from pricing.patterns import pattern
from tests.market.licensing.conftest import STARTS_ON


@pytest.fixture
def posted(draft, walk):
    return walk(draft(), "open")


@pytest.fixture
def save(app, act):
    """Save terms that end on another day."""

    def saved(offer_id, ends_on=date(2031, 12, 31), seen=1):
        terms = pattern("staged", lane="ordinary", starts_on=STARTS_ON, ends_on=ends_on)
        doing = act()
        with app.app_context(), transaction() as session:
            operations.change_terms(
                session, doing, offer_id=offer_id, seen=seen, terms=terms
            )

    return saved


def ends_on(session, offer_id):
    session.rollback()
    return terms_of(session.get(Offer, offer_id).version).ends_on


def test_a_saved_version_waits_for_its_approval(app, act, posted, save, session, walk):
    save(posted)
    doing = act()

    offer = session.get(Offer, posted)
    assert (offer.version.number, offer.newest.number) == (1, 2)
    assert ends_on(session, posted) == date(2032, 12, 31)
    with app.app_context(), transaction() as writing:
        operations.check(writing, doing, offer_id=posted, seen=2)
    assert ends_on(session, posted) == date(2032, 12, 31)
    with app.app_context(), transaction() as writing:
        life.approve(writing, writing.get_one(Offer, posted), doing.author)
    assert ends_on(session, posted) == date(2031, 12, 31)


def test_nobody_outside_sees_the_version_that_waits(make, posted, save, sign_in):
    save(posted)
    firm = sign_in(make.user(make.firm(), "licensee_admin"))

    for page in (
        firm.get(f"/offers/{posted}"),
        firm.get(f"/offers/{posted}/notice?version=2"),
    ):
        assert page.status_code == 200
        assert "2032" in page.text
        assert "Dec 31, 2031" not in page.text
        assert "Version 2" not in page.text


def test_what_was_saved_is_checked_against_the_law(posted, save, office, sign_in):
    save(posted, ends_on=date(2050, 1, 1))

    answer = sign_in(office.admin).post(
        f"/office/offers/{posted}/check", data={"nonce": "n" * 43, "seen": "2"}
    )

    assert answer.status_code == 409
    assert "The law stands against this offer" in answer.text


def test_the_offers_page_says_which_version_waits(posted, save, office, sign_in):
    save(posted)
    client = sign_in(office.member)

    page = client.get(f"/office/offers/{posted}/life").text
    listed = client.get("/office/offers").text

    assert "Version 2 waits" in page
    assert "Version 2 waits" in listed
    assert f"/office/offers/{posted}/versions?old=1&amp;new=2" in page


def test_any_two_versions_are_compared_in_words(posted, save, office, sign_in):
    save(posted)
    save(posted, ends_on=date(2030, 6, 30), seen=2)
    client = sign_in(office.member)

    page = client.get(f"/office/offers/{posted}/versions?old=1&new=3").text
    same = client.get(f"/office/offers/{posted}/versions?old=2&new=2").text

    assert "What changed from version 1 to version 3" in page
    assert "2032" in page
    assert "2030" in page
    assert "No clause differs in words." in same
    assert client.get(f"/office/offers/{posted}/versions?old=9").status_code == 404


def test_changed_terms_bring_an_approved_offer_back_to_its_draft(
    draft, walk, save, session
):
    offer_id = walk(draft())

    save(offer_id)

    offer = session.get(Offer, offer_id)
    assert (str(offer.state), offer.checked_version, offer.approved_version) == (
        "draft",
        None,
        None,
    )
