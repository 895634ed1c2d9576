from dataclasses import replace
from datetime import date
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.canonical import canonical_json
from pricing.errors import PricingError
from pricing.terms import read_terms
from pricing.valuation.asked import drawn, term_months
from pricing.valuation.quantities import QUANTITIES
from pricing.valuation.readiness import READINESS
from pricing.valuation.suggestion import METHOD, suggest
from tests.pricing.valuation.questions import (
    CERTAIN,
    DAY,
    answer,
    asked,
    price,
    row,
)


def test_an_answer_worked_by_hand():
    # A proven technology sells for four and a half of five years: 5,000,000 a year,
    # 5 % added, half of it left beside three others, 40 % of that asked.
    fair = price(stated=CERTAIN, readiness="proven")
    chance = drawn(fair.asked, np.random.default_rng(7), 20_000)["success"]

    asset = answer(fair, "asset")

    sold = 5_000_000_00 * 4.5 / 5
    expected = sold * 0.05 * 0.5 * 0.4 * np.quantile(chance, 0.5)
    assert asset.yearly_fen.p50 == pytest.approx(expected, abs=1)
    assert asset.rate_ppm.p50 == 10_000
    assert fair.factor_ppm == (500_000, 500_000, 500_000)
    assert fair.one_off_fen.p50 == pytest.approx(5 * fair.yearly_fen.p50, abs=3)
    assert fair.income_fen.p50 == pytest.approx(4 * fair.one_off_fen.p50, abs=10)


def test_nobody_is_asked_for_more_than_the_licence_is_worth():
    fair = price()

    assert fair.one_off_fen.p50 < fair.worth_fen.p50
    assert fair.one_off_fen.p90 < fair.worth_fen.p90


def test_a_licence_that_cannot_pay_has_no_price_and_says_why():
    fair = price(stated={"sales": "100000", "own_cost": "500000"})

    assert fair.yearly_fen == (0, 0, 0)
    assert fair.paying_ppm == 0
    forms = {one.form: one for one in fair.starting_terms}
    assert forms["one_off"].terms is None
    assert "eats the added profit" in forms["one_off"].reason.en


def test_without_sales_or_comparables_only_a_rate_is_known():
    fair = price(stated={})

    assert fair.yearly_fen is None
    assert fair.one_off_fen is None
    assert fair.worth_fen is None
    assert fair.rate_ppm.p10 < fair.rate_ppm.p50 < fair.rate_ppm.p90
    forms = {one.form: one.terms for one in fair.starting_terms}
    assert forms["one_off"] is forms["yearly"] is forms["staged"] is None
    assert forms["royalty"] is not None


@pytest.mark.parametrize(("lane", "is_cut"), [("open", True), ("ordinary", False)])
def test_an_open_licence_is_cut_at_the_laws_limits_with_the_article(lane, is_cut):
    rich = {"sales": "9000000000", "margin": "0.9", "patent_share": "1"}
    fair = price(stated=CERTAIN | rich | {"licensees": "1"}, lane=lane)

    codes = {found.code for found in fair.findings}
    assert fair.is_cut is is_cut
    assert ({"cap.fixed_fee", "cap.net_sales"} <= codes) is is_cut
    assert (fair.one_off_fen.p90 <= 2_000_000_000) is is_cut
    assert (fair.rate_ppm.p90 <= 200_000) is is_cut


def test_before_the_limits_began_nothing_is_cut_and_that_is_said():
    fair = price(on=date(2024, 1, 19), stated=CERTAIN | {"sales": "9000000000"})

    assert not fair.is_cut
    assert {found.code for found in fair.findings} == {"not_checked.figure"}
    said = " ".join(found.message_en for found in fair.findings)
    assert "(fixed_fee_cap)" in said


def test_the_same_seed_gives_the_same_answer_and_another_one_nearly():
    assert price() == price()
    other, same = price(seed=8), price()
    assert other != same
    assert other.yearly_fen.p50 == pytest.approx(same.yearly_fen.p50, rel=0.03)


def test_stating_one_input_leaves_the_draws_of_the_others():
    plain, stated = asked(), asked(stated={"sales": "5000000", "margin": "0.1"})

    one = drawn(plain, np.random.default_rng(7), 100)
    other = drawn(stated, np.random.default_rng(7), 100)

    changed = {key for key in one if not (one[key] == other[key]).all()}
    assert changed == {"sales", "margin"}


texts = st.sampled_from(["0", "0.5", "1", "0..0.5..1", "pert:0..0.1..1"])


@settings(max_examples=60)
@given(
    stated=st.fixed_dictionaries(
        {},
        optional={
            "sales": st.sampled_from(["0", "1", "5000000", "lognormal:1..90000000000"]),
            "own_sales": st.sampled_from(["0", "90000000000"]),
            "margin": texts,
            "patent_share": texts,
            "licensor_share": texts,
            "growth": st.sampled_from(["-0.9", "5", "0"]),
            "erosion": texts,
            "discount": st.sampled_from(["0", "2"]),
            "licensees": st.sampled_from(["1", "1..10000"]),
            "elasticity": texts,
        },
    ),
    rows=st.lists(
        st.builds(
            row,
            scope=st.sampled_from(["own", "industry", "international"]),
            year=st.integers(1985, 2026),
            yearly_fen=st.sampled_from([0, 1, 9_000_000_000_000]),
            rate_ppm=st.sampled_from([1, 1_000_000]),
            base=st.sampled_from(["net_sales", "profit"]),
            licensees=st.sampled_from([1, 10_000]),
        ),
        max_size=5,
    ),
    months=st.sampled_from([1, 5, 6, 13, 60, 360]),
    lane=st.sampled_from(["open", "ordinary"]),
    readiness=st.sampled_from(sorted(READINESS)),
)
def test_whatever_is_stated_gives_ordered_ranges_and_terms_that_read(
    stated, rows, months, lane, readiness
):
    fair = price(
        *rows, stated=stated, months=months, lane=lane, readiness=readiness, count=50
    )

    for found in (fair.yearly_fen, fair.one_off_fen, fair.rate_ppm, fair.income_fen):
        assert found is None or 0 <= found.p10 <= found.p50 <= found.p90
    for one in fair.starting_terms:
        assert one.reason.zh
        if one.terms is not None:
            assert read_terms(canonical_json(one.terms)) == one.terms


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"readiness": "soon"}, "readiness"),
        ({"months": 0}, "0 months"),
        ({"months": 361}, "361 months"),
        ({"on": date(1900, 1, 1)}, "out of range"),
        ({"on": date(9999, 12, 31)}, "out of range"),
    ],
)
def test_a_question_out_of_range_is_refused(changed, told):
    with pytest.raises(PricingError, match=told):
        replace(asked(), **changed)


def test_too_many_draws_are_refused():
    for count in (0, 1_000_001):
        with pytest.raises(ValueError, match="out of range"):
            price(count=count)


def test_a_licence_ends_with_its_patent():
    assert term_months(DAY, 60, None) == 60
    assert term_months(DAY, 60, date(2041, 3, 1)) == 60
    assert term_months(DAY, 60, date(2027, 11, 22)) == 12
    assert term_months(DAY, 60, date(2027, 11, 21)) == 11
    assert term_months(DAY, 60, date.max) == 60
    for gone in (date(2026, 12, 21), date(2020, 1, 1)):
        with pytest.raises(PricingError, match="expires"):
            term_months(DAY, 60, gone)


def test_the_method_names_itself_as_the_projects_own():
    assert "own method" in METHOD.en
    assert "自有方法" in METHOD.zh


def test_a_hundred_thousand_draws_take_less_than_a_second():
    question = asked(*[row() for _ in range(20)], row(scope="own"))
    stated = dict(question.stated, margin=QUANTITIES["margin"].read("0.05..0.1..0.2"))
    rng = np.random.default_rng(7)

    began = perf_counter()
    suggest(replace(question, stated=stated), rng, count=100_000)

    assert perf_counter() - began < 1
