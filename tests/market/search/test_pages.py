"""The pages of the search: results, filters, help, browsing; and what attacks them."""

import re
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from market.search.filters import ARGUMENTS
from market.search.typed import LONGEST_QUERY

pytestmark = pytest.mark.usefixtures("noon")
ENGLISH, CHINESE = {"Accept-Language": "en"}, {"Accept-Language": "zh"}
NUMBER = "ZL201910990001.1"
FACTS = {
    "title": "低温脱色用铁碳微电解填料",
    "title_en": "Iron-carbon filler for decolouring",
    "summary_zh": "运行费低。印染废水脱色率 92 %。",
    "summary_en": "Runs cold. Removes 92 % of the dye.",
    "ipc": "C02F 1/461",
    "number": NUMBER,
}


@pytest.fixture
def page(client, indexed):
    """Feed the index, get a page and return its text."""

    def got(address, headers=ENGLISH):
        indexed()
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200
        return answer.text

    return got


def links(text):
    return {unescape(each) for each in re.findall(r'href="([^"]+)"', text)}


def test_the_results_show_the_price_for_the_size_chosen(offered, page):
    offered(**FACTS)

    text = page("/offers?q=iron&size=micro")

    assert "Offers found: 1" in text
    assert "<mark>Iron</mark>-carbon filler" in text
    assert "CN¥1,000" in text
    assert "Micro firm" in text


def test_the_sentence_with_the_hit_is_on_the_card(offered, page):
    offered(**FACTS)

    assert "Runs cold." in page("/offers")
    assert "Removes 92 % of the <mark>dye</mark>." in page("/offers?q=dye")
    assert "印染<mark>废水</mark>脱色率" in page("/offers?q=廢水", CHINESE)


def test_the_firms_own_size_is_chosen_for_it(make, offered, sign_in, indexed):
    offered(**FACTS)
    indexed()
    firm = sign_in(make.user(make.firm(size_class="medium"), "licensee_member"))

    assert "Medium firm" in firm.get("/offers").text


@pytest.mark.parametrize(
    "typed", [NUMBER, "zl 2019 1 0990001.1", "ＺＬ2019109900011", "201910990001.1"]
)
def test_a_patent_number_leads_to_its_offer(offered, client, indexed, typed):
    offer_id = offered(**FACTS)
    indexed()

    answer = client.get("/offers", query_string={"q": typed, "size": "micro"})
    assert answer.status_code == 303
    assert answer.location.startswith(f"/offers/{offer_id}?")
    assert "size=micro" in answer.location


def test_a_known_patent_that_nobody_offers_is_told(offered, page):
    offered({"state": "draft", "opened_at": None}, **FACTS)

    assert "nobody offers it at present" in page(f"/offers?q={NUMBER}")
    assert "nobody offers it" not in page("/offers?q=ZL201910990002.X")


def test_filters_are_counted_by_themselves_and_in_the_page(offered, page):
    offered({"terms": "free"}, **FACTS)
    offered(title="电池", ipc="H01M")

    for address in ("/offers/filters", "/offers?filters=1"):
        text = page(address)
        assert 'name="ipc" value="C02F"' in text
        assert 'name="fee" value="free"' in text
    assert 'name="ipc"' not in page("/offers")
    assert "Offers found: 1" in page("/offers?ipc=H01M")


def test_what_is_set_is_shown_and_taken_back_by_a_link(offered, page):
    offered(**FACTS)

    text = page("/offers?q=iron&ipc=C02F&lane=ordinary&sort=newest&size=micro&offer=1")

    assert "/offers?q=iron&sort=newest&size=micro&lane=ordinary&offer=1" in links(text)
    # Everything else of the page keeps the filters: sorts, sizes, putting aside.
    others = [each for each in links(text) if each.startswith("/offers?q=iron")]
    assert all("ipc=C02F" in each or "lane=ordinary" in each for each in others)


def test_nothing_found_says_which_filter_to_leave_out(offered, page):
    offered(**FACTS)
    offered(title="废水泵", title_en="Pump for waste water", ipc="F04D")

    text = page("/offers?q=dye&ipc=F04D&lane=ordinary")
    assert "Nothing found for" in text
    assert "/offers?q=dye&size=small&lane=ordinary" in links(text)
    assert "without any filter" not in text.split("no-hits")[0]

    words = page("/offers?q=dye+pump")
    assert {"/offers?q=dye&size=small", "/offers?q=pump&size=small"} <= links(words)
    near = page("/offers?q=waste+xyzzy")
    assert "/offers?size=small&ipc=C02" in links(near)


def test_nothing_at_all_says_what_to_do(page):
    text = page("/offers?q=不存在", CHINESE)

    assert "没有找到“不存在”" in text
    assert "查看全部许可方案" in text
    assert "还没有" in page("/offers", CHINESE)


def test_a_search_without_an_index_says_so(client):
    for address in ("/offers", "/browse", "/offers/filters"):
        assert client.get(address, headers=ENGLISH).status_code == 200
    assert "being prepared" in client.get("/offers", headers=ENGLISH).text


def test_browsing_leads_to_the_offers(offered, page):
    offered(**FACTS)
    offered(title="电池", ipc="H01M 10/0525")

    assert "/offers?industry=N77" in links(page("/browse"))
    assert "/offers?application=24" in links(page("/browse?by=application"))
    sections = links(page("/browse?by=ipc"))
    assert {"/offers?ipc=C", "/browse?by=ipc&under=C"} <= sections
    assert "/browse?by=ipc&under=C02" in links(page("/browse?by=ipc&under=C"))
    assert "/offers?ipc=C02F" in links(page("/browse?by=ipc&under=C02"))
    assert "Offers found: 1" in page("/offers?industry=N77")
    assert "Offers found: 1" in page("/offers?ipc=C02")


def test_the_first_page_has_a_search_box_and_three_doors(client):
    page = client.get("/", headers=CHINESE).text

    assert 'role="search"' in page
    assert all(door in page for door in ("找技术", "为找到的专利算价", "我的许可"))


def test_what_is_sought_is_never_read_as_html(offered, page):
    offered(title="<script>x</script>", title_en="<script>x</script>")

    for address in ("/offers?q=<script>x</script>", "/offers?q=script&ipc=<script>"):
        assert "<script>x" not in page(address)


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "水" * 3000,
        "q=%00",
        "q=%25_%5C%27%22",
        'q=C%2B%2B+"open',
        "q=title:x",
        "q=a+AND",
        "q=(",
        "q=-",
        "q=%F0%9F%92%A7",
        "q=%ED%A0%80",
        "page=-4",
        "page=" + "9" * 40,
        "page=²",
        "size=huge",
        "sort=best",
        "ipc=C02F&ipc=" + "C" * 2000,
        "until=0000-00-00",
        "until=0001-01-01",
        "until=9999-12-31",
        "zone=x",
        "institution=" + "9" * 18,
    ],
)
def test_odd_addresses_never_break_the_results(offered, client, indexed, query):
    offered(**FACTS)
    indexed()

    for path in ("/offers", "/offers/filters", "/browse"):
        assert client.get(f"{path}?{query}").status_code == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.text(max_size=LONGEST_QUERY),
        st.text(
            alphabet='"“”「」-－() :+*~^[]{}\\/废水处理铁碳aANDOR\x00💧', max_size=60
        ),
        st.lists(
            st.sampled_from(["废水", "iron", '"', "-", "C02F", "的", "怎么", "，"])
        ).map("".join),
    ),
    st.dictionaries(st.sampled_from(list(ARGUMENTS.values())), st.text(max_size=20)),
)
def test_nothing_that_is_typed_breaks_a_page(searched, query, arguments):
    answer = searched.get("/offers", query_string={"q": query, **arguments})

    assert answer.status_code in (200, 303)


@pytest.fixture
def searched(offered, client, indexed):
    offered(**FACTS)
    indexed()
    return client
