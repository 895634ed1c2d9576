import re

import pytest

from market.licences.models import Licence
from tests.market.deals import ENTERED_AT

OTHERS = ("licensee_admin", "office_admin", "finance", "auditor")


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr("market.clock.now_utc", lambda: ENTERED_AT)


@pytest.fixture
def licence_id(deal):
    return deal.licence()


def test_no_document_is_issued_before_the_match(deal, sign_in, licence_id):
    deal.report(deal.dues(licence_id)[0].id)

    for user in (deal.admin, deal.member, deal.drafter, deal.finance):
        answer = sign_in(user).get(f"/licences/{licence_id}/document")

        assert answer.status_code == 409
        assert "not in force" in answer.text


def test_the_page_says_that_finance_has_still_to_match(deal, sign_in, licence_id):
    deal.report(deal.dues(licence_id)[0].id)

    page = sign_in(deal.admin, "zh").get(f"/licences/{licence_id}")

    assert "已付款，待财务核对" in page.text
    assert f"/licences/{licence_id}/document" not in page.text


def test_the_document_shows_the_licence_in_force(deal, sign_in, session, licence_id):
    deal.pay(deal.dues(licence_id)[0].id)

    page = sign_in(deal.member, "zh").get(f"/licences/{licence_id}/document")

    licence = session.get(Licence, licence_id)
    assert page.status_code == 200
    assert "许可实施凭证" in page.text
    assert "由专利权人通过本平台出具，非国家知识产权局备案证明" in page.text
    assert "人民币伍佰元整" in page.text
    assert licence.number in page.text
    assert licence.terms_sha256 in re.sub(r"<wbr>|\s", "", page.text)
    assert "2026年11月25日" in re.sub(r"\s", "", page.text)


@pytest.mark.parametrize("page", ["/licences/{}", "/licences/{}/document"])
@pytest.mark.parametrize("role", OTHERS)
def test_a_licence_of_others_is_not_there(deal, make, sign_in, licence_id, page, role):
    deal.pay(deal.dues(licence_id)[0].id)
    stranger = make.office() if role != "licensee_admin" else make.firm()

    answer = sign_in(make.user(stranger, role)).get(page.format(licence_id))

    assert answer.status_code == 404


def test_each_side_finds_the_licence_in_its_list(deal, make, sign_in, licence_id):
    mine = f'href="/licences/{licence_id}"'

    assert mine in sign_in(deal.member).get("/licences").text
    assert mine in sign_in(deal.drafter).get("/office/licences").text
    other = sign_in(make.user(make.firm(), "licensee_member"))
    assert mine not in other.get("/licences").text
    foreign = sign_in(make.user(make.office(), "office_member"))
    assert mine not in foreign.get("/office/licences").text


def test_the_page_counts_the_days_to_the_filing(deal, sign_in, licence_id):
    deal.pay(deal.dues(licence_id)[0].id)

    page = sign_in(deal.admin).get(f"/licences/{licence_id}")

    assert "Feb 25, 2027" in page.text
    assert "90 days left" in page.text


def test_the_office_does_not_see_others_pages_by_guessing(deal, make, sign_in):
    client = sign_in(make.user(make.firm(), "licensee_admin"))

    assert client.get("/licences/1").status_code == 404
    assert client.get(f"/licences/{2**63}").status_code == 404
