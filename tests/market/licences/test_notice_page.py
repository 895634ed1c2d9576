import pytest
import sqlalchemy as sa

from market.licences.key_terms import CODES
from market.licences.models import Licence
from market.licensing.models import OfferState
from market.payments.models import Due
from tests.market.deals import FREE, NOTICED_AT, STAGED, Deal
from tests.market.licensing.browser_form import Form


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr("market.clock.now_utc", lambda: NOTICED_AT)


@pytest.fixture
def address(deal):
    return f"/offers/{deal.offer}/notice"


@pytest.fixture
def admin(deal, sign_in):
    return sign_in(deal.admin)


def filled(page, **typed):
    """Return the fields of the page's form as a willing licensee sends them."""
    ticks = ["size_signed", "is_authorised", *(f"key_{code}" for code in CODES)]
    return (
        Form(page.text).fields
        | dict.fromkeys(ticks, "y")
        | {"size_class": "small", "signer": "王小明", "office": "总经理"}
        | typed
    )


def test_a_notice_leads_to_the_licence(admin, address, session):
    sent = admin.post(address, data=filled(admin.get(address)))

    assert sent.status_code == 303
    licence = session.scalars(sa.select(Licence)).one()
    assert sent.location == f"/licences/{licence.id}"
    assert licence.confirmed_terms == list(CODES)
    assert licence.authority == "王小明，总经理"
    assert licence.size_statement["size_class"] == "small"
    page = admin.get(sent.location)
    assert "500.00" in page.text
    assert licence.number in page.text


def test_a_double_click_makes_one_licence(admin, address, session):
    form = filled(admin.get(address))

    first, second = admin.post(address, data=form), admin.post(address, data=form)

    assert first.location == second.location
    assert _count(session, Licence) == _count(session, Due) == 1


def test_two_windows_make_one_licence(admin, address, session):
    one, other = admin.get(address), admin.get(address)

    sent = [admin.post(address, data=filled(page)) for page in (one, other)]

    assert sent[0].location == sent[1].location
    assert _count(session, Licence) == 1
    assert admin.get(address).location == sent[0].location


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"size_class": ""}, "Choose the size class"),
        ({"size_class": "giant"}, "not on offer"),
        ({"size_signed": ""}, "Without this declaration"),
        ({"key_disputes": ""}, "Tick this term"),
        ({"is_authorised": ""}, "Only a person who may bind"),
        ({"signer": "   "}, "Please fill this in"),
        ({"signer": "王" * 81}, "At most 80 characters"),
        ({"staff": "-1"}, "whole number of persons"),
        ({"staff": "9" * 40}, "whole number of persons"),
        ({"staff": "many"}, "Not a valid integer"),
        ({"revenue": "-1"}, "field-error"),
        ({"revenue": "1e9"}, "field-error"),
        ({"size_year": "20265"}, "year of four digits"),
    ],
)
def test_a_wrong_word_is_told_beside_it_and_nothing_typed_is_lost(
    admin, address, session, wrong, told
):
    form = filled(admin.get(address), staff="31", office="首席法务官") | wrong
    kept = {name: text for name, text in form.items() if text and name in wrong}

    answer = admin.post(address, data=form)

    assert answer.status_code == 422
    assert told in answer.text
    again = Form(answer.text).fields
    assert again["office"] == "首席法务官"
    for name in kept.keys() - {"size_class"}:
        assert again[name] == kept[name].strip()
    assert _count(session, Licence) == 0


def test_a_form_without_ticks_keeps_the_ones_that_were_made(admin, address):
    form = filled(admin.get(address), key_disputes="")

    again = Form(admin.post(address, data=form).text).fields

    assert {f"key_{code}" for code in CODES} - set(again) == {"key_disputes"}


def test_a_stale_version_shows_what_changed_and_asks_anew(
    deal, admin, address, session
):
    form = filled(admin.get(address))
    deal.redraft(FREE)

    answer = admin.post(address, data=form)

    assert answer.status_code == 409
    assert "The terms changed after you saw version 1" in answer.text
    again = Form(answer.text).fields
    assert again["version"] == "2"
    assert again["signer"] == "王小明"
    assert "key_disputes" not in again
    assert _count(session, Licence) == 0
    sent = admin.post(address, data=filled(answer))
    assert sent.status_code == 303
    assert session.scalars(sa.select(Licence)).one().offer_version.number == 2


@pytest.mark.parametrize("version", ["", "0", "9", "-1", "x", "1" * 400, "١"])
def test_a_form_that_names_no_version_gives_no_notice(admin, address, session, version):
    form = filled(admin.get(address), version=version)

    assert admin.post(address, data=form).status_code == 422
    assert _count(session, Licence) == 0


def test_a_form_without_a_nonce_gives_no_notice(admin, address, session):
    form = filled(admin.get(address), nonce="")

    assert admin.post(address, data=form).status_code == 422
    assert _count(session, Licence) == 0


def test_a_member_may_prepare_but_not_give(deal, sign_in, address, session):
    member = sign_in(deal.member)
    page = member.get(address)

    assert page.status_code == 200
    assert "You can prepare this notice but not give it" in page.text
    assert member.post(address, data=filled(page)).status_code == 403
    assert _count(session, Licence) == 0


@pytest.mark.parametrize("state", [OfferState.DRAFT, None])
def test_an_offer_that_is_not_open_is_not_there(app, make, sign_in, state):
    deal = Deal(app, make, STAGED, is_open=False)
    offer_id = deal.offer if state else 2**63 - 1

    for client in (sign_in(deal.admin), sign_in(deal.admin, "zh")):
        assert client.get(f"/offers/{offer_id}/notice").status_code == 404
        assert client.post(f"/offers/{offer_id}/notice").status_code == 404


def test_an_id_beyond_the_database_is_not_found(admin):
    assert admin.get(f"/offers/{2**63}/notice").status_code == 404


def test_the_notice_is_in_chinese_for_who_reads_chinese(deal, sign_in, address):
    page = sign_in(deal.admin, "zh").get(address)

    assert "实施通知书" in page.text
    assert "普通许可" in page.text
    assert 'lang="zh' in page.text


def _count(session, model):
    return session.scalar(sa.select(sa.func.count(model.id)))
