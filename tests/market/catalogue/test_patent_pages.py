from datetime import date

import pytest

from market import clock
from market.catalogue.models import EvaluationReport, Patent
from market.submissions import new_nonce
from tests.market.factories import NOON

FACTS = {
    "status": "granted",
    "filed_on": "2021-03-01",
    "granted_on": "2023-05-09",
    "expires_on": "",
    "annual_fee_paid": "yes",
    "has_exclusive_licence": "no",
    "is_suspended": "no",
    "is_pledged": "yes",
    "pledgee_consents": "yes",
    "evaluation_report": "positive",
    "co_owners_consent": "unknown",
    "is_invalidated": "no",
    "legal_status_checked_on": "2026-11-22",
}


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr(clock, "now_utc", lambda: NOON)


@pytest.fixture
def office(make):
    return make.office()


@pytest.fixture
def member(make, office, sign_in):
    return sign_in(make.user(office, "office_member"))


@pytest.fixture
def patent(make, office):
    return make.patent(office, number="ZL202111029984.2")


def test_an_office_lists_its_own_patents_alone(make, office, member, patent):
    make.patent(make.office(), title="别家的专利")

    page = member.get("/office/patents").text

    assert "ZL202111029984.2" in page
    assert "别家的专利" not in page
    assert f"patent_id={patent}" in page


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("q=废水", True),
        ("q=WASTE", True),
        ("q=zl 2021 1 1029984.2", True),
        ("q=202111029984.2", True),
        ("q=202111029985.2", False),
        ("q=%25", False),
        ("q=_", False),
        ("q=%00", True),
        ("status=granted", True),
        ("status=ended", False),
        ("status=nonsense", True),
        ("page=999999999999999999999", True),
        ("page=-1", True),
    ],
)
def test_the_list_is_searched_by_word_number_and_state(member, patent, query, is_found):
    answer = member.get(f"/office/patents?{query}")

    assert answer.status_code == 200
    assert ("ZL202111029984.2" in answer.text) is is_found


def test_the_list_has_pages(make, office, member):
    for _ in range(51):
        make.patent(office)

    first = member.get("/office/patents").text
    second = member.get("/office/patents?page=2").text

    assert "page 1 of 2" in first
    assert second.count("Filler number") == 1


def test_an_offer_is_shown_in_place_of_the_link_to_draft_one(
    make, office, member, patent
):
    author = make.user(office, "office_admin")
    offer = make.offer(patent, office, author)

    page = member.get("/office/patents").text

    assert f"/office/offers/{offer}" in page
    assert f"patent_id={patent}" not in page


@pytest.mark.parametrize("patent_id", ["0", "999999", str(2**63), str(10**30), "x"])
def test_there_is_no_page_of_a_patent_that_is_not_there(member, patent_id):
    assert member.get(f"/office/patents/{patent_id}").status_code == 404


def test_a_patent_of_another_office_is_not_found(make, patent, sign_in):
    stranger = sign_in(make.user(make.office(), "office_admin"))

    for address in (f"/office/patents/{patent}", f"/office/patents/{patent}/edit"):
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, data=FACTS).status_code == 404


def test_the_legal_state_is_recorded_with_its_day(member, patent, session):
    answer = member.post(f"/office/patents/{patent}", data=FACTS)

    assert answer.status_code == 303
    found = session.get(Patent, patent)
    assert found.is_pledged is True
    assert found.co_owners_consent is None
    assert found.evaluation_report is EvaluationReport.POSITIVE
    assert found.legal_status_checked_on == date(2026, 11, 22)
    assert (found.expires_on, found.expiry_is_computed) == (date(2041, 3, 1), True)


def test_a_typed_expiry_stands_and_a_cleared_one_is_computed(member, patent, session):
    address = f"/office/patents/{patent}"
    member.post(address, data=FACTS | {"expires_on": "2039-01-01"})
    found = session.get(Patent, patent)
    assert (found.expires_on, found.expiry_is_computed) == (date(2039, 1, 1), False)

    member.post(address, data=FACTS)
    session.rollback()
    assert (found.expires_on, found.expiry_is_computed) == (date(2041, 3, 1), True)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"legal_status_checked_on": ""}, "looked this up in the register"),
        ({"legal_status_checked_on": "2026-11-25"}, "yet to come"),
        ({"filed_on": "soon"}, "not a day of the calendar"),
        ({"filed_on": "0001-01-01"}, "so far away"),
        ({"granted_on": "2020-01-01"}, "before the filing"),
        ({"expires_on": "2020-01-01"}, "before the filing"),
        ({"is_pledged": "no"}, "no pledge to consent to"),
        ({"status": "nonsense"}, "not on offer"),
        ({"is_suspended": "maybe"}, "not on offer"),
    ],
)
def test_a_wrong_fact_is_said_beside_its_field(member, patent, session, wrong, said):
    answer = member.post(f"/office/patents/{patent}", data=FACTS | wrong)

    assert answer.status_code == 422
    assert said in answer.text
    assert session.get(Patent, patent).is_pledged is False


def test_the_bars_of_an_open_licence_are_shown(make, office, member):
    pledged = make.patent(office, is_pledged=True, pledgee_consents=False)

    page = member.get(f"/office/patents/{pledged}").text

    assert "Must change" in page
    assert "rule 86(4)" in page


def test_the_record_is_edited(member, patent, session):
    address = f"/office/patents/{patent}/edit"
    assert "一种用于废水处理" in member.get(address).text

    changed = {"title": "新名称", "summary_zh": "净化\x00废水", "ipc": "C02F 1/28"}
    answer = member.post(address, data=changed)

    assert answer.status_code == 303
    found = session.get(Patent, patent)
    assert (found.title, found.summary_zh) == ("新名称", "净化废水")
    assert found.expires_on == date(2041, 3, 1)


def test_a_wrong_record_loses_no_typed_text(member, patent):
    typed = {"title": "", "title_en": "x" * 501, "summary_en": "kept words"}

    answer = member.post(f"/office/patents/{patent}/edit", data=typed)

    assert answer.status_code == 422
    assert "At most 500 characters." in answer.text
    assert "kept words" in answer.text


def new_patent(**given):
    typed = {
        "number": "zl 2019 1 0380558x",
        "title": "感应出水装置",
        "filed_on": "2019-05-08",
        "nonce": new_nonce(),
    }
    return typed | given


def test_a_patent_is_added_by_hand_once(office, member, session):
    typed = new_patent()

    first = member.post("/office/patents/new", data=typed)
    second = member.post("/office/patents/new", data=typed)

    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    added = session.query(Patent).filter_by(organisation_id=office).one()
    assert added.number == "ZL201910380558.X"
    assert (added.kind, added.status) == ("invention", "granted")
    assert (added.expires_on, added.expiry_is_computed) == (date(2039, 5, 8), True)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"number": ""}, "Type one of the patent"),
        ({"number": "ZL201910380558.1"}, "other digits give X"),
        ({"number": "ZL202111029984.2"}, "You already have ZL202111029984.2"),
        ({"application_number": "202211358632.6"}, "another patent"),
        ({"granted_on": "2018-01-01"}, "before the filing"),
        ({"title": " "}, "Type the patent"),
    ],
)
def test_a_wrong_new_patent_is_said_beside_its_field(member, patent, given, said):
    answer = member.post("/office/patents/new", data=new_patent(**given))

    assert answer.status_code == 422
    assert said in answer.text
    assert "感应出水装置" in answer.text or "title" in given


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_page_opens_in_both_languages(make, office, patent, sign_in, locale):
    client = sign_in(make.user(office, "office_admin"), locale=locale)

    for address in ("", "/new", "/import", f"/{patent}", f"/{patent}/edit"):
        assert client.get(f"/office/patents{address}").status_code == 200
