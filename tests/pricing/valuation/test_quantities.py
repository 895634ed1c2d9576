import re
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.errors import PricingError
from pricing.valuation.development import phase_chances
from pricing.valuation.quantities import QUANTITIES, read_share
from pricing.valuation.readiness import READINESS, readiness_of
from pricing.valuation.uncertain import read_uncertain

HAN = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("key", QUANTITIES)
def test_every_default_can_be_read_and_says_where_it_comes_from(key):
    quantity = QUANTITIES[key]

    assert HAN.search(quantity.label.zh)
    assert HAN.search(quantity.source.zh)
    assert not HAN.search(quantity.label.en + quantity.source.en)
    if quantity.default is None:
        assert "asker" in quantity.source.en
    else:
        assert quantity.source.en.startswith("ASSUMPTION")
        assert quantity.source.zh.startswith("假设")
        assert quantity.read(quantity.default).text == quantity.default


def test_money_is_held_as_fen_and_shares_as_shares_of_one():
    assert QUANTITIES["sales"].read("1000.50..2000").values == (100_050.0, 200_000.0)
    assert QUANTITIES["sales"].read("1.5万..500万").values == (1.5e6, 5e8)
    assert QUANTITIES["margin"].read("0.1").values == (0.1,)
    assert QUANTITIES["margin"].read("10%").values == (0.1,)
    assert QUANTITIES["growth"].read("-5%").values == (-0.05,)
    assert QUANTITIES["growth"].read("-0.05..0.05").values == (-0.05, 0.05)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("sales", "-1"),
        ("sales", "1.005"),
        ("sales", "1e6"),
        ("sales", "nan"),
        ("sales", "9" * 30),
        ("margin", "1.1"),
        ("margin", "-0.1"),
        ("margin", "101%"),
        ("margin", "10%%"),
        ("sales", "5%"),
        ("licensees", "5%"),
        ("growth", "-0.95"),
        ("growth", "--0.1"),
        ("licensees", "0"),
        ("licensees", "0..3"),
        ("elasticity", "0.5..1.5"),
        ("discount", ""),
        ("discount", "１"),
    ],
)
def test_a_number_of_another_kind_or_out_of_range_is_refused(key, text):
    with pytest.raises(PricingError) as refused:
        QUANTITIES[key].read(text)

    assert HAN.search(refused.value.message_zh + refused.value.mend_zh)
    assert refused.value.mend_en


@given(st.sampled_from(sorted(QUANTITIES)), st.text(max_size=60))
def test_no_text_breaks_a_quantity(key, text):
    try:
        found = QUANTITIES[key].read(text)
    except PricingError:
        return
    assert QUANTITIES[key].lowest <= found.values[0] <= found.values[-1]


def test_the_nearer_to_production_the_likelier_and_the_sooner():
    levels = list(READINESS.values())
    chances = [read_uncertain(level.success, read_share).values for level in levels]

    assert chances == sorted(chances)
    assert [level.years_to_sales for level in levels] == [3, 2, 1, 0.5]
    assert all(low > 0 and high <= 1 for low, _, high in chances)


def test_an_unknown_level_is_refused_with_those_there_are():
    with pytest.raises(PricingError, match="lab, prototype, pilot, proven"):
        readiness_of("soon")


@pytest.mark.parametrize("key", READINESS)
def test_the_chances_of_the_phases_multiply_to_that_of_the_level(key):
    phases = prod(chance.likely for chance in phase_chances(key))

    assert phases == pytest.approx(
        read_uncertain(READINESS[key].success, read_share).values[1], abs=0.005
    )
