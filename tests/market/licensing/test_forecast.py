"""What a firm types as its forecast."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.accounts.models import SizeClass
from market.licensing.costs import CASES
from market.licensing.forecast import forecast, yearly
from pricing.money import MAX_FEN, format_yuan

FIRM = SimpleNamespace(size_class=SizeClass.MICRO)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ()),
        ("3000000", (300_000_000,)),
        ("3,000,000", (300_000_000,)),
        ("３００万", (300_000_000,)),
        ("1.5亿", (15_000_000_000,)),
        ("0.01", (1,)),
        ("1000000,2000000,4000000", (100_000_000, 200_000_000, 400_000_000)),
        ("1000000，2000000", (100_000_000, 200_000_000)),
        ("100万；200万、300万 400万", (10**8, 2 * 10**8, 3 * 10**8, 4 * 10**8)),
        ("0", (0,)),
    ],
)
def test_amounts_are_read_as_people_type_them(typed, expected):
    assert yearly(typed, base="net_sales", most_years=5) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "abc",
        "-5",
        "1e9",
        "0.001",
        "NaN",
        "1,,2",
        "007",
        "9" * 15,
        "9" * 300,
        "99999999亿",
        "1 2 3 4 5 6",
        "3.3.3",
        "½",
        "\x00",
    ],
)
def test_what_is_no_forecast_is_refused(typed):
    with pytest.raises(ValueError, match=r"no amount|billion|more years|decimals"):
        yearly(typed, base="net_sales", most_years=5)


def test_units_are_whole():
    assert yearly("1万", base="units", most_years=5) == (10_000,)
    with pytest.raises(ValueError, match="no amount"):
        yearly("1.5", base="units", most_years=5)


@given(st.lists(st.integers(0, MAX_FEN), min_size=1, max_size=5))
def test_every_amount_is_read_back(amounts):
    typed = " ".join(format_yuan(amount) for amount in amounts)

    assert yearly(typed, base="profit", most_years=5) == tuple(amounts)


@given(st.text(max_size=60))
def test_no_text_breaks_the_forecast(text):
    asked = forecast({"sales": text}, None, base="net_sales", years=5)

    assert set(asked.bases) == set(CASES)
    assert asked.typed["expected"] == text
    assert set(asked.errors) <= {"sales"}


def test_the_readers_own_size_counts_where_none_is_asked_for():
    asked = forecast({}, FIRM, base="net_sales", years=5)

    assert (asked.size, asked.is_example) == ("micro", True)
    assert asked.bases["expected"] == (50_000_000,)


def test_empty_cases_follow_the_expected_one():
    asked = forecast({"sales": "100万 200万"}, None, base="net_sales", years=5)

    assert asked.bases["low"] == (30_000_000, 60_000_000)
    assert asked.bases["high"] == (300_000_000, 600_000_000)
    assert not asked.is_example


def test_an_unknown_size_is_said():
    asked = forecast({"size": "giant"}, FIRM, base=None, years=5)

    assert (asked.size, set(asked.errors)) == ("micro", {"size"})
