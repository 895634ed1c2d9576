"""Quality class and province: asked, stated, frozen and billed where terms price so."""

import re

import pytest
import sqlalchemy as sa

from market.licences.class_prices import due_at_entry_fen
from market.licences.models import Licence
from market.licences.wording import clauses
from market.payments.models import Due
from pricing.licensee import Licensee
from tests.market.deals import NOTICED_AT, PAID_ON, STAGED, TIERS, Deal, terms_of
from tests.market.licences.test_notice_page import filled

TIERED = STAGED | TIERS
FLAT = {name: part for name, part in STAGED.items() if name != "size_tiers"}
MILL = {"industry": "manufacturing", "staff": "350", "revenue": "20000000"}


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr("market.clock.now_utc", lambda: NOTICED_AT)


@pytest.fixture
def tiered(app, make):
    return Deal(app, make, TIERED)


@pytest.fixture
def send(sign_in):
    """Send the notice of a deal with some boxes changed."""

    def sent(deal, locale="en", **typed):
        client = sign_in(deal.admin, locale)
        address = f"/offers/{deal.offer}/notice"
        return client.post(address, data=filled(client.get(address), **typed))

    return sent


def test_no_class_is_asked_for_where_no_price_depends_on_it(deal, sign_in):
    page = sign_in(deal.admin).get(f"/offers/{deal.offer}/notice").text

    assert 'name="quality_class"' not in page
    assert 'name="province"' not in page
    assert "Quality class of the licensee" not in page


def test_a_class_that_is_not_asked_for_is_not_taken(deal, send, session):
    send(deal, quality_class="srdi", province="51")

    licence = session.scalars(sa.select(Licence)).one()
    assert (licence.quality_class, licence.province) == ("none", None)


def test_the_classes_stated_are_frozen_and_billed(tiered, send, session):
    answer = send(tiered, size_class="medium", quality_class="srdi", province="51")

    licence = session.scalars(sa.select(Licence)).one()
    assert answer.status_code == 303
    assert licence.priced_for == Licensee("medium", "srdi", "51")
    due = session.scalars(sa.select(Due)).one()
    # 1000.00 x 1 x 0.8 x 0.9
    assert due.amount_fen == 72_000


def test_each_class_shows_what_it_pays(tiered, sign_in):
    address = f"/offers/{tiered.offer}/notice"

    page = sign_in(tiered.admin).get(f"{address}?size=medium&quality=srdi").text

    assert "Medium firm: CN¥800.00 due with the notice" in page
    assert "Small firm: CN¥400.00 due with the notice" in page
    assert "SRDI SME, 80% of the prices: CN¥800.00 due with the notice" in page
    assert "Innovative SME, 90% of the prices: CN¥900.00 due with the notice" in page
    assert "Neighbours (Zhejiang): 33.33% of the stated amounts" in page


def test_the_classes_begin_as_the_firm_stated_them(app, make, sign_in):
    deal = Deal(app, make, TIERED)
    stated = {"quality_class": "little_giant", "province": "33"}
    firm = make.firm(size_class="medium", **stated)

    client = sign_in(make.user(firm, "licensee_admin"))
    page = client.get(f"/offers/{deal.offer}/notice")

    fields = filled(page)
    assert fields["quality_class"] == "little_giant"
    assert fields["province"] == "33"


def test_a_live_question_answers_with_the_price_of_its_classes(tiered, sign_in):
    asked = {"size_class": "medium", "quality_class": "little_giant", "province": "51"}

    answer = sign_in(tiered.admin).get(
        f"/offers/{tiered.offer}/notice",
        query_string=asked | {"version": "1"} | MILL,
        headers={"HX-Request": "true"},
    )

    terms = terms_of(TIERED)
    due_fen = due_at_entry_fen(
        terms, Licensee("medium", "little_giant", "51"), NOTICED_AT.date()
    )
    assert due_fen == 63_000
    owed = re.search(r'id="owed".*?</section>', answer.text, re.DOTALL)[0]
    assert "CN¥630.00" in owed
    assert "Medium firm · SRDI “Little Giant” · Sichuan" in owed
    assert "By these figures: Medium firm" in answer.text


@pytest.mark.parametrize(
    "wrong", [{"quality_class": "giant"}, {"quality_class": ""}, {"province": "99"}]
)
def test_a_wrong_class_is_told_beside_it(tiered, send, session, wrong):
    answer = send(tiered, office="首席法务官", **wrong)

    assert answer.status_code == 422
    assert f'id="{next(iter(wrong))}-error"' in answer.text
    assert "首席法务官" in answer.text
    assert session.scalar(sa.select(sa.func.count(Licence.id))) == 0


def test_a_size_that_differs_from_its_figures_is_warned_of_beside_it(deal, send):
    answer = send(deal, **MILL, signer="")

    assert answer.status_code == 422
    assert "By these figures: Medium firm" in answer.text
    assert "That is no bar" in answer.text


def test_a_size_that_differs_is_no_bar_and_is_kept_with_the_statement(
    deal, send, sign_in, session
):
    answer = send(deal, **MILL)

    assert answer.status_code == 303
    stated = session.scalars(sa.select(Licence)).one().size_statement
    assert (stated["size_class"], stated["derived_size"]) == ("small", "medium")
    assert "工业" in stated["derived_reason_zh"]
    page = sign_in(deal.drafter).get(answer.location).text
    assert "The size stated is not the one that its own figures give" in page


def test_figures_that_give_no_size_store_none(deal, send, session):
    send(deal, industry="construction", revenue="20000000")

    stated = session.scalars(sa.select(Licence)).one().size_statement
    assert stated["industry"] == "construction"
    assert "derived_size" not in stated


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_licence_and_document_say_for_which_classes_they_are_priced(
    tiered, sign_in, locale
):
    stated = {"quality_class": "srdi", "province": "51"}
    licence_id = tiered.licence(**stated)
    (due,) = tiered.dues(licence_id)
    tiered.pay(due.id, amount_fen=due.amount_fen, value_on=PAID_ON)

    client = sign_in(tiered.admin, locale)
    page = client.get(f"/licences/{licence_id}").text
    document = client.get(f"/licences/{licence_id}/document").text

    quality, province = {"zh": ("专精特新", "四川"), "en": ("SRDI SME", "Sichuan")}[
        locale
    ]
    for text in (page, document):
        assert quality in text
        assert province in text


def test_terms_that_come_to_price_by_class_ask_anew(deal, sign_in, session):
    client = sign_in(deal.admin)
    address = f"/offers/{deal.offer}/notice"
    form = filled(client.get(address))
    deal.redraft(TIERED)

    answer = client.post(address, data=form)

    assert answer.status_code == 409
    assert 'name="quality_class"' in answer.text
    assert "Quality class of the licensee" in answer.text
    sent = client.post(address, data=filled(answer, quality_class="innovative"))
    assert sent.status_code == 303
    licence = session.scalars(sa.select(Licence)).one()
    assert licence.priced_for == Licensee("small", "innovative")


def test_a_contract_says_how_the_shares_of_classes_meet(app):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        told = {each.key: each.lines for each in clauses(terms_of(TIERED), "en")}
        plain = {each.key for each in clauses(terms_of(FLAT), "en")}

    assert told["shares"][0] == "The shares of the classes multiply."
    assert "not to the limits of bands nor to caps" in told["shares"][1]
    assert "shares" not in plain


def test_a_contract_without_a_late_charge_leaves_lateness_to_the_law(app):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        told = {each.key: each.lines for each in clauses(terms_of(TIERED), "en")}

    assert told["late"] == ("No charge for lateness is stated; the law applies.",)
