"""The cases in tests/cases, which a jurist can read and add to."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from pricing.errors import FigureNotFound
from pricing.law.checks import OfficeFacts, PatentFacts, check, filing_deadline
from pricing.law.figures import figure
from pricing.law.licence_of_right import renewal_fee_after
from pricing.terms import read_terms

FOLDER = Path(__file__).parents[2] / "cases"
DAY = timedelta(days=1)
GOOD_ORDER = PatentFacts(
    number="ZL201810000000.0",
    kind="invention",
    is_granted=True,
    is_ended=False,
    expires_on=date(2038, 1, 1),
    annual_fee_paid=True,
    has_exclusive_licence=False,
    is_suspended=False,
    is_pledged=False,
    evaluation_report="none",
    co_owners_consent=True,
    is_invalidated=False,
)
PLAIN = {
    "version": 1,
    "currency": "CNY",
    "lane": "open",
    "starts_on": "2027-01-01",
    "ends_on": "2032-12-31",
    "tax": {"price_includes_vat": True, "treatment": "undetermined"},
    "fee_basis_zh": "参照同类专利许可费。",
}


def cases(name):
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    found = yaml.safe_load(text)
    return [pytest.param(case, id=case["name"]) for case in found]


def terms_of(case):
    stage = {"name": "all", "label_zh": "全程", "label_en": "Whole term"}
    stage["fees"] = case.get("fees", [{"kind": "fixed", "amount": "1000.00"}])
    texts = {key: text * times for key, (text, times) in case.get("repeat", {}).items()}
    written = {**PLAIN, **case.get("terms", {}), **texts, "stages": [stage]}
    return read_terms(json.dumps(written, default=str))


def facts_of(case):
    changes = case.get("patent", {})
    if changes == "none":
        return None
    return PatentFacts(**{**vars_of(GOOD_ORDER), **changes})


def vars_of(facts):
    return {name: getattr(facts, name) for name in facts.__slots__}


def office_of(case):
    office = case.get("office", "none")
    return None if office == "none" else OfficeFacts(**office)


def findings_of(case):
    day = case.get("day", date(2027, 1, 1))
    return check(terms_of(case), facts_of(case), day=day, office=office_of(case))


FINDINGS = [
    *cases("bars"),
    *cases("terms"),
    *cases("tiers"),
    *cases("minimums"),
    *cases("taxes"),
    *cases("office"),
]


@pytest.mark.parametrize("case", cases("figures"))
def test_figure(case):
    asked = figure(case["figure"])
    if case["value"] == "none":
        with pytest.raises(FigureNotFound):
            asked.on(case["day"])
    else:
        assert asked.on(case["day"]) == Decimal(case["value"])
        sure = asked.confidence_on(case["day"])
        assert sure == case.get("sure", sure)


@pytest.mark.parametrize("case", cases("tables"))
def test_table(case):
    asked = figure(case["figure"])
    if case["says"] == "none":
        with pytest.raises(FigureNotFound):
            asked.entry_on(case["day"], case["entry"])
    else:
        entry = asked.entry_on(case["day"], case["entry"])
        assert case["says"].items() <= entry.items()
        sure = asked.confidence_on(case["day"])
        assert sure == case.get("sure", sure)


@pytest.mark.parametrize("case", cases("filing_deadline"))
def test_filing_deadline(case):
    if case["deadline"] == "none":
        with pytest.raises(FigureNotFound):
            filing_deadline(case["effective"])
    else:
        assert filing_deadline(case["effective"]) == case["deadline"]


@pytest.mark.parametrize("case", cases("licence_of_right"))
def test_renewal_fee_under_a_licence_of_right(case):
    asked = (case["jurisdiction"], case["full"])
    if case["due"] == "none":
        with pytest.raises(FigureNotFound):
            renewal_fee_after(*asked, day=case["day"])
    else:
        assert renewal_fee_after(*asked, day=case["day"]) == case["due"]


@pytest.mark.parametrize("case", FINDINGS)
def test_findings(case):
    found = findings_of(case)
    said = {f"{one.severity} {one.code}" for one in found}
    severities = {one.severity for one in found}
    sure = {one.code: one.confidence for one in found}

    assert set(case.get("finds", [])) <= said
    assert not set(case.get("without", [])) & (said | severities)
    assert case.get("sure", {}).items() <= sure.items()
    for code, words in case.get("tells", {}).items():
        assert all(words in one.message_en for one in found if one.code == code)


@pytest.mark.parametrize("case", FINDINGS)
def test_every_finding_names_article_place_and_mend(case):
    for one in findings_of(case):
        assert all([one.article, one.where, one.message_zh, one.message_en])
        assert all([one.mend_zh, one.mend_en])
        assert "{" not in one.message_zh + one.message_en + one.mend_zh + one.mend_en
        assert bool(one.doubt_zh) == bool(one.doubt_en) == (one.confidence != "V1")


def test_there_are_enough_cases_for_a_jurist():
    files = ("figures", "tables", "filing_deadline", "licence_of_right")
    named = [case.id for name in files for case in cases(name)]
    named += [case.id for case in FINDINGS]

    assert len(named) >= 70
    assert len(set(named)) == len(named)


@pytest.mark.parametrize(
    "change",
    [
        "2021-06-01",
        "2022-07-01",
        "2024-01-20",
        "2024-07-15",
        "2026-01-01",
        "2026-04-01",
    ],
)
def test_the_eve_and_the_day_of_each_change_have_a_case(change):
    files = ("figures", "tables", "licence_of_right")
    found = [case for name in files for case in cases(name)] + FINDINGS
    days = {case.values[0].get("day") for case in found}

    assert {date.fromisoformat(change), date.fromisoformat(change) - DAY} <= days
