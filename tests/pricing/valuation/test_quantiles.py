import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.money import MAX_FEN
from pricing.valuation.quantiles import (
    Pool,
    Range,
    pooled_range,
    range_of,
    weighted_quantiles,
)

values = st.lists(st.floats(0, 1e6), min_size=1, max_size=30)


@given(values, st.data())
def test_a_weight_of_two_is_worth_two_values(given_values, data):
    count = st.integers(1, 3)
    counts = data.draw(
        st.lists(count, min_size=len(given_values), max_size=len(given_values))
    )
    array = np.array(given_values)
    repeated = np.repeat(array, counts)

    once = weighted_quantiles(array, np.array(counts, float), (0.5,))
    many = weighted_quantiles(repeated, np.ones(repeated.size), (0.5,))

    # Straight lines between fewer points may differ, but never by a whole step.
    gap = np.diff(np.sort(array)).max(initial=0)
    assert abs(once[0] - many[0]) <= gap + 1e-9


@given(values)
def test_quantiles_lie_within_the_values_and_in_order(given_values):
    array = np.array(given_values)

    found = weighted_quantiles(array, np.ones(array.size))

    assert list(found) == sorted(found)
    assert array.min() <= found[0]
    assert found[-1] <= array.max()


def test_estimates_that_disagree_make_a_wide_range():
    low, high = np.full(1000, 10.0), np.full(1000, 90.0)

    assert pooled_range([Pool(low, 1), Pool(high, 1)]) == Range(10, 50, 90)


def test_the_weightier_estimate_holds_the_middle():
    low, high = np.full(100, 10.0), np.full(10_000, 90.0)

    found = pooled_range([Pool(low, 3), Pool(high, 1)])

    assert found is not None
    assert found.p50 == 10


def test_nothing_weighs_nothing():
    assert pooled_range([]) is None
    assert pooled_range([Pool(np.ones(5), 0)]) is None


def test_no_range_is_above_what_amounts_may_be():
    assert range_of(np.full(3, 1e70)).p50 == MAX_FEN


def test_a_range_is_cut_at_a_limit():
    assert Range(1, 5, 9).at_most(4) == Range(1, 4, 4)


def test_half_a_fen_rounds_up():
    assert range_of(np.array([0.5, 0.5])) == pytest.approx((1, 1, 1))
