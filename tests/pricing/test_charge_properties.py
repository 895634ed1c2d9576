import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.charge import YearToDate, charge_period
from pricing.credits import credit_used
from pricing.errors import AmountOverflow
from pricing.exact import MAX_PRODUCT, scaled
from pricing.money import MAX_FEN, PPM
from pricing.royalty_rule import Bands, RoyaltyRule

WITHOUT_OVERFLOW = 10**12
RATES = st.integers(0, PPM)
LIMITS = st.lists(st.integers(1, 10**12), max_size=3, unique=True).map(sorted)
ROWS = st.lists(st.tuples(st.integers(0, 20), st.integers(-50, 50)), max_size=6)


@st.composite
def bands(draw, mode=None):
    limits = draw(LIMITS)
    rates = draw(st.lists(RATES, min_size=len(limits) + 1, max_size=len(limits) + 1))
    mode = mode or draw(st.sampled_from(["graduated", "volume"]))
    return Bands(tuple(limits), tuple(rates), mode=mode)


@st.composite
def rules(draw):
    return RoyaltyRule(
        bands=draw(bands()),
        minimum_fen=draw(st.integers(0, 10**6)),
        cap_year_fen=draw(st.none() | st.integers(10**6, 10**9)),
        cap_total_fen=draw(st.none() | st.integers(10**6, 10**9)),
    )


@st.composite
def years(draw):
    """Base and days to date at the end of each of some periods."""
    count = draw(st.integers(1, 12))
    base = st.integers(-(10**9), WITHOUT_OVERFLOW)
    bases = draw(st.lists(base, min_size=count, max_size=count))
    days = draw(st.lists(st.integers(0, 366), min_size=count, max_size=count))
    return list(zip(bases, sorted(days), strict=True))


def columns(**values):
    return {name: np.array([value]) for name, value in values.items()}


def to_date(base, days, *, factor_ppm=PPM, earlier=None):
    earlier = None if earlier is None else np.array([earlier])
    return YearToDate(
        **columns(base=base, days=days, year_days=366, factor_ppm=factor_ppm),
        earlier=earlier,
    )


@given(bands("graduated"), st.integers(0, 10**12), st.integers(0, 10**12))
def test_a_graduated_royalty_has_no_step_at_any_limit(tariff, base, earlier):
    rule = RoyaltyRule(bands=tariff)
    places = {base, *(limit - earlier for limit in tariff.up_to)}

    for place in (place for place in places if place >= 0):
        before, after = (
            charge_period(rule, to_date(fen, 366, earlier=earlier)).amount[0]
            for fen in (place, place + 1)
        )
        assert 0 <= after - before <= 1


@given(bands("graduated"), st.integers(0, 10**12), st.integers(0, 10**12))
def test_bands_that_go_on_over_years_add_up_to_one_sum(tariff, first, second):
    rule = RoyaltyRule(bands=tariff)

    apart = [
        charge_period(rule, to_date(first, 366, earlier=0)),
        charge_period(rule, to_date(second, 366, earlier=first)),
    ]
    together = charge_period(rule, to_date(first + second, 366))

    # Each year is rounded for itself.
    assert abs(sum(part.amount[0] for part in apart) - together.amount[0]) <= 1


@given(rules(), years(), st.integers(0, 9 * PPM), st.integers(0, 10**12), st.data())
def test_splitting_a_year_changes_its_total_by_nothing(
    rule, year, factor_ppm, earlier, data
):
    earlier = data.draw(st.sampled_from([None, earlier]))
    earlier_fen = data.draw(st.integers(0, rule.cap_total_fen or 0))
    charged = 0

    for number, (base, days) in enumerate(year, start=1):
        part = to_date(base, days, factor_ppm=factor_ppm, earlier=earlier)
        so_far = {"earlier_fen": earlier_fen, "charged_fen": charged}
        closes = number == len(year)
        charged += charge_period(rule, part, **so_far, closes=closes).amount[0]

    whole = to_date(*year[-1], factor_ppm=factor_ppm, earlier=earlier)
    assert charged == charge_period(rule, whole, earlier_fen=earlier_fen).amount[0]


@given(rules(), st.lists(years(), min_size=1, max_size=5), st.integers(0, 9 * PPM))
def test_no_cap_is_ever_exceeded_not_even_for_a_period(rule, licence, factor_ppm):
    paid = 0

    for year in licence:
        charged = 0
        for number, (base, days) in enumerate(year, start=1):
            charge = charge_period(
                rule,
                to_date(base, days, factor_ppm=factor_ppm),
                earlier_fen=paid,
                charged_fen=charged,
                closes=number == len(year),
            )
            charged += charge.amount[0]
            assert charged >= 0
            assert rule.cap_year_fen is None or charged <= rule.cap_year_fen
            if rule.cap_total_fen is not None:
                assert paid + charged <= rule.cap_total_fen
        paid += charged


@given(rules(), years(), st.integers(0, 10**12))
def test_a_factor_of_nothing_costs_nothing_under_any_rule(rule, year, earlier):
    base, days = year[-1]
    free = to_date(base, days, factor_ppm=0, earlier=earlier)

    assert charge_period(rule, free).amount.tolist() == [0]


@given(ROWS, ROWS, ROWS)
def test_a_credit_is_never_negative_nor_more_than_what_it_pays(credits, fixed, later):
    sources = of_rows([(day, abs(amount)) for day, amount in credits])
    groups = [of_rows(rows) for rows in (fixed, later)]

    used = credit_used(sources, groups)

    for (_, dues), part in zip(groups, used, strict=True):
        assert (part >= 0).all()
        assert (part <= np.maximum(dues, 0)).all()
    assert sum(part.sum() for part in used) <= sources[1].sum()


def of_rows(rows):
    on, amounts = np.array(rows, np.int64).reshape(-1, 2).T
    return on[:, np.newaxis], amounts[:, np.newaxis]


@given(
    st.integers(0, 2**63 - 1),
    st.integers(0, 10**12),
    st.integers(0, 9 * PPM),
    st.sampled_from([PPM, 10_000]),
)
def test_an_amount_is_exact_or_refused_and_never_wrapped(
    base, rate, factor_ppm, divisor
):
    rule = RoyaltyRule(bands=Bands((), (rate,), scale=divisor))
    royalty = (base * rate * 2 + divisor) // (2 * divisor)
    exact = (royalty * factor_ppm * 2 + PPM) // (2 * PPM)

    try:
        found = charge_period(rule, to_date(base, 366, factor_ppm=factor_ppm))
    except AmountOverflow:
        assert base * rate > MAX_PRODUCT or base > MAX_FEN or royalty > MAX_FEN // 9
    else:
        assert found.amount.tolist() == [exact]


@given(st.integers(-2, 2), st.integers(PPM, 9 * PPM), st.sampled_from([1, -1]))
def test_the_last_amount_before_overflow_is_exact_and_the_next_refused(
    beyond, factor_ppm, sign
):
    amount = sign * (MAX_PRODUCT // factor_ppm + beyond)
    columns_of_one = np.array([amount]), np.array([factor_ppm])

    if beyond > 0:
        with pytest.raises(AmountOverflow):
            scaled(*columns_of_one)
    else:
        exact = (amount * factor_ppm * 2 + PPM) // (2 * PPM)
        assert scaled(*columns_of_one).tolist() == [exact]


@pytest.mark.parametrize("column", ["base", "deductions", "holiday", "earlier"])
@pytest.mark.parametrize("value", [2**63 - 1, -(2**63)])
def test_no_column_of_a_year_can_wrap(column, value):
    rule = RoyaltyRule(bands=Bands((10**12,), (PPM, 0)))
    amounts = {"base": 7 * 10**12, "deductions": 5, "holiday": 5, "earlier": 5}
    year = columns(**amounts | {column: value}, days=1, year_days=366, factor_ppm=PPM)

    with pytest.raises(AmountOverflow):
        charge_period(rule, YearToDate(**year))
