"""`flask terms explain` and `flask terms declare`."""

import json
import sys
from types import ModuleType, SimpleNamespace

import pytest
from flask import Flask

from market.catalogue.models import PatentStatus
from market.licensing.commands import terms_commands
from pricing.law.checks import PatentFacts
from tests.pricing.examples import text_of

ORDINARY = text_of()
OPEN = text_of((("lane",), "open"), (("fee_basis_zh",), "按成本加成确定。"))


@pytest.fixture
def run():
    app = Flask("commands")
    app.cli.add_command(terms_commands)
    runner = app.test_cli_runner()

    def ran(*args, given=OPEN):
        return runner.invoke(args=["terms", *args], input=given)

    return ran


@pytest.fixture
def catalogue(monkeypatch):
    """Stand in for the catalogue with one patent, and return it."""
    patent = SimpleNamespace(
        number="ZL202110000000.0",
        application_number=None,
        status=PatentStatus.GRANTED,
        patentee="某大学",
        organisation=SimpleNamespace(contact="office@example.com"),
    )
    queries = ModuleType("market.catalogue.queries")
    queries.by_number = lambda _session, number: {patent.number: patent}.get(number)
    queries.facts_of = lambda _patent: PatentFacts(is_invalidated=True)
    monkeypatch.setitem(sys.modules, "market.catalogue.queries", queries)
    return patent


@pytest.mark.parametrize(
    ("lang", "start"), [("zh", "这是明码标价的普通许可"), ("en", "This is an ordinary")]
)
def test_terms_are_explained_in_one_paragraph(run, lang, start):
    result = run("explain", "-", "--lang", lang, given=ORDINARY)

    assert result.exit_code == 0
    assert result.stdout.startswith(start)
    assert result.stdout.count("\n") == 1


@pytest.mark.parametrize("command", ["explain", "declare"])
def test_unreadable_terms_end_with_status_2_and_their_place(run, command):
    result = run(command, "-", "--lang", "en", given="{")

    assert result.exit_code == 2
    assert "line 1, column 2" in result.stderr
    assert result.stdout == ""


def test_a_declaration_has_its_items_then_its_findings(run):
    result = run("declare", "-", "--lang", "zh")

    assert result.exit_code == 0
    assert result.stdout.startswith("（1）专利号\n〔待填：专利号〕\n")
    assert "\n（7）其他需要明确的事项\n" in result.stdout
    assert "[提示] stages[0].may_stop (stage.may_stop)" in result.stdout
    assert result.stdout.index("（7）") < result.stdout.index("[提示]")


@pytest.mark.usefixtures("catalogue")
def test_a_named_patent_fills_its_items_and_is_checked(run):
    args = ("declare", "-", "--patent", "ZL202110000000.0", "--json", "--lang", "en")

    result = run(*args)
    told = json.loads(result.stdout)

    texts = {item["key"]: item["text"] for item in told["items"]}
    assert texts["number"] == "ZL202110000000.0"
    assert texts["patentee"] == "某大学"
    assert texts["contact"] == "office@example.com"
    assert [item["key"] for item in told["items"] if item["is_open"]] == ["undertaking"]
    assert told["declared"] is True
    assert told["statement"] == {"length": 8, "most": 2000}
    assert result.exit_code == 1  # the patent was invalidated
    assert "bar.invalidated" in [found["code"] for found in told["findings"]]


@pytest.mark.parametrize(
    ("status", "application", "number"),
    [
        (PatentStatus.GRANTED, "202111029984.2", "ZL202111029984.2"),
        (PatentStatus.APPLICATION, "202111029984.2", "〔待填：专利号〕"),
        (PatentStatus.GRANTED, None, "〔待填：专利号〕"),
        (PatentStatus.GRANTED, "US13/033085", "〔待填：专利号〕"),
    ],
)
def test_a_publication_number_is_no_patent_number(
    run, catalogue, status, application, number
):
    catalogue.number = "CN111950393B"
    catalogue.status, catalogue.application_number = status, application

    result = run("declare", "-", "--patent", "CN111950393B", "--lang", "zh")

    assert result.stdout.startswith(f"（1）专利号\n{number}\n")


@pytest.mark.usefixtures("catalogue")
def test_an_unknown_patent_ends_with_status_2(run):
    result = run("declare", "-", "--patent", "X", "--lang", "zh")

    assert result.exit_code == 2
    assert "没有专利“X”" in result.stderr


@pytest.mark.parametrize(
    ("lang", "what", "mend"),
    [
        ("zh", "本许可条件属于普通许可，不作开放许可声明", "把 lane 改为 open"),
        ("en", "only an open licence is declared", "set lane to open"),
    ],
)
def test_ordinary_terms_are_not_declared_and_it_is_said_how(run, lang, what, mend):
    result = run("declare", "-", "--lang", lang, given=ORDINARY)

    assert result.exit_code == 1
    assert what in result.stderr
    assert mend in result.stderr
    told = json.loads(run("declare", "-", "--json", given=ORDINARY).stdout)
    assert told["declared"] is False
    assert told["mend_zh"]


def test_a_day_before_the_form_ends_with_status_2_and_names_its_first_day(run):
    result = run("declare", "-", "--on", "2024-01-19", "--lang", "zh")

    assert result.exit_code == 2
    assert "2024-01-20" in result.stderr
    assert result.stdout == ""
