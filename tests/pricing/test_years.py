from datetime import date

import pytest

from pricing.licensee import Licensee
from pricing.quote import quote
from tests.pricing.licensing import fixed, royalty, stage, terms_with

SALES = (100_000, 200_000, 300_000, 400_000)


def years(*stages, sales=SALES, first_sale_on=None, **rest):
    found = quote(
        terms_with(*stages, **rest),
        licensee=Licensee("large"),
        sales_fen=sales,
        first_sale_on=first_sale_on,
    )
    return found.by_year


@pytest.mark.parametrize("period", ["year", "half_year", "month"])
def test_a_royalty_counts_in_the_year_it_is_charged_for_not_in_that_of_its_due_day(
    period,
):
    reporting = {"period": period, "due_days": 30}

    found = years(stage("only", royalty({"rate": "0.1"})), reporting=reporting)

    assert [year.royalty_fen for year in found] == [10_000, 20_000, 30_000, 40_000]


def test_a_fixed_fee_counts_in_the_year_in_which_it_falls_due():
    fee = fixed("3.00", instalments=3, every_months=12)

    found = years(stage("only", fee))

    assert [year.fixed_fen for year in found] == [100, 100, 100, 0]


def test_what_falls_due_after_the_licence_counts_in_its_last_year():
    fee = fixed("3.00", due="after_months", months=60)

    found = years(stage("only", fee))

    assert [year.fixed_fen for year in found] == [0, 0, 0, 300]


def test_a_credit_goes_with_what_it_pays():
    trial = stage("trial", fixed("1.00", credited_to="main"), months=12)

    found = years(trial, stage("main", royalty({"rate": "0.1"})))

    assert [year.credit_fen for year in found] == [0, -100, 0, 0]
    assert [year.total_fen for year in found] == [100, 19_900, 30_000, 40_000]


def test_the_base_leaves_out_days_before_the_first_sale():
    found = years(
        stage("only", royalty({"rate": "0.1"})), first_sale_on=date(2027, 12, 31)
    )

    assert [year.base for year in found] == [274, 200_000, 300_000, 400_000]


def test_the_base_leaves_out_stages_without_sales():
    trial = stage("trial", months=18, sales_allowed=False)

    found = years(trial, stage("main", royalty({"rate": "0.1"})))

    assert [year.base for year in found] == [0, 100_546, 300_000, 400_000]


def test_the_last_licence_year_ends_with_the_licence():
    found = years(stage("only"), ends_on="2029-03-31")

    assert [(year.starts_on, year.ends_on) for year in found] == [
        (date(2027, 1, 1), date(2027, 12, 31)),
        (date(2028, 1, 1), date(2028, 12, 31)),
        (date(2029, 1, 1), date(2029, 3, 31)),
    ]
