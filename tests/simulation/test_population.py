import numpy as np
import pytest

from simulation.draws import Draws
from simulation.population import draw_firms, draw_patents, stratum_means

SIGMA = 2.145966


@pytest.mark.parametrize("replication", range(3))
def test_the_drawn_patents_hold_the_total_value_of_their_law(
    make_scenario, replication
):
    parameters = make_scenario(firms=1_000).parameters

    patents = draw_patents(parameters, Draws(5, replication))

    total = np.exp(patents.log_value).sum()
    assert total == pytest.approx(len(patents) * np.exp(SIGMA**2 / 2), rel=1e-3)


def test_the_best_hundredth_of_patents_holds_the_published_share_of_value():
    means = stratum_means(100_000, SIGMA)

    assert means[-1_000:].sum() / means.sum() == pytest.approx(0.4284, abs=5e-5)


def test_patents_of_no_spread_are_all_worth_the_median():
    assert stratum_means(7, 0.0) == pytest.approx(np.ones(7))


def test_the_signal_shows_as_much_of_the_value_as_stated(make_scenario):
    parameters = make_scenario(firms=10_000).parameters

    patents = draw_patents(parameters, Draws(5, 0))

    shown = np.corrcoef(patents.signal, patents.log_value)[0, 1]
    assert shown == pytest.approx(0.25, abs=0.02)


def test_sizes_come_in_the_stated_shares(make_scenario):
    parameters = make_scenario(firms=10_000).parameters

    firms = draw_firms(parameters, Draws(5, 0))

    shares = np.bincount(firms.size) / len(firms)
    assert shares == pytest.approx(parameters.firms.size_share, abs=0.02)


def test_reaching_more_firms_keeps_those_already_reached(make_scenario):
    few = draw_firms(make_scenario(policy__reached=50).parameters, Draws(5, 0))
    more = draw_firms(make_scenario(policy__reached=80).parameters, Draws(5, 0))

    assert few.is_reached.sum() == 50
    assert not (few.is_reached & ~more.is_reached).any()


def test_the_same_firms_are_drawn_for_every_policy(make_scenario):
    base = draw_firms(make_scenario("national").parameters, Draws(5, 0))
    reform = draw_firms(make_scenario("free").parameters, Draws(5, 0))

    assert base.revenue_fen.tolist() == reform.revenue_fen.tolist()
