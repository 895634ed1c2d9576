import json
from datetime import date

from pricing.law.caps import fixed_fees_fen, stage_starts
from pricing.law.checks import check
from pricing.law.figures import figure
from pricing.law.patent_bars import BARS
from pricing.terms import read_terms
from tests.pricing.examples import EXAMPLE, text_of

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
