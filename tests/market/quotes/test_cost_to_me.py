"""The question on the page of an offer, and what it answers."""

import re
from datetime import date

import pytest

from market.formats import money_exact, money_rough
from market.licensing.models import Offer
from market.licensing.queries import terms_of
from pricing.licensee import Licensee
from pricing.quote import quote
from tests.market.deals import STAGED, TIERS
from tests.market.deals import terms_of as read

START = date(2026, 11, 23)
TAXED = {"tax": {"price_includes_vat": True, "treatment": "taxable", "rate": "0.06"}}


@pytest.fixture
def page(make, office, client, session):
    """Open an offer; return its page for a question, and its quote."""

    class Page:
        def __init__(self):
            self.use(STAGED)

        def use(self, tree):
            self.id = make.offer(
                office.patent_id, office.id, office.member, terms=read(tree)
            )

        def get(self, client=client, locale="en", **asked):
            with client.session_transaction() as cookie:
                cookie["locale"] = locale
            answer = client.get(f"/offers/{self.id}", query_string=asked)
            self.status = answer.status_code
            return answer.text

        def quote(self, *licensee, sales_fen=300_000_000, **given):
            return quote(
                terms_of(session.get(Offer, self.id).version),
                licensee=Licensee(*licensee),
                sales_fen=(sales_fen,) * 7,
                starts_on=START,
                **given,
            )

    return Page()


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_classes_are_asked_for_where_the_terms_price_by_them(page):
    plain = page.get()
    page.use(STAGED | TIERS)
    tiered = page.get()

    assert 'name="quality"' not in plain
    assert 'name="province"' not in plain
    assert 'name="quality"' in tiered
    assert '<option value="51">Sichuan</option>' in tiered


def test_the_price_of_a_class_is_the_quote_of_that_class(page):
    page.use(STAGED | TIERS)

    found = page.get(size="medium", quality="srdi", province="51", sales="300万")

    quoted = page.quote("medium", "srdi", "51")
    assert money_rough(quoted.total_fen, "en") in found
    assert quoted.total_fen < page.quote("medium").total_fen


def test_the_notice_takes_the_classes_over(page):
    page.use(STAGED | TIERS)

    found = page.get(size="medium", quality="srdi", province="51")

    link = re.search(r'href="([^"]*/notice[^"]*)"', found)[1]
    assert "size=medium&amp;quality=srdi&amp;province=51" in link


def test_the_size_may_be_derived_and_its_reason_is_shown(page):
    asked = {"size": "derived", "industry": "manufacturing", "sales": "300万"}

    found = page.get(**asked, staff="350", revenue="2000万")

    assert page.status == 200
    assert "By these figures: Medium firm" in found
    assert "no large firm" in found
    assert money_rough(page.quote("medium").total_fen, "en") in found


def test_a_missing_figure_is_said_beside_its_box(page):
    found = page.get(size="derived", industry="construction", revenue="5000万")

    assert page.status == 422
    fault = re.search(r'id="assets-fault">(.*?)</div>', found, re.DOTALL)[1]
    assert "rests on this figure too" in fault
    assert 'value="5000万"' in found
    assert '<a href="#assets">Total assets</a>' in found


def test_a_first_sale_moves_the_royalty(page):
    found = page.get(sales="300万", first_sale="2029-06-01")

    later = page.quote("small", first_sale_on=date(2029, 6, 1))
    assert money_rough(later.total_fen, "en") in found
    assert later.total_fen < page.quote("small").total_fen


def test_a_first_sale_after_the_end_is_remarked(page):
    found = page.get(sales="300万", first_sale="2040-06-01")

    assert page.status == 200
    assert "after the licence" in text_of(found).split("Worked out from")[0]


def test_a_first_sale_before_the_licence_is_refused_beside_its_box(page):
    found = page.get(first_sale="2020-01-01")

    assert page.status == 422
    fault = re.search(r'id="first_sale-fault">(.*?)</div>', found, re.DOTALL)[1]
    assert "before the licence begins" in fault


def test_what_is_creditable_lowers_the_net_cost(page):
    page.use(STAGED | TAXED)

    general = page.get(sales="300万", vat="general")

    tax = page.quote("small", "none", None, "general").tax
    assert tax.net_cost.is_exact
    shown = text_of(general)
    for amount in (tax.price_with_vat, tax.vat, tax.creditable_vat, tax.net_cost):
        assert money_exact(amount.low_fen, "en") in shown
    assert f"Net cost to me {money_rough(tax.net_cost.low_fen, 'en')}" in shown
    assert "A general taxpayer credits this VAT" in shown


def test_an_open_tax_question_is_a_range_not_a_false_number(page):
    shown = text_of(page.get(sales="300万"))

    tax = page.quote("small").tax
    low, high = (money_rough(one, "en") for one in tax.net_cost)
    assert not tax.net_cost.is_exact
    assert f"Net cost to me {low} – {high}" in shown


def test_the_cost_of_capital_changes_the_value_today(page):
    found = page.get(sales="300万", capital="15")

    quoted = page.quote("small", discount_ppm=150_000)
    assert f"worth {money_rough(quoted.present_value_fen, 'en')} today" in found
    assert "discounted at 15% a year" in found
    assert money_rough(quoted.financing_cost_fen, "en") in found


def test_the_share_of_each_part_is_shown(page):
    shown = text_of(page.get(sales="300万"))

    quoted = page.quote("small")
    for part in (*quoted.by_kind, *quoted.by_stage):
        if part.amount_fen:
            share = f"{round(part.share_ppm / 10_000, 1):g}%".replace("-", "−")
            assert share in shown


def test_a_forecast_shorter_than_the_licence_says_what_is_used(page):
    shown = text_of(page.get(sales="100万 200万"))

    assert "You gave 2 of 7 licence years" in shown
    assert "licence years; the amount" not in text_of(page.get(sales="100万"))


def test_a_patent_that_expires_within_the_licence_is_remarked(make, office, page):
    patent_id = make.patent(office.id, expires_on=date(2029, 3, 1))
    page.id = make.offer(patent_id, office.id, office.member, terms=read(STAGED))

    assert "The patent expires on 2029-03-01" in page.get(sales="300万")


def test_the_readers_own_firm_is_asked_about(make, sign_in, page):
    page.use(STAGED | TIERS)
    firm = make.firm(size_class="medium", quality_class="srdi", province="33")

    found = page.get(sign_in(make.user(firm, "licensee_member")), sales="300万")

    quoted = page.quote("medium", "srdi", "33")
    assert money_rough(quoted.total_fen, "en") in found


def test_a_live_answer_finds_every_part_that_it_swaps(page):
    found = page.get(sales="300万")

    swapped = re.search(r'hx-select-oob="([^"]*)"', found)[1].split(",")
    assert len(swapped) > 15
    missing = [one for one in swapped if f'id="{one[1:]}"' not in found]
    assert missing == []


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_note_is_in_the_readers_language(page, locale):
    page.use(STAGED | TIERS)

    found = page.get(locale=locale, sales="100万 200万", first_sale="2040-01-01")

    notes = re.findall(r'<ul class="remarks">(.*?)</ul>', found, re.DOTALL)
    assert len(notes) == 3
    assert all(bool(re.search("[一-鿿]", text)) == (locale == "zh") for text in notes)
