from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pricing.dates import months_between, plus_months

DAYS = st.dates(date(1985, 4, 1), date(2199, 12, 31))


@given(DAYS, st.integers(0, 600))
def test_months_are_clipped_to_the_end_of_the_month(day, months):
    later = plus_months(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(DAYS, st.integers(1, 600))
def test_months_begun_count_the_last_broken_one(day, months):
    assert months_between(day, plus_months(day, months)) == months
    after = plus_months(day, months) + timedelta(days=1)
    assert months_between(day, after) == months + 1


def test_no_month_lies_between_a_day_and_an_earlier_one():
    assert months_between(date(2027, 2, 1), date(2026, 1, 1)) == 0


def test_time_ends_with_the_year_9999():
    assert plus_months(date(9999, 6, 1), 12) == date.max
