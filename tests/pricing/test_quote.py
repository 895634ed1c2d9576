import json
from datetime import date
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricing.canonical import terms_sha256
from pricing.discount import RISKLESS_PPM
from pricing.errors import AmountOverflow, PricingError
from pricing.licensee import Licensee
from pricing.quote import quote, quote_cases
from pricing.terms import read_terms
from tests.pricing.examples import EXAMPLE
from tests.pricing.licensing import fixed, royalty, stage, terms_with
from tests.pricing.random_terms import random_case, random_terms

SALES = (100_000_000, 200_000_000, 400_000_000)
SLOW = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def example():
    return read_terms(json.dumps(EXAMPLE))


def random_quote(seed):
    generator = np.random.default_rng(seed)

    def pick(low, high):
        return int(generator.integers(low, high + 1))

    tree = random_terms(pick)
    case = random_case(pick, tree)
    terms = read_terms(json.dumps(tree))
    return quote(
        terms, licensee=Licensee(case.size), sales_fen=case.base, starts_on=case.start
    )


def test_a_quote_of_the_example_for_a_small_firm():
    found = quote(example(), licensee=Licensee("small"), sales_fen=SALES)

    assert found.total_fen == 8_024_658
    assert found.stop_after == (
        ("trial", 50_000),
        ("pilot", 1_050_000),
        ("production", 8_024_658),
    )
    assert found.worst_case_fen == 3_500_000 + 4 * 30_000_000
    assert (found.starts_on, found.ends_on) == (date(2027, 1, 1), date(2032, 12, 31))
    assert found.terms_sha256 == terms_sha256(example())


def test_a_quote_starts_on_the_day_asked_for():
    found = quote(
        example(), licensee=Licensee("large"), sales_fen=(), starts_on=date(2028, 2, 29)
    )

    assert found.payments[0].on == date(2028, 2, 29)
    assert found.payments[1].on == date(2028, 8, 29)


def test_the_effective_rate_counts_sales_on_permitted_days_only():
    trial = stage("trial", months=6, sales_allowed=False)
    terms = terms_with(trial, stage("production", royalty({"rate": "0.05"})))

    found = quote(terms, licensee=Licensee("large"), sales_fen=(365_000_000,))

    assert found.by_year[0].base == 184_000_000
    assert found.effective_rate_ppm == 50_000


@pytest.mark.parametrize(
    "change", [{"base": "profit"}, {"base": "units", "bands": [{"per_unit": "1"}]}]
)
def test_there_is_no_rate_on_sales_where_the_base_is_another(change):
    fee = royalty({"rate": "0.05"}) | change
    terms = terms_with(stage("only", fee))

    assert (
        quote(terms, licensee=Licensee("large"), sales_fen=(1_000,)).effective_rate_ppm
        is None
    )


def test_without_a_cap_the_worst_case_is_unlimited():
    terms = terms_with(stage("only", royalty({"rate": "0.05"})))

    assert quote(terms, licensee=Licensee("large"), sales_fen=()).worst_case_fen is None


def test_the_worst_case_counts_a_first_sale_that_the_forecast_has_not():
    terms = terms_with(stage("only", fixed("7.00", due="first_sale")))

    found = quote(terms, licensee=Licensee("large"), sales_fen=())

    assert (found.total_fen, found.worst_case_fen) == (0, 700)


def test_a_stage_that_must_go_on_is_no_stop():
    first = stage("first", months=6, may_stop=False)
    terms = terms_with(first, stage("second", fixed("1.00")))

    found = quote(terms, licensee=Licensee("large"), sales_fen=())

    assert [stop.stage for stop in found.stop_after] == ["second"]


def test_the_present_value_is_rounded_once():
    terms = terms_with(stage("only", fixed("1000.00", instalments=3, every_months=6)))
    found = quote(terms, licensee=Licensee("large"), sales_fen=(), discount_ppm=100_000)

    with localcontext(prec=60):
        exact = sum(
            payment.amount_fen
            / Decimal("1.1") ** (Decimal((payment.on - found.starts_on).days) / 365)
            for payment in found.payments
        )

    assert abs(found.present_value_fen - exact) <= Decimal("0.5")
    assert found.total_fen == 100_000


def test_three_forecasts_make_three_quotes():
    cases = {"low": (0,), "expected": SALES, "high": (10**12,) * 6}

    found = quote_cases(example(), cases, licensee=Licensee("large"))

    totals = [found[name].total_fen for name in cases]
    assert totals == sorted(totals)
    assert totals[2] == found["high"].worst_case_fen


def test_cases_in_one_block_are_quoted_as_each_by_itself():
    forecasts = {"low": (0,), "none": (), "expected": SALES, "high": (10**9,) * 9}
    asked = {"licensee": Licensee("small"), "first_sale_on": date(2029, 3, 1)}

    together = quote_cases(example(), forecasts, **asked)

    assert list(together) == list(forecasts)
    for name, sales_fen in forecasts.items():
        assert together[name] == quote(example(), sales_fen=sales_fen, **asked)
    assert quote_cases(example(), {}, **asked) == {}


def test_many_cases_of_many_stages_fit_one_block():
    stages = [stage(f"s{number}", months=12) for number in range(19)]
    royal = stage("last", royalty({"rate": "0.01"}))
    monthly = {"period": "month", "due_days": 1}
    terms = terms_with(*stages, royal, ends_on="2056-12-31", reporting=monthly)
    forecasts = {str(number): (100,) * 30 for number in range(4)}

    found = quote_cases(terms, forecasts, licensee=Licensee("large"))

    assert {len(each.stop_after) for each in found.values()} == {20}


@SLOW
@given(st.integers(0, 2**32))
def test_the_lines_of_every_payment_add_up_to_it(seed):
    for payment in random_quote(seed).payments:
        amounts = [line.amount_fen or 0 for line in payment.lines]
        assert sum(amounts) == payment.amount_fen
        assert all(line.zh and line.en for line in payment.lines)


@SLOW
@given(st.integers(0, 2**32))
def test_totals_by_year_kind_and_last_stop_agree(seed):
    found = random_quote(seed)

    total = sum(payment.amount_fen for payment in found.payments)
    assert found.total_fen == total == found.stop_after[-1].total_fen
    assert sum(year.total_fen for year in found.by_year) == total
    assert sum(part.amount_fen for part in found.by_kind) == total
    assert sum(part.amount_fen for part in found.by_stage) == total


@SLOW
@given(st.integers(0, 2**32))
def test_no_forecast_costs_more_than_the_worst_case(seed):
    found = random_quote(seed)

    assert found.worst_case_fen is None or found.total_fen <= found.worst_case_fen


@SLOW
@given(st.integers(0, 2**32))
def test_shares_of_a_total_make_exactly_one(seed):
    found = random_quote(seed)

    for parts in (found.by_kind, found.by_stage):
        shares = [part.share_ppm for part in parts]
        if found.total_fen == 0:
            assert set(shares) == {None}
            continue
        assert sum(shares) == 1_000_000
        for part in parts:
            exact = Decimal(part.amount_fen) * 1_000_000 / found.total_fen
            assert abs(part.share_ppm - exact) <= 1


def test_a_credit_has_a_negative_share_and_counts_in_the_stage_it_pays_for():
    found = quote(example(), licensee=Licensee("large"), sales_fen=SALES)

    by_kind = {part.name: part for part in found.by_kind}
    by_stage = {part.name: part for part in found.by_stage}
    assert by_kind["credit"].amount_fen == -100_000
    assert by_kind["credit"].share_ppm < 0
    assert list(by_stage) == ["trial", "pilot", "production"]
    assert by_stage["trial"].amount_fen == 100_000


def test_financing_costs_what_capital_earns_more_than_safe_money():
    terms = terms_with(stage("only", fixed("1000.00")), ends_on="2027-12-31")

    found = quote(terms, licensee=Licensee("large"), sales_fen=(), discount_ppm=122_000)

    assert found.financing_cost_fen == 10_000
    assert (
        quote(
            terms, licensee=Licensee("large"), sales_fen=(), discount_ppm=RISKLESS_PPM
        ).financing_cost_fen
        == 0
    )


def test_a_quote_tells_the_tax_of_the_licensees_status():
    general = Licensee("small", vat_status="general")
    tax = {"price_includes_vat": False, "treatment": "taxable", "rate": "0.06"}
    terms = terms_with(stage("only", fixed("1000.00")), tax=tax)

    found = quote(terms, licensee=general, sales_fen=())

    assert found.total_fen == 100_000
    assert found.tax.price_with_vat == (106_000, 106_000)
    assert found.tax.net_cost == (100_030, 100_030)
    assert len(found.tax.payments) == len(found.payments)


def test_lines_say_the_formula_in_both_languages():
    found = quote(example(), licensee=Licensee("small"), sales_fen=SALES)

    lines = found.payments[5].lines

    assert [line.code for line in lines] == [
        "base",
        "holiday",
        "band",
        "bands",
        "factor",
    ]
    assert lines[2].zh == "2016438.36 元 × 0.03"
    assert str(lines[4]) == "Times the licensee's factor 0.5: -30246.57 yuan"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"first_sale_on": date(2026, 12, 31)}, PricingError),
        ({"sales_fen": (10**30,)}, AmountOverflow),
        ({"sales_fen": (-1,)}, PricingError),
        ({"starts_on": date(2033, 1, 1)}, PricingError),
        ({"discount_ppm": -1}, PricingError),
    ],
)
def test_a_quote_that_makes_no_sense_is_refused_in_both_languages(change, error):
    asked = {"licensee": Licensee("small"), "sales_fen": SALES} | change

    with pytest.raises(error) as refused:
        quote(example(), **asked)

    assert refused.value.message_zh != refused.value.message_en
    assert refused.value.mend_zh
