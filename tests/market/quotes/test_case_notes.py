"""What a reader is told of cases that were left empty or do not rise."""

from datetime import date

import pytest

from market.quotes.case_notes import case_notes
from market.quotes.forecast import forecast


def told(**typed):
    found = forecast(
        typed, size="small", base="net_sales", years=5, starts_on=date(2026, 11, 23)
    )
    return [note.code for note in case_notes(found)], " ".join(
        note.en for note in case_notes(found)
    )


@pytest.mark.parametrize(
    "typed", [{}, {"low": "1万", "sales": "2万", "high": "3万"}, {"sales": " "}]
)
def test_nothing_is_said_of_an_example_or_of_three_rising_cases(typed):
    assert told(**typed) == ([], "")


def test_the_reader_learns_what_stands_in_for_empty_cases():
    assert told(sales="300万") == (
        ["cases_filled"],
        "Some cases are left empty: low is 30% of the expected case; high is three "
        "times the expected case.",
    )


def test_the_reader_learns_that_the_expected_case_is_another_one():
    assert "the expected case is the high one" in told(high="100万")[1]
    assert "the expected case is the low one" in told(low="1万", high="9万")[1]


@pytest.mark.parametrize(
    "typed",
    [
        {"low": "500万", "sales": "200万", "high": "100万"},
        {"low": "5万", "high": "1万"},
        {"low": "1万 9万", "sales": "2万", "high": "10万"},
    ],
)
def test_cases_that_do_not_rise_are_named(typed):
    assert told(**typed)[0][0] == "cases_out_of_order"
