from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.canonical import canonical_json
from pricing.errors import PatternUnknown
from pricing.law.checks import check
from pricing.patterns import PATTERN_LABELS, PATTERNS, pattern
from pricing.terms import FixedFee, read_terms

DAYS = st.dates(date(2024, 1, 20), date(2060, 12, 31))


def made(name, lane="open"):
    return pattern(
        name, lane=lane, starts_on=date(2027, 1, 1), ends_on=date(2031, 12, 31)
    )


def test_there_are_eight_patterns_each_with_labels_in_both_languages():
    assert len(PATTERNS) == 8
    assert set(PATTERN_LABELS) == set(PATTERNS)


@given(st.sampled_from(PATTERNS), DAYS, st.integers(0, 9000))
def test_a_pattern_is_sound_for_any_term(name, starts_on, days):
    ends_on = date.fromordinal(starts_on.toordinal() + days)
    terms = pattern(name, lane="open", starts_on=starts_on, ends_on=ends_on)

    assert read_terms(canonical_json(terms)) == terms
    findings = check(terms, None, day=starts_on)
    assert not [found for found in findings if found.severity == "error"]


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_keeps_its_lane_but_for_size_tiers(name):
    expected = "ordinary" if name == "size_tiered" else "open"

    assert made(name).lane == expected
    assert made(name, "ordinary").lane == "ordinary"


def test_staged_goes_from_trial_to_production_and_credits_the_trial():
    trial, pilot, production = made("staged").stages

    assert [trial.name, pilot.name, production.name] == ["trial", "pilot", "production"]
    assert not trial.sales_allowed
    assert isinstance(trial.fees[0], FixedFee)
    assert trial.fees[0].credited_to == "production"


def test_pay_later_falls_due_after_a_year():
    (fee,) = made("pay_later").stages[0].fees

    assert isinstance(fee, FixedFee)
    assert (fee.due, fee.months, fee.if_stopped) == ("after_months", 12, "waived")


def test_an_unknown_pattern_is_refused_with_the_known_ones():
    with pytest.raises(PatternUnknown, match="one_off"):
        made("auction")
