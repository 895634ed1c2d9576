import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.errors import AmountOverflow, PricingError
from pricing.schedule import Licences, payments
from tests.pricing.examples import EXAMPLE
from tests.pricing.licensing import fixed, one, paid, royalty, stage, terms_with

RATE = {"rate": "0.03"}


def test_the_published_example_costs_a_small_firm_this():
    terms = terms_with(*EXAMPLE["stages"], **EXAMPLE)

    rows = paid(terms, size="small", base=(100_000_000, 200_000_000, 400_000_000))

    assert rows[:6] == [
        ("2027-01-01", "fixed", 50_000),
        ("2027-07-01", "fixed", 500_000),
        ("2028-01-01", "fixed", 500_000),
        ("2029-07-01", "fixed", 2_500_000),
        ("2029-07-01", "credit", -50_000),
        ("2030-01-30", "royalty", 3_024_658),
    ]
    assert {kind for _, kind, _ in rows[6:]} == {"minimum"}


def test_months_are_added_to_the_start_and_never_chained():
    monthly = fixed("4.00", instalments=4, every_months=1)
    terms = terms_with(stage("only", monthly))

    days = [day for day, _, _ in paid(terms, start="2027-01-31")]

    assert days == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]


def test_a_stage_that_begins_at_a_short_month_does_not_move_the_next():
    first = stage("first", months=1)
    terms = terms_with(first, stage("second", months=1), stage("third", fixed("1.00")))

    assert paid(terms, start="2027-01-31") == [("2027-03-31", "fixed", 100)]


def test_the_whole_remainder_of_instalments_goes_to_the_first():
    terms = terms_with(stage("only", fixed("1.00", instalments=3, every_months=2)))

    assert [amount for _, _, amount in paid(terms)] == [34, 33, 33]


@given(st.integers(0, 10**9), st.integers(1, 120), st.integers(0, 4_000_000))
@settings(max_examples=50, deadline=None)
def test_instalments_add_up_to_the_price(fen, parts, factor_ppm):
    price = f"{fen // 100}.{fen % 100:02d}"
    plan = {"instalments": parts, "every_months": 1} if parts > 1 else {}
    tiers = {"large": f"{factor_ppm // 10**6}.{factor_ppm % 10**6:06d}"}
    terms = terms_with(stage("only", fixed(price, **plan)), size_tiers=tiers)

    total = sum(amount for _, _, amount in paid(terms))

    assert total == (fen * factor_ppm * 2 + 10**6) // (2 * 10**6)


def test_a_tier_of_zero_pays_nothing_at_all():
    terms = terms_with(*EXAMPLE["stages"], **EXAMPLE)

    assert paid(terms, size="micro", base=(10**12,) * 6) == []


def test_the_days_of_a_year_add_up_to_its_sales():
    terms = terms_with(
        stage("only", royalty({"rate": "1"})), reporting={"period": "month"}
    )

    rows = paid(terms, base=(1_000_003, 7))

    assert sum(amount for _, _, amount in rows) == 1_000_010


def test_a_stage_without_sales_counts_none():
    trial = stage("trial", royalty(RATE), months=12, sales_allowed=False)
    terms = terms_with(trial, stage("after"))

    assert paid(terms, base=(10**9, 10**9)) == []


def test_a_royalty_is_due_some_days_after_the_last_day_of_its_period():
    terms = terms_with(
        stage("only", royalty(RATE)), reporting={"period": "quarter", "due_days": 15}
    )

    days = [day for day, _, _ in paid(terms, start="2027-02-28", base=(10**8,))]

    assert days == ["2027-06-11", "2027-09-11", "2027-12-12", "2028-03-13"]


def test_a_licence_never_outlives_its_terms():
    terms = terms_with(stage("only", royalty(RATE)), ends_on="2027-06-30")

    assert paid(terms, base=(365 * 10_000,)) == [("2027-07-30", "royalty", 54_300)]


@pytest.mark.parametrize(
    ("if_stopped", "expected"), [("owed", 3_650), ("waived", 0), ("pro_rata", 310)]
)
def test_a_deferred_fee_says_what_stopping_leaves_of_it(if_stopped, expected):
    fee = fixed("36.50", due="after_months", months=12, if_stopped=if_stopped)
    terms = terms_with(stage("only", fee))

    rows = paid(terms, last_day="2027-01-31")

    assert sum(amount for _, _, amount in rows) == expected


def test_a_fee_that_fell_due_before_the_stop_is_paid_in_full():
    fee = fixed("36.50", due="after_months", months=1, if_stopped="waived")
    terms = terms_with(stage("only", fee))

    assert paid(terms, last_day="2027-02-01") == [("2027-02-01", "fixed", 3_650)]
    assert paid(terms, last_day="2027-01-31") == []


def test_the_end_of_the_terms_is_no_stop():
    fee = fixed("36.50", due="after_months", months=60, if_stopped="waived")

    assert paid(terms_with(stage("only", fee))) == [("2032-01-01", "fixed", 3_650)]


def test_who_stops_at_a_gate_owes_nothing_of_the_stages_behind_it():
    terms = terms_with(*EXAMPLE["stages"], **EXAMPLE)

    rows = paid(terms, size="large", base=(10**9,) * 6, entered=1)

    assert rows == [("2027-01-01", "fixed", 100_000)]


def test_a_yearly_fee_comes_each_year_while_its_stage_runs():
    terms = terms_with(
        stage("first", fixed("5.00", due="yearly"), months=24), stage("second")
    )

    days = [day for day, _, _ in paid(terms)]

    assert days == ["2027-01-01", "2028-01-01"]


def test_a_fee_on_first_sale_waits_for_a_stage_and_a_year_with_sales():
    fee = fixed("5.00", due="first_sale")
    trial = stage("trial", fee, months=6, sales_allowed=False)
    terms = terms_with(trial, stage("production"))

    assert paid(terms, base=(0, 100)) == [("2028-01-01", "fixed", 500)]
    assert paid(terms, base=(100,)) == [("2027-07-01", "fixed", 500)]
    assert paid(terms, base=(0,)) == []


def test_a_credit_pays_fixed_fees_by_date_and_then_royalties():
    trial = stage("trial", fixed("30.00", credited_to="production"), months=6)
    later = fixed("20.00", due="after_months", months=12)
    terms = terms_with(trial, stage("production", royalty(RATE), later, months=12))

    rows = paid(terms, base=(73_000, 0))

    assert [row for row in rows if row[1] != "royalty"] == [
        ("2027-01-01", "fixed", 3_000),
        ("2028-01-30", "credit", -1_000),
        ("2028-07-01", "fixed", 2_000),
        ("2028-07-01", "credit", -2_000),
    ]


def test_a_credit_is_never_refunded():
    trial = stage("trial", fixed("30.00", credited_to="production"), months=6)
    terms = terms_with(trial, stage("production", fixed("20.00")))

    assert sum(amount for _, _, amount in paid(terms)) == 3_000


def test_a_royalty_holiday_leaves_no_minimum():
    fee = royalty(RATE, holiday_months=12, minimum_per_year="365.00")
    terms = terms_with(stage("only", fee), ends_on="2028-01-10")

    assert paid(terms) == [("2028-02-09", "minimum", 997)]


def test_a_loss_counts_nothing():
    fee = royalty(RATE) | {"base": "profit"}
    terms = terms_with(stage("only", fee))

    assert paid(terms, base=(-(10**9), 1_000)) == [("2029-01-30", "royalty", 30)]


def test_a_leap_day_start_clips_its_years():
    terms = terms_with(stage("only", fixed("1.00", due="yearly")), ends_on="2032-12-31")

    days = [day for day, _, _ in paid(terms, start="2028-02-29")]

    assert days[:2] == ["2028-02-29", "2029-02-28"]
    assert days[4] == "2032-02-29"


def test_yearly_bases_of_ten_thousand_million_yuan_are_priced():
    terms = terms_with(stage("only", royalty({"rate": "1"})))

    assert sum(amount for _, _, amount in paid(terms, base=(10**12,) * 4)) == 4 * 10**12


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"base": (9 * 10**12 + 1,)}, AmountOverflow),
        ({"base": (-1,)}, PricingError),
        ({"start": "2026-12-31"}, PricingError),
        ({"start": "2031-01-01"}, PricingError),
        ({"entered": 2}, PricingError),
        ({"last_day": "2026-12-31"}, PricingError),
        ({"first_sale_on": "2026-12-31"}, PricingError),
    ],
)
def test_licences_that_terms_cannot_price_are_refused(change, error):
    with pytest.raises(error):
        paid(terms_with(stage("only", royalty(RATE))), **change)


def test_a_forecast_in_floats_is_refused():
    terms = terms_with(stage("only", royalty(RATE)))
    licences = one(terms)
    floats = Licences(
        starts_on=licences.starts_on,
        size=licences.size,
        sales_fen=np.array([[1.5]]),
        stages_entered=licences.stages_entered,
    )

    with pytest.raises(PricingError, match="whole fen"):
        payments(terms, floats)


def test_no_licences_cost_nothing():
    terms = terms_with(stage("only", royalty(RATE), fixed("1.00")))
    licences = one(terms).part(slice(0, 0))

    assert len(payments(terms, licences)) == 0
