"""One page says where an offer stands, what is missing and what comes next."""

import pytest

from market.accounts.models import Organisation
from market.db import transaction
from market.history import entries_of
from market.licensing.models import Offer, OfferState
from tests.market.factories import NOON


@pytest.fixture
def send(office, sign_in, form):
    """Post a form of an offer's pages, as the page itself holds it, and more."""

    def sent(offer_id, step, who=None, **typed):
        client = sign_in(who or office.admin)
        url = f"/office/offers/{offer_id}/{step}"
        data = {"nonce": f"{step[:9]:x<43}".replace("-", "_"), "seen": "1"}
        page = client.get(url)
        if page.status_code == 200:
            data = form(page)
        return client.post(url, data=data | typed)

    return sent


def test_a_draft_is_checked_with_one_button_and_taken_back(
    draft, office, sign_in, send, session
):
    offer_id = draft()
    page = sign_in(office.member).get(f"/office/offers/{offer_id}/life")

    assert 'action="/office/offers/1/check"' in page.text
    assert send(offer_id, "check", office.member).status_code == 303
    assert session.get(Offer, offer_id).state == OfferState.CHECKED
    assert session.get(Offer, offer_id).checked_version == 1
    assert send(offer_id, "recall", office.member).status_code == 303
    session.rollback()
    assert session.get(Offer, offer_id).checked_version is None


def test_the_page_says_who_checked_when_and_what_is_to_come(
    draft, walk, office, sign_in
):
    page = (
        sign_in(office.member)
        .get(f"/office/offers/{walk(draft(), 'checked')}/life")
        .text
    )

    assert "Nov 23, 2026" in page
    assert page.index("Checked</p>") < page.index("to come")
    assert "Have it approved" in page


def test_what_is_missing_is_named_with_a_way_to_mend_it(make, office, draft, sign_in):
    patent_id = make.patent(office.id, co_owners_consent=None, patentee="别的单位")
    offer_id = draft(patent_id=patent_id)

    page = sign_in(office.member, "zh").get(f"/office/offers/{offer_id}/life").text

    assert "还缺少" in page
    assert "尚不清楚专利是否共有" in page
    assert f"/office/offers/{offer_id}/case" in page


def test_a_refused_check_says_why_on_the_same_page(make, office, draft, send, session):
    patent_id = make.patent(office.id, co_owners_consent=None, patentee="别的单位")
    offer_id = draft(patent_id=patent_id)

    answer = send(offer_id, "check")

    assert answer.status_code == 409
    assert "Still missing" in answer.text
    assert session.get(Offer, offer_id).state == OfferState.DRAFT


def test_a_member_is_told_that_an_admin_opens(draft, walk, office, sign_in):
    url = f"/office/offers/{walk(draft())}/life"

    assert "An admin of your office does this next: Post." in (
        sign_in(office.member).get(url).text
    )
    assert '/opening"' in sign_in(office.admin).get(url).text


def test_an_auditor_reads_everything_and_changes_nothing(
    make, draft, walk, office, sign_in
):
    offer_id = walk(draft())
    client = sign_in(make.user(office.id, "auditor"))
    base = f"/office/offers/{offer_id}"

    for page in ("life", "versions", "history"):
        assert client.get(f"{base}/{page}").status_code == 200
    assert "<form" not in client.get(f"{base}/life").text.split("<main", 1)[1]
    for step in ("check", "recall", "opening", "texts", "declare", "withdraw"):
        assert client.post(f"{base}/{step}").status_code == 403


def test_another_office_finds_none_of_the_pages(make, draft, sign_in):
    offer_id = draft()
    stranger = sign_in(make.user(make.office(), "office_admin"))

    for page in (
        "life",
        "versions",
        "history",
        "texts",
        "declare",
        "not-announced",
        "withdraw",
        "revoke",
        "end",
    ):
        url = f"/office/offers/{offer_id}/{page}"
        assert (stranger.get(url).status_code, page) == (404, page)


def test_the_list_is_narrowed_to_a_state(draft, walk, office, sign_in):
    walk(draft(), "checked")
    draft("one_off")
    client = sign_in(office.member)

    page = client.get("/office/offers?state=checked").text

    assert "Staged licence" in page
    assert "One-off fee" not in page
    assert "No offer in this state" in client.get("/office/offers?state=revoked").text
    assert "One-off fee" in client.get("/office/offers?state=nonsense").text


def test_the_history_says_who_did_what_from_where(app, draft, office, send, sign_in):
    offer_id = draft()
    send(offer_id, "check", office.member)

    page = sign_in(office.member).get(f"/office/offers/{offer_id}/history").text

    with app.app_context(), transaction() as session:
        entry = entries_of(session, "offer", offer_id)[0]
        assert (entry.action, entry.address) == ("checked", "127.0.0.1")
        assert (entry.before["state"], entry.after["state"]) == ("draft", "checked")
        assert entry.happened_at == NOON
    assert "from 127.0.0.1" in page
    assert "Checked" in page


STEPS = [
    ("declare", "approved", {"on": "2026-11-24"}, "after today"),
    ("declare", "approved", {"on": ""}, "Give the day"),
    ("not-announced", "declared", {"reason": " "}, "Say why"),
    ("revoke", "declared", {"on": "2026-11-20", "number": ""}, "Type the number"),
]


@pytest.mark.parametrize("case", STEPS, ids=lambda case: case[-1])
def test_a_step_that_is_stated_wrongly_says_so_beside_its_box(draft, walk, send, case):
    step, state, typed, message = case
    offer_id = walk(draft("one_off", lane="open"), state)

    answer = send(offer_id, step, **typed)

    assert answer.status_code == 422
    assert message in answer.text


def test_a_lodged_declaration_keeps_its_text(app, draft, walk, send, session, office):
    offer_id = walk(draft("one_off", lane="open"))

    assert send(offer_id, "declare", on="2026-11-20").status_code == 303

    offer = session.get(Offer, offer_id)
    assert offer.state == OfferState.DECLARED
    assert "专利号" in offer.lodged_text
    with app.app_context(), transaction() as writing:
        writing.get_one(Organisation, office.id).contact = "另一位联系人"
    session.rollback()
    assert "另一位联系人" not in session.get(Offer, offer_id).lodged_text


def test_what_is_not_announced_is_over(draft, walk, send, session, sign_in, office):
    offer_id = walk(draft("one_off", lane="open"), "declared")

    assert send(offer_id, "not-announced", reason="地址不符").status_code == 303

    offer = session.get(Offer, offer_id)
    assert (offer.state, offer.closing_reason) == (OfferState.NOT_ANNOUNCED, "地址不符")
    page = sign_in(office.member).get(f"/office/offers/{offer_id}/life").text
    assert "地址不符" in page
    assert "Draft changed terms as a new offer" in page
