import json
from datetime import date

import pytest

from pricing.errors import AmountOverflow, FactImpossible, FigureNotFound
from pricing.law.caps import fixed_fees_fen, minimums_fen, stage_starts
from pricing.law.checks import OfficeFacts, check
from pricing.law.declaration_items import declaration_items
from pricing.law.figures import figure
from pricing.law.licence_of_right import renewal_fee_after
from pricing.law.patent_bars import BARS
from pricing.law.tier_rules import dearest_factor_ppm
from pricing.terms import read_terms
from tests.pricing.examples import EXAMPLE, ROYALTY, text_of

DAY = date(2027, 1, 1)


def said(text):
    return [found.code for found in check(read_terms(text), None, day=DAY)]


def test_the_worked_example_is_sound_in_the_ordinary_lane():
    findings = check(read_terms(json.dumps(EXAMPLE)), None, day=DAY)

    assert {found.severity for found in findings} == {"notice"}


def test_the_worked_example_raises_open_questions_in_the_open_lane():
    codes = said(text_of((("lane",), "open")))

    assert codes.count("stage.may_stop") == 2
    assert {"stage.no_sales", "tier.by_size", "tier.zero"} <= set(codes)


def test_errors_come_first_and_notices_last():
    text = text_of((("lane",), "open"), (("mode",), "negotiated"))
    severities = [found.severity for found in check(read_terms(text), None, day=DAY)]

    assert severities == sorted(severities, key=["error", "warning", "notice"].index)
    assert severities[0] == "error"


def test_every_bar_of_the_figure_can_be_asked():
    for value in figure("open_licence_bars").values:
        assert set(value) <= BARS.keys()


def test_nine_bars_stand_beside_grant_and_consent():
    bars = set(figure("open_licence_bars").list_on(DAY))

    assert len(bars - {"not_granted", "no_consent"}) == 9


def test_what_no_register_tells_is_for_the_patentee_to_confirm():
    asked = check(read_terms(text_of((("lane",), "open"))), None, day=DAY)
    mends = {found.code: found.mend_zh for found in asked}

    assert "请专利权人在声明时自行确认" in mends["not_checked.other_hindrance"]
    assert mends["not_checked.suspended"] == "请提供专利并补全这一事实。"


def test_stages_start_whole_months_after_the_first_day():
    terms = read_terms(json.dumps(EXAMPLE))

    assert stage_starts(terms) == (DAY, date(2027, 7, 1), date(2028, 7, 1))


def test_the_sum_of_fixed_fees_takes_no_credit_off():
    assert fixed_fees_fen(read_terms(json.dumps(EXAMPLE))) == 7_100_000


def test_a_stage_after_the_end_of_the_term_is_told():
    assert "stage.never_begins" in said(text_of((("stages", 1, "months"), 72)))


def test_yearly_fees_count_the_years_begun_of_their_stage():
    yearly = {"kind": "fixed", "amount": "100.00", "due": "yearly"}
    text = text_of((("stages", 1, "fees"), [yearly]), (("stages", 1, "months"), 13))

    assert fixed_fees_fen(read_terms(text)) == 5_100_000 + 2 * 10_000


def test_a_minimum_counts_the_years_begun_after_its_holiday():
    # Production runs from 1 July 2028 to the end of 2032, its first year free.
    assert minimums_fen(read_terms(json.dumps(EXAMPLE))) == 4 * 1_000_000


def test_a_minimum_of_a_stage_shorter_than_its_holiday_is_nothing():
    text = text_of(((*ROYALTY, "holiday_months"), 600))

    assert minimums_fen(read_terms(text)) == 0


def test_the_dearest_factor_is_the_product_of_the_three_highest():
    west = {"name": "west", "label_zh": "西部", "label_en": "West"}
    text = text_of(
        (("size_tiers",), {"large": "1.5"}),
        (("quality_tiers",), {"none": "1.000001"}),
        (("regional_tiers",), [{**west, "provinces": ["51"], "factor": "0.5"}]),
    )

    # 1.5 x 1.000001 x 1, half up: no tier for the other provinces.
    assert dearest_factor_ppm(read_terms(text)) == 1_500_002


def test_an_office_in_no_known_province_is_refused_with_the_mend():
    office = OfficeFacts(is_public_institution=True, province="99")

    with pytest.raises(FactImpossible, match="GB/T 2260"):
        check(read_terms(json.dumps(EXAMPLE)), None, day=DAY, office=office)


def test_a_day_before_all_law_is_answered_with_notices_that_say_so():
    text = text_of((("lane",), "open"))
    findings = check(read_terms(text), None, day=date(1984, 1, 1))
    why = [one for one in findings if one.code.startswith("not_checked.figure")]

    assert why
    assert all("2024-01-20" in one.message_zh for one in why)
    assert all("2024-01-20" in one.message_en for one in why)


def test_the_seven_items_are_in_the_order_of_the_form():
    items = declaration_items(DAY)

    assert [item.label_zh for item in items][:2] == ["专利号", "专利权人的姓名或者名称"]
    assert len(items) == 7
    assert {item.known for item in items} == {"yes", "partly", "no"}
    assert all("3.3" in item.article_zh + item.article_en for item in items)


def test_before_the_regulations_no_items_are_laid_down():
    with pytest.raises(FigureNotFound, match="2024-01-20"):
        declaration_items(date(2024, 1, 19))


def test_a_renewal_fee_is_neither_negative_nor_beyond_exactness():
    with pytest.raises(FactImpossible, match="negative"):
        renewal_fee_after("gb", -1, day=DAY)
    with pytest.raises(AmountOverflow):
        renewal_fee_after("ep", 10**13, day=DAY)


def test_a_renewal_fee_elsewhere_names_what_is_missing():
    with pytest.raises(FigureNotFound, match="jurisdiction fr"):
        renewal_fee_after("fr", 100, day=DAY)
