import numpy as np
import pytest

from pricing.valuation.comparables import (
    Comparable,
    Subject,
    drawn_rows,
    effective_number,
    likeness,
    weigh,
)
from pricing.valuation.quantities import Said

SUBJECT = Subject(year=2026, ipc="C02F1/28", industry="N77")
RNG = np.random.default_rng(7)
SHARES = RNG.random((4, 50_000))


def row(**given):
    values = {"where": Said("", ""), "scope": "industry", "year": 2026}
    return Comparable(**values | {"yearly_fen": 100_00} | given)


def draws(*rows, licensees=1.0, elasticity=0.5):
    count = SHARES.shape[1]
    return drawn_rows(
        weigh(rows, SUBJECT),
        SHARES[0],
        SHARES[1],
        licensees=np.full(count, licensees),
        elasticity=np.full(count, elasticity),
    )


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"ipc": "C02F9/00"}, 1.0),
        ({"ipc": "C02G"}, 0.6),
        ({"ipc": "C12N"}, 0.3),
        ({"ipc": "H01L"}, 0.15),
        ({"industry": "N77"}, 1.0),
        ({"industry": "N78"}, 0.6),
        ({"industry": "C26"}, 0.15),
        ({"ipc": "H01L", "industry": "N77"}, 1.0),
        ({}, 0.5),
    ],
)
def test_the_nearer_the_field_the_more_a_row_says(given, field):
    assert likeness(row(**given), SUBJECT).field == field


@pytest.mark.parametrize(
    ("licensor", "factor"), [("university", 1), ("enterprise", 0.5), ("", 0.7)]
)
def test_a_university_is_compared_with_universities_first(licensor, factor):
    assert likeness(row(licensor=licensor), SUBJECT).licensor == factor


def test_a_price_says_half_as_much_when_it_is_five_years_older():
    ages = [likeness(row(year=year), SUBJECT).age for year in (2026, 2021, 2016, 2030)]

    assert ages == [1, 0.5, 0.25, 1]


def test_a_fee_of_this_patent_weighs_by_its_age_alone():
    own = row(scope="own", year=2021, ipc="H01L", licensor="enterprise")

    assert likeness(own, SUBJECT).weight == 0.5


def test_equal_rows_count_in_full_and_faint_ones_hardly():
    same = [row(ipc="C02F", licensor="university")] * 4
    faint = [*same, row(ipc="H01L", year=2001)]

    assert effective_number(weigh(same, SUBJECT)) == pytest.approx(4)
    assert 4 < effective_number(weigh(faint, SUBJECT)) < 4.1


def test_rows_are_drawn_as_often_as_they_weigh():
    heavy = row(ipc="C02F", licensor="university", yearly_fen=0, rate_ppm=10_000)
    light = row(ipc="C12N", licensor="university", rate_ppm=0)

    drawn = draws(heavy, light)

    assert (drawn.rate > 0).mean() == pytest.approx(1 / 1.3, abs=0.01)
    assert ((drawn.rate > 0) == (drawn.yearly == 0)).all()


def test_a_single_row_is_a_wide_range_about_itself():
    drawn = draws(row(scope="own"))

    assert np.median(drawn.yearly) == pytest.approx(100_00, rel=0.02)
    assert np.quantile(drawn.yearly, 0.9) == pytest.approx(18_979, rel=0.02)


def test_many_alike_rows_are_hardly_spread():
    drawn = draws(*[row()] * 100)

    assert np.log(drawn.yearly).std() == pytest.approx(0.05, rel=0.02)


def test_the_price_is_adjusted_from_the_number_that_held_it_to_the_one_expected():
    alone, among_four = row(scope="own"), row(scope="own", licensees=4)

    assert np.median(draws(alone, licensees=4).yearly) == pytest.approx(5000, rel=0.02)
    same = draws(among_four, licensees=4).yearly
    assert np.median(same) == pytest.approx(100_00, rel=0.02)


def test_a_royalty_on_profit_is_told_apart():
    drawn = draws(row(yearly_fen=0, rate_ppm=200_000, base="profit"))

    assert drawn.is_profit.all()
    assert np.median(drawn.rate) == pytest.approx(0.2, rel=0.02)
