import io
from itertools import count

import pytest

from market.approval.chain import chain_of
from market.approval.queries import dossiers_of, statements_of
from market.history import entries_of

nonces = count()


def sent(client, address, **data):
    """Send a form with a nonce of its own; files as (content, name)."""
    files = {
        name: (io.BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value
        for name, value in data.items()
    }
    return client.post(address, data={"nonce": f"{next(nonces):043}"} | files)


@pytest.fixture
def base(case):
    case = case()
    case.url = f"/office/offers/{case.offer}/case"
    return case


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_the_case_says_what_is_missing_and_where_to_mend_it(base, sign_in, locale):
    page = sign_in(base.member, locale).get(base.url)

    for part in ("interests", "dossier"):
        assert f'href="{base.url}/{part}"' in page.text


def test_an_auditor_reads_the_case_and_changes_nothing(base, sign_in):
    client = sign_in(base.auditor)

    page = client.get(base.url)

    assert page.status_code == 200
    assert f"{base.url}/dossier" not in page.text
    assert client.get(f"{base.url}/dossier").status_code == 403
    assert sent(client, f"{base.url}/approval/send").status_code == 403


def test_a_consent_is_recorded_with_its_evidence(base, sign_in):
    owner = base.owner("甲公司")
    client, address = sign_in(base.member), f"{base.url}/consents"
    data = {
        "owner": str(owner),
        "purpose": "opening",
        "answer": "yes",
        "stated_on": "2026-11-20",
    }
    without = sent(client, address, note="typed words", **data)
    assert without.status_code == 422
    assert "Attach the evidence" in without.text
    assert "typed words" in without.text

    with_file = sent(client, address, file=(b"%PDF-1.7", "a.pdf"), **data)

    assert with_file.status_code == 303
    assert "a.pdf" in client.get(base.url).text


def test_a_file_of_a_wrong_kind_is_refused_beside_its_box(base, sign_in):
    owner = base.owner("甲公司")

    answer = sent(
        sign_in(base.member),
        f"{base.url}/consents",
        owner=str(owner),
        purpose="opening",
        answer="yes",
        stated_on="2026-11-20",
        file=(b"MZ\x90\x00", "a.pdf"),
    )

    assert answer.status_code == 422
    assert 'id="file-error"' in answer.text


def test_interests_of_all_whom_the_case_lists_are_stated(base, sign_in):
    client, address = sign_in(base.member), f"{base.url}/interests"
    drafter = base.make.user_id(base.member)
    for person in (f"drafter:{drafter}", "inventor:李明", "inventor:王芳"):
        assert sent(client, address, person=person, interest="none").status_code == 303

    wrong = sent(client, address, person="other", interest="some")

    assert wrong.status_code == 422
    assert base.gaps() == ["The pricing dossier is missing."]
    assert len(base.read(lambda reading, offer: statements_of(reading, offer.id))) == 3


def test_a_dossier_keeps_the_fair_price_with_inputs_and_comparables(base, sign_in):
    client, address = sign_in(base.member), f"{base.url}/dossier"
    table = (
        "year,form,amount,months,currency,source\n2024,fixed,100000,60,CNY,a\nx,,,,,b\n"
    )
    data = {"basis": "Three licences", "sales": "1000000..3000000..6000000"}

    tried = sent(client, address, do="work-out", **data)
    saved = sent(
        client,
        address,
        do="save",
        comparables=(table.encode(), "c.csv"),
        files=(b"%PDF-1.7", "report.pdf"),
        **data,
    )

    assert tried.status_code == 200
    assert saved.status_code == 303
    dossiers = base.read(
        lambda reading, offer: [
            (one.valuation, one.comparables, one.findings, len(one.attachments))
            for one in dossiers_of(reading, offer.id)
        ]
    )
    (valuation, comparables, findings, files) = dossiers[0]
    assert valuation["on"] == "2026-11-23"
    assert valuation["typed"]["sales"] == data["sales"]
    assert {line["section"] for line in valuation["lines"]} >= {"inputs", "result"}
    assert [row["used"] for row in comparables if row["row"]] == [True, False]
    assert all(row["reason"]["zh"] and row["reason"]["en"] for row in comparables)
    assert findings
    assert files == 1
    page = client.get(saved.location)
    assert "report.pdf" in page.text


def test_what_was_typed_into_a_dossier_stays_when_something_is_wrong(base, sign_in):
    answer = sent(
        sign_in(base.member),
        f"{base.url}/dossier",
        do="save",
        basis="Long words",
        sales="many",
    )

    assert answer.status_code == 422
    assert "Long words" in answer.text
    assert base.read(lambda reading, offer: dossiers_of(reading, offer.id)) == []


def test_the_next_dossier_begins_with_the_one_before(base, sign_in):
    client, address = sign_in(base.member), f"{base.url}/dossier"
    sent(client, address, basis="First words", sales="2000000")

    page = client.get(address)

    assert "First words" in page.text
    assert 'value="2000000"' in page.text


def test_an_offer_is_sent_and_decided_on_its_pages(base, sign_in):
    base.complete()
    office, admin = sign_in(base.member), sign_in(base.admin)
    assert sent(office, f"{base.url}/approval/send").status_code == 303
    assert "(1)" in admin.get("/office/decisions").text

    page = admin.get(f"{base.url}/approval")
    assert 'name="decision"' in page.text
    wrong = sent(
        admin,
        f"{base.url}/approval",
        round="1",
        interest="none",
        decision="return",
        minutes_number="2026-7",
    )
    assert wrong.status_code == 422
    assert "2026-7" in wrong.text
    done = sent(
        admin, f"{base.url}/approval", round="1", interest="none", decision="approve"
    )

    assert done.status_code == 303
    assert base.state() == ("approved", 1, ["approved"])
    assert "Nothing waits for you" in admin.get("/office/decisions").text


def test_an_approver_who_states_an_interest_leaves_it_to_others(base, sign_in):
    base.complete()
    base.send()
    admin = sign_in(base.admin)

    sent(admin, f"{base.url}/approval", round="1", interest="some", text="A cousin")
    page = admin.get(f"{base.url}/approval")
    again = sent(
        admin, f"{base.url}/approval", round="1", interest="none", decision="approve"
    )

    assert "A cousin" in page.text
    assert 'name="decision"' not in page.text
    assert again.status_code == 403
    assert base.state() == ("checked", None, ["pending"])


def test_finance_and_inventors_see_only_what_they_are_named_to_approve(base, sign_in):
    base.complete()
    base.step(1, base.finance)
    base.send()

    assert sign_in(base.finance).get(base.url).status_code == 200
    assert sign_in(base.inventor).get(base.url).status_code == 404
    assert sent(
        sign_in(base.finance),
        f"{base.url}/approval",
        round="1",
        interest="none",
        decision="approve",
    ).location.endswith("/office/decisions")
    assert base.state()[0] == "approved"


def test_what_is_missing_is_said_where_it_is_sent(base, sign_in):
    answer = sent(sign_in(base.member), f"{base.url}/approval/send")

    assert answer.status_code == 409
    assert "The pricing dossier is missing" in answer.text


def test_an_admin_sets_the_chain_and_its_changes_are_kept(base, sign_in):
    admin, address = sign_in(base.admin), "/office/approval-chain"
    step = {"title_zh": "财务会签", "title_en": "Finance", "approver": "any"}
    assert sent(admin, address, position="2", **step).status_code == 303
    assert sent(admin, address, position="0", **step).status_code == 422
    step_id = base.read(lambda reading, _o: chain_of(reading, base.office)[0].id)
    assert sent(admin, f"{address}/{step_id}", position="1").status_code == 303
    assert sent(admin, f"{address}/{step_id}", position="x").status_code == 422
    assert sent(admin, f"{address}/{step_id}", do="remove").status_code == 303

    told = base.read(
        lambda reading, _o: [
            entry.action for entry in entries_of(reading, "approval_chain", base.office)
        ]
    )
    assert told == ["step_removed", "step_moved", "step_added"]
    member = sign_in(base.member)
    assert member.get(address).status_code == 200
    assert sent(member, address, position="1", **step).status_code == 403


def test_a_publicity_is_begun_objected_and_closed_on_its_page(base, sign_in, later):
    client, address = sign_in(base.member), f"{base.url}/publicity"
    page = client.get(address)
    assert 'value="2026-12-08"' in page.text
    assert "confidence U" in page.text
    days = {"starts_on": "2026-11-23", "ends_on": "2026-12-01"}
    assert sent(client, address, place="Hall", **days).status_code == 303
    assert "Shorter than" in client.get(address).text

    said = {"objection-objector": "A", "objection-received_on": "2026-11-23"}
    wrong = sent(client, f"{address}/objections", **said)
    assert wrong.status_code == 422
    right = said | {"objection-text": "Too cheap"}
    assert sent(client, f"{address}/objections", **right).status_code == 303
    result = {"closing-result": "settled", "closing-result_text": "Answered"}
    assert sent(client, f"{address}/close", **result).status_code == 409
    later(30)

    assert sent(client, f"{address}/close", **result).status_code == 303
    assert "Answered" in client.get(base.url).text


def test_a_stranger_finds_no_case(base, sign_in, make):
    stranger = sign_in(make.user(make.office(), "office_admin"))

    for part in ("", "/consents", "/interests", "/dossier", "/publicity", "/approval"):
        assert stranger.get(f"{base.url}{part}").status_code == 404
