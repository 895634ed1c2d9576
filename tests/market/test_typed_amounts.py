"""An amount as people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.fair_price.forms import typed_texts
from market.formats import money, money_exact
from market.licensing.typed import value_of
from market.quotes.amounts import Unreadable, amount_of
from market.typed_amounts import plain_amount, together
from pricing.half_width import half_width
from pricing.money import MAX_FEN, format_yuan
from pricing.wording.phrases import money as told

THREE_MILLION = [
    "3000000",
    "300万元",
    "300 万 元",
    "¥3000000",
    "￥ ３，０００，０００．００",
    "3百万",
    "3,000,000 元",
    "人民币3000000元整",
    "CN¥3,000,000",
    "RMB 3000千",
    "0.03亿",
]
AMBIGUOUS = ["1,2", "5万5", "3,00万", "1.5.2", "300万-400万", "3 000", "007", "万", "¥"]


@pytest.mark.parametrize("typed", THREE_MILLION)
def test_an_amount_is_read_as_people_write_it(typed):
    assert amount_of(typed) == 300_000_000
    assert amount_of(value_of("money", typed, may_be_empty=False)) == 300_000_000
    assert amount_of(typed_texts({"sales": typed})["sales"]) == 300_000_000


@pytest.mark.parametrize("typed", AMBIGUOUS)
def test_what_could_mean_two_amounts_is_refused(typed):
    assert plain_amount(typed) == typed
    with pytest.raises(Unreadable):
        amount_of(typed)


def test_thousands_are_not_parted_by_points():
    with pytest.raises(Unreadable, match="two decimals"):
        amount_of("3.000")


@given(st.integers(0, MAX_FEN))
def test_every_amount_reads_back_as_the_house_shows_it(fen):
    shown = [format_yuan(fen), *told(fen)]
    shown += [
        write(fen, lang) for write in (money, money_exact) for lang in ["zh", "en"]
    ]

    assert {amount_of(text) for text in shown} == {fen}
    assert {amount_of(together(half_width(text))) for text in shown} == {fen}


def test_each_amount_of_a_range_is_read():
    shown = typed_texts({"sales": "pert:300万..5,000,000元..1千万", "cut": "20%..30%"})

    assert shown["sales"] == "pert:3000000..5000000..10000000"


def test_a_long_text_is_read_at_once():
    # Looked at again from each blank or comma, it would take an hour.
    for sign in (" ", ",", "1", "万"):
        typed = "1" + sign * 200_000 + "x"
        assert plain_amount(typed) == typed
