import json

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from market.quotes.commands import quote_command
from tests.pricing.examples import EXAMPLE, text_of

TEXT = json.dumps(EXAMPLE, ensure_ascii=False)
SALES = "1000000,2000000,4000000"
OPTIONS = [
    f"--{name}"
    for name in (
        "size",
        "industry",
        "staff",
        "revenue",
        "assets",
        "quality",
        "province",
        "vat-status",
        "sales",
        "low",
        "high",
        "first-sale",
        "capital-cost",
        "expires",
        "on",
        "lang",
    )
]
FIRM = ("--industry", "manufacturing", "--staff", "19")


@pytest.fixture
def run():
    app = Flask("commands")
    app.cli.add_command(quote_command)
    runner = app.test_cli_runner()

    def ran(*args, given=None):
        return runner.invoke(args=[*args], input=given)

    return ran


def told(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_size_is_derived_from_the_figures_of_the_firm(run):
    found = told(run("quote", "-", *FIRM, "--sales", "1", "--json", given=TEXT))

    assert found["size"] == "micro"
    assert found["notes"][0]["code"] == "size_derived"


def test_revenue_may_be_more_than_any_fee(run):
    args = ("--industry", "manufacturing", "--staff", "200000")
    revenue = ("--revenue", "700000000000.00")

    found = told(
        run("quote", "-", *args, *revenue, "--sales", "1", "--json", given=TEXT)
    )

    assert found["size"] == "large"


@pytest.mark.parametrize(
    ("revenue", "size"), [("19999999.99", "small"), ("20000000", "medium")]
)
def test_revenue_is_yuan_and_told_apart_to_the_fen(run, revenue, size):
    args = (*FIRM[:3], "500", "--revenue", revenue, "--sales", "1", "--json")

    assert told(run("quote", "-", *args, given=TEXT))["size"] == size


def test_a_size_stated_counts_and_one_derived_is_told(run):
    args = ("quote", "-", "--size", "small", *FIRM, "--sales", "1", "--json")

    found = told(run(*args, given=TEXT))

    assert found["size"] == "small"
    assert found["notes"][0]["code"] == "size_differs"


def test_figures_that_do_not_suffice_only_draw_a_note_beside_a_size(run):
    args = ("quote", "-", "--size", "small", "--staff", "500", "--sales", "1", "--json")

    found = told(run(*args, given=TEXT))

    assert found["notes"][0]["code"] == "size_unchecked"


@pytest.mark.parametrize(
    ("args", "lang", "said"),
    [
        ((), "en", "Give --size micro, small, medium or large; or --industry"),
        ((), "zh", "请用 --size 填写"),
        (("--staff", "9"), "en", "Give --industry, one of agriculture,"),
        (("--staff", "9"), "zh", "请用 --industry 填写 agriculture、"),
        ((*FIRM[:3], "500"), "en", "Give --revenue, the figure of the last year."),
        ((*FIRM[:3], "500"), "zh", "请用 --revenue 填写上一年度的数据。"),
        (FIRM[:2], "en", "Give --staff and --revenue,"),
    ],
)
def test_a_firm_without_size_data_is_told_what_is_missing(run, args, lang, said):
    result = run("quote", "-", *args, "--sales", "1", "--lang", lang, given=TEXT)

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_the_size_standard_is_that_of_the_first_day_and_before_it_there_is_none(run):
    text = text_of((("starts_on",), "2011-06-17"), (("ends_on",), "2020-12-31"))

    result = run("quote", "-", *FIRM, "--sales", "1", "--lang", "en", given=text)

    assert result.exit_code == 2
    assert "2011-06-18" in result.stderr


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--size", "huge"),
        ("--quality", "gold"),
        ("--province", "510000"),
        ("--vat-status", "exempt"),
        ("--capital-cost", "8%"),
        ("--capital-cost", "1.1"),
        ("--first-sale", "soon"),
        ("--first-sale", "2026-12-31"),
        ("--expires", "never"),
        ("--staff", "-1"),
        ("--staff", "1.5"),
        ("--staff", "9" * 99),
        ("--revenue", "1.005"),
        ("--revenue", "1e9"),
        ("--assets", "１"),
        ("--industry", "farming"),
        ("--low", "1,x"),
        ("--high", "-1"),
        ("--sales", "90000000000.01"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_option_that_cannot_be_ends_with_status_2(run, option, value, lang):
    options = {"--size": "small", "--sales": "1", option: value}
    args = [f"{name}={each}" for name, each in options.items()]

    result = run("quote", "-", *args, "--lang", lang, given=TEXT)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert isinstance(result.exception, SystemExit)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_value_of_any_option_ends_with_a_traceback(run, data):
    values = st.one_of(
        st.text(max_size=12),
        st.sampled_from(["0", "51", "micro", "2030-01-01", "0.08", "1,2,3", "-5", "-"]),
    )
    chosen = data.draw(st.dictionaries(st.sampled_from(OPTIONS), values, max_size=6))
    options = {"--size": "small", "--sales": "1"} | chosen
    args = [f"{name}={value}" for name, value in options.items()]

    result = run("quote", "-", *args, given=TEXT)

    assert result.exit_code in (0, 2), result.output
    assert isinstance(result.exception, SystemExit | None)


def test_low_and_high_forecasts_stand_beside_the_expected_one(run):
    args = ("quote", "-", "--size", "large", "--sales", SALES, "--json")

    found = told(run(*args, "--low", "0", "--high", "9000000,9000000", given=TEXT))

    assert list(found["cases"]) == ["low", "expected", "high"]
    assert found["cases"]["expected"]["total_fen"] == found["total_fen"]
    assert found["cases"]["low"]["total_fen"] < found["total_fen"]


def test_a_patent_that_ends_within_the_licence_is_told(run):
    args = ("quote", "-", "--size", "small", "--sales", "1", "--json")

    found = told(run(*args, "--expires", "2030-01-01", given=TEXT))

    assert found["notes"][0]["code"] == "patent_expires"
