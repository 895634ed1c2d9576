from datetime import date, timedelta

import pytest

from market.approval.consents import Stated, record_consent
from market.approval.models import PublicityResult, Purpose
from market.approval.publicity import Notice, Objected, begin, close, object_to
from market.approval.queries import withdrawal_gaps
from market.attachments import as_upload
from market.errors import Refused, Unacceptable
from market.licensing.models import Reservation
from tests.market.approval.conftest import DAY, newer_version

SCAN = as_upload(b"%PDF-1.7 consent", "consent.pdf")
ENDS_ON = DAY + timedelta(days=15)
AFTER = ENDS_ON + timedelta(days=1)


def consent(case, owner_id, consents=True, **given):
    values = {
        "purpose": Purpose.OPENING,
        "stated_on": DAY,
        "upload": SCAN if consents else None,
    }
    stated = Stated(owner_id=owner_id, consents=consents, **values | given)
    case.change(
        lambda writing, offer, who: record_consent(writing, offer, stated, who, day=DAY)
    )


def reserve(case):
    """Let the offer be agreed with one firm."""
    case.make._save(
        Reservation(offer_id=case.offer, organisation_id=case.make.firm()), "offer_id"
    )


def publicise(case):
    notice = Notice(starts_on=DAY, ends_on=ENDS_ON, place="Hall")
    case.change(lambda writing, offer, who: begin(writing, offer, notice, who))


def end(case, result, text="", day=AFTER):
    case.change(
        lambda writing, offer, who: close(
            writing, offer, PublicityResult(result), text, who, day=day
        )
    )


def objection(case):
    said = Objected(objector="Somebody", received_on=DAY, text="Too cheap")
    case.change(
        lambda writing, offer, who: object_to(writing, offer, said, who, day=DAY)
    )


def test_every_owner_beside_the_office_consents_by_name(case):
    case = case().complete()
    office_name = case.read(lambda _reading, offer: offer.organisation.name_zh)
    case.owner(f" {office_name} ")
    first, second = case.owner("甲公司", 2), case.owner("乙公司", 3)
    assert [gap for gap in case.gaps() if "甲公司" in gap or "乙公司" in gap] == [
        "The consent of co-owner 甲公司 to the licence is missing.",
        "The consent of co-owner 乙公司 to the licence is missing.",
    ]

    consent(case, first)
    consent(case, second)

    assert case.gaps() == []


def test_the_latest_statement_counts_and_a_refusal_blocks(case):
    case = case().complete()
    owner = case.owner("甲公司")
    consent(case, owner)
    consent(case, owner, consents=False)
    assert case.gaps() == [
        "Co-owner 甲公司 refused the licence in the latest statement."
    ]
    with pytest.raises(Refused, match="甲公司"):
        case.send()

    consent(case, owner, consents=False, stated_on=date(2026, 1, 1))
    consent(case, owner)

    assert case.gaps() == []


def test_a_consent_to_the_licence_is_none_to_its_withdrawal(case):
    case = case()
    owner = case.owner("甲公司")
    consent(case, owner)

    left = case.read(withdrawal_gaps)
    consent(case, owner, purpose=Purpose.WITHDRAWAL)

    assert [gap.en for gap in left] == [
        "The consent of co-owner 甲公司 to the withdrawal is missing."
    ]
    assert case.read(withdrawal_gaps) == []


def test_a_consent_needs_evidence_a_day_and_an_owner_of_this_patent(case, make):
    case = case()
    owner = case.owner("甲公司")
    elsewhere = make.patent(case.office)
    wrong = [
        {"owner_id": owner, "upload": None},
        {"owner_id": owner, "stated_on": DAY + timedelta(days=1)},
        {"owner_id": elsewhere + 1000},
    ]

    for given in wrong:
        with pytest.raises(Unacceptable):
            consent(case, **given)


@pytest.mark.parametrize(
    ("flag", "patentee", "is_missing"),
    [
        (True, "", False),
        (None, "", True),
        (False, "", True),
        (None, "office", False),
    ],
)
def test_without_recorded_owners_the_older_answer_counts(
    case, flag, patentee, is_missing
):
    case = case().complete()

    def act(_writing, offer, _who):
        offer.patent.co_owners_consent = flag
        name = offer.organisation.name_zh
        offer.patent.patentee = name if patentee == "office" else patentee

    case.change(act)

    assert bool(case.gaps()) == is_missing


def test_a_dossier_is_of_the_terms_that_are_approved(case):
    case = case().complete()
    newer_version(case, with_dossier=False)
    assert case.gaps() == [
        "The pricing dossier is of version 1 of the terms, which are at version 2 now. "
        "Read it again and save it."
    ]

    case.dossier()

    assert case.gaps() == []


def test_a_posted_price_asks_for_no_publicity(case):
    assert case().complete().gaps() == []


def test_an_agreed_price_is_publicised_until_its_last_day_is_over(case):
    case = case().complete()
    reserve(case)
    assert case.gaps() == [
        "An agreed price has to be publicised in-house: no publicity of version 1 is "
        "closed."
    ]

    publicise(case)
    with pytest.raises(Refused, match="2026-12-08"):
        end(case, "no_objection", day=ENDS_ON)
    assert len(case.gaps()) == 1
    end(case, "no_objection")

    assert case.gaps() == []


def test_an_upheld_objection_returns_the_offer_to_its_drafting(case):
    case = case().complete()
    publicise(case)
    case.send()
    objection(case)

    end(case, "upheld", "It is too cheap indeed")

    assert case.state() == ("draft", None, ["returned"])


def test_a_settled_objection_leaves_the_offer(case):
    case = case().complete()
    reserve(case)
    publicise(case)
    objection(case)

    end(case, "settled", "Answered by letter")

    assert case.state()[0] == "checked"
    assert case.gaps() == []


@pytest.mark.parametrize(
    ("has_objection", "result", "text"),
    [
        (False, "settled", "x"),
        (False, "upheld", "x"),
        (True, "no_objection", ""),
        (True, "settled", ""),
    ],
)
def test_a_result_fits_the_objections(case, has_objection, result, text):
    case = case()
    publicise(case)
    if has_objection:
        objection(case)

    with pytest.raises(Unacceptable):
        end(case, result, text)


def test_one_publicity_runs_at_a_time(case):
    case = case()
    publicise(case)

    with pytest.raises(Refused):
        publicise(case)
    end(case, "no_objection")
    publicise(case)
