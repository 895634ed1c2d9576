from datetime import date

import pytest

from pricing.canonical import canonical_json
from pricing.law.checks import check
from pricing.licensee import Licensee
from pricing.quote import quote
from pricing.terms import read_terms
from pricing.valuation.starting_terms import FORMS, Aim, significant, starting
from tests.pricing.valuation.questions import CERTAIN, asked

AIM = Aim(one_off_fen=10_000_000, rate_ppm=23_456, most_fen=2_000_000_000)


def terms_of(form, aim=AIM, **given):
    found = {one.form: one for one in starting(asked(**given), aim)}
    return found[form].terms


def paid(terms):
    return quote(terms, licensee=Licensee("large"), sales_fen=()).total_fen


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (0, 100),
        (1, 100),
        (99, 100),
        (150, 200),
        (123_456, 120_000),
        (995_000, 1_000_000),
    ],
)
def test_two_figures_are_kept_and_never_none(value, rounded):
    assert significant(value, 100) == rounded


@pytest.mark.parametrize("form", FORMS)
def test_starting_terms_run_over_the_term_asked_for_and_can_be_read(form):
    terms = terms_of(form)

    assert (terms.starts_on, terms.ends_on) == (date(2026, 11, 23), date(2031, 11, 22))
    assert read_terms(canonical_json(terms)) == terms
    assert "本项目自有" in terms.fee_basis_zh
    assert not [
        f for f in check(terms, None, day=terms.starts_on) if f.severity == "error"
    ]


def test_a_one_off_fee_is_the_price():
    assert paid(terms_of("one_off")) == 10_000_000


def test_yearly_fees_without_discount_add_up_to_the_price():
    assert paid(terms_of("yearly", stated=CERTAIN)) == 10_000_000
    assert paid(terms_of("yearly", stated=CERTAIN | {"discount": "0.2"})) > 10_000_000


def test_the_rate_keeps_two_figures():
    (fee,) = terms_of("royalty").stages[0].fees

    assert fee.bands[0].rate_ppm == 23_000


def test_stages_come_to_the_price_in_expectation():
    terms = terms_of("staged", readiness="pilot")
    trial, pilot, production = (stage.fees[0].amount_fen for stage in terms.stages)

    # A trial passes with 0.85, a pilot with 0.82; the trial is credited.
    expected = trial + 0.85 * (pilot + 0.82 * (production - trial))
    assert expected == pytest.approx(10_000_000, rel=0.05)
    assert (trial, pilot) == (200_000, 1_800_000)


def test_the_less_sure_the_later_stages_the_dearer_they_are():
    late = [
        terms_of("staged", readiness=level).stages[-1].fees[0].amount_fen
        for level in ("lab", "prototype", "pilot", "proven")
    ]

    assert late == sorted(late, reverse=True)


def test_stages_last_as_long_as_the_readiness_says():
    terms = terms_of("staged", readiness="lab")

    assert [stage.months for stage in terms.stages] == [12, 18, None]


def test_no_form_goes_above_what_fixed_fees_stay_below():
    aim = Aim(one_off_fen=2_000_000_000, rate_ppm=None, most_fen=2_000_000_000)

    for form in ("one_off", "yearly", "staged"):
        terms = terms_of(form, aim, stated=CERTAIN | {"discount": "0.2"})
        total = sum(
            fee.amount_fen * (5 if fee.due == "yearly" else 1)
            for stage in terms.stages
            for fee in stage.fees
        )
        assert total <= 2_000_000_000
        codes = {found.code for found in check(terms, None, day=terms.starts_on)}
        assert "cap.fixed_fee" not in codes


def test_a_short_term_has_no_stages():
    assert terms_of("staged", months=9) is None
    assert terms_of("staged", months=10) is not None
    assert terms_of("staged", months=5, readiness="proven") is None
    assert terms_of("staged", months=6, readiness="proven") is not None


def test_what_is_not_known_makes_no_terms():
    unknown = starting(asked(stated={}), Aim(None, None, None))
    nothing = starting(asked(), Aim(0, 0, None))

    assert [one.terms for one in (*unknown, *nothing)] == [None] * 8
    assert all("No data" in one.reason.en for one in unknown)
    stated = starting(asked(), Aim(None, None, None))
    assert all("each for the reason it states" in one.reason.en for one in stated)
    assert all("above 0" in one.reason.en for one in nothing)
