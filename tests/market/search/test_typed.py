"""Whatever is typed is read as words, phrases and exclusions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.search.typed import LONGEST_QUERY, LONGEST_WITH_SIGNS, Word, read

ODD = st.one_of(
    st.text(max_size=600),
    st.text(
        alphabet='"“”「」『』＂«»-－−() :+*~^[]{}\\/废水aANDOR\x00\ud800💧', max_size=80
    ),
)


@given(ODD)
def test_nothing_raises_and_nothing_is_lost_but_signs(text):
    typed = read(text)

    assert len(typed.text) <= LONGEST_QUERY
    assert all(word.text.strip() for word in typed.words)
    assert all(each.strip() for each in typed.excluded)
    assert typed.text.isprintable()


def test_ten_thousand_characters_are_cut_and_told():
    typed = read("水" * 10_000)

    assert (len(typed.text), typed.is_cut) == (LONGEST_QUERY, True)
    assert not read("水" * LONGEST_QUERY).is_cut


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('C++ "open', ["C++", "open"]),
        ("title:x", ["title:x"]),
        ("a AND", ["a", "AND"]),
        ("(", ["("]),
        ("a* b~2 c^4 [1 TO 2]", ["a*", "b~2", "c^4", "[1", "TO", "2]"]),
        ("led　灯\tled", ["led", "灯"]),
        ("1,000 rpm", ["1,000", "rpm"]),
        ("废水、污泥", ["废水", "污泥"]),
        ("X-ray", ["X-ray"]),
        ("-20℃ 冷却", ["-20℃", "冷却"]),
    ],
)
def test_everything_else_is_taken_literally(text, words):
    typed = read(text)

    assert [word.text for word in typed.words] == words
    assert typed.excluded == ()
    assert not any(word.is_phrase for word in typed.words)


@pytest.mark.parametrize(
    "marks", ['""', "“”", "””", "„“", "「」", "『』", "«»", "〝〞", "＂＂"]
)
def test_any_quotation_marks_make_a_phrase(marks):
    typed = read(f"x {marks[0]}heavy  metals{marks[1]}")

    assert typed.words == (Word("x"), Word("heavy metals", is_phrase=True))


@pytest.mark.parametrize("minus", "-－−﹣")
def test_a_minus_leaves_a_word_or_a_phrase_out(minus):
    typed = read(f'废水 {minus}电池 {minus}"waste water"')

    assert typed.words == (Word("废水"),)
    assert typed.excluded == ("电池", "waste water")


def test_a_long_text_tells_of_a_problem():
    assert not read("废水" * 20).is_paragraph
    assert read("废水" * 21).is_paragraph
    assert read("粮食太湿，要尽快烘干").is_paragraph
    assert not read('"' + "a" * 60 + '"').is_paragraph


def test_signs_within_a_pasted_text_are_its_own():
    text = "一种 -“处理”- 方法" + "水" * LONGEST_WITH_SIGNS

    typed = read(text)
    assert typed.excluded == ()
    assert not any(word.is_phrase for word in typed.words)
