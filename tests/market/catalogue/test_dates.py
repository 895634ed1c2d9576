from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.catalogue.cells import doubt_of
from market.catalogue.dates import DateUnreadable, day_comes_first, read_date
from market.catalogue.expiry import computed_expiry
from market.catalogue.models import PatentKind


@pytest.mark.parametrize(
    "written",
    [
        "2021-03-01",
        "2021/3/1",
        "2021.03.01",
        "20210301",
        "2021年3月1日",
        "2021年03月01日",
        "03/01/2021",
        "2021-03-01 00:00:00",
        "2021-03-01T00:00:00Z",
        " 2021-03-01 ",
    ],
)
def test_a_day_is_read_in_each_style(written):
    assert read_date(written) == date(2021, 3, 1)


@pytest.mark.parametrize("written", ["", "0", "0000-00-00", "-", "N/A", "未知"])
def test_an_unknown_day_stays_unknown(written):
    assert read_date(written) is None


@pytest.mark.parametrize("written", ["soon", "2021-02-30", "31/12/2020", "44256", "²"])
def test_what_is_no_day_is_refused(written):
    with pytest.raises(DateUnreadable):
        read_date(written)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["02/04/2017", "06/16/2024"], False),
        (["02/04/2017", "16/06/2024"], True),
        (["02/04/2017"], False),
        (["2021-13-13", "", "soon"], False),
    ],
)
def test_the_column_tells_day_from_month_and_else_the_month_is_first(column, expected):
    assert day_comes_first(column) is expected


@given(st.text())
def test_any_text_is_a_day_unknown_or_refused(text):
    try:
        found = read_date(text)
    except DateUnreadable:
        return
    assert found is None or isinstance(found, date)


def test_a_two_digit_year_read_as_19_is_doubted_with_the_year_meant():
    assert "2032-08-31" in doubt_of(date(1932, 8, 31)).mend.en
    assert doubt_of(date(2032, 8, 31)) is None


@pytest.mark.parametrize(
    ("kind", "filed_on", "expected"),
    [
        (PatentKind.INVENTION, date(2021, 3, 1), date(2041, 3, 1)),
        (PatentKind.UTILITY_MODEL, date(2020, 2, 29), date(2030, 2, 28)),
        (PatentKind.DESIGN, date(2021, 5, 31), date(2031, 5, 31)),
        (PatentKind.DESIGN, date(2021, 6, 1), date(2036, 6, 1)),
        (PatentKind.INVENTION, date(1990, 1, 1), None),
        (PatentKind.INVENTION, None, None),
        (None, date(2021, 3, 1), None),
    ],
)
def test_the_term_runs_from_the_filing_by_the_kind(kind, filed_on, expected):
    assert computed_expiry(kind, filed_on) == expected
