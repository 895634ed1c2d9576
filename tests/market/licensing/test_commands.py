import json
import sys
from datetime import date
from types import ModuleType

import jsonschema
import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from market.licensing.command_input import terms_given
from market.licensing.commands import quote_command, terms_commands
from pricing.law.checks import PatentFacts
from pricing.terms import read_terms, terms_sha256
from tests.pricing.examples import EXAMPLE, text_of

TEXT = json.dumps(EXAMPLE, ensure_ascii=False)
SALES = "1000000,2000000,4000000"
EXPIRED = PatentFacts(
    number="ZL201810000000.0", kind="invention", expires_on=date(2030, 1, 1)
)


@pytest.fixture
def run():
    app = Flask("commands")
    app.cli.add_command(terms_commands)
    app.cli.add_command(quote_command)
    runner = app.test_cli_runner()

    def ran(*args, given=None):
        return runner.invoke(args=[*args], input=given)

    return ran


@pytest.fixture
def _catalogue(monkeypatch):
    queries = ModuleType("market.catalogue.queries")
    queries.patent_facts = lambda _session, number: {EXPIRED.number: EXPIRED}.get(
        number
    )
    monkeypatch.setitem(sys.modules, "market.catalogue.queries", queries)


def test_sound_terms_end_with_status_0_and_list_what_was_not_checked(run):
    result = run("terms", "check", "-", "--lang", "en", given=TEXT)

    assert result.exit_code == 0
    assert "Not checked" in result.stdout
    assert "error 0, warning 0" in result.stdout


def test_terms_are_read_from_a_file(run, tmp_path):
    file = tmp_path / "terms.json"
    file.write_text(TEXT, encoding="utf-8")

    assert run("terms", "check", str(file)).exit_code == 0


def test_findings_of_level_error_end_with_status_1(run):
    text = text_of((("lane",), "open"), (("mode",), "negotiated"))

    result = run("terms", "check", "-", "--lang", "zh", given=text)

    assert result.exit_code == 1
    assert "[错误] mode (lane.negotiated)" in result.stdout
    assert "专利法第51条第3款" in result.stdout


@pytest.mark.usefixtures("_catalogue")
def test_a_term_past_the_expiry_of_the_named_patent_is_an_error(run):
    result = run(
        "terms", "check", "-", "--patent", EXPIRED.number, "--json", given=TEXT
    )
    told = json.loads(result.stdout)

    assert result.exit_code == 1
    assert told["findings"][0]["code"] == "term.beyond_life"
    assert told["findings"][0]["where"] == "ends_on"
    assert told["on"] == "2027-01-01"


@pytest.mark.usefixtures("_catalogue")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_patent_that_is_not_in_the_catalogue_ends_with_status_2(run, lang):
    result = run("terms", "check", "-", "--patent", "X", "--lang", lang, given=TEXT)

    assert result.exit_code == 2
    assert "X" in result.stderr


def test_the_law_is_that_of_the_day_asked_for(run):
    text = text_of((("lane",), "open"))

    assert run("terms", "check", "-", "--on", "2021-05-31", given=text).exit_code == 1
    assert run("terms", "check", "-", "--on", "2021-06-01", given=text).exit_code == 0


@pytest.mark.parametrize("day", ["2027-02-30", "20270101", "2027-W04-7", "today", ""])
@pytest.mark.parametrize(
    "command",
    [("terms", "check", "-"), ("quote", "-", "--size", "small", "--sales", "1")],
)
def test_a_day_that_is_none_ends_with_status_2(run, day, command):
    result = run(*command, "--on", day, "--lang", "zh", given=TEXT)

    assert result.exit_code == 2
    assert result.stderr == f"--on：“{day}”不是日期，请写成 2027-01-31 的形式。\n"


@pytest.mark.parametrize(
    ("given", "place"),
    [
        (b"", "line 1, column 1"),
        (b"{", "line 1, column 2"),
        (b"\xd0\xed", "line 1, column 1"),
        (b"[]", "$"),
        (b"[" * 50_000, "line 1, column 21"),
        (b" " * 1_000_001, "$"),
        (TEXT.replace('"0.03"', "0.03").encode(), "stages[2].fees[1].bands[0].rate"),
    ],
)
def test_unreadable_terms_end_with_status_2_and_their_place(run, given, place):
    for command in (("terms", "check", "-"), ("quote", "-", "--size", "small")):
        sales = ("--sales", "1") if command[0] == "quote" else ()
        result = run(*command, *sales, given=given)

        assert result.exit_code == 2
        assert f"-: {place}" in result.stderr
        assert result.stdout == ""


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("none.json", "没有这个文件", "no such file"),
        (".", "是目录", "a directory"),
        ("a\0b", "无法读取", "cannot be read"),
        ("a" * 300, "无法读取", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_status_2(run, tmp_path, name, zh, en):
    for lang, why, mend in (("zh", zh, "请检查路径"), ("en", en, "Check the path")):
        result = run("terms", "check", f"{tmp_path}/{name}", "--lang", lang)

        assert result.exit_code == 2
        assert str(tmp_path) in result.stderr
        assert why in result.stderr
        assert mend in result.stderr


def test_without_a_standard_input_there_is_nothing_to_read(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)

    with pytest.raises(SystemExit) as ended:
        terms_given("-", "en")

    assert ended.value.code == 2
    assert "There is nothing here" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_catalogue_that_cannot_be_read_ends_with_status_2(run, monkeypatch, lang):
    def broken(_session, _number):
        raise OperationalError("select", {}, Exception("no such table: patent"))

    queries = ModuleType("market.catalogue.queries")
    queries.patent_facts = broken
    monkeypatch.setitem(sys.modules, "market.catalogue.queries", queries)
    args = ("terms", "check", "-", "--patent", EXPIRED.number, "--lang", lang)

    result = run(*args, given=TEXT)

    assert result.exit_code == 2
    assert "flask db upgrade" in result.stderr
    assert "no such table" not in result.stderr


def test_the_schema_is_printed_and_takes_the_example(run):
    jsonschema.validate(EXAMPLE, json.loads(run("terms", "schema").stdout))


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
