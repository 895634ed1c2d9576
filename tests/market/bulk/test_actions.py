from datetime import date

import pytest

from market.history import Source, entries_of
from market.licensing.models import OfferState
from tests.market.bulk.conftest import DRAFT, SEND


def states(offers):
    return [offer.state for offer in offers()]


def test_a_rehearsal_says_what_would_become_and_changes_nothing(
    member, patents, rehearse, outcome, offers
):
    address = rehearse(member, "draft", patents, **DRAFT)

    assert outcome(address) == [(True, "")] * 3
    assert offers() == []
    page = member.get(address)
    assert page.status_code == 200
    assert "nothing has been changed" in page.text


def test_each_patent_without_an_offer_gets_a_draft(  # noqa: PLR0917  # fixtures
    make, office, member, patents, do, outcome, offers
):
    make.offer(patents[0], office, make.user(office, "office_member"))

    found = outcome(do(member, "draft", patents, **DRAFT))

    assert [is_done for is_done, _ in found] == [False, True, True]
    assert "has an offer already, which is open" in found[0][1]
    assert states(offers) == [OfferState.OPEN, OfferState.DRAFT, OfferState.DRAFT]


def test_an_offer_ends_with_its_patent(make, office, member, do, offers):
    short = make.patent(office, expires_on=date(2028, 3, 1))

    do(member, "draft", [short], **DRAFT)

    assert offers()[0].newest.ends_on == date(2028, 3, 1)


def test_terms_are_copied_to_other_patents(  # noqa: PLR0917  # fixtures
    make, office, member, patents, do, offers, held
):
    make.offer(patents[0], office, make.user(office, "office_member"))

    do(member, "copy", patents[1:], number=held()[0].number)

    source, *copies = offers()
    assert {c.newest.terms_sha256 for c in copies} == {source.newest.terms_sha256}


def test_offers_go_from_draft_to_open_and_are_withdrawn(
    admin, patents, do, outcome, offers
):
    do(admin, "draft", patents, **DRAFT)
    do(admin, "check", patents)
    assert states(offers) == [OfferState.CHECKED] * 3
    assert outcome(do(admin, "send", patents, **SEND)) == [(True, "")] * 3
    do(admin, "approve", patents, opinion="同意", approver_states_none="y")
    assert states(offers) == [OfferState.APPROVED] * 3
    do(admin, "post", patents)
    assert states(offers) == [OfferState.OPEN] * 3
    do(admin, "withdraw", patents, on="2026-11-23", reason="另行转让")
    assert states(offers) == [OfferState.WITHDRAWN] * 3


def test_a_case_without_its_statements_is_not_sent(admin, patents, do, outcome):
    do(admin, "draft", patents, **DRAFT)
    do(admin, "check", patents)

    found = outcome(do(admin, "send", patents, basis="成本加成"))

    assert {is_done for is_done, _ in found} == {False}
    assert "No statement of interest of drafter" in found[0][1]


def test_nobody_states_the_interests_of_another_drafter(
    admin, member, patents, do, outcome
):
    do(member, "draft", patents, **DRAFT)
    do(member, "check", patents)

    found = outcome(do(admin, "send", patents, **SEND))

    assert "No statement of interest of drafter The member" in found[0][1]


def test_what_binds_the_office_is_refused_to_a_member(
    admin, member, patents, do, outcome
):
    do(admin, "draft", patents, **DRAFT)

    found = outcome(do(member, "post", patents))

    assert {is_done for is_done, _ in found} == {False}
    assert "Only an admin" in found[0][1]


def test_open_licences_are_declared_on_one_day(admin, patents, do, offers):
    do(admin, "draft", patents, **DRAFT | {"lane": "open", "pattern": "one_off"})
    do(admin, "check", patents)
    do(admin, "send", patents, **SEND)
    do(admin, "approve", patents, approver_states_none="y")
    do(admin, "declare", patents, on="2026-11-20")

    assert {offer.declared_on for offer in offers()} == {date(2026, 11, 20)}


@pytest.mark.parametrize(
    ("action", "typed", "name", "expected"),
    [
        (
            "checked",
            {"on": "2026-11-22"},
            "legal_status_checked_on",
            date(2026, 11, 22),
        ),
        ("fee", {"annual_fee_paid": "no"}, "annual_fee_paid", False),
        ("use", {"readiness": "6"}, "readiness", 6),
        ("use", {"industries": ["C26"]}, "industries", ["C26"]),
    ],
)
def test_facts_go_into_every_record(  # noqa: PLR0917  # fixtures
    member, patents, do, held, action, typed, name, expected
):
    do(member, action, patents, **typed)

    assert [getattr(patent, name) for patent in held()] == [expected] * 3


def test_the_history_names_who_asked_and_that_the_worker_did_it(
    app, make, office, sign_in, patents, do
):
    key = make.user(office, "office_member")
    do(sign_in(key), "fee", patents, annual_fee_paid="no")

    with app.app_context():
        from market.db import session

        (entry,) = entries_of(session(), "patent", patents[0])
        assert entry.source == Source.WORKER
        assert entry.user_id == make.user_id(key)
