"""The cases in tests/cases, which a jurist can read and add to."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from pricing.errors import FigureNotFound
from pricing.law.checks import PatentFacts, check, filing_deadline
from pricing.law.figures import figure
from pricing.terms import read_terms

FOLDER = Path(__file__).parents[2] / "cases"
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


@pytest.mark.parametrize("case", cases("figures"))
def test_figure(case):
    if case["value"] == "none":
        with pytest.raises(FigureNotFound):
            figure(case["figure"]).on(case["day"])
    else:
        assert figure(case["figure"]).on(case["day"]) == Decimal(case["value"])


@pytest.mark.parametrize("case", cases("filing_deadline"))
def test_filing_deadline(case):
    if case["deadline"] == "none":
        with pytest.raises(FigureNotFound):
            filing_deadline(case["effective"])
    else:
        assert filing_deadline(case["effective"]) == case["deadline"]


@pytest.mark.parametrize("case", [*cases("bars"), *cases("terms")])
def test_findings(case):
    day = case.get("day", date(2027, 1, 1))
    found = check(terms_of(case), facts_of(case), day=day)
    said = {f"{one.severity} {one.code}" for one in found}
    severities = {one.severity for one in found}

    assert set(case.get("finds", [])) <= said
    assert not set(case.get("without", [])) & (said | severities)


@pytest.mark.parametrize("case", [*cases("bars"), *cases("terms")])
def test_every_finding_names_article_place_and_mend(case):
    day = case.get("day", date(2027, 1, 1))
    for one in check(terms_of(case), facts_of(case), day=day):
        assert all([one.article, one.where, one.message_zh, one.message_en])
        assert all([one.mend_zh, one.mend_en])
        assert "{" not in one.message_zh + one.message_en + one.mend_zh + one.mend_en
