import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.charge import YearToDate, charge_period
from pricing.errors import AmountOverflow
from pricing.royalty_rule import Bands, RoyaltyRule

TWO_BANDS = Bands((500_000_000,), (30_000, 20_000))
VOLUME = Bands((500_000_000,), (30_000, 20_000), mode="volume")
AMOUNTS = st.integers(0, 10**12)
RATES = st.integers(0, 1_000_000)


def year(base, *, factor_ppm=1_000_000, days=365, year_days=365, **parts):
    return YearToDate(
        base=np.atleast_1d(np.asarray(base, np.int64)),
        factor_ppm=np.array([factor_ppm]),
        days=np.array([days]),
        year_days=np.array([year_days]),
        **{name: np.array([value]) for name, value in parts.items()},
    )


def charged(rule, to_date, **so_far):
    return charge_period(rule, to_date, **so_far).amount.tolist()


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (0, 0),
        (16, 0),
        (17, 1),
        (500_000_000, 15_000_000),
        (500_000_001, 15_000_000),
        (500_000_050, 15_000_001),
        (700_000_000, 19_000_000),
        (-1, 0),
    ],
)
def test_each_band_charges_its_own_part_of_the_base(base, expected):
    assert charged(RoyaltyRule(bands=TWO_BANDS), year(base)) == [expected]


@pytest.mark.parametrize(
    ("base", "expected"), [(500_000_000, 15_000_000), (500_000_001, 10_000_000)]
)
def test_a_volume_limit_is_included_in_its_band(base, expected):
    assert charged(RoyaltyRule(bands=VOLUME), year(base)) == [expected]


def test_a_volume_royalty_takes_nothing_back_before_its_year_closes():
    rule = RoyaltyRule(bands=VOLUME)
    to_date = year(500_000_001)

    open_year = charged(rule, to_date, charged_fen=15_000_000, closes=False)
    at_close = charged(rule, to_date, charged_fen=15_000_000, closes=True)

    assert (open_year, at_close) == ([0], [-5_000_000])


def test_bands_that_fill_over_the_licence_go_on_where_they_stopped():
    rule = RoyaltyRule(bands=TWO_BANDS)

    assert charged(rule, year(200_000_000, earlier=400_000_000)) == [5_000_000]


def test_deductions_never_make_a_negative_base():
    rule = RoyaltyRule(bands=TWO_BANDS)

    assert charged(rule, year(1_000, deductions=2_000)) == [0]


def test_sales_of_the_holiday_fill_no_bands():
    rule = RoyaltyRule(bands=TWO_BANDS)
    to_date = year(600_000_000, holiday=200_000_000, deductions=100_000_000)

    assert charged(rule, to_date) == [9_000_000]


def test_the_factor_applies_after_the_bands_and_to_no_limit():
    rule = RoyaltyRule(bands=TWO_BANDS, cap_year_fen=9_000_000)

    assert charged(rule, year(700_000_000, factor_ppm=500_000)) == [9_000_000]


@pytest.mark.parametrize(("days", "expected"), [(0, 0), (181, 248), (365, 500)])
def test_the_minimum_runs_by_days_and_takes_the_factor(days, expected):
    rule = RoyaltyRule(bands=TWO_BANDS, minimum_fen=1_000)

    assert charged(rule, year(0, factor_ppm=500_000, days=days)) == [expected]


def test_the_yearly_cap_is_not_cut_to_the_days_of_the_stage():
    rule = RoyaltyRule(bands=TWO_BANDS, cap_year_fen=1_000_000)

    assert charged(rule, year(100_000_000, days=10)) == [1_000_000]


def test_a_loss_later_in_the_year_gives_back_what_the_year_was_charged():
    rule = RoyaltyRule(bands=TWO_BANDS)

    assert charged(rule, year(-5), charged_fen=30) == [-30]


def test_units_are_charged_in_millionths_of_a_yuan():
    rule = RoyaltyRule(bands=Bands((), (1_234_567,), scale=10_000))

    assert charged(rule, year(1_000)) == [123_457]


def test_a_rate_may_differ_by_licence_year():
    rates = np.array([30_000, 20_000])[:, np.newaxis]
    rule = RoyaltyRule(bands=Bands((), (rates,)))
    two_years = YearToDate(
        base=np.array([[1_000_000], [1_000_000]]),
        factor_ppm=np.array([1_000_000]),
        days=np.array([[365], [365]]),
        year_days=np.array([[365], [365]]),
    )

    assert charged(rule, two_years) == [[30_000], [20_000]]


@given(AMOUNTS, st.integers(0, 1_000), RATES, RATES, st.integers(1, 10**12))
def test_a_graduated_royalty_has_no_step_and_never_falls(base, more, low, high, limit):
    rule = RoyaltyRule(bands=Bands((limit,), (low, high)))

    before, after = charged(rule, year([base, base + more]))

    assert 0 <= after - before <= more + 1


@given(st.lists(AMOUNTS, min_size=1, max_size=8), st.integers(0, 10**10))
def test_the_lifetime_cap_is_never_exceeded(bases, cap):
    rule = RoyaltyRule(bands=TWO_BANDS, minimum_fen=cap // 2, cap_total_fen=cap)
    paid = 0

    for base in bases:
        paid += charged(rule, year(base), earlier_fen=paid)[0]

    assert paid <= cap


@given(
    st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=12),
    st.sampled_from([TWO_BANDS, VOLUME]),
    st.sampled_from([None, 1_000_000]),
)
def test_splitting_a_year_never_changes_what_it_costs(parts, bands, cap):
    rule = RoyaltyRule(bands=bands, minimum_fen=1_000, cap_year_fen=cap)
    paid = 0

    for count in range(1, len(parts) + 1):
        closes, days = count == len(parts), 365 * count // len(parts)
        to_date = year(sum(parts[:count]), days=days)
        paid += charged(rule, to_date, charged_fen=paid, closes=closes)[0]

    assert [paid] == charged(rule, year(sum(parts)))


@given(AMOUNTS, RATES, st.integers(0, 9_000_000))
def test_every_yearly_base_up_to_ten_thousand_million_yuan_is_exact(base, rate, factor):
    rule = RoyaltyRule(bands=Bands((), (rate,)))
    royalty = (base * rate * 2 + 10**6) // (2 * 10**6)

    expected = (royalty * factor * 2 + 10**6) // (2 * 10**6)

    assert charged(rule, year(base, factor_ppm=factor)) == [expected]


@pytest.mark.parametrize("base", [9 * 10**12 + 1, 2**62])
def test_an_amount_beyond_exact_arithmetic_is_refused(base):
    with pytest.raises(AmountOverflow, match="above 9000000000000"):
        charged(RoyaltyRule(bands=TWO_BANDS), year(base))


def test_a_dear_fee_per_unit_is_refused_before_it_could_wrap():
    rule = RoyaltyRule(bands=Bands((), (10**12,), scale=10_000))

    with pytest.raises(AmountOverflow):
        charged(rule, year(9_000_001))


def test_a_factor_of_nothing_makes_the_royalty_free():
    rule = RoyaltyRule(bands=TWO_BANDS, minimum_fen=1_000)

    assert charged(rule, year(700_000_000, factor_ppm=0)) == [0]


def test_a_large_factor_of_one_licence_does_not_narrow_another():
    rule = RoyaltyRule(bands=Bands((), (1_000_000,)))
    both = YearToDate(
        base=np.array([9 * 10**12, 10**12]),
        factor_ppm=np.array([1_000_000, 9_000_000]),
        days=np.array([365, 365]),
        year_days=np.array([365, 365]),
    )

    assert charged(rule, both) == [9 * 10**12, 9 * 10**12]
