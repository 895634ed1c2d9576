from types import SimpleNamespace

import pytest

from market.accounts.models import Mail, Membership, User
from market.approval.chain import place_step, remove_step
from market.approval.queries import rounds_of
from market.errors import Forbidden, NotFound, Refused, StaleVersion, Unacceptable
from market.licensing.models import Lane, OfferState
from market.payments.operations import refuse_own_offer
from tests.market.approval.conftest import PDF, newer_version


def recipients(case):
    names = {}

    def look(reading, _offer):
        for name, email in reading.query(User.name, User.email):
            names[email] = name
        return [names[mail.recipient] for mail in reading.query(Mail).order_by(Mail.id)]

    return case.read(look)


def test_without_a_chain_any_admin_of_the_office_approves(case):
    case = case().complete()
    case.send()

    case.decide(case.second, opinion="Fair", minutes_number="2026-7", upload=PDF)

    assert case.state() == ("approved", 1, ["approved"])
    assert case.actions()[-3:] == ["interest_stated", "step_approved", "approved"]


def test_an_offer_that_is_not_checked_is_not_sent(case):
    case = case(state=OfferState.DRAFT, checked_version=None).complete()

    with pytest.raises(Refused, match="Check it first"):
        case.send()


def test_whatever_is_missing_is_named_when_it_is_sent(case):
    case = case()

    with pytest.raises(Refused) as refused:
        case.send()

    assert "No statement of interest of drafter The member" in refused.value.en
    assert "No statement of interest of inventor 李明" in refused.value.en
    assert "The pricing dossier is missing" in refused.value.en


def test_a_version_is_sent_once(case):
    case = case().complete()
    case.send()

    with pytest.raises(Refused, match="already"):
        case.send()


def test_steps_are_decided_in_order_by_those_who_are_named(case):
    case = case().complete()
    case.step(1, case.finance)
    case.step(2, case.admin)
    case.send()

    with pytest.raises(NotFound):
        case.decide(case.admin)
    case.decide(case.finance)
    assert case.state() == ("checked", None, ["pending"])
    case.decide(case.admin)

    assert case.state() == ("approved", 1, ["approved"])


def test_whoever_is_not_named_decides_nothing(case):
    case = case().complete()
    case.step(1, case.finance)
    case.send()

    for key in (case.admin, case.member, case.auditor):
        with pytest.raises(NotFound):
            case.decide(key)


def test_all_who_co_sign_must_approve_in_any_order(case):
    case = case().complete()
    case.step(1, case.finance)
    case.step(1, case.inventor)
    case.step(2)
    case.send()

    case.decide(case.inventor)
    with pytest.raises(NotFound):
        case.decide(case.admin)
    case.decide(case.finance)
    case.decide(case.admin)

    assert case.state()[0] == "approved"


def test_a_person_decides_a_step_once_and_no_second_one_unnamed(case):
    case = case().complete()
    case.step(1)
    case.step(2)
    case.send()
    case.decide(case.admin)

    with pytest.raises(NotFound):
        case.decide_only(case.admin)
    case.decide(case.second)

    assert case.state()[0] == "approved"


def test_a_return_needs_a_reason_and_makes_it_a_draft_again(case):
    case = case().complete()
    case.send()
    with pytest.raises(Unacceptable):
        case.decide(case.admin, "return")

    case.decide(case.admin, "return", opinion="Too cheap")

    assert case.state() == ("draft", None, ["returned"])
    assert case.actions()[-2:] == ["step_returned", "draft"]


def test_it_is_recalled_before_the_last_step_only(case):
    case = case().complete()
    case.send()

    case.recall()

    assert case.state() == ("draft", None, ["recalled"])
    with pytest.raises(Refused):
        case.recall()
    with pytest.raises(StaleVersion):
        case.decide(case.admin)


def test_a_round_keeps_its_steps_when_the_chain_changes(case):
    case = case().complete()
    step = case.step(1, case.finance, title="财务")
    case.send()
    case.write(lambda writing, who: remove_step(writing, who, step_id=step), case.admin)

    with pytest.raises(NotFound):
        case.decide(case.admin)
    case.decide(case.finance)

    assert case.state()[0] == "approved"


def test_a_chain_is_ordered_by_position_and_only_by_its_own_office(case, make):
    case = case().complete()
    first, second = case.step(1, title="甲"), case.step(2, title="乙")
    case.write(
        lambda writing, who: place_step(writing, who, step_id=first, position=3),
        case.admin,
    )
    case.office, own = make.office(), case.office
    with pytest.raises(NotFound):
        case.write(
            lambda writing, who: remove_step(writing, who, step_id=second), case.admin
        )
    case.office = own
    case.send()

    kept = case.read(lambda reading, offer: rounds_of(reading, offer.id)[0].steps)
    assert [step["title_zh"] for step in kept] == ["乙", "甲"]


def test_nobody_is_asked_who_no_longer_belongs_to_the_office(case):
    case = case().complete()
    case.step(1, case.finance)
    gone = case.make.user_id(case.finance)
    case.write(
        lambda writing, _who: writing.query(Membership).filter_by(user_id=gone).delete()
    )

    with pytest.raises(Refused, match="The finance"):
        case.send()


def test_an_approver_states_an_interest_or_none_before_deciding(case):
    case = case().complete()
    case.send()

    with pytest.raises(Refused, match="State first"):
        case.decide_only(case.admin)


def test_an_approver_with_an_interest_does_not_decide(case):
    case = case().complete()
    case.send()
    case.state_interest(case.admin, "owns shares of a licensee")

    with pytest.raises(Forbidden, match="owns shares of a licensee"):
        case.decide_only(case.admin)
    case.decide(case.second)

    assert case.state()[0] == "approved"


def test_terms_that_changed_since_are_not_approved(case):
    case = case().complete()
    case.send()
    newer_version(case)

    with pytest.raises(StaleVersion):
        case.decide(case.admin)
    case.send()

    assert case.state()[2] == ["recalled", "pending"]


def test_a_newer_version_of_a_posted_offer_comes_into_force_by_its_approval(case):
    posted = {"lane": Lane.ORDINARY, "approved_version": 1}
    case = case(state=OfferState.OPEN, **posted).complete()
    newer_version(case)
    case.send()
    assert case.state() == ("open", 1, ["pending"])

    case.decide(case.admin)

    assert case.state() == ("open", 2, ["approved"])


def test_a_returned_newer_version_leaves_the_one_in_force(case):
    posted = {"lane": Lane.ORDINARY, "approved_version": 1}
    case = case(state=OfferState.OPEN, **posted).complete()
    newer_version(case)
    case.send()

    case.decide(case.admin, "return", opinion="Not now")

    assert case.state() == ("open", 1, ["returned"])


def test_whose_turn_it_is_gets_a_mail_and_the_sender_the_outcome(case):
    case = case().complete()
    case.step(1, case.finance)
    case.step(2)
    case.send()
    assert recipients(case) == ["The finance"]

    case.decide(case.finance)
    assert recipients(case)[1:] == ["The admin", "The second"]
    case.decide(case.second)

    assert recipients(case)[3:] == ["The member"]


def test_those_who_co_sign_are_told_once(case):
    case = case().complete()
    case.step(1, case.finance)
    case.step(1, case.inventor)
    case.send()

    case.decide(case.finance)

    assert recipients(case) == ["The finance", "The inventor"]


def test_who_approved_an_offer_confirms_no_money_on_it(case):
    case = case().complete()
    case.step(1, case.finance)
    case.send()
    case.decide(case.finance)
    finance, other = (case.make.user_id(key) for key in (case.finance, case.inventor))

    def refused(user_id):
        def look(reading, offer):
            licence = SimpleNamespace(offer_id=offer.id, offer=offer)
            refuse_own_offer(reading, licence, user_id=user_id)

        return look

    with pytest.raises(Forbidden, match="You approved this offer"):
        case.read(refused(finance))
    case.read(refused(other))
