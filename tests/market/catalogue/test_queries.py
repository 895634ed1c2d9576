from datetime import date

import pytest

from market.catalogue import queries
from market.catalogue.models import EvaluationReport, Patent, PatentKind, PatentStatus
from market.errors import NotFound


@pytest.mark.parametrize(
    "typed", ["ZL202111029984.2", "zl 2021 1 1029984 2", "202111029984.2"]
)
def test_facts_are_found_by_any_spelling_of_a_number(make, session, typed):
    make.patent(
        make.office(), number="ZL202111029984.2", application_number="202111029984.2"
    )

    facts = queries.patent_facts(session, typed)

    assert facts.number == "ZL202111029984.2"
    assert facts.annual_fee_paid is True


@pytest.mark.parametrize("typed", ["ZL202111029984.2", "garbage", "", "\x00"])
def test_an_unknown_number_has_no_facts(session, typed):
    assert queries.patent_facts(session, typed) is None


def test_of_two_offices_the_one_that_looked_last_speaks(make, session):
    number = "ZL202111029984.2"
    for day, paid in (
        (None, None),
        (date(2026, 1, 1), False),
        (date(2025, 1, 1), True),
    ):
        make.patent(
            make.office(),
            number=number,
            legal_status_checked_on=day,
            annual_fee_paid=paid,
        )

    assert queries.patent_facts(session, number).annual_fee_paid is False


@pytest.mark.parametrize(
    ("status", "is_granted", "is_ended"),
    [
        (PatentStatus.GRANTED, True, False),
        (PatentStatus.APPLICATION, False, False),
        (PatentStatus.ENDED, None, True),
        (PatentStatus.UNKNOWN, None, None),
    ],
)
def test_the_state_answers_whether_a_right_is_in_force(status, is_granted, is_ended):
    patent = Patent(
        number="CN215792497U",
        status=status,
        kind=PatentKind.UTILITY_MODEL,
        evaluation_report=EvaluationReport.POSITIVE,
    )

    facts = queries.facts_of(patent)

    assert facts.is_granted is is_granted
    assert facts.is_ended is is_ended
    assert (facts.kind, facts.evaluation_report) == ("utility_model", "positive")
    assert facts.is_pledged is None


def test_a_patent_of_another_office_is_not_found(make, session):
    patent = make.patent(make.office())

    with pytest.raises(NotFound):
        queries.by_id(session, make.office(), patent)
