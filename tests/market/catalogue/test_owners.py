from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from market.catalogue.faults import RowRefused
from market.catalogue.owners import (
    Owner,
    agreed,
    is_plain_name,
    joined,
    joined_shares,
    read_owners,
)
from market.catalogue.shares import WHOLE_PPM, read_share, whole_of
from market.catalogue.texts import one_line, paragraphs

NAMES = st.text(max_size=20).map(one_line).filter(is_plain_name)


def owners_of(names, shares=""):
    return read_owners("names", names, shares=("shares", shares))


@pytest.mark.parametrize(
    ("names", "shares", "expected"),
    [
        ("甲大学 60%；乙公司 40%", "", [600_000, 400_000]),
        ("甲大学;乙公司", "60%;40%", [600_000, 400_000]),
        ("甲大学;乙公司", "60：40", [600_000, 400_000]),
        ("甲大学；乙公司", "1/2", None),
        ("甲大学（１／３）；乙公司（1/3）；丙(1/3)", "", [333_334, 333_333, 333_333]),
        ("甲大学、乙公司", "0.6;0.4", [600_000, 400_000]),
        ("甲大学、乙公司", "60%；-", [600_000, None]),
        ("甲大学、乙公司", "", [None, None]),
        ("Example Fuels, LLC; B Ltd", "33.3333%; 66.6667%", [333_333, 666_667]),
        ("", "", []),
        ("-", "", []),
    ],
)
def test_holders_and_shares_are_read_in_every_spelling(names, shares, expected):
    if expected is None:
        with pytest.raises(RowRefused):
            owners_of(names, shares)
        return
    assert [owner.share_ppm for owner in owners_of(names, shares)] == expected


@pytest.mark.parametrize(
    ("names", "shares", "column", "reason"),
    [
        ("甲 60%；乙 50%", "", "names", "sum to 110%"),
        ("甲；乙；丙", "33.3%;33.3%;33.3%", "shares", "sum to 99.9%"),
        ("甲；乙", "100%；-", "shares", "sum to 100%"),
        ("甲；乙", "most;rest", "shares", "no share"),
        ("甲；乙", "0%;100%", "shares", "no share"),
        ("甲；乙", "60%", "shares", "1 shares for 2 holders"),
        ("甲；甲", "", "names", "stands there twice"),
        ("60%；乙", "", "names", "without its holder"),
        ("甲" * 201, "", "names", "201 characters"),
    ],
)
def test_shares_that_cannot_be_are_refused_with_the_reason(
    names, shares, column, reason
):
    with pytest.raises(RowRefused) as refused:
        owners_of(names, shares)

    assert refused.value.column == column
    assert reason in refused.value.fault.reason.en
    assert refused.value.fault.mend.zh


@given(st.lists(NAMES, min_size=1, max_size=6, unique=True), st.data())
def test_what_is_written_of_holders_reads_back_as_itself(names, data):
    weights = data.draw(
        st.lists(st.integers(1, 50), min_size=len(names), max_size=len(names))
    )
    shares = whole_of([Fraction(weight, sum(weights)) for weight in weights])
    assume(all(shares))
    owners = tuple(map(Owner, names, shares))

    assert owners_of(joined(owners), joined_shares(owners)) == owners


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=30))
def test_whole_shares_sum_to_the_whole_and_none_is_off_by_one_part(weights):
    parts = [Fraction(weight, sum(weights)) for weight in weights]

    shares = whole_of(parts)

    assert sum(shares) == WHOLE_PPM
    assert all(
        abs(share - part * WHOLE_PPM) < 1
        for share, part in zip(shares, parts, strict=True)
    )


@given(st.text(max_size=30))
def test_any_text_is_a_share_or_refused(text):
    try:
        assert 0 < read_share(text) <= 1
    except ValueError:
        return


def test_names_alone_leave_the_shares_that_are_known():
    known = (Owner("甲", 600_000), Owner("乙", 400_000))

    assert agreed(known, (Owner("甲"), Owner("乙"))) == known
    assert agreed(known, (Owner("乙"), Owner("甲"))) == (Owner("乙"), Owner("甲"))


@given(st.text(max_size=50))
def test_a_text_that_is_kept_is_kept_again_as_it_is(text):
    assert one_line(one_line(text)) == one_line(text)
    assert paragraphs(paragraphs(text)) == paragraphs(text)
    assert one_line(paragraphs(text)) == one_line(text)
