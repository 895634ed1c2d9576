import json

import pytest
from flask import Flask

from market.quotes.commands import quote_command
from pricing.canonical import terms_sha256
from pricing.terms import read_terms
from tests.pricing.examples import EXAMPLE, text_of

TEXT = json.dumps(EXAMPLE, ensure_ascii=False)
SALES = "1000000,2000000,4000000"


@pytest.fixture
def run():
    app = Flask("commands")
    app.cli.add_command(quote_command)
    runner = app.test_cli_runner()

    def ran(*args, given=None):
        return runner.invoke(args=[*args], input=given)

    return ran


@pytest.mark.parametrize("day", ["2027-02-30", "20270101", "2027-W04-7", "today", ""])
def test_a_day_that_is_none_ends_with_status_2(run, day):
    args = ("quote", "-", "--size", "small", "--sales", "1", "--on", day)
    result = run(*args, "--lang", "zh", given=TEXT)

    assert result.exit_code == 2
    assert result.stderr == f"--on：“{day}”不是日期，请写成 2027-01-31 的形式。\n"


@pytest.mark.parametrize(
    ("given", "place"),
    [
        (b"", "line 1, column 1"),
        (TEXT.replace('"0.03"', "0.03").encode(), "stages[2].fees[1].bands[0].rate"),
    ],
)
def test_unreadable_terms_end_with_status_2_and_their_place(run, given, place):
    result = run("quote", "-", "--size", "small", "--sales", "1", given=given)

    assert result.exit_code == 2
    assert f"-: {place}" in result.stderr
    assert result.stdout == ""


def test_a_quote_in_json_adds_up(run):
    result = run(
        "quote", "-", "--size", "small", "--sales", SALES, "--json", given=TEXT
    )
    told = json.loads(result.stdout)

    assert result.exit_code == 0
    assert told["total_fen"] == sum(one["amount_fen"] for one in told["payments"])
    assert told["stop_after"][0] == {"stage": "trial", "total_fen": 50_000}
    assert told["present_value_fen"] < told["total_fen"] < told["worst_case_fen"]
    assert told["terms_sha256"] == terms_sha256(read_terms(TEXT))
    assert {"on", "stage", "kind", "amount_fen"} <= told["payments"][0].keys()


def test_a_quote_starts_on_the_day_asked_for_and_by_default_with_the_terms(run):
    args = ("quote", "-", "--size", "micro", "--sales", SALES, "--json")

    assert json.loads(run(*args, given=TEXT).stdout)["starts_on"] == "2027-01-01"
    later = run(*args, "--on", "2028-02-29", given=TEXT)
    assert json.loads(later.stdout)["starts_on"] == "2028-02-29"


@pytest.mark.parametrize(
    ("lang", "label", "kind"),
    [("zh", "产业化", "固定许可费"), ("en", "Production", "Fixed fee")],
)
def test_a_quote_is_a_table_with_formula_lines_in_the_readers_language(
    run, lang, label, kind
):
    args = ("quote", "-", "--size", "small", "--sales", SALES, "--lang", lang)
    lines = run(*args, given=TEXT).stdout.splitlines()

    row = next(line for line in lines if line.startswith("2029-07-01"))
    assert label in row
    assert kind in row
    assert row.endswith("25000.00")
    assert any(line.startswith("    ") and "0.5" in line for line in lines)


@pytest.mark.parametrize(
    "sales", ["", " ", "1,,2", "-1", "1e6", "1_000", "1.005", "１", "nan", "9" * 30]
)
def test_a_forecast_that_is_no_plain_decimal_ends_with_status_2(run, sales):
    result = run("quote", "-", "--size", "small", f"--sales={sales}", given=TEXT)

    assert result.exit_code == 2
    assert "--sales, year" in result.stderr


def test_a_forecast_is_refused_in_the_readers_language(run):
    args = ("quote", "-", "--size", "small", "--sales", "1,1e6", "--lang", "zh")

    assert run(*args, given=TEXT).stderr.startswith("--sales 第 2 年：")


def test_blanks_around_the_commas_of_a_forecast_mean_nothing(run):
    args = ("quote", "-", "--size", "small", "--json", "--sales")

    parted = run(*args, "1000000, 2000000 ,4000000", given=TEXT)

    assert parted.stdout == run(*args, SALES, given=TEXT).stdout


def test_a_forecast_of_profit_may_be_a_loss(run):
    royalty = {"kind": "royalty", "base": "profit", "bands": [{"rate": "0.4"}]}
    args = ("quote", "-", "--size", "large", "--json", "--sales=0,0,-100,50")

    result = run(*args, given=text_of((("stages", 2, "fees"), [royalty])))

    told = json.loads(result.stdout)
    assert [year["base"] for year in told["by_year"]][2:4] == [-10_000, 5_000]
    due = [one["amount_fen"] for one in told["payments"] if one["kind"] == "royalty"]
    assert sum(due) == 2_000


def test_a_start_outside_the_terms_ends_with_status_2(run):
    args = ("quote", "-", "--size", "small", "--sales", "1", "--on", "2033-01-01")
    last = run(*args[:-1], "2032-12-31", given=TEXT)

    assert last.exit_code == 0
    result = run(*args, given=TEXT)

    assert result.exit_code == 2
    assert "outside the terms" in result.stderr
    assert "from 2027-01-01 to 2032-12-31" in result.stderr


def test_a_royalty_on_units_takes_whole_units(run):
    royalty = {"kind": "royalty", "base": "units", "bands": [{"per_unit": "2.5"}]}
    text = text_of((("stages", 2, "fees"), [royalty]), (("size_tiers",), {}))
    args = ("quote", "-", "--size", "small", "--json")

    told = json.loads(run(*args, "--sales", "0,0,1000", given=text).stdout)

    due = [one["amount_fen"] for one in told["payments"] if one["kind"] == "royalty"]
    assert sum(due) == 250_000
    assert run(*args, "--sales", "1.5", given=text).exit_code == 2
    assert run(*args, "--sales", "9000000000000", given=text).exit_code == 0
    assert run(*args, "--sales", "9000000000001", given=text).exit_code == 2


@pytest.mark.parametrize(
    ("lang", "told"), [("zh", "企业规模“huge”未知"), ("en", 'size "huge" is unknown')]
)
def test_an_unknown_size_ends_with_status_2(run, lang, told):
    args = ("quote", "-", "--size", "huge", "--sales", "1", "--lang", lang)

    result = run(*args, given=TEXT)

    assert result.exit_code == 2
    assert told in result.stderr


def told(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_fixed_keys_stand_at_the_top(run):
    args = ("quote", "-", "--size", "small", "--sales", SALES, "--json")

    found = told(run(*args, given=TEXT))

    assert {
        "payments",
        "total_fen",
        "worst_case_fen",
        "present_value_fen",
        "stop_after",
        "terms_sha256",
    } <= found.keys()
    assert [set(stop) for stop in found["stop_after"]] == [{"stage", "total_fen"}] * 3
    assert found["tax"]["net_cost"]["low_fen"] < found["tax"]["net_cost"]["high_fen"]
    assert sum(found["by_stage"].values()) == found["total_fen"]
    assert sum(found["kind_shares_ppm"].values()) == 1_000_000


@pytest.fixture
def files(tmp_path):
    texts = {"a": TEXT, "b": text_of((("size_tiers",), {}))}
    for name, text in texts.items():
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    return [str(tmp_path / f"{name}.json") for name in texts]


def test_two_files_are_compared_under_the_names_of_the_files(run, files):
    args = ("--size", "small", "--sales", SALES, "--json")

    found = told(run("quote", *files, *args))

    assert [offer["name"] for offer in found["offers"]] == ["a", "b"]
    assert found["cheapest"]["expected"]["total"] == ["a"]
    assert found["breakevens"][0]["stretches"] == [{"from_sales": 0, "cheaper": ["a"]}]
    figures = found["offers"][1]["cases"]["expected"]
    assert figures["total_fen"] == 16_049_315
    assert figures["net_cost"].keys() == {"low_fen", "high_fen"}


def test_files_of_one_name_are_told_apart(run, files):
    args = ("--size", "small", "--sales", SALES, "--json")

    found = told(run("quote", files[0], files[0], *args))

    assert [offer["name"] for offer in found["offers"]] == ["a", "a (2)"]
    assert found["cheapest"]["expected"]["total"] == ["a", "a (2)"]


def test_remarks_that_hold_for_all_offers_are_told_once(run, files):
    args = ("--size", "small", "--sales", "1", "--json")

    found = told(run("quote", *files, *args))

    shared = [note["code"] for note in found["notes"]]
    apart = [[note["code"] for note in one["notes"]] for one in found["offers"]]
    assert "forecast_short" in shared
    assert apart == [["own_statement"], []]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_more_than_four_files_end_with_status_2(run, files, lang):
    args = ("--size", "small", "--sales", "1", "--lang", lang)

    result = run("quote", *files, *files, files[0], *args)

    assert result.exit_code == 2
    assert "5" in result.stderr


def test_a_comparison_is_readable_in_both_languages(run, files):
    for lang, head in (("zh", "方案比较"), ("en", "Offers compared")):
        args = ("--size", "small", "--sales", SALES, "--lang", lang)

        assert run("quote", *files, *args).stdout.startswith(head)
