import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.errors import AmountOverflow, DecimalUnreadable
from pricing.money import (
    MAX_FEN,
    PPM,
    format_millionths,
    format_yuan,
    parse_fen,
    parse_ppm,
)

ODD_TEXTS = [
    "",
    " ",
    " 1",
    "1 ",
    "1\n",
    "+1",
    "-1",
    "01",
    ".5",
    "1.",
    "1e3",
    "1e400",
    "1_000",
    "1,000",
    "１０",
    "٣",
    "NaN",
    "Infinity",
    "0x10",
    "1.0.0",
    "¥1",
    "9" * 100_000,
]


@given(st.integers(0, MAX_FEN))
def test_an_amount_reads_back_as_written(amount_fen):
    assert parse_fen(format_yuan(amount_fen)) == amount_fen


@given(st.integers(0, PPM))
def test_a_rate_reads_back_as_written(rate_ppm):
    assert parse_ppm(format_millionths(rate_ppm)) == rate_ppm


@pytest.mark.parametrize(
    ("text", "amount_fen"),
    [("0", 0), ("0.1", 10), ("1000", 100_000), ("90000000000.00", MAX_FEN)],
)
def test_yuan_become_whole_fen(text, amount_fen):
    assert parse_fen(text) == amount_fen


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_only_plain_ascii_decimals_are_amounts_or_rates(text):
    with pytest.raises(DecimalUnreadable):
        parse_fen(text)
    with pytest.raises(DecimalUnreadable):
        parse_ppm(text)


def test_a_third_decimal_place_of_an_amount_is_refused_not_rounded():
    with pytest.raises(DecimalUnreadable, match="3 decimal places"):
        parse_fen("0.005")


def test_a_seventh_decimal_place_of_a_rate_is_refused_not_rounded():
    with pytest.raises(DecimalUnreadable, match="7 decimal places"):
        parse_ppm("0.0000005")


def test_a_rate_over_one_is_refused():
    assert parse_ppm("1") == PPM
    with pytest.raises(AmountOverflow):
        parse_ppm("1.000001")


def test_an_amount_above_nine_trillion_fen_is_refused():
    with pytest.raises(AmountOverflow):
        parse_fen("90000000000.01")


def test_a_message_never_repeats_characters_that_cannot_be_printed():
    with pytest.raises(DecimalUnreadable) as caught:
        parse_fen("\ud800\x1b[31m")

    assert str(caught.value).isprintable()
    assert caught.value.message_zh.isprintable()


def test_a_chinese_message_quotes_with_chinese_marks():
    with pytest.raises(DecimalUnreadable) as refused:
        parse_fen("abc")

    assert refused.value.message_zh == "“abc”不是普通的十进制数。"
    assert '"' not in refused.value.mend_zh
