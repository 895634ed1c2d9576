import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.errors import TermsUnreadable
from pricing.terms import read_terms
from tests.pricing.examples import EXAMPLE

TEXT = json.dumps(EXAMPLE)


def only_place(text):
    with pytest.raises(TermsUnreadable) as caught:
        read_terms(text)
    (place,) = caught.value.places
    assert all([place.message_zh, place.message_en, place.mend_zh, place.mend_en])
    return place


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "line 1, column 1"),
        (b" \n\t", "line 1, column 1"),
        ("{", "line 1, column 2"),
        ('{"version": 1,\n "lane" "open"}', "line 2, column 9"),
        ('{"version": 1,}', "line 1, column 15"),
        ('{"version": 01}', "line 1, column 14"),
        ("{'version': 1}", "line 1, column 2"),
        ('{"version": "1', "line 1, column 13"),
        ('{"lane": "a\nb"}', "line 1, column 12"),
        ('{"lane": "\\x"}', "line 1, column 11"),
        (TEXT + "{}", f"line 1, column {len(TEXT) + 1}"),
        ("许可", "line 1, column 1"),
        (b'{"lane":\n "\xd0\xed"}', "line 2, column 3"),
        (TEXT.encode("utf-16"), "line 1, column 1"),
        (TEXT.encode("utf-16-le"), "line 1, column 2"),
    ],
)
def test_malformed_json_is_placed_by_line_and_column(text, where):
    assert only_place(text).where == where


@pytest.mark.parametrize("code", ["utf-16", "utf-16-le", "utf-16-be", "gbk"])
def test_another_encoding_is_told_as_such(code):
    text = json.dumps(EXAMPLE, ensure_ascii=False).encode(code)

    assert "not UTF-8" in only_place(text).message_en


@pytest.mark.parametrize("text", ["[]", "null", "1", '"terms"', "true", "NaN"])
def test_anything_but_an_object_is_refused(text):
    assert only_place(text).where == "$"


@pytest.mark.parametrize("bracket", ["[", '{"a":', '[{"a":'])
def test_deep_nesting_is_refused_before_it_exhausts_the_stack(bracket):
    place = only_place(bracket * 100_000)

    assert place.where.startswith("line 1, column ")
    assert "deeper" in place.message_en


def test_brackets_inside_texts_are_not_nesting():
    text = TEXT.replace('"..."', json.dumps("[" * 100 + '\\"' + "{" * 100))

    assert read_terms(text).base_definition.text_en.startswith("[[")


def test_a_text_that_never_ends_is_refused_at_once():
    # Read again from each of its quotes, this one would take hours.
    text = '{"' + '\\"' * 490_000

    assert only_place(text).where == "line 1, column 2"


def test_the_last_of_two_equal_keys_does_not_win():
    text = TEXT.replace(
        '"amount": "20000.00"', '"amount": "1.00", "amount": "20000.00"'
    )

    assert only_place(text).where == "stages[1].fees[0].amount"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_are_none_are_refused(number):
    text = TEXT.replace('"months": 12', f'"months": {number}', 1)

    assert only_place(text).where == "stages[1].months"


@pytest.mark.parametrize("digits", [19, 5_000, 200_000])
def test_a_number_of_thousands_of_digits_is_refused_at_once(digits):
    text = TEXT.replace('"months": 12', f'"months": {"9" * digits}', 1)

    assert only_place(text).where == "stages[1].months"


def test_a_text_beyond_a_megabyte_is_refused_unread():
    assert only_place("[" * 1_000_001).where == "$"


def test_a_strange_key_is_shown_escaped():
    place = only_place(TEXT.replace('"lane"', '"lane": "open", "\\n\\u001b[31m"'))

    assert place.where == '["\\n\\u001b[31m"]'


@given(st.text() | st.binary())
def test_any_text_is_refused_with_a_place_and_nothing_else(text):
    with pytest.raises(TermsUnreadable):
        read_terms(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
        lambda below: st.lists(below) | st.dictionaries(st.text(), below),
    ),
    st.sampled_from(sorted(EXAMPLE)),
)
def test_any_value_under_any_key_is_read_or_refused_with_a_place(value, key):
    text = json.dumps({**EXAMPLE, key: value})

    try:
        places = [read_terms(text).stages]
    except TermsUnreadable as error:
        places = [place.where for place in error.places]

    assert all(places)
