"""Edit a tree of terms: what is typed, what is added and taken away."""

import json
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.errors import Unacceptable
from market.licensing import editing
from market.licensing.sheet import sheet_of
from market.licensing.typed import text_of, value_of
from pricing.errors import TermsUnreadable
from pricing.money import format_millionths, format_yuan
from pricing.patterns import PATTERNS, pattern
from pricing.terms import read_tree


def tree_of(name="staged"):
    days = {"starts_on": date(2027, 1, 1), "ends_on": date(2032, 12, 31)}
    return editing.tree_of(pattern(name, lane="ordinary", **days))


def shown(tree):
    """Return what a browser would send of an untouched sheet."""
    found = {}
    for box in sheet_of(tree).boxes():
        value = tree
        for step in box.path:
            value = value.get(step) if isinstance(value, dict) else value[step]
        if box.kind != "yes" or value:
            found[box.name] = "y" if box.kind == "yes" else text_of(box.kind, value)
    return found


@pytest.mark.parametrize("name", PATTERNS)
def test_an_untouched_sheet_changes_nothing(name):
    tree = tree_of(name)

    assert read_tree(editing.with_typed(tree, shown(tree))) == read_tree(tree)


@given(st.integers(0, 9 * 10**12))
def test_every_amount_survives_its_box(fen):
    typed = text_of("money", format_yuan(fen))

    kept = value_of("money", typed, may_be_empty=False)

    assert format_yuan(fen).removesuffix(".00") == kept


@given(st.integers(0, 1_000_000))
def test_every_rate_survives_its_box(ppm):
    rate = format_millionths(ppm)

    typed = text_of("percent", rate)

    assert value_of("percent", typed, may_be_empty=False) == rate


@given(st.text(max_size=60), st.sampled_from(["money", "percent", "whole", "text"]))
def test_no_text_breaks_a_box(text, kind):
    value = value_of(kind, text, may_be_empty=False)

    assert isinstance(text_of(kind, value), str)


@given(st.sampled_from(PATTERNS), st.dictionaries(st.integers(0, 60), st.text()))
def test_any_typing_is_read_or_named(name, typed):
    tree = tree_of(name)
    names = [box.name for box in sheet_of(tree).boxes()]
    wrong = {names[at % len(names)]: text for at, text in typed.items()}

    filled = editing.with_typed(tree, shown(tree) | wrong)

    with suppress(TermsUnreadable):
        read_tree(filled)
    assert editing.carried_tree(json.dumps(filled)) == filled


@pytest.mark.parametrize(
    "change",
    [
        "add-stage",
        "add-stage:0",
        "add-fixed:1",
        "add-royalty:0",
        "remove-fee:2.0",
        "add-band:2.1",
    ],
)
def test_a_change_adds_or_removes_one_part(change):
    tree = tree_of()

    changed = editing.with_change(tree, change)

    assert changed != tree
    assert tree == tree_of()
    sheet_of(changed)


def test_a_stage_after_an_open_ended_one_bounds_the_earlier():
    changed = editing.with_change(tree_of(), "add-stage")

    assert [stage["months"] for stage in changed["stages"]] == [6, 12, 12, None]
    read_tree(changed)


def test_a_removed_stage_takes_credits_to_it_along():
    tree = tree_of()
    assert tree["stages"][0]["fees"][0]["credited_to"] == "production"

    changed = editing.with_change(tree, "remove-stage:2")

    assert changed["stages"][0]["fees"][0]["credited_to"] is None


def test_a_new_band_needs_the_limit_of_the_one_before():
    changed = editing.with_change(tree_of(), "add-band:2.1")

    bands = changed["stages"][2]["fees"][1]["bands"]
    assert [band["up_to"] for band in bands] == ["", None]
    again = editing.with_change(changed, "remove-band:2.1.0")
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
    ],
)
def test_an_unknown_change_is_refused(change):
    with pytest.raises(Unacceptable):
        editing.with_change(tree_of(), change)


def test_the_last_stage_stays():
    with pytest.raises(Unacceptable):
        editing.with_change(tree_of("one_off"), "remove-stage:0")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"stages": []}',
        '{"stages": 3}',
        '{"stages": [1]}',
        '{"stages": [{"fees": {}}]}',
        '{"stages": [{"fees": [{"bands": "x"}]}]}',
        "{" * 500,
    ],
)
def test_a_damaged_form_is_refused(text):
    with pytest.raises(Unacceptable):
        editing.carried_tree(text)


def test_differences_name_the_place_and_both_texts():
    mine, theirs = tree_of(), tree_of()
    mine["stages"][0]["months"] = 9
    theirs["late"]["grace_days"] = 15

    found = editing.differences(mine, theirs)

    assert [(d.where, d.mine, d.theirs) for d in found] == [
        ("late.grace_days", "0", "15"),
        ("stages[0].months", "9", "6"),
    ]
