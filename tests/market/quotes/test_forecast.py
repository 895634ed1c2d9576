"""What a firm types as its forecast."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.quotes.costs import CASES
from market.quotes.forecast import forecast, yearly
from pricing.money import MAX_FEN, format_yuan

STARTS_ON = date(2026, 11, 23)


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
        ("300万元 ¥4,500,000", (300_000_000, 450_000_000)),
        ("¥ 3百万、3,000,000 元；2 千万", (3 * 10**8, 3 * 10**8, 2 * 10**9)),
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
    with pytest.raises(ValueError, match="no number of units"):
        yearly("1.5", base="units", most_years=5)


@given(st.lists(st.integers(0, MAX_FEN), min_size=1, max_size=5))
def test_every_amount_is_read_back(amounts):
    typed = " ".join(format_yuan(amount) for amount in amounts)

    assert yearly(typed, base="profit", most_years=5) == tuple(amounts)


def asked(typed, base="net_sales", size="small", years=5):
    return forecast(typed, size=size, base=base, years=years, starts_on=STARTS_ON)


@given(st.text(max_size=60))
def test_no_text_breaks_the_forecast(text):
    typed = dict.fromkeys(("sales", "first_sale", "capital"), text)

    found = asked(typed)

    assert set(found.bases) == set(CASES)
    assert found.typed["sales"] == text
    assert found.typed["capital"] == text[:40]
    assert set(found.errors) <= set(typed)


def test_an_example_of_its_size_stands_in_for_a_forecast():
    found = asked({}, size="micro")

    assert found.is_example
    assert found.bases["expected"] == (50_000_000,)
    assert (found.first_sale_on, found.capital_ppm) == (None, 80_000)


def test_empty_cases_follow_the_expected_one():
    found = asked({"sales": "100万 200万"})

    assert found.bases["low"] == (30_000_000, 60_000_000)
    assert found.bases["high"] == (300_000_000, 600_000_000)
    assert (found.is_example, found.stated_years) == (False, 2)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("", None),
        ("2027-03-01", date(2027, 3, 1)),
        (" ２０２７-０３-０１ ", date(2027, 3, 1)),
        ("2026-11-23", STARTS_ON),
    ],
)
def test_a_first_sale_is_a_day_of_the_licence(typed, day):
    found = asked({"first_sale": typed})

    assert (found.first_sale_on, found.errors) == (day, {})


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("soon", "no day"),
        ("2027-02-30", "no day"),
        ("2027-W01-1", "no day"),
        ("20270301", "no day"),
        ("2026-11-22", "before the licence begins"),
        ("0001-01-01", "before the licence begins"),
    ],
)
def test_what_is_no_first_sale_is_refused(typed, told):
    found = asked({"first_sale": typed})

    assert told in str(found.errors["first_sale"])
    assert found.first_sale_on is None


@pytest.mark.parametrize(
    ("typed", "rate_ppm"),
    [("", 80_000), ("0", 0), ("4.35", 43_500), ("１２％", 120_000), ("100", 10**6)],
)
def test_the_cost_of_capital_is_typed_in_percent(typed, rate_ppm):
    found = asked({"capital": typed})

    assert (found.capital_ppm, found.errors) == (rate_ppm, {})


@pytest.mark.parametrize("typed", ["-1", "100.1", "8.12345", "eight", "1e1"])
def test_what_is_no_rate_is_refused(typed):
    assert set(asked({"capital": typed}).errors) == {"capital"}
