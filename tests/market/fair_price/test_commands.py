"""``flask price suggest``: a range with reasons, and no traceback for anything."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from market.fair_price.question import KEYS
from pricing.terms import read_terms

ARGS = ("price", "suggest", "--on", "2026-11-23", "--draws", "300")
SALES = ("--sales", "3000000..5000000..9000000")
ROWS = (
    b"year,form,amount,rate,months,currency,source\n"
    b"2024,fixed,120000,,36,CNY,a\n"
    b"2024,fixed,0,,36,CNY,b\n"
    b"2024,fixed,100000,,36,EUR,c\n"
)

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
pytestmark = on_sqlite


@pytest.fixture
def run(runner):
    def ran(*args, given=None):
        return runner.invoke(args=[*ARGS, *args], input=given)

    return ran


def test_a_range_comes_with_its_method_and_sources(run):
    result = run(*SALES, "--lang", "en")

    assert result.exit_code == 0
    assert "own method" in result.stdout
    for told in ("P10", "P50", "P90", "rests on:", "ASSUMPTION", "walks away"):
        assert told in result.stdout


def test_chinese_is_spoken_to_who_reads_it(run):
    result = run(*SALES, "--lang", "zh")

    assert result.exit_code == 0
    assert "本项目自有方法" in result.stdout
    assert "来源：假设" in result.stdout
    assert "ASSUMPTION" not in result.stdout
    assert "National pilot" not in result.stdout


def test_a_price_of_0_says_why_there_are_no_terms(run):
    result = run("--sales", "200000", "--lang", "en")

    assert result.stdout.count("eats the added profit") >= 2
    assert "P10 0 · P50 0 · P90 0 yuan" in result.stdout


def test_a_comparison_says_what_limits_it(run):
    result = run(*SALES, "--lang", "en")

    assert "The months of trial and pilot are those of the ladder" in result.stdout


def test_json_holds_ranges_headings_terms_and_the_ladder(run):
    told = json.loads(run(*SALES, "--json").stdout)

    assert told["yearly_fee_fen"]["p10"] < told["yearly_fee_fen"]["p90"]
    assert len(told["headings"]) == 5
    assert [one["form"] for one in told["starting_terms"]] == [
        "one_off",
        "yearly",
        "royalty",
        "staged",
    ]
    for one in told["starting_terms"]:
        read_terms(json.dumps(one["terms"]))
    keys = {line["key"] for line in told["fee_ladder"]["lines"]}
    assert {"walk_away_price", "break_even_conversion"} <= keys


def test_the_same_seed_gives_the_same_answer(run):
    first, again = (run(*SALES, "--seed", "5", "--json").stdout for _ in range(2))
    other = run(*SALES, "--seed", "6", "--json").stdout

    assert first == again != other


def test_without_sales_a_rate_is_told_and_why_there_is_no_fee(run):
    told = json.loads(run("--json").stdout)

    assert told["yearly_fee_fen"] is None
    assert told["royalty_ppm"]["p50"] > 0
    assert told["fee_ladder"] is None
    assert "yearly sales" in told["fee_ladder_missing"]["en"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_table_says_of_each_row_what_became_of_it(run, lang):
    args = (*SALES, "--comparables", "-", "--lang", lang)
    result = run(*args, given=ROWS)
    rows = json.loads(run(*args, "--json", given=ROWS).stdout)["rows"]

    assert result.exit_code == 0
    assert [row["used"] for row in rows] == [True, False, False]
    assert all(row["reason"][lang] in result.stdout for row in rows)
    assert "EUR" in result.stdout


def test_a_patent_brings_its_end_its_class_and_its_licences(run, make):
    make.patent(make.office(), number="ZL202110000077.7", ipc="C02F 1/28")

    told = json.loads(run(*SALES, "--patent", "ZL202110000077.7", "--json").stdout)

    assert told["patent"] == "ZL202110000077.7"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--sales", "x"), "--sales"),
        (("--own-sales", "-1"), "--own-sales"),
        (("--margin", "2"), "--margin"),
        (("--patent-share", "9..1"), "--patent-share"),
        (("--readiness", "soon"), "--readiness"),
        (("--months", "0"), "--months"),
        (("--lane", "fast"), "--lane"),
        (("--licensees", "0.5"), "--licensees"),
        (("--discount", "nan"), "--discount"),
        (("--seed", "x"), "--seed"),
        (("--seed", "-1"), "--seed"),
        (("--seed", "9" * 40), "--seed"),
        (("--draws", "1"), "--draws"),
        (("--draws", "1000001"), "--draws"),
        (("--on", "2026-02-30"), "--on"),
        (("--on", "1900-01-01"), "--on"),
        (("--patent", "ZL1"), "--patent"),
        (("--comparables", "none.csv"), "none.csv"),
        (("--comparables", "."), "."),
        (("--comparables", "a\0b"), "a"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_cannot_be_read_ends_with_status_2_and_one_line(run, args, told, lang):
    result = run(*args, "--lang", lang)

    assert result.exit_code == 2
    assert told in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "The file is empty"),
        (b"\xff\xfe", "UTF-16"),
        (b"a,b\n1,2\n", "no column year"),
        (b"year,rate,rate\n", "twice"),
        (b"\0" * 50, "no text"),
    ],
)
def test_a_table_that_says_nothing_ends_with_status_2(run, content, told):
    result = run("--comparables", "-", "--lang", "en", given=content)

    assert result.exit_code == 2
    assert told in result.stderr


texts = st.one_of(
    st.text(st.characters(exclude_characters="\0"), max_size=12),
    st.sampled_from(["", "0", "1", "5%", "1..2..3", "pert:1..2..3", "90000000000"]),
)
stated = st.dictionaries(st.sampled_from(KEYS), texts, max_size=5)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(stated=stated, table=st.binary(max_size=200), header=st.booleans())
def test_no_options_and_no_table_end_in_a_traceback(run, stated, table, header):
    options = [f"--{key.replace('_', '-')}={text}" for key, text in stated.items()]
    content = b"year,form,amount,rate,months,currency\n" + table if header else table

    result = run(*options, "--comparables", "-", "--json", given=content)

    assert result.exit_code in (0, 2), result.exception
    assert (result.exit_code == 0) == bool(result.stdout)
