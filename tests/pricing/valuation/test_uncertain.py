import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.errors import PricingError
from pricing.valuation.uncertain import SHAPES, read_uncertain

SHARES = np.linspace(0.0005, 0.9995, 1000)
TEXTS = (
    "5",
    "uniform:3..9",
    "3..5..9",
    "pert:3..5..9",
    "lognormal:5..20",
)
numbers = st.lists(
    st.floats(0.01, 1e9, allow_nan=False), min_size=3, max_size=3, unique=True
).map(sorted)


@pytest.mark.parametrize(("text", "shape"), list(zip(TEXTS, SHAPES, strict=True)))
def test_a_text_states_its_shape(text, shape):
    assert read_uncertain(text, float).shape == shape


def test_two_numbers_are_a_range_and_three_have_a_most_likely_one():
    assert read_uncertain("1..2", float).shape == "uniform"
    assert read_uncertain(" 1 .. 2 .. 3 ", float).values == (1.0, 2.0, 3.0)


@pytest.mark.parametrize(
    ("text", "mean"),
    [
        ("7", 7.0),
        ("2..6", 4.0),
        ("2..4..9", 5.0),
        ("pert:2..4..9", 4.5),
        ("lognormal:5..5.5", 5 * np.exp((np.log(1.1) / 1.2815515655446004) ** 2 / 2)),
    ],
)
def test_the_draws_have_the_mean_of_their_distribution(text, mean):
    draws = read_uncertain(text, float).at(np.random.default_rng(7).random(200_000))

    assert draws.mean() == pytest.approx(mean, rel=3e-3)


def test_a_lognormal_has_its_median_and_its_p90_where_the_text_says():
    found = read_uncertain("lognormal:5..20", float).at(np.array([0.5, 0.9]))

    assert found == pytest.approx([5, 20])


@given(numbers, st.sampled_from(["", "pert:", "triangular:"]))
def test_quantiles_rise_and_stay_between_lowest_and_highest(values, word):
    text = word + "..".join(f"{value:.6f}" for value in values)

    found = read_uncertain(text, float).at(SHARES)

    slack = 1e-9 * values[-1] + 1e-6
    assert (np.diff(found) >= -slack).all()
    assert values[0] - slack <= found[0]
    assert found[-1] <= values[-1] + slack


@pytest.mark.parametrize("text", ["3..3", "3..3..3", "pert:3..3..3", "lognormal:3..3"])
def test_a_range_without_width_is_a_certain_value(text):
    assert read_uncertain(text, float).at(SHARES) == pytest.approx(3)


@pytest.mark.parametrize("text", ["3..3..9", "3..9..9", "pert:3..3..9", "pert:3..9..9"])
def test_the_most_likely_value_may_stand_at_either_end(text):
    found = read_uncertain(text, float).at(SHARES)

    assert np.isfinite(found).all()
    assert (np.diff(found) > 0).all()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "1..2..3..4",
        "9..3",
        "3..9..5",
        "pert:3",
        "pert:3..9",
        "lognormal:1..2..3",
        "normal:1..2",
        "lognormal:0..2",
        ":1",
        "1:2",
        "x" * 5000,
        "\0",
    ],
)
def test_a_text_that_states_nothing_is_refused_with_how_to_mend_it(text):
    with pytest.raises((PricingError, ValueError)) as refused:
        read_uncertain(text, float)

    if isinstance(refused.value, PricingError):
        assert refused.value.mend_zh
        assert len(str(refused.value)) < 400


def test_the_same_draws_of_a_higher_distribution_are_higher_one_by_one():
    shares = np.random.default_rng(1).random(1000)
    low = read_uncertain("2..4..9", float).at(shares)

    assert (read_uncertain("3..5..9", float).at(shares) >= low).all()
