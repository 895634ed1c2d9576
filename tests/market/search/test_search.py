"""Anyone finds an open offer by a word."""

from datetime import UTC, date, datetime

import pytest

from market.db import session
from market.search.queries import PAGE_LENGTH, find_offers, words_of
from tests.market.factories import NOON

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("market.clock.now_utc", lambda: NOON)


@pytest.fixture
def offered(make):
    """Commit an open offer on a patent with given facts; return the offer's id."""
    office_id = make.office(name_zh="江南理工大学", name_en="Jiangnan University")
    member = make.user(office_id, "office_member")

    def offered(offer=None, **facts):
        patent_id = make.patent(office_id, **facts)
        return make.offer(patent_id, office_id, member, **(offer or {}))

    return offered


@pytest.fixture
def look(app):
    """Find offers in a request's session; return their ids and where the page is."""

    def looked(text, **asked):
        with app.app_context():
            found = find_offers(session(), text, **{"day": TODAY} | asked)
            return [offer.id for offer in found.offers], found

    return looked


@pytest.fixture
def found(look):
    """Return the ids that a query finds."""
    return lambda text: look(text)[0]


FACTS = {
    "title": "低温脱色用铁碳微电解填料",
    "title_en": "Iron-carbon filler for decolouring",
    "summary_zh": "印染废水脱色率 92 %",
    "summary_en": "Removes 92 % of the dye",
    "abstract": "一种 LED_灯 装置",
    "ipc": "C02F 1/461",
    "number": "ZL201910990001.1",
    "patentee": "张三",
}


def test_each_text_of_an_offer_is_searched(offered, found):
    offer_id = offered(**FACTS)
    offered(title="别的", title_en="Other", ipc="A01B")

    for text in (
        "微电解",
        "色",
        "iron",
        "IRON-CARBON",
        "印染",
        "removes",
        "led",
        "C02F",
        "c02f 1/46",
        "ZL201910990001.1",
        "zl 2019 1 0990001.1",
        "ZL2019109900011",
        "张三",
    ):
        assert (text, found(text)) == (text, [offer_id])


def test_institutions_are_found_in_both_languages(offered, found):
    offer_id = offered(**FACTS)

    assert found("江南") == found("jiangnan univ") == [offer_id]


def test_every_word_must_occur(offered, found):
    offer_id = offered(**FACTS)

    assert found("废水 filler 江南") == [offer_id]
    assert found("废水 电池") == []


def test_full_width_is_half_width(offered, found):
    half = offered(title="LED 灯", number="ZL1")
    full = offered(title="ＬＥＤ 灯", number="ZL2")

    assert found("ｌｅｄ") == found("LED") == found("led　灯") == [full, half]


@pytest.mark.parametrize("text", ["%", "_", "92 %", "LED_", "\\", "100%", "a_c"])
def test_wildcards_are_plain_letters(offered, found, text):
    special = offered(title=f"含有 {text} 的标题")
    offered(title="abc 没有这些", title_en="", ipc="")

    assert found(text) == [special]


@pytest.mark.parametrize("text", ["", "   ", "\x00"])
def test_no_words_find_every_offer(offered, found, text):
    offer_id = offered(**FACTS)

    assert found(text) == [offer_id]


@pytest.mark.parametrize(
    "facts",
    [
        {"expires_on": date(2026, 11, 22)},
        {"is_invalidated": True},
        {"status": "ended"},
        {"status": "application"},
        {"status": "unknown"},
    ],
)
def test_a_patent_out_of_force_hides_its_offers(offered, found, facts):
    offered(**FACTS | facts)

    assert found("废水") == []


def test_drafts_and_ended_terms_are_hidden(offered, found, look):
    offered({"state": "draft", "opened_at": None})
    offer_id = offered()

    assert found("") == [offer_id]
    _, late = look("", day=date(2033, 1, 1))
    assert (late.total, late.page, late.pages) == (0, 1, 1)


def test_the_newest_stand_first_twenty_to_a_page(offered, look):
    ids = [
        offered({"opened_at": datetime(2026, 11, 1, n, tzinfo=UTC)})
        for n in range(PAGE_LENGTH + 3)
    ]

    shown, first = look("废水")
    rest, last = look("废水", page=99)

    assert (first.total, first.pages, last.page) == (len(ids), 2, 2)
    assert shown + rest == ids[::-1]


def test_long_queries_are_cut_and_repeats_dropped():
    assert words_of("水 " * 500) == ("水",)
    assert sum(map(len, words_of("x" * 5000))) == 200


def test_the_results_show_the_price_for_the_size_chosen(offered, client):
    offered(**FACTS)

    page = client.get("/offers?q=iron&size=micro", headers={"Accept-Language": "en"})

    assert page.status_code == 200
    assert "Offers found: 1" in page.text
    assert "Iron-carbon filler" in page.text
    assert "CN¥1,000" in page.text
    assert "Micro firm" in page.text


def test_the_firms_own_size_is_chosen_for_it(make, offered, sign_in):
    offered(**FACTS)
    firm = sign_in(make.user(make.firm(size_class="medium"), "licensee_member"))

    assert "Medium firm" in firm.get("/offers").text


def test_an_empty_result_says_what_to_do(client):
    page = client.get("/offers?q=不存在", headers={"Accept-Language": "zh"}).text

    assert "没有找到“不存在”" in page
    assert "查看全部许可方案" in page


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "水" * 3000,
        "q=%00",
        "q=%25_%5C%27%22",
        "page=-4",
        "page=" + "9" * 40,
        "page=x",
        "size=huge",
        "q=%F0%9F%92%A7",
    ],
)
def test_odd_addresses_never_break_the_results(offered, client, query):
    offered(**FACTS)

    assert client.get(f"/offers?{query}").status_code == 200


def test_what_is_sought_is_never_read_as_html(client):
    page = client.get("/offers?q=<script>x</script>").text

    assert "<script>x" not in page


def test_the_first_page_has_a_search_box_and_three_doors(client):
    page = client.get("/", headers={"Accept-Language": "zh"}).text

    assert 'role="search"' in page
    assert all(door in page for door in ("找技术", "为找到的专利算价", "我的许可"))
