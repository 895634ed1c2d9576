import numpy as np
import pytest

from simulation.costs import PARTS, FirmCosts
from simulation.ledger import Attempt, ledger_of
from simulation.outcomes import Outcome, differences, outcome_of
from simulation.reference import Run
from simulation.timetable import MINUTES_PER_MONTH

LEVELS = ("uptake", "uptake_trial", "uptake_production", "wait_days", "office_income")


def outcome(has_acquired, fees, licences):
    """Three micro firms with these fees [fen]."""
    parts = {part: np.zeros(3) for part in PARTS} | {"fees": np.array(fees)}
    return Outcome(
        size=np.zeros(3, dtype=np.int64),
        has_acquired=np.array(has_acquired),
        licences=np.array(licences),
        costs=FirmCosts(**parts),
        levels={name: np.zeros(5) for name in LEVELS},
        spending={},
        monthly={},
    )


def test_cost_is_compared_on_firms_that_acquire_under_both_only():
    base = outcome([True, True, False], [10_000.0, 90_000.0, 5.0], [1.0, 1.0, 0.0])
    reform = outcome([True, False, True], [4_000.0, 0.0, 7_000.0], [3.0, 0.0, 9.0])

    change = differences(base, reform)

    assert change["fees"][[0, -1]].tolist() == [-60.0, -60.0]
    assert change["licences"][0] == 2
    assert change["newcomers"][0] == change["leavers"][0] == pytest.approx(1 / 3)
    assert np.isnan(change["fees"][1])


def test_what_happens_after_the_run_is_no_uptake_of_the_run(make_market):
    market, _ = make_market("national", firms=1, population__months=24)
    late = Attempt(
        *(0, 1, 0, 0),
        **{"lane": 1, "document": 30, "office": 0, "patent": 0},
        **{"licensed_at": 20 * MINUTES_PER_MONTH, "is_used": 1, "works": 0},
        **{"produced_at": 32 * MINUTES_PER_MONTH, "stopped_month": 24},
    )

    levels = outcome_of(market, Run(ledger=ledger_of([late]), census=None)).levels

    assert levels["uptake"][-1] == 1
    assert levels["uptake_production"][-1] == 0
