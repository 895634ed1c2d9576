from datetime import date

import pytest

from pricing.licensee import Licensee
from pricing.quote import quote
from tests.pricing.licensing import fixed, royalty, stage, terms_with

ROYALTY = stage("only", royalty({"rate": "0.05"}))
YEAR = 100_000_000
EXEMPT = {"price_includes_vat": True, "treatment": "exempt"}
WEST = {
    "name": "west",
    "label_zh": "西部",
    "label_en": "West",
    "provinces": ["51"],
    "factor": "0.8",
}


def notes(*stages, sales=(YEAR,) * 4, licensee=None, first_sale_on=None, **rest):
    terms = terms_with(*stages, **({"tax": EXEMPT} | rest))
    found = quote(
        terms,
        licensee=licensee or Licensee("small"),
        sales_fen=sales,
        first_sale_on=first_sale_on,
    )
    return {note.code: note for note in found.notes}


def test_a_forecast_of_every_licence_year_draws_no_note():
    assert notes(ROYALTY) == {}


@pytest.mark.parametrize(
    ("years", "zh", "en"),
    [
        (1, "第 2 至第 4 许可年度按 0 计算", "year 1; years 2 to 4 count as 0"),
        (3, "第 4 许可年度按 0 计算", "year 3; year 4 counts as 0"),
    ],
)
def test_years_that_a_forecast_does_not_reach_are_named(years, zh, en):
    note = notes(ROYALTY, sales=(YEAR,) * years)["forecast_short"]

    assert zh in note.zh
    assert en in note.en


def test_without_a_forecast_every_year_counts_as_nothing():
    assert list(notes(ROYALTY, sales=())) == ["forecast_empty"]


def test_years_after_the_licence_are_named_where_they_hold_anything():
    assert list(notes(ROYALTY, sales=(YEAR,) * 4 + (0, 0))) == []
    note = notes(ROYALTY, sales=(YEAR,) * 6)["forecast_long"]

    assert "in its year 4" in note.en


def test_a_forecast_that_prices_nothing_is_said_to_be_idle():
    stages = (stage("only", fixed("100.00")),)

    assert list(notes(*stages)) == ["forecast_idle"]
    assert notes(*stages, sales=()) == {}


def test_a_fee_on_the_first_sale_rests_on_the_forecast():
    found = notes(stage("only", fixed("100.00", due="first_sale")), sales=(YEAR,))

    assert list(found) == ["forecast_short"]


def test_what_falls_on_days_without_sales_is_named_with_its_amount():
    trial = stage("trial", months=6, sales_allowed=False)

    note = notes(trial, ROYALTY, sales=(365_00, YEAR, YEAR, YEAR))["forecast_off"]

    assert note.en.startswith("181.00 yuan of the forecast is left out")
    assert note.zh.startswith("预测中有 181.00 元未计入")


def test_losses_and_profits_that_do_not_count_are_both_told():
    trial = stage("trial", months=12, sales_allowed=False)
    profit = stage("only", royalty({"rate": "0.1"}, base="profit"))

    assert notes(trial, profit, sales=(-100, 50, 50, 50))["forecast_off"].en.startswith(
        "1.00 yuan"
    )


@pytest.mark.parametrize(
    ("units", "told"), [(1, "1 unit of the forecast is"), (2, "2 units of the")]
)
def test_units_are_counted_and_not_told_as_yuan(units, told):
    trial = stage("trial", months=12, sales_allowed=False)
    fee = royalty({"per_unit": "1"}, base="units")

    note = notes(trial, stage("only", fee), sales=(units, 1, 1, 1))["forecast_off"]

    assert note.en.startswith(told)
    assert f"{units} 件" in note.zh


def test_a_first_sale_after_the_licence_ends_is_told_instead_of_its_amount():
    found = notes(ROYALTY, first_sale_on=date(2031, 1, 1))

    assert list(found) == ["first_sale_after_end"]
    assert "2031-01-01" in found["first_sale_after_end"].zh
    assert "first_sale_after_end" not in notes(
        ROYALTY, first_sale_on=date(2030, 12, 31)
    )


def test_a_price_by_class_rests_on_the_licensees_own_statement():
    tiers = {"micro": "0.5"}
    quality = {"srdi": "0.5"}
    found = notes(
        ROYALTY,
        size_tiers=tiers,
        quality_tiers=quality,
        regional_tiers=[WEST],
        licensee=Licensee("small", province="51"),
    )

    assert list(found) == ["own_statement"]
    assert "企业规模、优质中小企业梯度类型、所在省份" in found["own_statement"].zh


def test_terms_with_one_factor_for_all_ask_for_no_statement():
    same = dict.fromkeys(("micro", "small", "medium", "large"), "0.5")

    assert notes(ROYALTY, size_tiers=same) == {}


def test_a_regional_factor_that_could_not_be_applied_is_told():
    assert "province_missing" in notes(ROYALTY, regional_tiers=[WEST])


def test_a_result_and_an_open_tax_treatment_are_told():
    result = {"due": "result", "months": 6, "result_zh": "样机", "result_en": "Sample"}
    opened = {"price_includes_vat": True, "treatment": "undetermined"}

    found = notes(stage("only", fixed("1.00", **result)), sales=(), tax=opened)

    assert list(found) == ["result_assumed", "tax_undetermined"]
