import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.discount import (
    financing_cost_fen,
    financing_costs,
    present_value_fen,
    present_values,
)
from pricing.errors import PricingError

DAYS = st.integers(0, 40 * 366)
AMOUNTS = st.integers(-(10**12), 9 * 10**12)
RATES = st.integers(0, 500_000)
PAYMENTS = st.lists(st.tuples(DAYS, AMOUNTS), max_size=12)


def columns(payments):
    days, amounts = np.array(payments, float).reshape(-1, 2).T
    return amounts, days


@given(PAYMENTS, RATES)
def test_quote_and_simulation_discount_alike(payments, rate):
    amounts, days = columns(payments)

    by_arrays = present_values(amounts, days, rate=rate / 1e6).sum()

    assert present_value_fen(payments, discount_ppm=rate) == pytest.approx(
        by_arrays, rel=1e-11, abs=0.5 + 1e-11 * abs(amounts).sum()
    )


@given(PAYMENTS, RATES, st.integers(0, 50_000), DAYS)
def test_quote_and_simulation_finance_alike(payments, capital, riskless, horizon):
    rates = {"capital_cost": capital / 1e6, "riskless": riskless / 1e6}
    by_arrays = financing_costs(*columns(payments), horizon_days=horizon, **rates)

    exact = financing_cost_fen(
        payments,
        capital_cost_ppm=capital,
        riskless_ppm=riskless,
        horizon_days=horizon,
    )

    grown = abs(columns(payments)[0]).sum() * (1 + capital / 1e6) ** (horizon / 365)
    assert exact == pytest.approx(by_arrays.sum(), abs=0.5 + 1e-11 * grown)


def test_an_outlay_and_its_financing_are_worth_what_it_grows_to_at_the_firms_rate():
    paid, days = np.array([1_000.0, 1_000.0]), np.array([0.0, 1095.0])
    rates = {"capital_cost": np.full(2, 0.11), "riskless": 0.02}

    cost = financing_costs(paid, days, horizon_days=1825.0, **rates)

    grown = paid * 1.11 ** np.array([5, 2]) / 1.02**5
    assert cost + present_values(paid, days, rate=0.02) == pytest.approx(grown)


@pytest.mark.parametrize(
    ("days", "amount", "expected"),
    [(0, 1_000, 1_000), (365, 1_080, 1_000), (366, 1_080, 1_000), (730, 1_166, 1_000)],
)
def test_a_year_of_discounting_has_365_days(days, amount, expected):
    assert present_value_fen([(days, amount)], discount_ppm=80_000) == expected


def test_a_present_value_is_rounded_once_and_halves_go_up():
    assert present_value_fen([(365, 1)] * 3, discount_ppm=1_000_000) == 2
    assert present_value_fen([(365, -1)] * 3, discount_ppm=1_000_000) == -1


def test_money_paid_on_or_after_the_horizon_ties_up_nothing():
    payments = [(100, 10**9), (101, 10**9)]

    assert financing_cost_fen(payments, capital_cost_ppm=90_000, horizon_days=100) == 0


def test_money_at_the_safe_rate_costs_nothing_to_tie_up():
    rates = {"capital_cost_ppm": 20_000, "riskless_ppm": 20_000}

    assert financing_cost_fen([(0, 10**12)], horizon_days=3650, **rates) == 0


@pytest.mark.parametrize("rates", [(-1, 0), (0, -1)])
def test_a_negative_rate_is_refused(rates):
    with pytest.raises(PricingError, match="negative"):
        financing_cost_fen(
            [(0, 1)], capital_cost_ppm=rates[0], riskless_ppm=rates[1], horizon_days=1
        )
    with pytest.raises(PricingError, match="negative"):
        present_value_fen([(0, 1)], discount_ppm=-1)
