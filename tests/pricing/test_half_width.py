import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pricing.half_width import PIECE, composed, half_width


@given(st.text(max_size=PIECE))
def test_a_short_text_is_that_of_the_standard(text):
    assert half_width(text) == unicodedata.normalize("NFKC", text).strip()
    assert composed(text) == unicodedata.normalize("NFC", text)


def test_a_long_number_is_read_whole():
    assert half_width("１２" * PIECE) == "12" * PIECE


def test_a_million_marks_on_one_letter_are_read_at_once():
    # Put in order as one piece, these would take hours.
    marks = "a" + "\u0301\u0323" * 500_000

    assert len(half_width(marks)) > PIECE
    assert len(composed(marks)) > PIECE
