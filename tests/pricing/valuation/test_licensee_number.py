import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.errors import PricingError
from pricing.valuation.licensee_number import (
    implied_elasticity,
    posted_fee,
    price_factor,
)

elasticities = st.floats(0, 1)
numbers = st.floats(1, 1000)


@given(elasticities)
def test_a_single_licensee_pays_the_whole_price(elasticity):
    assert price_factor(1, elasticity) == 1


@given(numbers, numbers, elasticities)
def test_the_price_never_rises_with_the_number_of_licensees(one, other, elasticity):
    fewer, more = sorted((one, other))

    assert price_factor(more, elasticity) <= price_factor(fewer, elasticity)


@given(numbers, numbers, elasticities)
def test_the_income_of_the_office_never_falls_with_it(one, other, elasticity):
    fewer, more = sorted((one, other))
    few_pay = fewer * price_factor(fewer, elasticity)
    many_pay = more * price_factor(more, elasticity)

    assert many_pay >= few_pay * (1 - 1e-12)
    assert 1 - 1e-12 <= few_pay <= fewer * (1 + 1e-12)


@given(numbers)
def test_separate_markets_pay_in_full_and_one_fixed_gain_is_shared(number):
    assert price_factor(number, 0) == 1
    assert number * price_factor(number, 1) == pytest.approx(1)


@given(numbers, numbers, elasticities)
def test_a_reference_price_for_as_many_licensees_stays_as_it_is(number, base, power):
    assert price_factor(number, power, number) == 1
    whole = price_factor(base, power) * price_factor(number, power, base)
    assert whole == pytest.approx(price_factor(number, power))


def test_arrays_are_taken_as_a_whole():
    found = price_factor(np.array([1.0, 4.0]), np.array([0.3, 0.5]))

    assert found == pytest.approx([1, 0.5])


@pytest.mark.parametrize(
    ("number", "elasticity", "reference"),
    [(0.5, 0.5, 1), (2, -0.1, 1), (2, 1.1, 1), (2, 0.5, 0), (float("nan"), 0.5, 1)],
)
def test_what_is_out_of_range_is_refused(number, elasticity, reference):
    with pytest.raises(PricingError):
        price_factor(number, elasticity, reference)


def _profit(licensees, *, holds_one, firms, margin, saving):
    """Profit of one of n firms that compete in quantities, from its first-order rule.

    Price less own cost is the quantity; quantities of all solve a line each.
    """
    costs = np.full(firms, 0.0)
    costs[: licensees - holds_one] = -saving
    costs[-1] = -saving if holds_one else 0.0
    lines = np.ones((firms, firms)) + np.eye(firms)
    quantities = np.linalg.solve(lines, margin - costs)
    return quantities[-1] ** 2


@pytest.mark.parametrize("licensees", [1, 2, 3, 4, 5])
def test_the_posted_fee_is_what_the_last_licensee_gains(licensees):
    trade = {"firms": 5, "margin": 6, "saving": 1}
    with_it = _profit(licensees, holds_one=True, **trade)
    without = _profit(licensees - 1, holds_one=False, **trade)

    assert posted_fee(licensees, **trade) == pytest.approx(with_it - without)


def test_five_licensees_of_five_pay_what_the_published_figures_say():
    assert 5 * posted_fee(5, firms=5, margin=6, saving=1) == pytest.approx(6.25)


def test_the_posted_fee_falls_in_a_straight_line():
    fees = [posted_fee(k, firms=8, margin=20, saving=1) for k in range(1, 9)]

    assert np.diff(fees) == pytest.approx(np.diff(fees)[0])
    assert np.diff(fees)[0] < 0


def test_our_elasticity_lies_about_that_of_the_posted_fee():
    trade = {"firms": 5, "margin": 6, "saving": 1}
    one = posted_fee(1, **trade)
    implied = [implied_elasticity(k, posted_fee(k, **trade) / one) for k in (2, 3, 5)]

    assert implied == pytest.approx([0.1806, 0.2442, 0.3951], abs=1e-4)


@pytest.mark.parametrize(
    "trade",
    [
        {"firms": 4, "margin": 6, "saving": 1},
        {"firms": 5, "margin": 4, "saving": 1},
        {"firms": 5, "margin": 6, "saving": 0},
    ],
)
def test_a_trade_that_the_formula_does_not_know_is_refused(trade):
    with pytest.raises(PricingError):
        posted_fee(5, **trade)
