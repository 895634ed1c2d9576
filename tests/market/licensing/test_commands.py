import json
import sys
from datetime import date
from types import ModuleType

import jsonschema
import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from market.licensing.command_input import terms_given
from market.licensing.commands import terms_commands
from pricing.law.checks import PatentFacts
from tests.pricing.examples import EXAMPLE, text_of

TEXT = json.dumps(EXAMPLE, ensure_ascii=False)
EXPIRED = PatentFacts(
    number="ZL201810000000.0", kind="invention", expires_on=date(2030, 1, 1)
)


@pytest.fixture
def run():
    app = Flask("commands")
    app.cli.add_command(terms_commands)
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
def test_a_day_that_is_none_ends_with_status_2(run, day):
    result = run("terms", "check", "-", "--on", day, "--lang", "zh", given=TEXT)

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
    result = run("terms", "check", "-", given=given)

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
