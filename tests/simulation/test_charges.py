import numpy as np
import pytest

from pricing.licensee import Licensee
from pricing.quote import quote
from pricing.schedule import payments
from pricing.terms import SIZES
from simulation.charges import as_licences, by_terms, charge
from simulation.costs import PARTS, firm_costs, outlays


@pytest.fixture(params=["national", "staged", "pay_later", "size_tiered", "free"])
def charged(request, make_run):
    market, finished = make_run(request.param, firms=600)
    return market, finished.ledger, charge(market, finished.ledger)


def test_what_a_licence_is_charged_is_what_the_pricing_library_says_of_it_alone(
    charged,
):
    market, ledger, charges = charged

    for terms, rows in by_terms(market, ledger):
        for row in rows[:5]:
            alone = payments(
                terms, as_licences(market, ledger, terms, rows[rows == row])
            )
            here = charges.row == row
            assert charges.amount_fen[here].tolist() == alone.amount_fen.tolist()


@pytest.mark.parametrize("name", ["national", "staged", "pay_later", "size_tiered"])
def test_a_licence_in_production_is_charged_what_its_quote_says(make_run, name):
    market, finished = make_run(name, firms=800)
    ledger, charges = finished.ledger, charge(market, finished.ledger)

    for terms, rows in by_terms(market, ledger):
        runs_on = rows[ledger["stopped_month"][rows] == 60]
        asked = as_licences(market, ledger, terms, runs_on)
        for number, row in enumerate(runs_on[:3].tolist()):
            quoted = quote(
                terms,
                licensee=Licensee(SIZES[asked.size[number]]),
                sales_fen=asked.sales_fen[number].tolist(),
                starts_on=asked.starts_on[number].item(),
            )
            assert quoted.total_fen == charges.amount_fen[charges.row == row].sum()


def test_every_fen_of_a_fee_is_income_of_one_office(charged):
    _, ledger, charges = charged

    paid = np.bincount(ledger["firm"][charges.row], weights=charges.amount_fen)
    earned = np.bincount(ledger["office"][charges.row], weights=charges.amount_fen)

    assert paid.sum() == earned.sum() == charges.amount_fen.sum()
    assert set(charges.row.tolist()) <= set(ledger.licensed.tolist())


def test_every_fen_of_the_ledger_stands_in_one_kind_of_outlay(charged):
    _, ledger, charges = charged

    kinds = outlays(ledger, charges)

    for kind in ("search", "negotiation"):
        assert kinds[kind].amount_fen.sum() == ledger[f"{kind}_fen"].sum()
    assert kinds["fees"].amount_fen.sum() == charges.amount_fen.sum()
    assert kinds["subsidy"].amount_fen.sum() == ledger["refund_fen"].sum()


def test_nothing_is_paid_before_the_licence_begins(charged):
    _, ledger, charges = charged

    begins = ledger["licensed_at"][charges.row] // 1_440

    assert (charges.day >= begins).all()


def test_a_firm_without_a_search_has_no_cost(charged):
    market, ledger, charges = charged
    costs = firm_costs(market, ledger, charges)
    idle = np.ones(len(market.firms), dtype=bool)
    idle[ledger["firm"]] = False

    for part in PARTS:
        assert not getattr(costs, part)[idle].any()


def test_the_cash_total_is_four_parts_less_the_subsidy(charged):
    costs = firm_costs(*charged)

    parts = costs.search + costs.negotiation + costs.fees + costs.financing
    assert costs.cash_total == pytest.approx(parts - costs.subsidy)
    assert costs.risk_adjusted_total == pytest.approx(costs.cash_total + costs.risk)


def test_a_stopped_staged_licence_pays_only_for_the_stages_entered(make_run):
    market, finished = make_run("staged", firms=800)
    ledger, charges = finished.ledger, charge(market, finished.ledger)

    counted = np.bincount(charges.row, minlength=len(ledger))
    tried = (ledger["lane"] == 0) & (ledger["stopped_month"] == 6)
    made = (ledger["lane"] == 0) & (ledger["stopped_month"] == 60)

    assert set(counted[tried]) == {1}
    assert set(counted[made]) == {3}


def test_a_firm_that_stops_before_it_pays_later_pays_nothing(make_run):
    market, finished = make_run("pay_later", firms=800)
    ledger, charges = finished.ledger, charge(market, finished.ledger)

    stopped = (ledger["lane"] == 0) & (ledger["stopped_month"] <= 12)
    stopped &= ledger["licensed_at"] >= 0

    assert stopped.any()
    assert not np.isin(charges.row, np.flatnonzero(stopped)).any()


def test_a_subsidy_is_never_more_than_its_budget(make_run):
    _, finished = make_run(
        "staged",
        firms=800,
        policy__subsidy_share=0.5,
        policy__subsidy_budget_yuan=20_000,
    )

    assert finished.ledger["refund_fen"].sum() == 2_000_000
