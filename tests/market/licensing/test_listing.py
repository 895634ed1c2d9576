"""The public page of an offer."""

import re
from datetime import UTC, date, datetime

import pytest

from market.formats import money, money_rough
from market.licensing.models import Offer
from market.licensing.queries import is_available, terms_of
from market.licensing.wording import amount
from pricing.licensee import Licensee
from pricing.quote import quote


@pytest.fixture
def listing(make, office, client):
    """Commit an open offer and get its page in English."""

    class Listing:
        def __init__(self):
            self.use("staged")

        def use(self, terms, **given):
            self.id = make.offer(
                office.patent_id, office.id, office.member, terms=terms, **given
            )

        def get(self, query="", **headers):
            with client.session_transaction() as cookie:
                cookie.setdefault("locale", "en")
            return client.get(f"/offers/{self.id}?{query}", headers=headers)

    return Listing()


def numbers(page):
    """Return the cells of the page's tables, as text."""
    cells = re.findall(r"<(?:td|th)[^>]*>(.*?)</(?:td|th)>", page, re.DOTALL)
    return [re.sub(r"<[^>]+>|\s+", " ", cell).strip() for cell in cells]


@pytest.mark.parametrize("size", ["micro", "small", "medium", "large"])
def test_the_cost_is_the_quote_to_the_fen(listing, session, size):
    page = listing.get(f"size={size}&low=80万&sales=300万&high=900万 1200万").text

    terms = terms_of(session.get(Offer, listing.id).version)
    start = date(2026, 11, 23)
    sales = {
        "low": (80_000_000,) * 7,
        "expected": (300_000_000,) * 7,
        "high": (900_000_000, *(1_200_000_000,) * 6),
    }
    quotes = [
        quote(terms, licensee=Licensee(size), sales_fen=one, starts_on=start)
        for one in sales.values()
    ]
    cells = numbers(page)
    for rows in zip(*(each.by_year for each in quotes), strict=True):
        written = [amount(row.total_fen) for row in rows]
        assert any(cells[at : at + 3] == written for at in range(len(cells)))
    assert all(amount(each.total_fen) in cells for each in quotes)
    stops = [[amount(stop.total_fen) for stop in each.stop_after] for each in quotes]
    for row in list(zip(*stops, strict=True))[:-1]:
        assert any(cells[at : at + 3] == list(row) for at in range(len(cells)))
    expected = quotes[1]
    assert money_rough(expected.total_fen, "en") in page
    assert money_rough(expected.present_value_fen, "en") in page
    assert money(expected.worst_case_fen, "en") in page


def test_the_formula_lines_stand_on_the_page(listing):
    page = listing.get("sales=300万").text

    assert "How each amount is reached" in page
    assert "Fixed fee 1000.00 yuan" in page


def test_wrong_input_keeps_the_text_and_says_why(listing):
    answer = listing.get("size=small&sales=a+lot&low=-3")

    assert answer.status_code == 422
    assert 'value="a lot"' in answer.text
    assert 'value="-3"' in answer.text
    # Each beside its box, and once more in the list of what is wrong.
    assert answer.text.count("This is no amount.") == 4


def test_a_live_update_says_why_in_place(listing):
    answer = listing.get("sales=a+lot", **{"HX-Request": "true"})

    assert answer.status_code == 200
    assert "This is no amount." in answer.text


@pytest.mark.parametrize(
    "query", ["size=giant", "sales=" + "9" * 500, "sales=90000000000&high=90000000000"]
)
def test_odd_addresses_never_break_the_page(listing, query):
    assert listing.get(query).status_code in (200, 422)


def test_every_pattern_has_a_page_in_both_languages(listing, client):
    from pricing.patterns import PATTERNS

    for name in PATTERNS:
        listing.use(name)
        for locale, heading in (("en", "What I would pay"), ("zh", "我要付多少")):
            with client.session_transaction() as cookie:
                cookie["locale"] = locale
            answer = listing.get()
            assert (answer.status_code, name) == (200, name)
            assert heading in answer.text


def test_a_free_licence_costs_nothing(listing):
    listing.use("free")

    page = listing.get().text
    assert "CN¥0" in page
    assert "Nothing falls due." in page


def test_a_draft_is_seen_by_its_office_only(draft, office, client, sign_in, make):
    offer_id = draft()
    stranger = sign_in(make.user(make.office(), "office_admin"))

    assert client.get(f"/offers/{offer_id}").status_code == 404
    assert stranger.get(f"/offers/{offer_id}").status_code == 404
    page = sign_in(office.member).get(f"/offers/{offer_id}")
    assert page.status_code == 200
    assert "Only your office sees this page" in page.text


def test_an_unknown_offer_is_not_there(client):
    assert client.get("/offers/999").status_code == 404
    assert client.get(f"/offers/{10**40}").status_code == 404


def test_the_page_says_what_one_gets_and_the_legal_state(listing):
    page = listing.get().text

    assert "A non-exclusive licence" in page
    assert "No sub-licences" in page
    assert "legal status checked on Nov 20, 2026" in page
    assert "no reduction of annual fees" in page


def test_sample_data_say_so(listing):
    assert "Sample data" not in listing.get().text
    listing.use("staged", is_sample=True)
    assert "Sample data" in listing.get().text


@pytest.mark.parametrize(
    ("instant", "holds"),
    [
        (datetime(2032, 12, 31, 15, 59, tzinfo=UTC), True),
        (datetime(2032, 12, 31, 16, 0, tzinfo=UTC), False),
    ],
)
def test_an_offer_ends_with_its_last_day(listing, monkeypatch, instant, holds):
    monkeypatch.setattr("market.clock.now_utc", lambda: instant)

    answer = listing.get()

    assert answer.status_code == 200
    assert ("Not to be licensed now" in answer.text) is not holds


def test_an_offer_on_an_expired_patent_is_not_available(make, office, session):
    patent_id = make.patent(office.id, expires_on=date(2026, 11, 22))
    offer_id = make.offer(patent_id, office.id, office.member)

    offer = session.get(Offer, offer_id)
    assert not is_available(offer, date(2026, 11, 23))
    assert is_available(offer, date(2026, 11, 22))


def test_a_licensee_is_led_to_the_notice_on_the_version_seen(listing):
    page = listing.get("size=medium").text

    assert re.search(r"version=1[^\"]*size=medium", page.replace("&amp;", "&"))
