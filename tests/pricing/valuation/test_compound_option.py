from dataclasses import replace
from math import exp, log, pi, sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import ndtr

from pricing.errors import FactImpossible
from pricing.valuation.compound_option import Asset, Gate, staged_call, thresholds
from pricing.valuation.option_paths import simulated_call

PUBLISHED = [
    ((100, 0.05, 0.4), [(1, 10), (3, 100)], 24.204719),
    ((100, 0.03, 0.5), [(0.5, 10), (1.5, 70)], 31.162076),
    ((100, 0.05, 0.6), [(1, 5), (2, 80)], 39.722791),
]
THREE = [
    ((100, 0.05, 0.4), [(0.5, 5), (1, 10), (3, 80)]),
    ((100, 0.03, 0.6, 0.08), [(0.5, 1), (1.5, 20), (2, 60)]),
    ((100, 0.02, 0.25), [(1, 2), (1.05, 8), (4, 95)]),
    ((50, 0.1, 0.5, 0.02), [(0.25, 10), (3, 10), (3.5, 10)]),
]


def gates_of(pairs):
    return [Gate(years, price) for years, price in pairs]


def black_scholes(value, asset, years, price):
    """The textbook's call with a dividend yield, written out on its own."""
    spread = asset.volatility * sqrt(years)
    forward = value * exp((asset.rate - asset.leakage) * years)
    d1 = log(forward / price) / spread + spread / 2
    payoff = forward * ndtr(d1) - price * ndtr(d1 - spread)
    return exp(-asset.rate * years) * payoff


def nested(value, asset, gates, now=0.0):
    """Worth before the first gate by integrals within integrals, innermost known."""
    first, rest = gates[0], gates[1:]
    years = first.years - now
    if not rest:
        return black_scholes(value, asset, years, first.price)
    spread = asset.volatility * sqrt(years)
    middle = log(value) + (asset.rate - asset.leakage) * years - spread**2 / 2

    def surplus(z):
        there = exp(middle + spread * z)
        return nested(there, asset, rest, first.years) - first.price

    if surplus(12) < 0:
        return 0.0
    least = -12 if surplus(-12) > 0 else brentq(surplus, -12, 12, xtol=1e-12)
    tail, _ = quad(
        lambda z: exp(-z * z / 2) / sqrt(2 * pi) * surplus(z),
        least,
        12,
        epsabs=1e-9,
        epsrel=1e-9,
    )
    return exp(-asset.rate * years) * tail


@pytest.mark.parametrize(("asset", "gates", "worth"), PUBLISHED)
def test_a_call_on_a_call_has_the_published_worth(asset, gates, worth):
    found = staged_call(Asset(*asset), gates_of(gates))

    assert found == pytest.approx(worth, abs=1e-6)


@pytest.mark.parametrize(("asset", "gates"), THREE)
def test_three_stages_equal_nested_integrals(asset, gates):
    asset, gates = Asset(*asset), gates_of(gates)

    assert staged_call(asset, gates) == pytest.approx(
        nested(asset.value, asset, gates), abs=1e-6
    )


def test_four_stages_equal_an_integral_over_three():
    asset = Asset(100, 0.05, 0.4, 0.03)
    gates = gates_of([(0.5, 5), (1, 10), (3, 60), (5, 20)])
    nodes, weights = np.polynomial.legendre.leggauss(80)
    least = log(thresholds(asset, gates)[0] / 100)
    spread = 0.4 * sqrt(0.5)
    middle = (0.05 - 0.03) * 0.5 - spread**2 / 2
    low, high = (least - middle) / spread, 11.0
    points = low + (high - low) * (nodes + 1) / 2
    later = [replace(one, years=one.years - 0.5) for one in gates[1:]]
    payoffs = [
        staged_call(replace(asset, value=100 * exp(middle + spread * z)), later) - 5
        for z in points
    ]
    summed = (
        (high - low)
        / 2
        * (weights * payoffs * np.exp(-(points**2) / 2) / sqrt(2 * pi)).sum()
    )

    assert staged_call(asset, gates) == pytest.approx(exp(-0.025) * summed, abs=1e-6)


@pytest.mark.parametrize("number", range(20))
def test_paths_agree_within_three_standard_errors(number):
    rng = np.random.default_rng([20270101, number])
    asset = Asset(
        100.0, rng.uniform(0, 0.08), rng.uniform(0.2, 0.6), rng.uniform(0, 0.1)
    )
    years = np.cumsum(rng.uniform(0.25, 2.0, 2 + number % 2)).tolist()
    prices = [*rng.uniform(2, 20, len(years) - 1).tolist(), rng.uniform(50, 120)]
    gates = [Gate(*one) for one in zip(years, prices, strict=True)]

    found = simulated_call(asset, gates, rng=rng, paths=200_000)

    assert found.standard_error < 0.3
    assert abs(found.value - staged_call(asset, gates)) < 3 * found.standard_error


@pytest.mark.parametrize("number", range(5))
def test_paths_to_the_first_gate_alone_agree_without_any_threshold(number):
    rng = np.random.default_rng([7, number])
    asset = Asset(100.0, 0.04, 0.2 + 0.1 * number, 0.02)
    first, last = Gate(1.0, 10.0), Gate(2.5, 90.0)
    z = rng.standard_normal(200_000)
    there = 100 * np.exp(0.04 - 0.02 - asset.volatility**2 / 2 + asset.volatility * z)
    spread = asset.volatility * sqrt(1.5)
    d1 = (np.log(there / 90) + 0.02 * 1.5) / spread + spread / 2
    inner = there * exp(-0.03) * ndtr(d1) - 90 * exp(-0.06) * ndtr(d1 - spread)
    payoff = exp(-0.04) * np.maximum(inner - 10, 0)

    found = staged_call(asset, [first, last])

    assert abs(payoff.mean() - found) < 3 * payoff.std() / sqrt(len(z))


money = st.floats(1, 200)
assets = st.builds(
    Asset, money, st.floats(0, 0.1), st.floats(0.05, 0.8), st.floats(0, 0.1)
)
two_gates = st.tuples(
    st.floats(0.1, 3), st.floats(0, 50), st.floats(0.1, 3), st.floats(1, 200)
).map(lambda one: [Gate(one[0], one[1]), Gate(one[0] + one[2], one[3])])


@settings(deadline=None)
@given(assets, two_gates)
def test_an_option_is_worth_its_certain_course_or_more_and_the_asset_or_less(
    asset, gates
):
    worth = staged_call(asset, gates)
    always = asset.value * exp(-asset.leakage * gates[-1].years) - sum(
        gate.price * exp(-asset.rate * gate.years) for gate in gates
    )

    assert max(0, always) - 1e-8 <= worth <= asset.value + 1e-8


@settings(deadline=None)
@given(assets, two_gates, st.floats(1.01, 1.5))
def test_an_option_rises_with_worth_and_volatility_and_falls_with_prices_and_leakage(
    asset, gates, more
):
    worth = staged_call(asset, gates)
    dearer = [gates[0], replace(gates[1], price=gates[1].price * more)]
    first = [replace(gates[0], price=gates[0].price * more), gates[1]]

    assert staged_call(replace(asset, value=asset.value * more), gates) >= worth - 1e-8
    wilder = replace(asset, volatility=asset.volatility * more)
    assert staged_call(wilder, gates) >= worth - 1e-8
    assert staged_call(asset, dearer) <= worth + 1e-8
    assert staged_call(asset, first) <= worth + 1e-8
    leakier = replace(asset, leakage=asset.leakage + more - 1)
    assert staged_call(leakier, gates) <= worth + 1e-8


@settings(deadline=None, max_examples=30)
@given(assets, two_gates)
def test_one_more_gate_that_is_free_changes_nothing(asset, gates):
    free = Gate((gates[0].years + gates[1].years) / 2, 0.0)
    assume(free.years not in (gates[0].years, gates[1].years))

    with_free = staged_call(asset, [gates[0], free, gates[1]])

    assert with_free == pytest.approx(staged_call(asset, gates), abs=1e-8)


def test_without_volatility_every_gate_is_foreseen():
    asset, gates = Asset(100, 0.05, 0.0), [Gate(1, 10), Gate(3, 80)]
    expected = 100 - 10 * exp(-0.05) - 80 * exp(-0.15)

    assert staged_call(asset, gates) == pytest.approx(expected, abs=1e-12)
    assert staged_call(replace(asset, value=70.0), gates) == 0
    for little in (1e-3, 1e-6, 1e-9):
        calm = replace(asset, volatility=little)
        assert staged_call(calm, gates) == pytest.approx(expected, abs=1e-9)


def test_gates_of_one_day_are_one_gate():
    asset = Asset(100, 0.05, 0.4)

    joined = staged_call(asset, [Gate(2, 10), Gate(2, 60)])

    assert joined == pytest.approx(staged_call(asset, [Gate(2, 70)]), abs=1e-12)
    near = staged_call(asset, [Gate(2, 10), Gate(2 + 1e-9, 60)])
    assert near == pytest.approx(joined, abs=1e-6)


def test_one_gate_is_the_call_of_black_and_scholes():
    asset = Asset(100, 0.05, 0.4, 0.03)

    assert staged_call(asset, [Gate(2, 90)]) == pytest.approx(
        black_scholes(100, asset, 2, 90), abs=1e-10
    )


def test_a_gate_of_today_is_decided_now():
    asset, later = Asset(100, 0.05, 0.4), Gate(2, 90)
    call = staged_call(asset, [later])

    assert staged_call(asset, [Gate(0, 5), later]) == pytest.approx(call - 5)
    assert staged_call(asset, [Gate(0, 99), later]) == 0
    assert staged_call(asset, [Gate(0, 30)]) == 70


def test_free_gates_and_worthless_assets_take_their_limits():
    gates = [Gate(1, 10), Gate(3, 100)]

    assert staged_call(Asset(0, 0.05, 0.4), gates) == 0
    assert staged_call(Asset(100, 0.05, 0.4), [Gate(1, 0), Gate(3, 0)]) == 100
    tiny = staged_call(Asset(1e-9, 0.05, 0.4), gates)
    assert 0 <= tiny < 1e-12


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Asset(-1, 0.05, 0.4),
        lambda: Asset(float("nan"), 0.05, 0.4),
        lambda: Asset(100, 3, 0.4),
        lambda: Asset(100, 0.05, -0.1),
        lambda: Asset(100, 0.05, 0.4, -0.1),
        lambda: Asset(float("inf"), 0.05, 0.4),
        lambda: Gate(-1, 10),
        lambda: Gate(1, -10),
        lambda: Gate(float("inf"), 10),
        lambda: staged_call(Asset(100, 0.05, 0.4), []),
        lambda: staged_call(Asset(100, 0.05, 0.4), [Gate(2, 1), Gate(1, 1)]),
        lambda: staged_call(Asset(100, 0, 0.4), [Gate(n, 1) for n in range(1, 6)]),
        lambda: staged_call(Asset(1, 0, 0.4), [Gate(1, 9e14), Gate(2, 9e14)]),
        lambda: simulated_call(
            Asset(100, 0, 0.4), [Gate(1, 1)], rng=np.random.default_rng(1), paths=1
        ),
    ],
)
def test_what_no_option_can_be_is_refused_in_both_languages(wrong):
    with pytest.raises(FactImpossible) as refused:
        wrong()

    assert refused.value.message_zh != refused.value.message_en
    assert refused.value.mend_zh != refused.value.mend_en


def test_a_gate_that_costs_next_to_nothing_is_passed():
    asset = Asset(1.0, 0.0, 0.5)

    worth = staged_call(asset, [Gate(1.0, 5e-324), Gate(2.0, 1.0)])

    assert worth == pytest.approx(staged_call(asset, [Gate(2.0, 1.0)]), abs=1e-10)
