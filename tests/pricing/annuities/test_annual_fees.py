"""Patent years, their fees, and what paying late adds."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pricing import errors
from pricing.annuities.annual_fees import annual_fee_fen, patent_years
from pricing.annuities.late_fees import late_fee_fen
from pricing.annuities.patent_life import KINDS, patent_life, patent_year_of
from pricing.errors import FactImpossible, FactMissing, FigureNotFound
from pricing.law.figures import figure
from pricing.money import parse_fen

ROOT = Path(__file__).parents[3]
CASES = yaml.safe_load((ROOT / "tests/cases/annual_fees.yaml").read_text("utf-8"))
READ = ROOT.parent / "shared/data/law"
DAY = date(2026, 11, 23)
days = st.dates(date(2002, 1, 1), date(2060, 1, 1))


def fen_of(case):
    """Return what a case asks for, as its kind of question."""
    if "late" in case or "paid" in case:
        full_fen = parse_fen(case["full"])
        return late_fee_fen(full_fen, due_on=case["due"], paid_on=case["paid"])
    if "figure" in case:
        return parse_fen(str(figure(case["figure"]).on(case["day"])))
    years = range(1, case["years"] + 1) if "years" in case else [case["year"]]
    return sum(annual_fee_fen(case["kind"], year, day=case["day"]) for year in years)


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in CASES])
def test_annual_fee(case):
    stated = case.get("fee") or case.get("total") or case.get("late")
    if "error" in case or stated == "none":
        with pytest.raises(getattr(errors, case.get("error", "FigureNotFound"))):
            fen_of(case)
    else:
        assert fen_of(case) == parse_fen(stated)


@pytest.mark.skipif(not READ.exists(), reason="the tables that were read are not here")
def test_the_fees_are_those_of_the_table_that_was_read():
    text = (READ / "annual_fees.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))

    assert len(rows) == 45
    for row in rows:
        found_fen = annual_fee_fen(row["patent_type"], int(row["year_no"]), day=DAY)
        assert found_fen == parse_fen(row["full_fee_cny"])
        name = f"annual_fees_{row['patent_type']}"
        assert figure(name).confidence_on(DAY) == row["confidence"]


@pytest.mark.skipif(not READ.exists(), reason="the tables that were read are not here")
def test_other_fees_and_reductions_are_those_of_the_tables_that_were_read():
    text = (READ / "term_compensation_fees.csv").read_text("utf-8")
    request, yearly, _report, late = csv.DictReader(text.splitlines())
    text = (READ / "fee_reductions.csv").read_text("utf-8")
    read = {row["reduction_id"]: row for row in csv.DictReader(text.splitlines())}

    def percent(rate):
        return f"{float(rate) * 100:g}"

    assert figure("compensation_term_request_fee").on(DAY) == int(request["fee_cny"])
    assert figure("compensation_term_fee").on(DAY) == int(yearly["fee_cny"])
    rule = figure("late_fee").value_on(DAY)
    assert f"{percent(rule['rate_per_month'])}%" == late["fee_cny"]
    for which in ("standard_single", "standard_joint"):
        rate = figure("annual_fee_reductions").entry_on(DAY, which)["rate"]
        assert percent(rate) == read[which]["reduction_pct_off"]
    rate = figure("annual_fee_reductions_open_licence").on(DAY)
    assert percent(rate) == read["open_licence"]["reduction_pct_off"]


def test_a_year_is_due_on_the_day_it_begins_and_the_grant_year_at_the_grant():
    life = patent_life(
        "invention", filed_on=date(1997, 6, 3), granted_on=date(2001, 8, 1)
    )
    first, second, *_rest, last = patent_years(life)

    assert (first.number, first.due_on) == (5, date(2001, 8, 1))
    assert (second.number, second.due_on) == (6, date(2002, 6, 3))
    assert (last.number, last.due_on) == (20, date(2016, 6, 3))


@pytest.mark.parametrize(
    ("kind", "filed_on", "last"),
    [
        ("invention", date(2021, 3, 1), 20),
        ("utility_model", date(2021, 3, 1), 10),
        ("design", date(2021, 5, 31), 10),
        ("design", date(2021, 6, 1), 15),
    ],
)
def test_a_patent_has_the_years_of_its_term(kind, filed_on, last):
    life = patent_life(
        kind, filed_on=filed_on, granted_on=filed_on + timedelta(days=200)
    )
    assert [year.number for year in patent_years(life)] == list(range(1, last + 1))


@pytest.mark.parametrize(
    ("ends_on", "years"),
    [
        (date(2041, 12, 2), 20),
        (date(2042, 9, 5), 20),
        (date(2042, 9, 6), 21),
        (date(2044, 1, 1), 22),
        (date(2030, 9, 6), 9),
        (date(2030, 9, 7), 10),
    ],
)
def test_only_full_years_of_a_compensated_term_are_charged(ends_on, years):
    life = patent_life(
        "invention",
        filed_on=date(2021, 9, 6),
        granted_on=date(2026, 2, 1),
        ends_on=ends_on,
    )
    found = patent_years(life)

    assert found[-1].number == years
    assert all(year.full_fee_fen == 800_000 for year in found if year.is_compensated), (
        found
    )
    assert sum(year.is_compensated for year in found) == max(0, years - 20)


def test_each_fact_that_is_not_known_is_named():
    with pytest.raises(FactMissing) as caught:
        patent_life(None, filed_on=DAY, granted_on=None)

    assert "the kind of patent and the day of the grant are not known" in str(
        caught.value
    )
    assert "专利类型、授权公告日未知" in caught.value.message_zh


@pytest.mark.parametrize(
    ("kind", "filed_on", "granted_on", "ends_on"),
    [
        ("plant", date(2020, 1, 1), date(2021, 1, 1), None),
        ("invention", date(2020, 1, 1), date(2019, 12, 31), None),
        ("invention", date(2000, 1, 1), date(2020, 1, 1), None),
        ("invention", date(2020, 1, 1), date(2023, 1, 1), date(2022, 1, 1)),
        ("design", date(2020, 1, 1), date(2021, 1, 1), date(2035, 1, 1)),
    ],
)
def test_days_that_contradict_one_another_are_refused(
    kind, filed_on, granted_on, ends_on
):
    with pytest.raises(FactImpossible):
        patent_life(kind, filed_on=filed_on, granted_on=granted_on, ends_on=ends_on)


def test_a_filing_before_the_present_terms_names_figure_and_first_day():
    with pytest.raises(FigureNotFound) as caught:
        patent_life(
            "invention", filed_on=date(1992, 12, 31), granted_on=date(1995, 1, 1)
        )

    assert "Term of protection of an invention" in str(caught.value)
    assert "1993-01-01" in str(caught.value)
    assert "1993-01-01" in caught.value.message_zh


@given(days, st.integers(0, 20 * 366))
def test_a_day_lies_in_exactly_one_patent_year(filed_on, later):
    day = filed_on + timedelta(days=later)
    number = patent_year_of(filed_on, day)
    eve = patent_year_of(filed_on, day + timedelta(days=1))

    assert 1 <= number <= 21
    assert number <= eve <= number + 1


@given(st.sampled_from(KINDS), days, st.integers(0, 9 * 365))
def test_years_follow_one_another_and_fees_never_fall(kind, filed_on, later):
    life = patent_life(
        kind, filed_on=filed_on, granted_on=filed_on + timedelta(days=later)
    )
    years = patent_years(life)

    first = years[0].number
    assert [year.number for year in years] == list(range(first, first + len(years)))
    fees = [year.full_fee_fen for year in years]
    assert fees == sorted(fees)
    assert sum(year.is_grant_year for year in years) == 1
