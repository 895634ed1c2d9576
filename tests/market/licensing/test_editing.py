"""Edit a tree of terms: what is typed, what is added and taken away."""

import json
import re
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from market.errors import Unacceptable
from market.licensing import editing
from market.licensing.sheet import sheet_of
from market.licensing.typed import text_of, value_of
from pricing.canonical import canonical_json
from pricing.errors import TermsUnreadable
from pricing.money import format_millionths, format_yuan
from pricing.patterns import PATTERNS, pattern
from pricing.terms import read_tree
from tests.pricing.random_terms import random_terms, share


def tree_of(name="staged"):
    days = {"starts_on": date(2027, 1, 1), "ends_on": date(2032, 12, 31)}
    return editing.tree_of(pattern(name, lane="ordinary", **days))


def shown(tree):
    """Return what a browser would send of an untouched sheet."""
    return {box.name: sent(box, tree) for box in sheet_of(tree).boxes()}


def sent(box, tree):
    value = editing.value_at(tree, box.path)
    if box.kind == "yes":
        return ["y"] if value else []
    if box.kind == "many":
        # A browser sends what is ticked in the order of the page.
        return [key for key, _label in box.choices if key in value]
    written = text_of(box.kind, value)
    if box.kind == "long":
        return [written.replace("\r\n", "\n").replace("\n", "\r\n")]
    return [written.replace("\r", "").replace("\n", "")]


@pytest.mark.parametrize("name", PATTERNS)
def test_an_untouched_sheet_changes_nothing(name):
    tree = tree_of(name)

    assert editing.with_typed(tree, shown(tree)) == tree


# Other work on the machine is no fault of the terms.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@patient
@given(st.data())
def test_an_untouched_sheet_keeps_any_terms_to_the_letter(data):
    terms = read_tree(anything(data))
    tree = editing.tree_of(terms)

    filled = editing.with_typed(tree, shown(tree))

    assert filled == tree
    assert canonical_json(read_tree(filled)) == canonical_json(terms)


@patient
@given(st.data())
def test_every_leaf_of_terms_has_a_box(data):
    tree = editing.tree_of(read_tree(anything(data)))
    boxes = {box.name for box in sheet_of(tree).boxes()}

    leaves = {d.where for d in editing.differences(tree, {})}

    assert {where for where in leaves if not is_boxed(where, boxes)} == set()


# What identifies a part, and what has one value only.
BOXLESS = re.compile(r"version|currency|territory|.*\.(name|kind)|.*\.base")
# Of little use without several bands, a result or a stage to credit to.
CASES = re.compile(r".*\.(mode|bands_period|credited_to)")


def is_boxed(where, boxes):
    many = re.sub(r"\[[0-9]+\]$", "", where)
    left_out = BOXLESS.fullmatch(where) or CASES.fullmatch(where)
    return where in boxes or many in boxes or bool(left_out)


def anything(data):
    """Draw terms with every clause, its texts as awkward as the language takes."""

    def pick(low, high):
        return data.draw(st.integers(low, high))

    texts = st.text("ab 甲\n\r\t", max_size=6)
    labels = texts.filter(str.strip)
    duties = ("secrecy", "final_report", "keep_records")
    tree = random_terms(pick) | {
        "mode": data.draw(st.sampled_from(["posted", "negotiated"])),
        "base_definition": {
            "deductions": data.draw(st.permutations(["vat", "returns", "freight"])),
            "tax_excluded": data.draw(st.booleans()),
            "text_zh": data.draw(texts),
            "products_en": data.draw(texts),
        },
        "records_years": pick(0, 30),
        "inspection": {"allowed": data.draw(st.booleans()), "notice_days": pick(0, 90)},
        "after_stop": {
            "sell_off_months": pick(0, 12),
            "duties": data.draw(st.permutations(duties)),
            "text_en": data.draw(texts),
        },
        "refund_on_invalidation": data.draw(st.sampled_from(["by_law", "none"])),
        "late": {"rate_per_day": share(pick), "ceiling": share(pick)},
        "fee_basis_zh": data.draw(texts),
    }
    if data.draw(st.booleans()):
        parts = ("name", "bank", "account")
        tree["payee"] = {part: data.draw(labels) for part in parts}
    return tree


LARGE = [
    ("money", "5万", "50000"),
    ("money", "￥1.25 亿元", "125000000"),
    ("money", "１,２００万元", "12000000"),
    ("unit_price", "0.5万", "5000"),
    ("units", "3万件", "30000"),
    ("percent", "3.5％", "0.035"),
    ("factor", "50%", "0.5"),
]


@pytest.mark.parametrize(("kind", "typed", "kept"), LARGE)
def test_numbers_may_be_typed_as_people_write_them(kind, typed, kept):
    assert value_of(kind, typed, may_be_empty=False) == kept


@pytest.mark.parametrize(
    "typed", ["万", "五万", "5万5", "5千5", "-5万", "1,2万", "1e2万"]
)
def test_what_is_no_number_stays_as_it_was_typed(typed):
    assert value_of("money", typed, may_be_empty=False) == typed


def test_an_account_half_stated_is_kept_and_an_empty_one_is_none():
    tree = tree_of()

    half = editing.with_typed(tree, shown(tree) | {"payee.bank": ["工行"]})
    none = editing.with_typed(half, shown(half) | {"payee.bank": [" "]})

    assert half["payee"]["bank"] == "工行"
    assert none["payee"] is None
    with pytest.raises(TermsUnreadable):
        read_tree(half)


def test_a_box_full_of_blanks_is_read_at_once():
    # Looked for from each of the blanks, the unit would take an hour.
    typed = "1" + " " * 490_000 + "x"

    assert value_of("money", typed, may_be_empty=False) == typed


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


@given(st.sampled_from(PATTERNS), st.dictionaries(st.integers(0, 90), st.text()))
def test_any_typing_is_read_or_named(name, typed):
    tree = tree_of(name)
    names = [box.name for box in sheet_of(tree).boxes()]
    wrong = {names[at % len(names)]: [text] for at, text in typed.items()}

    filled = editing.with_typed(tree, shown(tree) | wrong)

    with suppress(TermsUnreadable):
        read_tree(filled)
    assert editing.carried_tree(json.dumps(filled)) == filled


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
        '{"stages": [{"fees": []}]}',
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
