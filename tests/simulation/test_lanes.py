import numpy as np
import pytest

from simulation.lanes import negotiated, posted
from simulation.prospects import examine

CERTAIN = {
    "patents__sigma_log_value": 0.0,
    "patents__match_log_sd": 0.0,
    "search__evaluation_log_sd": 0.0,
    "firms__revenue_log_sd": 0.0,
    "firms__absorption_log_sd": 0.0,
    "firms__risk_aversion": 0.0,
    "firms__capacity_share": 10.0,
    "firms__wealth_share": 10.0,
    "firms__credit_share": 10.0,
    "technology__trial_accuracy": 1.0,
    "technology__pilot_accuracy": 1.0,
}


def pairs_of(market, draws):
    return examine(market, draws, 0, np.arange(len(market.firms)))


def test_without_spread_a_posted_licence_is_worth_what_a_spreadsheet_says(make_market):
    profit = 300_000
    market, draws = make_market(
        "staged", firms=60, patents__median_profit_yuan=profit, **CERTAIN
    )
    pairs = pairs_of(market, draws)

    value = posted(market, pairs, False).value_fen / 100

    works = 0.45 * (1 - 0.4 + 0.4 * 0.5)
    for size, rate in enumerate((0.12, 0.10, 0.08, 0.06)):
        half, year = (1 + rate) ** -(181 / 365), (1 + rate) ** -(365 / 365)
        sold = [0.85**n * (1 + rate) ** -(n + 1.5) for n in range(4)]
        trial = -2_000 - 10_000
        pilot = -18_000 * half - 40_000 * (1 + rate) ** -0.5
        made = -80_000 * year - profit / (1 + rate) + profit * sum(sold)
        expected = trial + works * (pilot + made) - 1_000
        assert expected > trial
        assert value[pairs.size == size] == pytest.approx(expected, abs=1)


def test_bargaining_leaves_the_office_its_share_as_a_round_sum(make_market):
    market, draws = make_market(
        "national", firms=60, patents__median_profit_yuan=1_000_000, **CERTAIN
    )
    pairs = pairs_of(market, draws)

    deal = negotiated(market, pairs, False)

    terms = [market.negotiated.documents[row] for row in deal.document]
    price = {document.stages[0].fees[0].amount_fen for document in terms}
    assert (deal.value_fen > 0).all()
    assert all(str(fen).rstrip("0") in ROUND for fen in price)
    free, _ = make_market(
        "free", firms=60, patents__median_profit_yuan=1_000_000, **CERTAIN
    )
    surplus = posted(free, pairs, False).value_fen + 100_000
    share = 2_000_000 + 0.25 * (surplus - 2_000_000)
    paid = np.array([document.stages[0].fees[0].amount_fen for document in terms])
    assert (paid <= share).all()
    assert (paid > share / 1.28).all()  # No two round sums lie farther apart.


def test_a_firm_is_never_asked_for_more_than_it_can_borrow(make_market):
    market, draws = make_market("staged", firms=500)
    pairs = pairs_of(market, draws)

    proposal = posted(market, pairs, False)

    table = market.posted.table
    is_dear = table.early[proposal.document, pairs.size] > pairs.credit_fen
    assert is_dear.any()
    assert np.isneginf(proposal.value_fen[is_dear]).all()


def test_a_refund_makes_a_posted_licence_worth_more(make_market):
    market, draws = make_market("staged", firms=100, policy__subsidy_share=0.5)
    pairs = pairs_of(market, draws)

    without = posted(market, pairs, False).value_fen
    granted = posted(market, pairs, True)

    both = np.isfinite(without)
    assert (granted.value_fen[both] > without[both]).all()
    entry = market.posted.table.entry[granted.document, pairs.size]
    assert (granted.refund_fen == np.floor(entry * 0.5)).all()


ROUND = {"1", "125", "16", "2", "25", "315", "4", "5", "63", "8"}


def test_talks_that_may_break_down_are_worth_less_by_that_chance(make_market):
    def values(breakdown):
        market, draws = make_market(firms=60, negotiation__breakdown=breakdown)
        found = negotiated(market, pairs_of(market, draws), False).value_fen
        return found[np.isfinite(found)]

    cost_fen = 5 * 8_000 * 100
    sure, risky = values(0.0), values(0.4)

    assert len(sure) > 0
    assert risky + cost_fen == pytest.approx(0.6 * (sure + cost_fen))
    assert values(1.0) == pytest.approx(-cost_fen)
