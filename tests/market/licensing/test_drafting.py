"""An office begins an offer."""

import pytest

from market.licensing.models import Lane, Offer, OfferState
from market.licensing.queries import terms_of
from pricing.patterns import PATTERNS


@pytest.fixture
def send(office, sign_in, session, form):
    """Send the form of a new offer as the office, some of its fields changed."""
    client = sign_in(office.member)

    def sent(**changed):
        page = client.get(f"/office/offers/new?patent_id={office.patent_id}")
        return client.post("/office/offers/new", data=form(page) | changed)

    sent.client = client
    return sent


def test_every_pattern_begins_a_draft_with_its_first_version(send, session):
    for name in PATTERNS:
        answer = send(pattern=name)

        offer = session.query(Offer).order_by(Offer.id.desc()).first()
        assert answer.status_code == 303
        assert answer.location.endswith(f"/office/offers/{offer.id}")
        assert (offer.state, offer.version.number) == (OfferState.DRAFT, 1)
        assert offer.lane == terms_of(offer.version).lane == Lane.ORDINARY
        assert send.client.get(answer.location).status_code == 200


def test_an_open_licence_is_drafted_in_its_own_lane(send, session):
    send(lane="open")

    assert session.query(Offer).one().lane == Lane.OPEN


def test_prices_by_size_are_drafted_as_posted_prices(send, session):
    answer = send(lane="open", pattern="size_tiered")

    assert session.query(Offer).one().lane == Lane.ORDINARY
    assert "Prices by size are drafted" in send.client.get(answer.location).text


def test_a_double_click_begins_one_draft(send, office, session, form):
    data = form(send.client.get(f"/office/offers/new?patent_id={office.patent_id}"))

    answers = [send.client.post("/office/offers/new", data=data) for _ in range(2)]

    assert answers[0].location == answers[1].location
    assert session.query(Offer).count() == 1


WRONG = [
    ({"number": ""}, "Type the number of one of your patents."),
    ({"number": "ZL999"}, "None of your patents has this number."),
    ({"number": "\x00' OR 1=1"}, "None of your patents has this number."),
    ({"ends_on": "2020-01-01"}, "The last day lies before the first."),
    ({"ends_on": "tomorrow"}, "Not a valid date value."),
    ({"starts_on": "1900-01-01", "ends_on": "1901-01-01"}, "1985"),
    ({"lane": "fast"}, "not on offer"),
    ({"pattern": "lottery"}, "not on offer"),
]


def test_wrong_input_is_said_beside_its_field(send, session):
    for wrong, message in WRONG:
        answer = send(**wrong)

        assert (answer.status_code, message) == (422, message)
        assert message in answer.text
    assert session.query(Offer).count() == 0


def test_what_was_typed_stays_when_something_is_wrong(send):
    answer = send(number="ZL 2020 1 007", ends_on="2031-06-30")

    assert 'value="ZL 2020 1 007"' in answer.text
    assert 'value="2031-06-30"' in answer.text


def test_another_offices_patent_is_not_there(make, send, session):
    foreign = make.patent(make.office(), number="ZL20201000001.X")

    assert send(number="ZL20201000001.X").status_code == 422
    page = send.client.get(f"/office/offers/new?patent_id={foreign}")
    assert page.status_code == 404
    assert session.query(Offer).count() == 0


def test_a_huge_id_is_not_there(send):
    assert send.client.get(f"/office/offers/{10**30}").status_code == 404
    assert send.client.get(f"/office/offers/new?patent_id={10**30}").status_code == 200


def test_several_drafts_on_one_patent_are_told_apart(draft, office, sign_in):
    first, second = draft("one_off"), draft("staged")

    page = sign_in(office.member).get("/office/offers").text

    for offer_id, shape in ((first, "One-off fee"), (second, "Staged licence")):
        assert f"Offer no. {offer_id}<" in page
        assert shape in page
    assert page.index("Staged licence") < page.index("One-off fee")


def test_a_firm_drafts_nothing(make, sign_in, session, office):
    client = sign_in(make.user(make.firm(), "licensee_admin"))

    assert client.get("/office/offers").status_code == 403
    assert client.post("/office/offers/new").status_code == 403


def test_an_office_sees_its_own_offers_only(make, draft, office, sign_in):
    draft()
    other = make.office()
    stranger = sign_in(make.user(other, "office_admin"))

    assert "Filler number" in sign_in(office.member).get("/office/offers").text
    page = stranger.get("/office/offers").text
    assert "Filler number" not in page
    assert "No offers yet" in page
