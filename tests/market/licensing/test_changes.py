"""Parts are added to terms and taken away, one at a time."""

from datetime import date

import pytest

from market.errors import Unacceptable
from market.licensing.changes import with_change
from market.licensing.editing import tree_of as tree_of_terms
from market.licensing.sheet import sheet_of
from pricing.patterns import pattern
from pricing.terms import read_tree


def tree_of(name="staged"):
    days = {"starts_on": date(2027, 1, 1), "ends_on": date(2032, 12, 31)}
    return tree_of_terms(pattern(name, lane="ordinary", **days))


@pytest.mark.parametrize(
    "change",
    [
        "add-stage",
        "add-stage:0",
        "add-fixed:1",
        "add-royalty:0",
        "remove-fee:2.0",
        "add-band:2.1",
        "add-units:1",
        "by-year:2.1",
        "add-region",
    ],
)
def test_a_change_adds_or_removes_one_part(change):
    tree = tree_of()

    changed = with_change(tree, change)

    assert changed != tree
    assert tree == tree_of()
    sheet_of(changed)


def test_a_stage_after_an_open_ended_one_bounds_the_earlier():
    changed = with_change(tree_of(), "add-stage")

    assert [stage["months"] for stage in changed["stages"]] == [6, 12, 12, None]
    read_tree(changed)


def test_a_removed_stage_takes_credits_to_it_along():
    tree = tree_of()
    assert tree["stages"][0]["fees"][0]["credited_to"] == "production"

    changed = with_change(tree, "remove-stage:2")

    assert changed["stages"][0]["fees"][0]["credited_to"] is None


def test_a_new_band_needs_the_limit_of_the_one_before():
    changed = with_change(tree_of(), "add-band:2.1")

    bands = changed["stages"][2]["fees"][1]["bands"]
    assert [band["up_to"] for band in bands] == ["", None]
    again = with_change(changed, "remove-band:2.1.0")
    assert again["stages"][2]["fees"][1]["bands"] == [bands[1]]


@pytest.mark.parametrize(
    "change",
    [
        "",
        "drop-all",
        "remove-stage:9",
        "remove-fee:0.7",
        "remove-band:2.1.0",
        "remove-stage:x",
        "add-fixed",
        "add-band:0.0",
        "remove-stage:0.0.0",
        "by-year:2.0",
        "by-bands:2.1",
        "add-year:2.1",
        "remove-year:2.1.0",
        "remove-region:0",
    ],
)
def test_an_unknown_change_is_refused(change):
    with pytest.raises(Unacceptable):
        with_change(tree_of(), change)


def test_the_last_stage_stays():
    with pytest.raises(Unacceptable):
        with_change(tree_of("one_off"), "remove-stage:0")


def test_a_rate_for_each_year_begins_with_the_first_bands_and_goes_back():
    yearly = with_change(with_change(tree_of(), "by-year:2.1"), "add-year:2.1")

    fee = yearly["stages"][2]["fees"][1]
    assert (fee["rates_by_year"], fee["bands"]) == (["0.02", "0.02"], [])
    read_tree(yearly)
    one = with_change(yearly, "remove-year:2.1.0")
    with pytest.raises(Unacceptable):
        with_change(one, "remove-year:2.1.0")
    back = with_change(one, "by-bands:2.1")["stages"][2]["fees"][1]
    assert back == tree_of()["stages"][2]["fees"][1]


def test_a_royalty_on_units_is_charged_for_each_unit():
    tree = with_change(tree_of("one_off"), "add-units:0")

    fee = tree["stages"][0]["fees"][1]
    assert fee["bands"] == [{"up_to": None, "per_unit": "0"}]
    read_tree(tree)


def test_a_new_region_has_a_name_of_its_own_and_waits_for_its_provinces():
    tree = with_change(with_change(tree_of(), "add-region"), "add-region")

    names = [tier["name"] for tier in tree["regional_tiers"]]
    assert names == ["region_1", "region_2"]
    assert [tier["provinces"] for tier in tree["regional_tiers"]] == [[], []]
    assert with_change(tree, "remove-region:0")["regional_tiers"][0]["name"] == names[1]
