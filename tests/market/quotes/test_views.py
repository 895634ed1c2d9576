"""Offers side by side."""

import re
from datetime import date

import pytest

from market.licensing.models import Lane, OfferState
from pricing.comparison.offers import compare
from pricing.licensee import Licensee
from pricing.patterns import pattern
from tests.market.deals import STAGED, TIERS
from tests.market.deals import terms_of as read
from tests.market.hostile_world import MARKUP

LIVE = {"HX-Request": "true", "Accept-Language": "en"}
START, END = date(2026, 11, 23), date(2032, 12, 31)
UNITS = {
    "stages": [
        STAGED["stages"][0]
        | {
            "fees": [
                {
                    "kind": "royalty",
                    "base": "units",
                    "bands": [{"per_unit": "2.5"}],
                }
            ],
            "months": None,
            "sales_allowed": True,
        }
    ]
}


@pytest.fixture
def offer(make, office):
    """Commit an open offer on a new patent; return its number."""

    def opened(terms, **given):
        if isinstance(terms, dict):
            terms = read(terms)
        patent = {name: given.pop(name) for name in ("title_en",) if name in given}
        patent_id = make.patent(office.id, **patent)
        return make.offer(patent_id, office.id, office.member, terms=terms, **given)

    return opened


@pytest.fixture
def page(client):
    """Get the comparison of some offers for a question."""

    def shown(*offers, locale="en", **asked):
        with client.session_transaction() as cookie:
            cookie["locale"] = locale
        query = [("offer", number) for number in offers] + list(asked.items())
        return client.get("/compare", query_string=query)

    return shown


def row(page, label):
    """Return the cells of a row, as text."""
    found = re.search(
        rf'<th scope="row"[^>]*>{re.escape(label)}</th>(.*?)</tr>', page, re.DOTALL
    )[1]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", found, re.DOTALL)
    return [
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip() for cell in cells
    ]


def amounts(cells):
    return [re.findall(r"CN¥[0-9,]+", cell) for cell in cells]


def named(name):
    return pattern(name, lane="ordinary", starts_on=date(2026, 11, 1), ends_on=END)


def test_the_figures_are_those_of_the_comparison(page, offer):
    names = ("staged", "entry_royalty", "one_off")
    offers = [offer(named(name)) for name in names]

    answer = page(*offers, sales="300万", size="small")

    found = compare(
        dict(zip("ABC", map(named, names), strict=True)),
        licensee=Licensee("small"),
        cases={"expected": (300_000_000,) * 7},
        starts_on=START,
    )
    assert answer.status_code == 200
    figures = [each.figures["expected"] for each in found.rows]
    for label, name in (
        ("In all, expected", "total_fen"),
        ("Worth today, expected", "present_value_fen"),
        ("If I stop as soon as I may", "first_stop_fen"),
    ):
        expected = [f"CN¥{(getattr(one, name) + 50) // 100:,}" for one in figures]
        assert [cell[0] for cell in amounts(row(answer.text, label))] == expected
    nets = [each.net_cost for each in figures]
    expected = [[f"CN¥{(end + 50) // 100:,}" for end in net] for net in nets]
    assert amounts(row(answer.text, "Net cost to me, expected")) == expected


def test_the_cheapest_is_said_in_a_word(page, offer):
    dear, cheap = offer(named("one_off")), offer(named("free"))

    cells = row(page(dear, cheap).text, "In all, expected")

    assert "cheapest" not in cells[0]
    assert cells[1].endswith("cheapest")


def test_a_tie_names_both(page, offer):
    same = [offer(named("one_off")), offer(named("one_off"))]

    cells = row(page(*same).text, "In all, expected")

    assert all(cell.endswith("cheapest, with another") for cell in cells)


def test_it_is_said_where_two_offers_change_places(page, offer):
    answer = page(offer(named("one_off")), offer(named("royalty")), sales="300万")

    shown = re.sub(r"<[^>]+>|\s+", " ", answer.text)
    assert re.search(r"from nought on B is cheaper; +from CN¥[0-9,.]+ on A", shown)


def test_another_base_is_not_compared_and_says_so(page, offer):
    answer = page(offer(STAGED), offer(STAGED | UNITS), offer(named("one_off")))

    reasons = row(answer.text, "Not compared")
    assert reasons[0] == reasons[2] == "—"
    assert "cannot be compared" in reasons[1]
    assert row(answer.text, "In all, expected")[1] == "—"


def test_classes_count_for_every_offer_that_prices_by_them(page, offer):
    plain, tiered = offer(named("one_off")), offer(STAGED | TIERS)

    answer = page(plain, tiered, quality="srdi", province="51", size="medium")

    assert 'name="quality"' in answer.text
    # 1000.00 x 1 x 0.8 x 0.9, on top of what the trial owes later
    assert "CN¥720" in row(answer.text, "First payment")[1]
    links = re.findall(r'href="(/offers/\d+/notice[^"]*)"', answer.text)
    assert all("quality=srdi&amp;province=51" in link for link in links)


def test_the_address_keeps_the_question_and_the_offers(page, offer):
    one, other, third = (offer(named("one_off")) for _ in range(3))

    text = page(one, other, third, sales="80万", size="micro").text

    away = re.findall(r'href="(/compare\?[^"]*)"', text)
    assert len(away) == 3
    first = away[0].replace("&amp;", "&")
    assert f"offer={one}" not in first
    assert f"offer={other}&offer={third}" in first
    assert "size=micro" in first
    assert text.count(f'<input type="hidden" name="offer" value="{one}">') == 1


def test_more_than_four_are_left_out_with_a_word(page, offer):
    offers = [offer(named("one_off")) for _ in range(5)]

    answer = page(*offers)

    assert answer.status_code == 422
    assert "At most four offers stand side by side" in answer.text
    assert len(row(answer.text, "In all, expected")) == 4


@pytest.mark.parametrize("wrong", ["99999", "x", "", "-1", "9" * 30, "²", "1\x00"])
def test_a_wrong_number_gets_a_plain_word(page, offer, wrong):
    two = [offer(named("one_off")), offer(named("free"))]

    answer = page(two[0], wrong, two[1])

    assert answer.status_code == 422
    assert "There is no open offer" in answer.text
    assert len(row(answer.text, "In all, expected")) == 2


def test_a_draft_is_as_if_it_were_not_there(page, offer, make, office, sign_in):
    draft = offer(named("one_off"), state=OfferState.DRAFT, opened_at=None)
    others = [offer(named("free")), offer(named("staged"))]

    answer = page(*others, draft)

    assert f"There is no open offer “{draft}”" in answer.text
    own = sign_in(office.member).get(f"/compare?offer={others[0]}&offer={draft}")
    assert "There is no open offer" in own.text


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_too_few_offers_say_what_to_do(page, offer, locale):
    one = offer(named("one_off"))

    none, alone = page(locale=locale), page(one, one, locale=locale)

    assert none.status_code == alone.status_code == 200
    assert f"/offers?offer={one}" in alone.text
    words = {"zh": "还没有可比较的方案", "en": "No offers to compare yet"}
    assert words[locale] in none.text


def test_wrong_input_is_said_beside_its_box_and_kept(page, offer):
    two = [offer(STAGED), offer(named("free"))]

    answer = page(*two, sales="plenty", size="derived", industry="construction")

    assert answer.status_code == 422
    assert 'value="plenty"' in answer.text
    for name in ("sales", "revenue", "assets"):
        assert f'id="{name}"' in answer.text
        assert re.search(rf'id="{name}-fault"><p class="field-error">', answer.text)
    assert "In all, expected" not in answer.text


def test_a_live_answer_says_it_in_place(page, client, offer):
    two = [offer(STAGED), offer(named("free"))]

    address = f"/compare?offer={two[0]}&offer={two[1]}&sales=plenty"
    answer = client.get(address, headers=LIVE)

    assert answer.status_code == 200
    assert "This is no amount." in answer.text
    swapped = re.search(r'hx-select-oob="([^"]*)"', answer.text)[1].split(",")
    assert all(f'id="{one[1:]}"' in answer.text for one in swapped)


def test_a_sum_beyond_reckoning_is_refused_in_words(page, offer):
    two = [offer(STAGED), offer(named("royalty"))]

    answer = page(*two, sales="900亿 900亿 900亿 900亿 900亿", high="900亿")

    assert answer.status_code in (200, 422)


def test_cases_left_empty_or_out_of_order_are_told(page, offer):
    both = [offer(STAGED), offer(STAGED)]

    left_empty = page(*both, sales="3000000", high="9000000").text
    out_of_order = page(*both, low="5000000", sales="3000000", high="9000000").text

    assert "Some cases are left empty: low is 30% of the expected case." in left_empty
    assert "The three cases do not rise" in out_of_order
    assert "The three cases do not rise" not in left_empty


def test_titles_are_text(page, offer):
    answer = page(*(offer(STAGED, title_en=MARKUP) for _ in range(2)))

    assert "<attack" not in answer.text
    assert "&lt;attack" in answer.text


def test_offers_of_both_lanes_stand_side_by_side(page, offer):
    answer = page(offer(named("free")), offer(named("one_off"), lane=Lane.OPEN))

    cells = row(answer.text, "Offer")
    assert "Ordinary licence, posted price" in cells[0]
    assert "Open licence" in cells[1]


def test_the_page_of_an_offer_leads_to_the_comparison(client, offer):
    one, other = offer(named("one_off")), offer(STAGED)

    alone = client.get(f"/offers/{one}?size=micro&sales=80万").text
    second = client.get(f"/offers/{one}?offer={other}").text

    assert f'href="/compare?offer={one}&amp;size=micro&amp;sales=80' in alone
    assert f'href="/compare?offer={other}&amp;offer={one}"' in second


def test_results_put_offers_aside_and_take_them_back(client, offer, indexed):
    one, other = offer(named("one_off")), offer(STAGED)
    indexed()

    first = client.get("/offers", headers={"Accept-Language": "en"}).text
    both = client.get(
        f"/offers?offer={one}&offer={other}&size=micro",
        headers={"Accept-Language": "en"},
    ).text

    assert f"/offers?offer={one}&amp;" in first
    assert f"/compare?offer={one}&amp;offer={other}&amp;size=micro" in both
    assert f"/offers?offer={other}&amp;size=micro" in both
    assert both.count(f'<input type="hidden" name="offer" value="{one}">') == 1
    assert "Compare 2 offers" in both
