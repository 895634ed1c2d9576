from dataclasses import replace
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.errors import PricingError
from pricing.valuation.income import Prospect, annuity_due, income

PLAIN = {
    "sales": 1_000_000_00.0,
    "margin": 0.1,
    "patent_share": 0.5,
    "growth": 0.0,
    "erosion": 0.0,
    "discount": 0.0,
    "success": 1.0,
    "own_cost": 0.0,
    "launch_years": 0.0,
    "launched": 1.0,
}
shares = st.floats(0, 1)


def prospect(**given_values):
    values = PLAIN | given_values
    return Prospect(**{key: np.array([value]) for key, value in values.items()})


def gain(years=5, years_to_sales=0, **given_values):
    found = income(prospect(**given_values), years=years, years_to_sales=years_to_sales)
    return found.gain[0]


def test_three_years_worked_by_hand():
    # Sales 100, 120, 144; advantage 1, 0.9, 0.81; from mid-year at 25 %.
    expected = (
        0.1
        * 0.5
        * 0.6
        * 1_000_000_00
        * (1 / 1.25**0.5 + 1.2 * 0.9 / 1.25**1.5 + 1.44 * 0.81 / 1.25**2.5)
    )

    found = gain(3, growth=0.2, erosion=0.1, discount=0.25, success=0.6)

    assert found == pytest.approx(expected)


def test_years_before_the_first_sale_bring_nothing_and_delay_the_rest():
    assert gain(4, 1) == pytest.approx(gain(3))
    assert gain(4, 1, discount=0.25) == pytest.approx(gain(3, discount=0.25) / 1.25)


def test_a_term_that_ends_before_the_first_sale_brings_nothing():
    found = income(prospect(), years=2, years_to_sales=3)

    assert (found.gain[0], found.sales[0], found.per_sales(found.gain)[0]) == (0, 0, 0)


def test_half_a_year_brings_half():
    assert gain(0.5) == pytest.approx(gain(1) / 2)
    assert gain(2.5) == pytest.approx(2.5 * gain(1))


@given(st.floats(0.1, 20), st.floats(0, 5))
def test_a_term_may_begin_to_sell_at_any_moment(years, years_to_sales):
    sold = max(0.0, years - years_to_sales)

    assert gain(years, years_to_sales) == pytest.approx(sold * gain(1))


@given(shares, shares, st.floats(0.01, 1))
def test_per_sales_the_gain_is_margin_times_share_whatever_the_chance(m, w, chance):
    found = income(prospect(margin=m, patent_share=w, success=chance), years=7)

    assert found.per_sales(found.gain)[0] == pytest.approx(m * w)


def test_own_spending_is_worked_by_hand():
    # 50,000 early; 2 added profits of 50,000 at a chance of 0.5, a year on at 25 %.
    values = {"own_cost": 5_000_000.0, "launch_years": 2.0, "launched": 0.5}
    found = income(prospect(discount=0.25, **values), years=5, years_to_sales=1)

    assert found.cost[0] == pytest.approx(5_000_000 + 2 * 5_000_000 * 0.5 / 1.25)


@given(shares, st.floats(0, 1e9))
def test_rivals_lower_the_gain_and_not_the_cost_and_nobody_takes_a_loss(factor, cost):
    found = income(prospect(own_cost=cost), years=5)

    assert found.net(factor)[0] == pytest.approx(max(25_000_000 * factor - cost, 0))


@given(st.integers(1, 15), shares, shares, shares)
def test_a_longer_term_never_brings_less(years, erosion, discount, success):
    rest = {"erosion": erosion, "discount": discount, "success": success}

    assert gain(years + 1, **rest) >= gain(years, **rest)


@pytest.mark.parametrize("key", ["sales", "margin", "patent_share", "success"])
def test_twice_as_much_brings_twice_as_much(key):
    assert gain(**{key: 2 * PLAIN[key]}) == pytest.approx(2 * gain())


@pytest.mark.parametrize("key", ["erosion", "discount"])
def test_fading_and_impatience_lower_the_gain(key):
    assert gain(**{key: 0.2}) < gain(**{key: 0.1}) < gain()


def test_without_sales_there_is_no_rate():
    found = income(prospect(sales=0.0), years=3)

    assert (found.gain[0], found.per_sales(found.gain)[0]) == (0, 0)


@pytest.mark.parametrize("years", [0, -1, 30.5, float("nan"), float("inf")])
def test_a_term_out_of_range_is_refused(years):
    with pytest.raises(PricingError):
        income(prospect(), years=years)
    with pytest.raises(PricingError):
        annuity_due(np.zeros(1), years)


def test_fees_at_the_start_of_each_year_begun_are_worth_their_sum_at_no_discount():
    assert annuity_due(np.zeros(2), 2.5).tolist() == [3.0, 3.0]
    assert annuity_due(np.array([1.0]), 3)[0] == pytest.approx(1.75)


def test_a_hundred_thousand_draws_take_less_than_half_a_second():
    many = Prospect(**{key: np.full(100_000, v) for key, v in PLAIN.items()})
    many = replace(many, growth=np.linspace(0, 0.2, 100_000))

    began = perf_counter()
    income(many, years=20, years_to_sales=1)

    assert perf_counter() - began < 0.5
