import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pricing.law.checks import OfficeFacts, PatentFacts, check
from pricing.law.tier_rules import dearest_factor_ppm
from pricing.plan import plan_of
from pricing.terms import read_terms
from pricing.tiers import PROVINCES
from tests.pricing.random_terms import random_terms

MAYBE = st.none() | st.booleans()
DAYS = st.dates(date(1980, 1, 1), date(2100, 12, 31))
LANES = st.sampled_from(("open", "ordinary"))
PATENTS = st.none() | st.builds(
    PatentFacts,
    kind=st.sampled_from((None, "invention", "utility_model", "design")),
    is_granted=MAYBE,
    expires_on=st.none() | DAYS,
    is_pledged=MAYBE,
    pledgee_consents=MAYBE,
    evaluation_report=st.sampled_from((None, "none", "positive", "negative")),
)
OFFICES = st.none() | st.builds(
    OfficeFacts,
    is_public_institution=MAYBE,
    province=st.none() | st.sampled_from(sorted(PROVINCES)),
)


@st.composite
def terms(draw):
    written = random_terms(lambda low, high: draw(st.integers(low, high)))
    written["lane"] = draw(LANES)
    written["mode"] = draw(st.sampled_from(("posted", "negotiated")))
    return read_terms(json.dumps(written))


@given(terms(), PATENTS, OFFICES, DAYS)
def test_any_terms_on_any_day_are_answered(found, patent, office, day):
    findings = check(found, patent, day=day, office=office)

    severities = [one.severity for one in findings]
    assert severities == sorted(severities, key=["error", "warning", "notice"].index)
    for one in findings:
        said = one.message_zh + one.message_en + one.mend_zh + one.mend_en
        assert "{" not in said
        assert "None" not in said
        assert all([one.article_zh, one.article_en, one.where])
    assert findings == check(found, patent, day=day, office=office)


@given(terms())
def test_the_dearest_factor_is_the_highest_that_anyone_meets(found):
    assert dearest_factor_ppm(found) == plan_of(found).factors_ppm.max()
