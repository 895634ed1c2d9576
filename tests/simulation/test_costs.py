import numpy as np
import pytest

from simulation.charges import Charges, charge
from simulation.costs import firm_costs, to_first_licence
from simulation.ledger import Attempt, ledger_of
from simulation.outcomes import differences, outcome_of

COLUMNS = ("firm", "occasion", "patent", "risk_fen")


def attempt(firm, occasion, licensed_at=-1):
    return Attempt(firm, occasion, 1_440 * occasion, 900_000, licensed_at=licensed_at)


@pytest.fixture
def story():
    """Firm 0 fails, acquires and acquires again; firm 1 only fails, twice."""
    ledger = ledger_of(
        [
            attempt(0, 1),
            attempt(0, 2, licensed_at=9_000),
            attempt(0, 5, licensed_at=99_000),
            attempt(1, 1),
            attempt(1, 3),
        ]
    )
    charges = Charges(
        row=np.array([1, 2, 2]), day=np.array([6, 68, 80]), amount_fen=np.arange(1, 4)
    )
    return ledger, charges


def test_what_a_firm_does_after_its_first_licence_is_cut_off(story):
    ledger, charges = to_first_licence(*story)

    assert ledger["firm"].tolist() == [0, 0, 1, 1]
    assert ledger["occasion"].tolist() == [1, 2, 1, 3]
    assert charges.row.tolist() == [1]
    assert charges.amount_fen.tolist() == [1]


def test_a_charge_still_belongs_to_its_licence_after_the_cut(make_run):
    market, finished = make_run("staged", firms=800)
    whole, charges = finished.ledger, charge(market, finished.ledger)

    ledger, kept = to_first_licence(whole, charges)

    licences = np.bincount(whole["firm"][whole.licensed])
    assert licences.max() > 1
    assert np.bincount(ledger["firm"][ledger.licensed]).max() == 1
    again = charge(market, ledger)
    order = [np.lexsort((one.day, one.row)) for one in (kept, again)]
    assert kept.row[order[0]].tolist() == again.row[order[1]].tolist()
    assert kept.amount_fen[order[0]].tolist() == again.amount_fen[order[1]].tolist()


def test_free_licences_change_no_risk_where_the_same_licence_is_taken(make_run):
    paid, free = make_run("national", firms=800), make_run("free", firms=800)
    ledgers = [to_first_licence(r.ledger, charge(m, r.ledger)) for m, r in (paid, free)]
    costs = [
        firm_costs(market, *ledger)
        for (market, _), ledger in zip((paid, free), ledgers, strict=True)
    ]

    taken = [
        {
            (firm, occasion, patent): risk
            for firm, occasion, patent, risk in zip(
                *(ledger[name][ledger.licensed] for name in COLUMNS), strict=True
            )
        }
        for ledger, _ in ledgers
    ]

    same = taken[0].keys() & taken[1].keys()
    assert len(same) > 10
    # A fee due on the first day is certain, and moves no risk.
    assert all(abs(taken[0][key] - taken[1][key]) < 1_000 for key in same)
    assert costs[0].risk.sum() > 0


def test_several_licences_of_a_firm_count_as_number_and_not_as_cost(make_run):
    base, reform = (
        outcome_of(*make_run(name, firms=800)) for name in ("national", "free")
    )

    change = differences(base, reform)

    assert change["licences"][-1] > 0
    assert base.levels["licences"][-1] >= 1
    assert change["search"][-1] <= 0


def test_a_refund_takes_off_its_amount_and_the_financing_that_it_spares(make_market):
    market, _ = make_market("national", firms=2)
    paid = Attempt(0, 1, 0, 900_000, licensed_at=0, refund_fen=400_000, risk_fen=50)
    nothing = np.zeros(0, dtype=np.int64)
    charges = Charges(row=nothing, day=nothing, amount_fen=nothing)

    costs = firm_costs(market, ledger_of([paid]), charges)

    rate = market.parameters.firms.capital_cost[market.firms.size[0]]
    years = 60 * 30.4375 / 365
    spread = ((1 + rate) ** years - 1.02**years) / 1.02**years
    assert costs.financing[0] == pytest.approx(500_000 * spread)
    assert costs.cash_total[0] == pytest.approx(500_000 * (1 + spread))
    assert costs.risk_adjusted_total[0] - costs.cash_total[0] == pytest.approx(50)
    assert costs.cash_total[1] == 0
