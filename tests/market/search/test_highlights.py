"""What was found is marked, and nothing stored becomes markup."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from market.search.highlights import extract, marked
from market.search.text import folded

TEXTS = st.text(alphabet="废廢水处理 abcＡLED<>&\"'mark/。.\x00é", max_size=60)


@given(TEXTS, st.lists(st.text(alphabet="废水abcLED<>&", max_size=4), max_size=4))
def test_a_marked_text_is_the_text_itself_safe(text, needles):
    found = marked(text, needles)

    bare = str(found).replace("<mark>", "").replace("</mark>", "")
    assert bare == str(Markup.escape(text))
    assert unescape(bare) == text


@given(TEXTS)
def test_what_is_sought_is_marked(text):
    found = marked(text, ["废水"])

    assert ("<mark>" in found) == ("废水" in folded(text))


@pytest.mark.parametrize(
    ("text", "needle", "expected"),
    [
        ("廢水處理", "废水", "<mark>廢水</mark>處理"),
        ("ＬＥＤ灯", "led", "<mark>ＬＥＤ</mark>灯"),
        ("Two batteries", "battery", "Two <mark>batteries</mark>"),
        ("controlled", "led", "controlled"),
        ("重金属废水", "金属 重金属", "<mark>重金属</mark>废水"),
        ("<b>水</b>", "水", "&lt;b&gt;<mark>水</mark>&lt;/b&gt;"),
    ],
)
def test_marks_stand_where_the_index_finds(text, needle, expected):
    assert str(marked(text, needle.split())) == expected


def test_the_sentence_with_the_hit_is_shown():
    text = "本发明涉及环保。用于印染废水脱色。成本低。"

    assert extract(text, ["废水"]) == "用于印染废水脱色。"
    assert extract(text, ["电池"]) == "本发明涉及环保。"
    assert extract("", ["电池"]) == ""


def test_a_long_sentence_is_cut_around_the_hit():
    found = extract("前" * 500 + "废水" + "后" * 500, ["废水"])

    assert "废水" in found
    assert len(found) < 200
    assert (found[0], found[-1]) == ("…", "…")
