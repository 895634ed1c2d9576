"""Filters in addresses and rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from market.search.filters import ARGUMENTS, FEE_BANDS, MOST_VALUES, Filters

VALUES = {
    "industries": ["C26", "N77", "C"],
    "applications": ["24", "1"],
    "ipc": ["C", "C02", "C02F", "C02F1", "C02F1/461"],
    "provinces": ["32", "51"],
    "organisations": ["1", "999"],
    "kinds": ["invention", "design"],
    "lanes": ["open", "ordinary"],
    "price_forms": ["staged", "free"],
    "fee_bands": list(FEE_BANDS),
    "free_trial": ["1"],
    "readiness": ["early", "ready"],
    "expires_after": ["2030-01-01"],
    "zones": ["green-2027"],
}
TREES = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(values), min_size=1, unique=True)
        for name, values in VALUES.items()
    },
)
JUNK = st.one_of(
    st.text(), st.integers(), st.none(), st.booleans(), st.lists(st.text())
)


@given(TREES)
def test_filters_come_back_from_an_address_and_from_json(tree):
    filters = Filters.from_json(tree)

    assert Filters.from_json(filters.as_json()) == filters
    assert Filters.from_args(MultiDict(filters.as_args())) == filters
    assert set(filters.names) == set(tree)


@given(st.dictionaries(st.sampled_from([*ARGUMENTS, "other"]), JUNK))
def test_no_rule_breaks_them(tree):
    filters = Filters.from_json(tree)

    assert Filters.from_json(filters.as_json()) == filters


@given(st.lists(st.tuples(st.sampled_from(list(ARGUMENTS.values())), st.text())))
def test_no_address_breaks_them(pairs):
    Filters.from_args(MultiDict(pairs))


@pytest.mark.parametrize(
    ("key", "typed", "read"),
    [
        ("ipc", "c02f 1/461", ["C02F1/461"]),
        ("ipc", "X99", []),
        ("province", "99", []),
        ("kind", "invention", ["invention"]),
        ("kind", "Invention", []),
        ("institution", "0", []),
        ("institution", "9" * 30, []),
        ("fee", "free", ["free"]),
        ("until", "2030-02-30", []),
        ("trial", "1", ["1"]),
        ("trial", "0", []),
        ("zone", "../x", []),
    ],
)
def test_what_is_no_value_is_left_out(key, typed, read):
    filters = Filters.from_args(MultiDict([(key, typed)]))

    assert filters.as_args().get(key, []) == read


def test_too_many_values_are_left_out():
    numbers = [str(n) for n in range(1, 100)]

    read = Filters.from_json({"organisations": numbers})
    assert len(read.organisations) == MOST_VALUES


def test_a_value_is_set_and_taken_back():
    one = Filters().toggled("ipc", "C02F").toggled("ipc", "A01B")

    assert one.ipc == {"C02F", "A01B"}
    assert one.toggled("ipc", "C02F").toggled("ipc", "A01B") == Filters()
    assert Filters().toggled("free_trial", "1").free_trial
    until = Filters().toggled("expires_after", "2030-01-01")
    assert until.expires_after == date(2030, 1, 1)
    assert until.toggled("expires_after", "2030-01-01") == Filters()
    assert one.without("ipc") == Filters()
