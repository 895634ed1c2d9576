from datetime import date

import pytest

from pricing.valuation.staged_licence import licence_worth
from tests.pricing.licensing import terms_with
from tests.pricing.valuation.ladders import (
    PILOT_FEN,
    TRIAL_FEN,
    case,
    fixed,
    ladder,
    lump_sum,
    project,
    stage,
)


def days(year, month=1, day=1):
    return (date(year, month, day) - date(2027, 1, 1)).days


def test_a_stage_that_binds_is_followed_by_the_next_to_its_end():
    binding = stage(
        "trial", fixed("1000.00"), months=12, may_stop=False, sales_allowed=False
    )
    terms = ladder().model_copy(
        update={"stages": (ladder_stage(binding), *ladder().stages[1:])}
    )

    worth = licence_worth(case(terms, project(chances=(0.0, 1.0))))

    pilot = PILOT_FEN / 1.05 ** (days(2028) / 365)
    assert worth.office_fen == round(TRIAL_FEN + pilot)


def ladder_stage(written):
    return terms_with(written).stages[0]


def test_use_first_pay_later_costs_nothing_when_the_trial_fails_in_time():
    later = fixed("50000.00", due="after_months", months=18, if_stopped="waived")
    terms = lump_sum().model_copy(
        update={"stages": (ladder_stage(stage("production", later)),)}
    )

    failed = licence_worth(case(terms, project(chances=(0.0, 1.0))))
    too_late = licence_worth(case(terms, project(chances=(1.0, 0.5))))

    assert failed.office_fen == 0
    assert too_late.office_fen == pytest.approx(
        50_000_00 / 1.05 ** (days(2028, 7) / 365), abs=1
    )
