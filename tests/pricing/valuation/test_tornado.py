import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.errors import FactImpossible
from pricing.valuation.tornado import tornado

INPUTS = {"a": 1.0, "b": 2.0, "c": 3.0}
weights = st.fixed_dictionaries({key: st.floats(-5, 5) for key in INPUTS})


@given(weights)
def test_a_weighted_sum_swings_by_weight_times_range(by_key):
    ranges = {key: (value - 1, value + 2) for key, value in INPUTS.items()}

    found = tornado(
        lambda given: sum(by_key[key] * given[key] for key in INPUTS),
        INPUTS,
        ranges=ranges,
    )

    assert {one.key for one in found} == set(INPUTS)
    for one in found:
        assert one.spread == pytest.approx(3 * abs(by_key[one.key]), abs=1e-9)
    spreads = [one.spread for one in found]
    assert spreads == sorted(spreads, reverse=True)


def test_only_one_input_moves_at_a_time():
    seen = []

    tornado(lambda given: seen.append(dict(given)) or 0.0, INPUTS, ranges={"a": (0, 9)})

    assert seen == [INPUTS, INPUTS | {"a": 0}, INPUTS | {"a": 9}]


def test_a_figure_at_its_best_within_the_range_counts_as_it_stands():
    (one,) = tornado(lambda x: -((x["a"] - 1) ** 2), INPUTS, ranges={"a": (0.0, 2.0)})

    assert (one.at_low, one.at_high, one.spread) == (-1, -1, 1)


def test_equal_swings_keep_the_order_of_the_ranges():
    found = tornado(
        lambda _: 7.0, INPUTS, ranges={"c": (0, 1), "a": (0, 1), "b": (0, 1)}
    )

    assert [one.key for one in found] == ["c", "a", "b"]


@pytest.mark.parametrize(
    "ranges", [{"z": (0.0, 1.0)}, {"a": (2.0, 1.0)}, {"a": (float("nan"), 1.0)}]
)
def test_a_range_of_nothing_is_refused(ranges):
    with pytest.raises(FactImpossible):
        tornado(lambda _: 0.0, INPUTS, ranges=ranges)
