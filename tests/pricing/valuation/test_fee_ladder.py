import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.errors import FactMissing, PricingError
from pricing.licensee import Licensee
from pricing.valuation.fee_ladder import ladder_report
from pricing.valuation.ladder_assumptions import Assumptions, assumptions_at, beliefs
from pricing.valuation.ladder_words import _FIGURES, _texts
from tests.pricing.licensing import terms_with
from tests.pricing.valuation.ladders import (
    fixed,
    ladder,
    lump_sum,
    royalty,
    stage,
)

SALES = (8_000_000_00,) * 6
LARGE = Licensee("large")
STAGED = ladder(months=(6, 12))
# Nothing is uncertain, nothing is lost and nothing grows on the way.
PLAIN = assumptions_at(
    "prototype",
    trial_success=1.0,
    pilot_success=1.0,
    launch_success=1.0,
    volatility=0.0,
    rivals=0,
    office_rate=0.0,
    firm_rate=0.0,
    trial_cost_fen=0,
    pilot_cost_fen=0,
    launch_cost_years=0.0,
    nonpayment=0.0,
    displaced=0.0,
)


def report(assumptions=None, *, terms=STAGED, alternative=None, sales=SALES):
    return ladder_report(
        terms,
        alternative or lump_sum(),
        assumptions or assumptions_at("prototype"),
        licensee=LARGE,
        sales_fen=sales,
    )


def test_the_office_keeps_its_part_of_what_is_left_after_help():
    found = report(PLAIN)

    licences = 20 * 0.105
    lump = 100_000_00 - 3_000_00 - 2 * 5_000_00
    staged = 71_000_00 - 3_000_00 - 2 * 5_000_00
    assert found.value("office_net_alternative") == round(licences * lump / 2)
    assert found.value("office_net_ladder") == round(licences * 1.5 * staged / 2)
    assert found.value("office_gain_extra") == round(licences * 0.5 * staged / 2)
    assert found.value("office_lost_certain") == round(licences * (lump - staged) / 2)


def test_non_payment_takes_from_what_falls_due_later_only():
    found = report(replace(PLAIN, nonpayment=0.1))

    staged = 1_000_00 + 0.9 * 70_000_00 - 13_000_00
    assert found.value("office_net_alternative") == round(2.1 * 87_000_00 / 2)
    assert found.value("office_net_ladder") == round(2.1 * 1.5 * staged / 2)


def test_displaced_sales_take_from_further_royalties_only():
    by_sales = ladder(royalty({"rate": "0.02"}), months=(6, 12))
    given = replace(PLAIN, displaced=0.25, switched=0.5)

    found = report(given, terms=by_sales)

    # Six years of sales of 8 million at 2 %.
    paid = 21_000_00 + 6 * 160_000_00 - 13_000_00
    extra = paid - 0.25 * 6 * 160_000_00
    gain = 2.1 * 0.5 * extra / 2
    assert found.value("office_gain_extra") == pytest.approx(gain, rel=2e-3)
    lost = 2.1 * 0.5 * (87_000_00 - paid) / 2
    assert found.value("office_lost_certain") == pytest.approx(lost, rel=2e-3)


def test_tax_that_the_price_includes_is_not_the_offices():
    taxed = {"price_includes_vat": True, "treatment": "taxable", "rate": "0.06"}
    plain = report(PLAIN, alternative=lump_sum(tax=taxed))

    lump = 100_000_00 / 1.06 - 13_000_00
    assert plain.value("office_net_alternative") == round(2.1 * lump / 2)


def test_inventors_share_in_gains_and_not_in_losses():
    dear = replace(PLAIN, help_start_fen=200_000_00, inventors_share=0.7)

    found = report(dear)

    assert found.value("office_net_alternative") == round(2.1 * (-110_000_00))


def test_the_break_even_uptake_breaks_even():
    found = report()
    needed = found.value("break_even_extra_uptake")

    again = report(assumptions_at("prototype", extra_uptake=needed))

    assert needed > 0.5
    assert found.value("option_value_office") < 0
    assert abs(again.value("option_value_office")) <= 1


def test_the_break_even_conversion_breaks_even_in_the_tree_itself():
    # Two stages: only a failed trial keeps a licence from production.
    two = terms_with(
        stage("trial", fixed("1000.00"), months=6, sales_allowed=False),
        stage("production", fixed("90000.00")),
        ends_on="2036-12-31",
    )
    given = assumptions_at(
        "prototype", volatility=0.0, extra_uptake=1.0, help_phase_fen=0
    )
    found = report(given, terms=two)
    needed = found.value("break_even_conversion")

    again = report(replace(given, trial_success=needed), terms=two)

    assert found.value("conversion") == pytest.approx(given.trial_success)
    assert 0 < needed < 1
    assert again.value("conversion") == pytest.approx(needed)
    assert abs(again.value("option_value_office")) <= 1


def test_who_pays_the_walk_away_price_at_once_gains_nothing():
    found = report()
    price = found.value("walk_away_price")

    def signed(amount_fen):
        written = f"{amount_fen // 100}.{amount_fen % 100:02d}"
        lump = report(alternative=lump_sum(written))
        return lump.value("firm_value_alternative")

    assert abs(signed(price)) <= 1
    assert signed(price + 10_000) == pytest.approx(-10_000, abs=1)


def test_the_largest_sunk_sum_is_that_of_a_launch_that_fails():
    found = report(assumptions_at("prototype", trial_cost_fen=100, pilot_cost_fen=2000))

    launch = round(0.05 * SALES[0])
    assert found.value("largest_sunk_ladder") == 71_000_00 + 2100 + launch
    assert found.value("largest_sunk_alternative") == 100_000_00 + 2100 + launch


def test_a_lump_sum_as_ladder_leaves_the_firm_no_option():
    found = report(terms=lump_sum())

    assert found.value("option_value_firm") == 0
    assert found.value("break_even_conversion") is None
    assert found.value("firm_value_ladder") == found.value("firm_value_alternative")


@pytest.mark.parametrize("volatility", [0.0, 0.2, 0.6])
def test_tree_and_compound_option_check_each_other(volatility):
    found = report(assumptions_at("prototype", volatility=volatility))

    tree, option = found.value("market_check_tree"), found.value("market_check_option")
    assert tree == pytest.approx(option, rel=0.01, abs=100)
    assert tree <= option + 1


def test_a_royalty_on_units_needs_their_price():
    on_units = ladder(royalty({"per_unit": "2.00"}, base="units"), months=(6, 12))
    on_sales = ladder(royalty({"rate": "0.02"}), months=(6, 12))

    with pytest.raises(FactMissing):
        report(terms=on_units)
    priced = report(assumptions_at("prototype", unit_price_fen=100_00), terms=on_units)
    same = report(terms=on_sales).value("office_net_ladder")
    assert priced.value("office_net_ladder") == pytest.approx(same, rel=1e-6)


def test_the_check_says_when_the_formula_does_not_fit():
    dear = ladder(royalty({"rate": "0.5"}), months=(6, 12))

    found = report(terms=dear)

    assert found.value("market_check_option") is None


def test_a_typical_firm_that_would_not_sign_is_named():
    poor = report(sales=(10_000_00,))

    assert {"ladder_unsigned", "alternative_unsigned"} <= {
        one.key for one in poor.notices
    }
    assert "不会签约" in next(
        one.zh for one in poor.lines if one.key == "firm_value_ladder"
    )


def test_an_empty_forecast_sells_nothing_and_says_so():
    found = report(sales=())

    assert found.value("walk_away_price") == 0
    assert "unsold" in {one.key for one in found.notices}


def test_the_tornado_moves_what_is_in_play_widest_first():
    found = report()
    keys = [swing.key for swing in found.tornado]

    assert {"extra_uptake", "pilot_success", "margin"} <= set(keys)
    assert not {"trial_months", "pilot_months", "prospects"} & set(keys)
    spreads = [swing.spread for swing in found.tornado]
    assert spreads == sorted(spreads, reverse=True)
    low, high = found.office_range_fen
    assert low <= found.value("option_value_office") <= high


def test_every_line_stands_on_named_inputs_in_both_languages():
    found = report()
    known = {*beliefs(Assumptions()), "terms", "alternative", "sales", "licensee"}

    assert {line.key for line in found.lines} == set(_FIGURES)
    for line in found.lines:
        assert line.inputs
        assert set(line.inputs) <= known
        assert line.unit in ("fen", "share", "ratio")
        assert "{" not in line.zh + line.en
        assert line.zh != line.en
        if line.unit == "fen":
            assert line.value is None or isinstance(line.value, int)


def test_every_text_has_both_languages_and_the_same_gaps():
    for entry in _texts().values():
        forms = [entry, *(one for one in entry.values() if isinstance(one, dict))]
        for form in forms:
            assert form["zh"]
            assert form["en"]
            assert form["zh"].count("{}") == form["en"].count("{}")


def test_a_report_is_plain_data_and_the_same_every_time():
    first, second = report().as_dict(), report().as_dict()

    assert json.dumps(first, ensure_ascii=False) == json.dumps(
        second, ensure_ascii=False
    )
    assert {one["key"] for one in first["assumptions"]} == set(beliefs(Assumptions()))
    assert all(set(one["source"]) == {"zh", "en"} for one in first["assumptions"])


@st.composite
def believed(draw):
    level = draw(st.sampled_from(["lab", "prototype", "pilot", "proven"]))
    spans = beliefs(assumptions_at(level))
    chosen = draw(st.sets(st.sampled_from(sorted(spans)), max_size=6))
    figures = {}
    for key in sorted(chosen):
        low, high, unit, *_ = spans[key]
        end = draw(st.sampled_from([low, high, (low + high) / 2]))
        figures[key] = round(end) if unit in ("fen", "months") else end
    return assumptions_at(level, **figures)


@settings(deadline=None, max_examples=6)
@given(
    believed(),
    st.sampled_from(
        [
            STAGED,
            lump_sum("1.00"),
            ladder(royalty({"rate": "0.03"}, minimum_per_year="5000"), months=(1, 30)),
            lump_sum(size_tiers={"large": "0"}),
        ]
    ),
    st.sampled_from([SALES, (), (1,), (10**11,) * 20]),
)
def test_no_assumption_within_its_range_breaks_the_report(assumptions, terms, sales):
    found = report(assumptions, terms=terms, sales=sales)

    assert found.value("option_value_firm") >= 0
    assert 0 <= found.value("conversion") <= 1 + 1e-9
    extra = found.value("break_even_extra_uptake")
    assert extra is None or extra >= 0


@pytest.mark.parametrize("sales", [(-1,), (10**14,)])
def test_an_impossible_forecast_is_refused(sales):
    with pytest.raises(PricingError):
        report(sales=sales)
