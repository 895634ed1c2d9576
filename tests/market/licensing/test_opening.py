"""An offer opens: posted at once, or after its announcement; then it stays."""

from datetime import date

import pytest
import sqlalchemy as sa

from market.catalogue.models import Patent
from market.db import transaction
from market.licensing.models import Offer, OfferState
from market.licensing.queries import open_offer
from pricing.patterns import pattern
from pricing.terms import read_tree
from tests.market.factories import NOON
from tests.market.licensing.conftest import ENDS_ON, STARTS_ON

ANNOUNCEMENT = {
    "declaration_number": "ZLKFXK-2026-0001",
    "announced_on": "2026-11-20",
    "announced_text": "许可使用费：一次性支付 10 万元。",
    "equals_terms": "y",
}


@pytest.fixture
def opening(office, sign_in, form):
    """Open a draft as the office, with what the page's form holds and more."""

    def opened(offer_id, who=None, **typed):
        client = sign_in(who or office.admin)
        url = f"/office/offers/{offer_id}/opening"
        return client.post(url, data=form(client.get(url)) | typed)

    return opened


def state_of(session, offer_id):
    return session.scalar(sa.select(Offer.state).where(Offer.id == offer_id))


def test_a_posted_price_opens_with_one_button(draft, walk, opening, session):
    offer_id = walk(draft())

    answer = opening(offer_id)

    offer = session.get(Offer, offer_id)
    assert answer.location.endswith(f"/offers/{offer_id}")
    assert (offer.state, offer.opened_at) == (OfferState.OPEN, NOON)
    assert open_offer(session, offer_id) is offer


def test_an_admin_alone_gets_from_draft_to_open_in_three_steps(
    draft, office, sign_in, form, walk
):
    client, url = sign_in(office.admin), f"/office/offers/{draft()}"

    assert f'action="{url}/check"' in client.get(url).text
    walk(1, "checked")
    assert 'href="/office/offers/1/case"' in client.get(f"{url}/life").text


def test_only_an_admin_posts(draft, walk, opening, office, session):
    offer_id = walk(draft())

    answer = opening(offer_id, office.member)

    assert answer.status_code == 403
    assert "Only an admin of the office opens" in answer.text
    assert state_of(session, offer_id) == OfferState.APPROVED


def test_what_is_not_approved_is_not_posted(draft, walk, office, sign_in, session):
    offer_id = draft()
    url = f"/office/offers/{offer_id}/opening"
    data = {"nonce": "n" * 43, "seen": "1"}

    answer = sign_in(office.admin).post(url, data=data)

    assert answer.status_code == 409
    assert "is a draft and cannot become open. It can only become checked" in (
        answer.text
    )
    assert state_of(session, offer_id) == OfferState.DRAFT


def test_both_lanes_say_what_they_are_in_chinese(draft, office, sign_in):
    client = sign_in(office.member, "zh")

    ordinary = client.get(f"/office/offers/{draft()}").text
    statutory = client.get(f"/office/offers/{draft('one_off', lane='open')}").text
    assert "非专利法第五十条开放许可，不享受年费减缴" in ordinary
    assert "专利法第五十条开放许可：任何单位或者个人" in statutory


def test_an_announcement_opens_the_statutory_lane(draft, walk, opening, session):
    offer_id = walk(draft("one_off", lane="open"), "declared")

    answer = opening(offer_id, **ANNOUNCEMENT)

    offer = session.get(Offer, offer_id)
    assert answer.status_code == 303
    assert offer.state == OfferState.OPEN
    assert offer.declaration_number == ANNOUNCEMENT["declaration_number"]
    assert offer.announced_on == date(2026, 11, 20)
    assert offer.announced_text == ANNOUNCEMENT["announced_text"]


LACKING = [
    ({"declaration_number": " "}, "Type the number that CNIPA gave"),
    ({"announced_on": ""}, "Give the day"),
    ({"announced_on": "2026-11-24"}, "cannot lie after today"),
    ({"announced_on": "2020-01-01"}, "before the grant"),
    ({"announced_on": "2026-11-15"}, "before the lodging"),
    ({"announced_text": "\x00 "}, "Paste the announced text"),
    ({"equals_terms": ""}, "Compare the two"),
    ({"declaration_number": "9" * 61}, "longer than 60"),
]


def test_an_incomplete_announcement_opens_nothing(draft, walk, opening, session):
    offer_id = walk(draft("one_off", lane="open"), "declared")
    for lacking, message in LACKING:
        answer = opening(offer_id, **ANNOUNCEMENT | lacking)

        assert (answer.status_code, message) == (422, message)
        assert message in answer.text
        assert ANNOUNCEMENT["announced_text"][:4] in answer.text or "text" in message
    assert state_of(session, offer_id) == OfferState.DECLARED


BARS = [
    {"expires_on": date(2026, 11, 22)},
    {"is_pledged": True, "pledgee_consents": False},
    {"has_exclusive_licence": True},
    {"annual_fee_paid": False},
    {"co_owners_consent": False},
    {"is_invalidated": True},
]


def test_a_bar_of_the_law_keeps_an_offer_unchecked(
    make, office, draft, sign_in, session
):
    client = sign_in(office.member)
    for number, facts in enumerate(BARS):
        patent_id = make.patent(office.id, **facts)
        offer_id = draft("one_off", lane="open", patent_id=patent_id)
        data = {"nonce": f"{number}" * 43, "seen": "1"}

        answer = client.post(f"/office/offers/{offer_id}/check", data=data)

        assert (answer.status_code, facts) == (409, facts)
        assert "The law stands against this offer" in answer.text
        assert state_of(session, offer_id) == OfferState.DRAFT


def test_a_bar_that_comes_later_keeps_it_closed(app, draft, walk, opening, office):
    offer_id = walk(draft("one_off", lane="open"), "declared")
    with app.app_context(), transaction() as writing:
        writing.get_one(Patent, office.patent_id).is_invalidated = True

    answer = opening(offer_id, **ANNOUNCEMENT)

    assert answer.status_code == 409
    assert "The law stands against this offer" in answer.text


WEST = {"name": "west", "label_zh": "西部", "label_en": "West", "provinces": ["51"]}
BY_CLASS = [
    {"size_tiers": {"micro": "0.5"}},
    {"quality_tiers": {"srdi": "0.8"}},
    {"regional_tiers": [WEST | {"factor": "0.8"}]},
]


def tiered(tiers):
    """Return terms with prices by class of firm inside the statutory lane."""
    days = {"starts_on": STARTS_ON, "ends_on": ENDS_ON}
    terms = pattern("one_off", lane="open", **days)
    return read_tree(terms.model_dump(mode="json", by_alias=True) | tiers)


@pytest.mark.parametrize("tiers", BY_CLASS, ids=lambda tiers: next(iter(tiers)))
def test_prices_by_class_in_an_open_licence_need_an_admin_who_answers(
    draft, walk, office, opening, session, tiers
):
    offer_id = walk(draft(tiered(tiers), lane="open"), "declared")
    ticked = ANNOUNCEMENT | {"tiers_acknowledged": "y"}

    assert opening(offer_id, office.member, **ticked).status_code == 403
    assert opening(offer_id, office.admin, **ANNOUNCEMENT).status_code == 422
    assert state_of(session, offer_id) == OfferState.DECLARED

    assert opening(offer_id, office.admin, **ticked).status_code == 303
    offer = session.get(Offer, offer_id)
    assert offer.tiers_acknowledged_by_id == offer.opened_by_id


def test_a_missing_answer_for_classes_stands_beside_its_box(
    draft, walk, office, opening
):
    offer_id = walk(draft(tiered(BY_CLASS[0]), lane="open"), "declared")

    answer = opening(offer_id, office.admin, **ANNOUNCEMENT | {"announced_text": ""})

    assert answer.status_code == 422
    assert "Paste the announced text." in answer.text
    assert 'href="#tiers_acknowledged"' in answer.text
    assert 'id="tiers_acknowledged-error"' in answer.text


def test_a_version_saved_in_between_is_not_opened_unseen(
    draft, walk, office, sign_in, form
):
    client, offer_id = sign_in(office.admin), walk(draft())
    url = f"/office/offers/{offer_id}"
    opening, sheet = form(client.get(url + "/opening")), form(client.get(url), "sheet")
    client.post(url, data=sheet | {"do": "save"})

    answer = client.post(url + "/opening", data=opening)

    assert answer.status_code == 409
    assert "version 2 was saved since" in answer.text


def test_declared_and_announced_terms_take_no_version(
    draft, walk, office, opening, sign_in, form
):
    client, offer_id = sign_in(office.member), draft("one_off", lane="open")
    url = f"/office/offers/{offer_id}"
    sheet = form(client.get(url), "sheet")
    steps = (
        lambda: walk(offer_id, "declared"),
        lambda: opening(offer_id, **ANNOUNCEMENT),
    )
    for step in steps:
        step()

        answer = client.post(url, data=sheet | {"do": "save"})

        assert answer.status_code == 409
        assert "Declared or announced terms cannot be edited" in answer.text
        assert 'id="sheet"' not in client.get(url).text


def test_changed_terms_begin_as_a_new_draft(
    draft, walk, office, opening, sign_in, session
):
    client = sign_in(office.member)
    offer_id = walk(draft("one_off", lane="open"), "declared")
    opening(offer_id, **ANNOUNCEMENT)
    nonce = "n" * 43

    answers = [
        client.post(f"/office/offers/{offer_id}/redraft", data={"nonce": nonce})
        for _ in range(2)
    ]

    first, second = session.query(Offer).order_by(Offer.id)
    assert answers[0].location == answers[1].location
    assert answers[0].location.endswith(f"/office/offers/{second.id}")
    assert (first.state, second.state) == (OfferState.OPEN, OfferState.DRAFT)
    assert second.version.terms_sha256 == first.version.terms_sha256


def test_opening_twice_is_harmless(draft, walk, office, sign_in, form, session):
    client, offer_id = sign_in(office.admin), walk(draft())
    url = f"/office/offers/{offer_id}/opening"
    data = form(client.get(url))

    answers = [client.post(url, data=data) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert client.get(url).status_code == 303
    assert session.get(Offer, offer_id).opened_at == NOON
