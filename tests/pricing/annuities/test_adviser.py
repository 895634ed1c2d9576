"""What opening a patent saves: the cases, known answers, and what always holds."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pricing import errors
from pricing.annuities.adviser import advise
from pricing.annuities.patent_life import KINDS, patent_life
from pricing.annuities.reductions import Patentees, opening
from pricing.annuities.words import in_words
from pricing.dates import plus_months
from pricing.errors import FigureNotFound
from pricing.law.figures import figure
from pricing.money import parse_fen

CASES = Path(__file__).parents[2] / "cases" / "reductions.yaml"
FILED = date(2024, 3, 1)
GRANTED = date(2026, 5, 9)
TODAY = date(2026, 11, 23)
UNIVERSITY = Patentees(qualify=True)
OTHERS = Patentees(qualify=False)


def life_of(case):
    return patent_life(
        case.get("kind", "invention"),
        filed_on=case.get("filed", FILED),
        granted_on=case.get("granted", GRANTED),
        ends_on=case.get("ends"),
    )


def advised(case):
    """Return the advice on the year of a case."""
    life = life_of(case)
    filed_on = case.get("filed_licence", TODAY)
    licences = None
    if filed_on != "none":
        licences = opening(
            life,
            filed_on=filed_on,
            ends_on=case.get("licence_ends"),
            withdrawn_on=case.get("withdrawn"),
        )
    qualify = case.get("qualify", True)
    patentees = Patentees(
        is_joint=case.get("joint", False),
        qualify=None if qualify == "unknown" else qualify,
    )
    is_grant_year = case["year"] == life.grant_year
    begins_on = plus_months(life.filed_on, 12 * (case["year"] - 1))
    day = life.granted_on if is_grant_year else begins_on
    return advise(life, patentees, licences, day=day).years[0]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["name"])
        for case in yaml.safe_load(CASES.read_text("utf-8"))
    ],
)
def test_saving(case):
    if "error" in case:
        with pytest.raises(getattr(errors, case["error"])) as caught:
            advised(case)
        assert caught.value.message_zh != caught.value.message_en
        return
    year = advised(case)

    assert year.number == case["year"]
    assert year.with_fen == parse_fen(case["pays"])
    assert year.saved_fen == parse_fen(case["saves"])
    assert year.code == case["because"]


def whole(kind="invention", granted_on=GRANTED, patentees=UNIVERSITY, **licence):
    life = patent_life(kind, filed_on=FILED, granted_on=granted_on)
    licences = opening(life, filed_on=licence.pop("filed_on", TODAY), **licence)
    return advise(life, patentees, licences)


def test_a_university_saves_from_year_13_on_900_then_1200():
    advice = whole()
    saved = {year.number: year.saved_fen for year in advice.years}

    assert [number for number, fen in saved.items() if fen] == list(range(13, 21))
    assert {saved[13], saved[14], saved[15]} == {90_000}
    assert {saved[number] for number in range(16, 21)} == {120_000}
    assert advice.saved_fen == advice.could_save_fen == 870_000
    assert advice.summary[0][1].startswith("Open licences save 8,700 yuan")


def test_a_university_never_saves_on_a_utility_model_and_is_told_so():
    life = patent_life("utility_model", filed_on=FILED, granted_on=date(2024, 12, 3))
    advice = advise(life, UNIVERSITY, opening(life, filed_on=TODAY))

    assert advice.saved_fen == advice.could_save_fen == 0
    (_zh, nothing), (zh, never) = advice.summary
    assert "save none" in nothing
    assert "whenever" in never
    assert "do not stack" in never
    assert "不得重复享受" in zh


def test_co_owners_who_do_not_all_qualify_save_at_once():
    advice = whole(patentees=Patentees(is_joint=True, qualify=False))

    first, second, *_rest = advice.years
    assert (first.code, first.saved_fen) == ("registration", 0)
    assert (second.number, second.saved_fen) == (4, 18_000)


def test_without_a_filed_licence_it_says_what_one_could_save():
    life = patent_life("invention", filed_on=FILED, granted_on=GRANTED)
    advice = advise(life, UNIVERSITY, day=TODAY)

    assert advice.saved_fen == 0
    assert advice.could_save_fen == 870_000
    assert "8,700 yuan" in advice.summary[1][1]
    assert "2026-11-23" in advice.summary[1][0]


def test_a_day_leaves_out_what_was_due_before():
    life = patent_life("invention", filed_on=FILED, granted_on=GRANTED)
    on_the_day = advise(life, UNIVERSITY, day=date(2027, 3, 1))
    on_the_next = advise(life, UNIVERSITY, day=date(2027, 3, 2))

    assert on_the_day.years[0].number == 4
    assert on_the_next.years[0].number == 5


def test_after_the_last_due_day_there_is_nothing_to_save():
    life = patent_life("invention", filed_on=FILED, granted_on=GRANTED)
    advice = advise(life, UNIVERSITY, day=date(2043, 6, 1))

    assert advice.years == ()
    assert advice.summary == (in_words("nothing_due"),)


def test_letting_it_lapse_is_compared_with_keeping_it():
    life = patent_life("invention", filed_on=FILED, granted_on=GRANTED)
    advice = advise(life, UNIVERSITY, day=TODAY)

    lapse = advice.notes[-1][1]
    assert "due on 2027-03-01" in lapse
    assert "until 2027-09-01" in lapse
    assert f"{advice.without_fen // 100:,} yuan are not spent" in lapse


def test_the_figures_are_named_with_source_and_confidence():
    names = {figure.name for figure in whole().figures}

    assert {"annual_fees_invention", "annual_fee_reductions_open_licence"} <= names
    assert all(figure.source and figure.confidence for figure in whole().figures)


@pytest.mark.parametrize("kind", KINDS)
def test_the_figures_have_a_source_for_who_reads_chinese(kind):
    for named in (*whole().figures, figure(f"annual_fees_{kind}")):
        assert named.source_zh != named.source
        assert "Guidelines" not in named.source_zh


def test_a_filing_before_the_reduction_names_the_figure_and_its_first_day():
    life = patent_life(
        "invention", filed_on=date(2020, 3, 1), granted_on=date(2022, 5, 9)
    )
    with pytest.raises(FigureNotFound) as caught:
        opening(life, filed_on=date(2024, 7, 14))

    assert "while a filed open licence runs" in str(caught.value)
    assert "2024-07-15" in str(caught.value)
    assert "2024-07-15" in caught.value.message_zh


@st.composite
def questions(draw):
    """Draw a patent, who pays, and licences that run for some time."""
    kind = draw(st.sampled_from(KINDS))
    filed_on = draw(st.dates(date(2017, 1, 1), date(2035, 12, 31)))
    granted_on = filed_on + timedelta(days=draw(st.integers(0, 5 * 365)))
    life = patent_life(kind, filed_on=filed_on, granted_on=granted_on)
    first = max(granted_on, date(2024, 7, 15))
    last = life.ends_on - timedelta(days=1)
    filed_licence = draw(st.dates(min(first, last), last))
    licences = None
    if filed_licence >= date(2024, 7, 15):
        licences = opening(
            life,
            filed_on=filed_licence,
            ends_on=draw(st.none() | st.dates(filed_licence, date(2060, 1, 1))),
            withdrawn_on=draw(st.none() | st.dates(filed_licence, date(2060, 1, 1))),
        )
    patentees = Patentees(is_joint=draw(st.booleans()), qualify=draw(st.booleans()))
    return life, patentees, licences


@given(questions())
def test_opening_never_costs_and_never_saves_more_than_15_percent(question):
    advice = advise(*question)

    for year in advice.years:
        assert 0 <= year.saved_fen <= year.full_fee_fen * 15 // 100
        assert year.with_fen == min(
            year.full_fee_fen * (1_000_000 - cut) // 1_000_000
            for cut in (year.standard_ppm, year.open_ppm)
        )
        assert (year.saved_fen > 0) is year.code.startswith("saved")
    assert advice.saved_fen == sum(year.saved_fen for year in advice.years)
    assert advice.full_fen >= advice.without_fen >= advice.with_fen > 0


@given(questions())
def test_every_year_has_its_reason_in_both_languages(question):
    for year in advise(*question).years:
        assert "{" not in year.reason_zh + year.reason_en
        assert "None" not in year.reason_zh + year.reason_en
        assert year.reason_zh.endswith("。")
        assert year.reason_en.endswith(".")


@given(questions(), st.integers(0, 25 * 365))
def test_a_later_day_only_leaves_years_out(question, later):
    life, patentees, licences = question
    day = life.granted_on + timedelta(days=later)
    all_years = advise(life, patentees, licences).years

    found = advise(life, patentees, licences, day=day).years

    assert found == all_years[len(all_years) - len(found) :]
    assert all(year.due_on >= day for year in found)
