import numpy as np
import pytest

from simulation.prospects import examine

LARGE = 3


def test_beliefs_after_evaluation_are_right_on_average(make_market):
    market, draws = make_market(firms=3_000, firms__capacity_share=10.0)
    pairs = examine(market, draws, 0, np.arange(len(market.firms)))
    rich = pairs.size == LARGE

    believed = np.log(pairs.nodes_fen[rich]).mean(axis=1)
    truth = np.log(pairs.profit_fen[rich])

    slope = np.cov(believed, truth)[0, 1] / believed.var(ddof=1)
    assert slope == pytest.approx(1, abs=0.08)
    assert believed.var() < truth.var()


def test_no_licence_adds_more_than_a_firm_can_take_up(make_market):
    market, draws = make_market(firms=500)
    pairs = examine(market, draws, 0, np.arange(len(market.firms)))

    most = 0.1 * market.firms.revenue_fen[pairs.firm]
    assert (pairs.profit_fen <= most).all()
    assert (pairs.nodes_fen <= most[:, np.newaxis]).all()
    assert (pairs.profit_fen == most).any()
