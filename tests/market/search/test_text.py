import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from market.search.text import GAP, characters, folded, grams, pieces, whole

CHINESE = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=6
)
MIXED = st.lists(
    CHINESE | st.sampled_from(["LED", "，", " ", "Ｃ++", "3.5", "\n", "é", "ひ"])
).map("".join)


@given(st.text(), st.text())
@example("e", "\u0301")
@example("Σ", "Σ")
@example("İ", "x")
def test_a_part_of_a_text_folds_to_a_part_of_the_folded_text(before, after):
    assert folded(before + after) == folded(before) + folded(after)


@given(st.text())
def test_what_is_folded_folds_to_itself(text):
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("ＬＥＤ", "led"),
        ("發光二極體", "发光二极体"),
        ("臺灣", "台湾"),
        ("瞭解顯著", "了解显着"),
        ("㎡", "m2"),
        ("Müller Café", "muller cafe"),
        ("Straße", "strasse"),
        ("ﾃﾞｰﾀ", "データ"),
    ],
)
def test_spellings_of_one_word_are_one(typed, same):
    assert folded(typed) == folded(same)


def is_phrase_in(words, text):
    """Say whether a phrase query of the words finds the text."""
    there = dict(enumerate(grams(text)))
    return any(
        all(there.get(start + place) == term for place, term in words)
        for start in there
    )


@given(MIXED, CHINESE, MIXED)
def test_a_phrase_of_pairs_finds_every_text_that_holds_it(before, sought, after):
    assert is_phrase_in(pieces(sought).placed, before + sought + after)


@given(MIXED, CHINESE)
def test_a_phrase_of_pairs_finds_no_other_text(text, sought):
    assume(folded(sought) not in folded(text))

    assert not is_phrase_in(pieces(sought).placed, text)


@given(MIXED)
def test_every_chinese_character_is_found_alone(text):
    single = {term for one in set(text) for term in pieces(one).single}

    assert characters(folded(text)) == single


@given(st.text())
def test_terms_hold_no_blank_and_never_the_gap(text):
    terms = pieces(text).terms

    assert not any(term.split() != [term] or term == GAP for term in terms)


def test_a_character_without_neighbours_begins_no_pair():
    assert pieces("LED 灯，two").placed == ((0, "led"), (2, "two"))
    assert pieces("LED 灯，two").single == ("灯",)


def test_words_of_a_query_keep_their_distance():
    assert pieces("，纳米 cell").placed == ((0, "纳米"), (2, "cell"))


def test_english_plurals_are_one_word_with_their_singular():
    for plural, singular in (("batteries", "battery"), ("valves", "valve")):
        assert grams(plural) == grams(singular)
    assert grams("glass") == ["glass"]
    assert grams("gas bus") == ["gas", "bus"]


def test_titles_are_the_same_that_read_the_same():
    assert whole("一种 LED燈，及其方法") == whole("一种ＬＥＤ灯及其方法")
    assert whole("一种LED灯") != whole("一种LED灯具")


@pytest.mark.parametrize("odd", ["", " ", "，。", "\x00", "\ud800", "🦀", "-", "--"])
def test_what_is_no_word_has_no_terms(odd):
    assert pieces(odd).placed == ()
    assert pieces(odd).single == ()
