"""An office works out a fair price and begins a draft from it."""

import io
import re
from datetime import date
from html import unescape

import pytest

from market.licensing.models import Offer
from market.licensing.queries import terms_of
from tests.market.licensing.browser_form import Form

URL = "/office/fair-price"
SALES = "3000000..5000000..9000000"
HEADER = ["year", "form", "amount", "rate", "months", "currency", "source"]

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def client(office, sign_in):
    return sign_in(office.member)


@pytest.fixture
def number(session, office):
    from market.catalogue.models import Patent

    return session.get(Patent, office.patent_id).number


def sent(client, content, **texts):
    data = texts | {"file": (io.BytesIO(content), "licences.csv")}
    return client.post(URL, data=data, content_type="multipart/form-data")


def table(*rows):
    return "\n".join(",".join(row) for row in (HEADER, *rows)).encode()


def test_an_empty_page_asks_and_answers_nothing(client, office, number):
    page = client.get(f"{URL}?patent_id={office.patent_id}")

    assert page.status_code == 200
    assert Form(page.text, "compare").fields["number"] == number
    assert "What each licensee would pay" not in page.text


def test_a_price_is_a_range_with_reasons_and_never_advice(client):
    page = client.get(URL, query_string={"sales": SALES})

    assert page.status_code == 200
    assert re.search(r"[\d,]+ – [\d,]+", page.text)
    assert "own method" in page.text
    assert "ASSUMPTION" in page.text
    assert page.text.count('class="fair-range"') >= 4


def test_the_same_address_gives_the_same_page_but_for_its_nonces(client):
    query = {"sales": SALES, "readiness": "proven"}

    pages = [client.get(URL, query_string=query).text for _ in range(2)]

    cleaned = [re.sub(r'value="[\w.-]{20,}"', "", page) for page in pages]
    assert cleaned[0] == cleaned[1]


def test_the_page_speaks_the_readers_language(office, sign_in):
    page = sign_in(office.member, "zh").get(URL, query_string={"sales": "500万"})

    assert "本项目自有方法" in page.text
    assert "年均使用费" in page.text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"sales": "abc"}, "is not a plain decimal"),
        ({"sales": "9..3"}, "states no distribution"),
        ({"margin": "9"}, "Write a number from 0 to 1"),
        ({"months": "0"}, "whole number from 1 to 360"),
        ({"readiness": "soon"}, "There is no readiness"),
        ({"number": "ZL999"}, "None of your patents has this number"),
        ({"lane": "fast"}, "Write one of open, ordinary"),
    ],
)
def test_what_is_wrong_stands_by_its_box_and_nothing_typed_is_lost(client, query, told):
    query = {"ipc": "C02F", **query}
    page = client.get(URL, query_string=query)

    assert page.status_code == 422
    assert told in unescape(page.text)
    assert 'value="C02F"' in page.text
    assert "What each licensee would pay" not in page.text


def test_amounts_are_read_as_people_type_them(client):
    plain = client.get(URL, query_string={"sales": "5000000"})
    typed = client.get(URL, query_string={"sales": "５,０００,０００"})

    found = [re.findall(r"[\d,]+ – [\d,]+", page.text) for page in (plain, typed)]
    assert found[0] == found[1] != []


def test_a_patent_bounds_the_term(client, make, office):
    make.patent(office.id, number="ZL202110000077.7", expires_on=date(2027, 11, 22))
    make.patent(office.id, number="ZL202110000078.1", expires_on=date(2026, 11, 24))
    query = {"sales": SALES, "readiness": "proven"}

    short = client.get(URL, query_string=query | {"number": "ZL202110000077.7"})
    gone = client.get(URL, query_string=query | {"number": "ZL202110000078.1"})

    assert "12 months" in short.text
    assert gone.status_code == 422
    assert "less than a month is left" in gone.text


def test_the_page_of_a_stranger_s_patent_is_not_found(client, make):
    other = make.patent(make.office())

    assert client.get(f"{URL}?patent_id={other}").status_code == 404
    assert client.get(f"{URL}?patent_id={10**30}").status_code == 200


def test_a_table_is_read_row_by_row_and_not_kept(client, app):
    content = table(
        ("2024", "fixed", "120000", "", "36", "CNY", "a"),
        ("2024", "fixed", "-5", "", "36", "CNY", "b"),
        ("2024", "fixed", "130000", "", "36", "USD", "c"),
        ("2025", "fixed", "150000", "", "36", "CNY", "d"),
        ("2023", "fixed", "90000", "", "36", "CNY", "e"),
    )

    page = sent(client, content, sales=SALES)

    text = unescape(page.text)
    assert page.status_code == 200
    assert "amount: It is negative." in text
    assert "USD is not CNY" in text
    assert "fixed fees: 3 rows" in text
    assert Form(page.text, "compare").fields["sales"] == SALES
    assert "Signing under the ladder" in text
    assert "What moves the worth to the office most" in text
    assert text.count('class="fair-swing"') == 8


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04rest", "This is XLSX"),
        (b"\x00\x01", "no text"),
        (b"title,price\nx,1\n", "The header has no column year"),
        (b"year,amount\n" + b"2024,1\n" * 5_001, "more than 5,000 rows"),
        (b"year,amount" + b",a" * 99 + b"\n2024,1\n", "or 100 columns"),
    ],
)
def test_a_file_that_says_nothing_is_refused_beside_its_box(client, content, told):
    page = sent(client, content, sales=SALES)

    assert page.status_code == 422
    assert told in unescape(page.text)
    assert Form(page.text, "compare").fields["sales"] == SALES


def test_a_file_beyond_the_limit_is_refused(client, monkeypatch):
    monkeypatch.setattr("market.fair_price.table.MOST_BYTES", 100)

    page = sent(client, b"year,amount\n" + b"2024,1\n" * 20, sales=SALES)

    assert page.status_code == 422
    assert "larger than 4 MB" in page.text


def test_without_a_file_the_form_says_so(client):
    page = client.post(URL, data={"sales": SALES})

    assert page.status_code == 422
    assert "The file is empty" in page.text


def test_a_draft_begins_with_suggested_terms(client, number, session):
    page = client.get(URL, query_string={"sales": SALES, "number": number})
    data = Form(page.text, "draft-staged").fields

    answers = [client.post("/office/fair-price/draft", data=data) for _ in range(2)]

    offer = session.query(Offer).one()
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location.endswith(f"/office/offers/{offer.id}")
    assert "本项目自有" in terms_of(offer.version).fee_basis_zh
    assert client.get(answers[0].location).status_code == 200


@pytest.mark.parametrize(
    "changed", [{"number": "ZL999"}, {"number": "a\0b"}, {"terms": "{"}]
)
def test_a_draft_of_nothing_is_refused(client, number, session, changed):
    page = client.get(URL, query_string={"sales": SALES, "number": number})
    data = Form(page.text, "draft-staged").fields

    answer = client.post("/office/fair-price/draft", data=data | changed)

    assert answer.status_code == 422
    assert session.query(Offer).count() == 0


def test_only_an_office_works_out_prices(make, sign_in, app):
    firm = sign_in(make.user(make.firm(), "licensee_admin"))

    assert firm.get(URL).status_code == 403
    assert app.test_client().get(URL).status_code == 302


def test_the_pages_of_offers_lead_here(client, office, draft):
    new = client.get(f"/office/offers/new?patent_id={office.patent_id}")
    editor = client.get(f"/office/offers/{draft()}")

    for page in (new, editor):
        assert f"{URL}?patent_id={office.patent_id}" in page.text
