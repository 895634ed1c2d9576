import json

from pricing.ladder import ladder
from pricing.licensee import Licensee
from pricing.quote import quote
from pricing.terms import SIZES, read_terms
from tests.pricing.examples import EXAMPLE
from tests.pricing.licensing import fixed, royalty, stage, terms_with

SALES = (100_000_000, 200_000_000, 400_000_000)


def example():
    return read_terms(json.dumps(EXAMPLE))


def test_each_stage_is_a_step_in_order():
    steps = ladder(example()).steps

    assert [(step.stage, step.starts_after_months, step.months) for step in steps] == [
        ("trial", 0, 6),
        ("pilot", 6, 12),
        ("production", 18, None),
    ]
    assert [step.can_stop for step in steps] == [True, True, True]


def test_steps_cost_what_a_quote_says_of_stopping_there():
    for size in SIZES:
        steps = ladder(example(), Licensee(size), sales_fen=SALES).steps
        stops = quote(example(), licensee=Licensee(size), sales_fen=SALES).stop_after

        assert [(step.stage, step.total_fen) for step in steps] == list(stops)


def test_the_low_line_is_that_of_no_sales():
    found = ladder(example(), sales_fen=SALES)

    assert [step.low_fen for step in found.steps] == [50_000, 1_050_000, 5_252_055]
    assert found.cap_fen == 123_500_000


def test_each_stage_rises_on_the_days_when_something_falls_due():
    found = ladder(example())

    assert [step.days for step in found.steps] == [181, 366, 1645]
    assert found.steps[0].rises == ((0, 50_000),)
    assert found.steps[1].rises == ((0, 550_000), (184, 1_050_000))
    assert found.steps[2].rises[0] == (365, 3_500_000)


def test_the_last_rise_is_the_low_line_of_the_last_step():
    for size in SIZES:
        steps = ladder(example(), Licensee(size)).steps
        rises = [total for step in steps for _, total in step.rises]

        assert rises == sorted(rises)
        assert (rises or [0])[-1] == steps[-1].low_fen


def test_fees_are_told_in_pieces_in_both_languages():
    fees = [step.fees for step in ladder(example()).steps]

    assert fees[0][0].zh == ("500 元", "进入本阶段时", "可抵扣产业化费用")
    assert fees[1][0].en == (
        "10,000 yuan",
        "on entering the stage",
        "in 2 instalments, one every 6 months",
        "by the day on stopping",
    )
    assert fees[2][1].zh[:2] == (
        "净销售额 5,000,000 元以内 3%",
        "超过 5,000,000 元部分 2%",
    )
    assert all(len(fee.zh) == len(fee.en) for step in fees for fee in step)


def test_a_tier_of_zero_is_told_as_free():
    fees = [
        fee for step in ladder(example(), Licensee("micro")).steps for fee in step.fees
    ]

    assert {fee.zh[0] for fee in fees} == {"免费"}


def test_rates_by_year_units_and_volume_have_their_words():
    by_year = royalty() | {"rates_by_year": ["0.03", "0.025"]}
    del by_year["bands"]
    units = royalty({"up_to": "1000", "per_unit": "2.5"}, {"per_unit": "1"})
    volume = royalty({"up_to": "100.00", "rate": "0.03"}, {"rate": "0.02"})

    told = [
        ladder(terms_with(stage("only", fee))).steps[0].fees[0].en
        for fee in (by_year, units | {"base": "units"}, volume | {"mode": "volume"})
    ]

    assert told == [
        ("3%, 2.5% of net sales, by year",),
        (
            "2.5 yuan for each unit up to 1,000 units",
            "1 yuan for each unit above 1,000 units",
        ),
        (
            "3% of net sales up to 100 yuan",
            "2% of all net sales, if above 100 yuan",
        ),
    ]


def test_a_deferred_fee_says_what_stopping_leaves():
    pay_later = fixed("9.00", due="after_months", months=12, if_stopped="waived")

    (fee,) = (
        ladder(terms_with(stage("only", pay_later)), Licensee("large")).steps[0].fees
    )

    assert fee.en == ("9 yuan", "12 months after entering", "waived on stopping")


def test_a_stage_behind_the_end_of_the_terms_has_no_days():
    first = stage("first", months=24)
    terms = terms_with(first, stage("second", fixed("1.00")), ends_on="2027-12-31")

    assert [step.days for step in ladder(terms).steps] == [365, 0]
