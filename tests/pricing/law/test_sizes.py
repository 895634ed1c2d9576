"""Sizes of firms: the cases, the table that was read, and what must always hold."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from market.accounts.models import Industry
from pricing import errors
from pricing.errors import FactMissing
from pricing.law.figures import figure
from pricing.law.size_limits import sized_industries
from pricing.law.sizes import size_of
from pricing.tiers import SIZES

ROOT = Path(__file__).parents[3]
CASES = yaml.safe_load((ROOT / "tests/cases/sizes.yaml").read_text("utf-8"))
READ = ROOT.parent / "shared/data/law/sme_thresholds.csv"
DAY = date(2026, 11, 23)
FEN_PER_WAN = 1_000_000
METRICS = ("staff", "revenue", "assets")
AS_READ = {"employees": "staff", "revenue": "revenue", "total_assets": "assets"}
figures = st.one_of(st.none(), st.integers(0, 2_000_000_000_000))


def given_as(stated):
    """Return what a case states as arguments: persons, and fen for 10,000 yuan."""
    arguments = {}
    for metric, text in stated.items():
        if metric == "staff":
            arguments["staff"] = int(text)
        else:
            arguments[f"{metric}_fen"] = int(Decimal(text) * FEN_PER_WAN)
    return arguments


def edges():
    for case in CASES:
        for metric in set(METRICS) & set(case):
            for value, size in case[metric].items():
                stated = {**case.get("held", {}), metric: value}
                yield pytest.param(
                    case["industry"], stated, size, id=f"{case['name']}: {value}"
                )


@pytest.mark.parametrize(("industry", "stated", "size"), list(edges()))
def test_a_limit_parts_two_classes(industry, stated, size):
    assert size_of(industry, day=DAY, **given_as(stated)).size == size


@pytest.mark.parametrize(
    "case", [pytest.param(c, id=c["name"]) for c in CASES if "given" in c]
)
def test_what_is_known_of_a_firm(case):
    day, arguments = case.get("day", DAY), given_as(case["given"])
    if "misses" in case:
        with pytest.raises(FactMissing, match=f"its {case['misses']}, which"):
            size_of(case["industry"], day=day, **arguments)
    elif "error" in case:
        with pytest.raises(getattr(errors, case["error"])) as caught:
            size_of(case["industry"], day=day, **arguments)
        assert caught.value.message_zh != caught.value.message_en
        assert caught.value.mend_zh
    else:
        found = size_of(case["industry"], day=day, **arguments)
        assert found.size == case["size"]
        assert found.confidence == case.get("sure", found.confidence)


def test_the_industries_are_those_that_a_firm_may_state():
    assert set(sized_industries(DAY)) == {each.value for each in Industry}
    assert len(sized_industries(DAY)) == 16


@pytest.mark.skipif(not READ.exists(), reason="the table that was read is not here")
def test_the_limits_are_those_of_the_table_that_was_read():
    table = figure("size_classes").value_on(DAY)
    rows = list(csv.DictReader(READ.read_text("utf-8").splitlines()))

    assert [row["industry_zh"] for row in rows] == [
        entry["name_zh"] for entry in table.values()
    ]
    for row, entry in zip(rows, table.values(), strict=True):
        read = {
            AS_READ[row[f"metric{n}"]]: {
                "sme_below": row[f"sme_upper_exclusive{n}"],
                "medium_from": row[f"medium_lower{n}"],
                "small_from": row[f"small_lower{n}"],
            }
            for n in (1, 2)
            if row[f"metric{n}"]
        }
        assert read == {key: entry[key] for key in METRICS if key in entry}
        # Unsure there is unsure here.
        assert ("U for medium" in row["confidence"]) is ("medium_confidence" in entry)


def by_the_letter(industry, values):
    """Return the class as the standard words it, each sentence by itself."""
    entry = figure("size_classes").value_on(DAY)[industry]
    limits = {
        metric: {
            key: int(text) * (1 if metric == "staff" else FEN_PER_WAN)
            for key, text in entry[metric].items()
        }
        for metric in METRICS
        if metric in entry
    }
    if all(values[m] >= limits[m]["sme_below"] for m in limits):
        return "large"
    if all(values[m] >= limits[m]["medium_from"] for m in limits):
        return "medium"
    if all(values[m] >= limits[m]["small_from"] for m in limits):
        return "small"
    return "micro"


@given(st.sampled_from(list(Industry)), figures, figures, figures)
def test_an_answer_holds_whatever_is_not_known(industry, staff, revenue, assets):
    facts = {"staff": staff, "revenue_fen": revenue, "assets_fen": assets}
    values = {"staff": staff, "revenue": revenue, "assets": assets}
    asked = set(METRICS) & set(figure("size_classes").value_on(DAY)[industry])
    outcomes = {
        by_the_letter(
            industry,
            {m: unknown if v is None else v for m, v in values.items()},
        )
        for unknown in (0, 10**13)
    }

    try:
        found = size_of(industry, day=DAY, **facts)
    except FactMissing:
        assert any(values[metric] is None for metric in asked)
        assert len(outcomes) > 1
    else:
        assert {found.size} == outcomes
        assert found.size in SIZES
        assert all([found.reason_zh, found.reason_en, found.source])
