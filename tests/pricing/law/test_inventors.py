"""The inventors' share, case by case and against the table that was read."""

import csv
from datetime import date
from pathlib import Path

import pytest
import yaml

from pricing.errors import FactImpossible, FigureNotFound
from pricing.law.inventors import inventor_share
from pricing.money import parse_ppm
from pricing.tiers import PROVINCES

ROOT = Path(__file__).parents[3]
CASES = yaml.safe_load((ROOT / "tests/cases/inventor_share.yaml").read_text("utf-8"))
READ = ROOT.parent / "shared/data/law/income_sharing.csv"
DAY = date(2026, 11, 23)
CODES = {code: province for province, (_zh, code) in PROVINCES.items()}


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in CASES])
def test_share(case):
    if case["share"] == "none":
        with pytest.raises(FigureNotFound, match="2015-10-01"):
            inventor_share(case.get("province"), day=case["day"])
        return
    found = inventor_share(case.get("province"), day=case["day"])

    assert found.share_ppm == parse_ppm(case["share"])
    assert found.is_binding is case["binding"]
    assert found.floor_ppm == parse_ppm(case["floor"])


@pytest.mark.parametrize("province", [None, *PROVINCES])
def test_every_province_has_a_share_with_its_article(province):
    found = inventor_share(province, day=DAY)

    assert found.floor_ppm <= found.share_ppm
    assert found.province in {None, province}
    assert all([found.article_zh, found.article_en, found.base_zh, found.base_en])


def test_an_unknown_province_is_refused():
    with pytest.raises(FactImpossible, match="99"):
        inventor_share("99", day=DAY)


@pytest.mark.skipif(not READ.exists(), reason="the table that was read is not here")
def test_the_shares_are_those_of_the_table_that_was_read():
    rows = csv.DictReader(READ.read_text("utf-8").splitlines())
    read = {
        CODES.get(row["jurisdiction"]): row["min_share_to_contributors"]
        for row in rows
        if row["base"] == "net licence income"
    }

    assert len(read) == 6
    for province, share in read.items():
        found = inventor_share(province, day=DAY)
        assert (found.province, found.share_ppm) == (province, parse_ppm(share))


@pytest.mark.parametrize(
    ("province", "source"),
    [(None, "Law"), ("31", "Shanghai"), ("37", "Shandong"), ("41", "Henan")],
)
def test_a_share_rests_on_the_rule_of_its_own_province(province, source):
    found = inventor_share(province, day=DAY)

    assert found.source.startswith(source)
