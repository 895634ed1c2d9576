import pytest

from tests.pricing.examples import EXAMPLE
from tests.pricing.licensing import fixed, paid, royalty, stage, terms_with

RATE = {"rate": "0.03"}
STATED = ("2027-03-01", "2027-07-02", "2029-01-01")
TIERS = {
    "size_tiers": {"small": "0.5"},
    "quality_tiers": {"srdi": "0.333333"},
    "regional_tiers": [
        {
            "name": "west",
            "label_zh": "西部",
            "label_en": "West",
            "provinces": ["51", "54"],
            "factor": "0.5",
        }
    ],
}


@pytest.mark.parametrize(
    ("classes", "factor_ppm"),
    [
        ({}, 1_000_000),
        ({"size": "small"}, 500_000),
        ({"quality": "srdi"}, 333_333),
        ({"province": "54"}, 500_000),
        ({"province": "31"}, 1_000_000),
        ({"size": "small", "quality": "srdi"}, 166_667),
        ({"size": "small", "quality": "srdi", "province": "51"}, 83_333),
    ],
)
def test_size_quality_and_region_make_one_factor_rounded_once(classes, factor_ppm):
    terms = terms_with(stage("only", fixed("10000.00")), **TIERS)

    assert paid(terms, **classes) == [("2027-01-01", "fixed", factor_ppm)]


@pytest.mark.parametrize(
    "nothing",
    [
        {"size_tiers": {"large": "0"}},
        {"quality_tiers": {"srdi": "0"}},
        {"regional_tiers": [TIERS["regional_tiers"][0] | {"factor": "0"}]},
    ],
)
def test_any_one_factor_of_nothing_makes_a_licence_free(nothing):
    terms = terms_with(*EXAMPLE["stages"], **EXAMPLE | TIERS | nothing)
    whose = {"size": "large", "quality": "srdi", "province": "51"}

    assert paid(terms, base=(10**12,) * 6, **whose) == []


def test_what_is_forecast_before_the_first_sale_is_not_sold():
    terms = terms_with(stage("only", royalty({"rate": "1"})))

    rows = paid(terms, base=(365_000,), first_sale_on="2027-12-02")

    assert rows == [("2028-01-30", "royalty", 30_000)]


def test_a_minimum_runs_before_the_first_sale():
    fee = royalty(RATE, minimum_per_year="365.00")
    terms = terms_with(stage("only", fee), ends_on="2027-12-31")

    rows = paid(terms, base=(10**6,), first_sale_on="2028-06-01")

    assert rows == [("2028-01-30", "minimum", 36_500)]


def test_a_fee_on_first_sale_falls_due_on_the_stated_day():
    fee = fixed("5.00", due="first_sale")
    terms = terms_with(stage("trial", months=6, sales_allowed=False), stage("on", fee))

    days = [paid(terms, base=(100,) * 4, first_sale_on=day) for day in STATED]

    assert [rows[0][0] for rows in days] == ["2027-07-01", "2027-07-02", "2029-01-01"]
