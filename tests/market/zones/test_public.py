"""What the public sees of zones, and of their offers only what it can take up."""

import io
import re
from datetime import date

import pytest
from openpyxl import load_workbook

from market.licensing.models import Reservation
from market.zones.models import ZoneState

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def shown(client, indexed):
    """Feed the index, get a page, and return the ids of the offers on its cards."""

    def ids(address):
        indexed()
        answer = client.get(address, headers=ENGLISH)
        assert answer.status_code == 200
        return {int(n) for n in re.findall(r'<h2><a href="/offers/(\d+)', answer.text)}

    return ids


@pytest.fixture
def page(client, indexed):
    def got(address):
        indexed()
        answer = client.get(address, headers=ENGLISH)
        assert answer.status_code == 200
        return answer.text

    return got


def test_a_zone_holds_its_rule_and_what_was_put_in_without_what_was_left_out(
    offered, zone, shown
):
    water, dry = offered(), offered(ipc="G06F")
    unwanted, other = offered(), offered(ipc="A01B")
    zone(put_in=[dry], left_out=[unwanted])

    assert shown("/zones/water") == {water, dry}
    assert shown("/offers?zone=water") == {water, dry}
    assert shown("/offers") == {water, dry, unwanted, other}


def test_a_search_within_a_zone_finds_what_both_hold(offered, zone, shown):
    filler = offered(title_en="Iron filler")
    offered(title_en="Copper mesh")
    offered(title_en="Iron plough", ipc="A01B")
    zone()

    assert shown("/zones/water?q=iron") == {filler}
    assert shown("/zones/water?q=iron&zone=other") == {filler}
    assert shown("/zones/water?kind=design") == set()


def test_nothing_shows_that_the_public_cannot_take_up(make, offered, zone, shown):
    open_one = offered()
    reserved = offered()
    make._save(Reservation(offer_id=reserved, organisation_id=make.firm()), "offer_id")
    hidden = [
        offered({"state": state, "opened_at": None})
        for state in ("draft", "withdrawn", "ended")
    ]
    zone(put_in=[reserved, *hidden])

    assert shown("/zones/water") == {open_one}


def test_a_draft_is_not_public_and_its_slug_finds_nothing(offered, zone, client, shown):
    offered()
    zone(state=ZoneState.DRAFT)

    assert client.get("/zones/water").status_code == 404
    assert client.get("/zones/water/offers.xlsx").status_code == 404
    assert shown("/offers?zone=water") == set()
    assert "Clean water" not in client.get("/zones", headers=ENGLISH).text


def test_a_zone_to_come_shows_its_day_and_no_offers(offered, zone, page):
    offered()
    zone(opens_on=date(2026, 12, 1))

    assert "not open yet" in page("/zones/water")
    assert "result-card" not in page("/zones/water")
    assert "Clean water" in page("/zones")
    assert "Clean water" not in page("/")


def test_a_closed_zone_stays_readable_and_says_so(offered, zone, page):
    offered()
    zone(opens_on=date(2026, 10, 1), closes_on=date(2026, 11, 22))

    assert "This zone is closed" in page("/zones/water")
    assert "result-card" in page("/zones/water")
    assert "Clean water" not in page("/")


def test_the_last_day_is_still_a_day_of_the_zone(zone, page):
    zone(closes_on=date(2026, 11, 23))

    assert "This zone is closed" not in page("/zones/water")


def test_the_cover_is_paragraphs_of_plain_text(zone, page):
    zone()

    text = page("/zones/water")
    assert "<p>For works with &lt;b&gt;waste&lt;/b&gt; water.</p>" in text
    assert "<p>Second.</p>" in text
    assert '<meta property="og:title" content="Clean water">' in text
    assert "http://localhost/zones/water" in text


def test_a_running_zone_is_on_the_first_page_and_on_its_offers(offered, zone, page):
    water, dry = offered(), offered(ipc="G06F")
    zone()

    assert "/zones/water" in page("/")
    assert "In these zones" in page(f"/offers/{water}")
    assert "In these zones" not in page(f"/offers/{dry}")


def test_the_filters_of_a_search_count_the_zones(offered, zone, page):
    offered()
    offered(ipc="G06F")
    zone()

    text = page("/offers?filters=1")
    assert re.search(r'name="zone" value="water".*?Clean water.*?>1<', text, re.S)


def test_what_the_curator_chose_stands_with_its_note(offered, zone, page):
    zone(put_in=[offered(title_en="Iron filler")])

    text = page("/zones/water")
    assert "Our pick" in text


def test_the_workbook_keeps_numbers_as_text_and_runs_no_formula(
    offered, zone, client, indexed
):
    offered({"declaration_number": "=1+1"}, number="ZL202110990001.1")
    zone()
    indexed()

    answer = client.get("/zones/water/offers.xlsx", headers=ENGLISH)
    header, row = load_workbook(io.BytesIO(answer.data)).active.iter_rows()
    told = {name.value: cell for name, cell in zip(header, row, strict=True)}
    assert told["专利号 Patent number"].value == "ZL202110990001.1"
    assert told["专利号 Patent number"].data_type == "s"
    assert told["声明编号 Declaration number"].value == "'=1+1"
    assert told["联系方式 Contact"].value == "licences@example.edu"
    assert isinstance(told["首笔固定费用（元） First fixed fee (CNY)"].value, int)
    csv = client.get("/zones/water/offers.csv", headers=ENGLISH)
    assert "ZL202110990001.1" in csv.data.decode("utf-8-sig")


def test_the_list_says_that_there_are_no_zones(page):
    assert "No zones yet" in page("/zones")
