import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.licences.capitals import DIGITS, LIMIT_FEN, in_capitals

UNITS = {"拾": 10, "佰": 100, "仟": 1000}
GROUPS = {"兆": 10**12, "亿": 10**8, "万": 10**4}


@pytest.mark.parametrize(
    ("amount_fen", "expected"),
    [
        (0, "人民币零元整"),
        (7, "人民币柒分"),
        (50, "人民币伍角整"),
        (1_05, "人民币壹元零伍分"),
        (12_800_00, "人民币壹万贰仟捌佰元整"),
        (1_409_50, "人民币壹仟肆佰零玖元伍角整"),
        (6_007_14, "人民币陆仟零柒元壹角肆分"),
        (1_680_32, "人民币壹仟陆佰捌拾元零叁角贰分"),
        (325_04, "人民币叁佰贰拾伍元零肆分"),
        (10_010_001_00, "人民币壹仟零壹万零壹元整"),
        (100_000_001_00, "人民币壹亿零壹元整"),
        (10_000_000_000_00, "人民币壹佰亿元整"),
    ],
)
def test_an_amount_is_written_as_banks_write_it(amount_fen, expected):
    assert in_capitals(amount_fen) == expected


@given(st.integers(0, LIMIT_FEN - 1))
def test_capitals_read_back_as_the_amount(amount_fen):
    written = in_capitals(amount_fen)

    assert _read(written) == amount_fen
    assert "零零" not in written


@pytest.mark.parametrize("amount_fen", [-1, LIMIT_FEN])
def test_an_amount_beyond_the_words_is_refused(amount_fen):
    with pytest.raises(ValueError, match="capitals"):
        in_capitals(amount_fen)


def _read(written):
    parts = re.fullmatch(
        r"人民币(?:(.+)元)?零?(?:(.)角)?(?:零?(.)分)?整?", written
    ).groups()
    whole, jiao, fen = (part or "零" for part in parts)
    return _yuan(whole) * 100 + DIGITS.index(jiao) * 10 + DIGITS.index(fen)


def _yuan(whole):
    total = 0
    for name, size in GROUPS.items():
        group, found, rest = whole.rpartition(name)
        if found:
            total += _yuan(group) * size if name == "亿" else _group(group) * size
            whole = rest
    return total + _group(whole)


def _group(text):
    total, digit = 0, 0
    for sign in text:
        if sign in UNITS:
            total, digit = total + digit * UNITS[sign], 0
        else:
            digit = DIGITS.index(sign)
    return total + digit
