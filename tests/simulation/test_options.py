import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.options import (
    NODE_WEIGHTS,
    NODES,
    Beliefs,
    Payoffs,
    posterior,
    probability_of_good_news,
    worth,
)

share = st.floats(0.01, 0.99)
loss = st.floats(0, 2)


def payoffs(trial=-0.1, pilot=-0.2, fail=-0.5, good=2.0):
    return Payoffs(
        stop_trial=np.array([trial]),
        stop_pilot=np.array([pilot]),
        fail=np.array([fail]),
        good=np.full((1, NODES), good),
    )


def beliefs(works=0.4, trial=0.7, pilot=0.85):
    return Beliefs(works=np.array([works]), trial_accuracy=trial, pilot_accuracy=pilot)


def test_the_quadrature_weights_sum_to_one():
    assert NODE_WEIGHTS.sum() == pytest.approx(1)


@given(works=share, accuracy=st.floats(0.5, 0.99))
def test_beliefs_are_right_on_average(works, accuracy):
    prior = np.array([works])
    good = posterior(prior, accuracy, news=True)
    bad = posterior(prior, accuracy, news=False)
    chance = probability_of_good_news(prior, accuracy)

    assert chance * good + (1 - chance) * bad == pytest.approx(prior)


def test_perfect_tests_lead_to_production_only_where_it_works():
    value = worth(payoffs(), beliefs(trial=1.0, pilot=1.0), aversion=0.0)

    assert value.goes_on_after_trial[0].tolist() == [False, True]
    assert value.expected[0] == pytest.approx(0.4 * 2.0 + 0.6 * -0.1)


def test_without_news_the_firm_decides_by_its_prior():
    value = worth(payoffs(), beliefs(trial=0.5, pilot=0.5), aversion=0.0)

    assert value.expected[0] == pytest.approx(0.4 * 2.0 + 0.6 * -0.5)


def test_a_firm_that_would_only_lose_stops_at_once():
    value = worth(payoffs(good=-0.6), beliefs(), aversion=1.0)

    assert not value.goes_on_after_trial.any()
    assert value.expected[0] == pytest.approx(-0.1)


def test_no_firm_loses_more_than_it_has():
    value = worth(payoffs(-9, -9, -9, -9), beliefs(), aversion=1.0)

    assert value.certainty_equivalent[0] == pytest.approx(-1)


def test_a_risk_neutral_firm_bears_risk_at_no_cost():
    value = worth(payoffs(), beliefs(), aversion=0.0)

    assert value.certainty_equivalent[0] == value.expected[0]


@given(works=share, good=st.floats(0, 5), aversion=st.floats(0.01, 3))
def test_risk_never_adds_to_what_a_licence_is_worth(works, good, aversion):
    value = worth(payoffs(good=good), beliefs(works), aversion=aversion)

    assert value.certainty_equivalent[0] <= value.expected[0] + 1e-9


@given(works=share, fee=loss, cut=st.floats(0, 1), aversion=st.floats(0, 3))
def test_a_lower_fee_never_makes_a_licence_worth_less(works, fee, cut, aversion):
    dear = worth(
        payoffs(-0.1, -0.2 - fee / 2, -0.5 - fee, 2 - fee), beliefs(works), aversion
    )
    less = fee * cut
    cheap = worth(
        payoffs(-0.1, -0.2 - less / 2, -0.5 - less, 2 - less), beliefs(works), aversion
    )

    assert cheap.certainty_equivalent[0] >= dear.certainty_equivalent[0] - 1e-9


def test_the_certainty_equivalent_is_the_textbook_one():
    value = worth(payoffs(), beliefs(trial=0.5, pilot=0.5), aversion=1.5)

    mixed = 0.4 * np.exp(-1.5 * 2.0) + 0.6 * np.exp(1.5 * 0.5)
    unmixed = np.exp(1.5 * 0.1)
    expected = -np.log(min(mixed, unmixed)) / 1.5
    assert value.certainty_equivalent[0] == pytest.approx(expected)
