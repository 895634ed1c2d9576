"""Anyone finds an open offer by a word."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from market.db import transaction
from market.licensing.models import Offer, OfferState
from market.search.asked import LAST_PAGE, PAGE_LENGTH, Sort
from pricing.terms import SIZES

pytestmark = pytest.mark.usefixtures("noon")

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
    offer_id = offered({"listing_text_zh": "适合中小印染厂"}, **FACTS)
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
        "C02",
        "c02f 1/46",
        "C02F1/461",
        "ZL201910990001.1",
        "zl 2019 1 0990001.1",
        "ZL2019109900011",
        "张三",
        "中小印染厂",
    ):
        assert (text, found(text)) == (text, [offer_id])


def test_institutions_are_found_in_both_languages(offered, found):
    offer_id = offered(**FACTS)

    assert found("江南") == found("jiangnan univ") == [offer_id]


def test_every_word_must_occur(offered, found):
    offer_id = offered(**FACTS)

    assert found("废水 filler 江南") == [offer_id]
    assert found("废水 电池") == []


def test_full_width_and_traditional_are_the_same(offered, found):
    half = offered(title="LED 发光灯", number="ZL1")
    full = offered(title="ＬＥＤ 發光燈", number="ZL2")

    for text in ("ｌｅｄ", "LED", "發光燈", "发光灯", "ＬＥＤ　灯"):
        assert set(found(text)) == {half, full}


def test_a_phrase_stands_together_and_a_minus_leaves_out(offered, found):
    together = offered(title="重金属废水处理", title_en="Heavy metal removal")
    apart = offered(title="金属件的废水与重物", title_en="Metal for heavy loads")

    assert set(found("heavy metal")) == {together, apart}
    for text in ('"heavy metal"', "“heavy metal”", "「heavy metal」"):
        assert found(text) == [together]
    for text in ("heavy metal -loads", "heavy －removal －loads metal", "-loads"):
        assert apart not in found(text)


def test_a_problem_in_plain_words_finds_its_parts(offered, found):
    solution = offered(title="重金属废水处理", title_en="")
    offered(title="一种电池", title_en="Battery")

    assert found("怎么去除废水里的重金属") == [solution]
    assert found("我们厂的废水里有重金属，怎么才能除掉？") == [solution]


def test_the_exact_substring_stands_first(offered, found):
    near = [offered(title=f"废水与处理{n}", title_en="") for n in range(3)]
    exact = offered(title="含氰废水处理设备", title_en="")

    first, *others = found("废水处理")
    assert first == exact
    assert set(others) <= set(near)


def test_the_whole_title_stands_above_all(offered, found):
    offered(title="填料填料填料", abstract="填料" * 30)
    exact = offered(title="填料")

    assert found("填料")[0] == exact


def test_a_pasted_paragraph_is_weighed_and_not_a_phrase(offered, found):
    wanted = offered(title="一种锂电池极片涂布厚度检测装置", title_en="")
    offered(title="一种装置", title_en="")

    text = (
        "我们在生产锂电池时需要在涂布过程中检测极片的厚度，目前只能离线测量，希望在线。"
    )
    assert found(text)[0] == wanted


@pytest.mark.parametrize("text", ["92 %", "LED_", "100%", "a_c"])
def test_wildcards_are_plain_signs(offered, found, text):
    special = offered(title=f"含有 {text} 的标题")
    offered(title="abc 没有这些", title_en="", ipc="")

    assert found(text) == [special]


@pytest.mark.parametrize("text", ["%", "_", "\\", "(", "💧", "-", '"'])
def test_signs_alone_find_nothing(offered, found, text):
    offered(title=f"含有 {text} 的标题")

    assert found(text) == []


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


def test_drafts_are_hidden(offered, found):
    offered({"state": "draft", "opened_at": None})
    offer_id = offered()

    assert found("") == [offer_id]


def test_terms_that_are_over_are_hidden(app, offered):
    from market.db import session
    from market.search.queries import offers_of

    offer_id = offered()

    with app.app_context():
        assert offers_of(session(), [offer_id], day=date(2032, 12, 31))
        assert not offers_of(session(), [offer_id], day=date(2033, 1, 1))


def test_a_withdrawn_offer_is_not_shown_though_the_index_is_behind(
    app, offered, look, client
):
    offer_id = offered(**FACTS)
    assert look("废水").offers

    with app.app_context(), transaction() as writing:
        offer = writing.get_one(Offer, offer_id)
        offer.state, offer.closed_on = OfferState.WITHDRAWN, date(2026, 11, 23)

    page = client.get("/offers?q=废水").text
    assert FACTS["title"] not in page


def test_the_newest_stand_first_twenty_to_a_page(offered, found, look):
    ids = [
        offered({"opened_at": datetime(2026, 11, 1, n % 24, n // 24, tzinfo=UTC)})
        for n in range(PAGE_LENGTH + 3)
    ]

    shown = found("废水", sort=Sort.NEWEST)
    last = look("废水", sort=Sort.NEWEST, page=LAST_PAGE)

    assert (last.total, last.pages, last.page) == (len(ids), 2, 2)
    assert shown + [offer.id for offer in last.offers] == ids[::-1]


def test_the_cheapest_for_a_size_stands_first(offered, look):
    for name in ("one_off", "free", "entry_royalty", "size_tiered"):
        offered({"terms": name})

    for size in SIZES:
        offers = look("", sort=Sort.COST, size=size).offers
        costs = [standard_cost(offer, size) for offer in offers]
        assert costs == sorted(costs)
        assert costs[0] == 0


def standard_cost(offer, size):
    from market.licensing.queries import terms_of
    from market.search.terms_facts import facts_of

    return facts_of(terms_of(offer.version)).costs_fen[SIZES.index(size)]


def test_ids_are_found_among_some_offers_only(app, offered, indexed):
    from market.search.filters import Filters
    from market.search.queries import ids_of

    first, second = offered(**FACTS), offered(**FACTS | {"number": "ZL2"})
    indexed()

    with app.app_context():
        assert set(ids_of("废水", Filters(), limit=9)) == {first, second}
        assert ids_of("废水", Filters(), limit=9, among=[second]) == [second]
        assert ids_of("废水", Filters(), limit=9, among=[]) == []
        assert len(ids_of("废水", Filters(), limit=1)) == 1


def test_what_is_listed_is_in_the_database(session, offered, found):
    ids = [offered() for _ in range(3)]

    assert set(found()) == set(ids) == set(session.scalars(sa.select(Offer.id)))
