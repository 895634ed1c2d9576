"""What becomes of rows in the catalogue."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from market.catalogue import operations
from market.catalogue.models import Patent, PatentStatus
from market.catalogue.spreadsheet import xlsx_bytes
from market.imports import blocks, course
from market.imports.models import PatentImport
from tests.market.imports.tables import many

ROOT = Path(__file__).resolve().parents[3]
DEVELOPMENT = ROOT.parent / "shared" / "data" / "patents"
ZL = "ZL202111029984.2"


def development_file(name):
    path = DEVELOPMENT / name
    if not path.exists():
        pytest.skip(f"{path} is not here: the file is not part of the project")
    return path


def test_a_second_import_changes_nothing(bring, held):
    text = f"专利号,名称,申请日\n{ZL},一种填料,2021-09-03\n"

    assert bring(text).summary == "1 added, 0 updated, 0 unchanged, 0 refused"
    before = held()[0].updated_at
    assert bring(text).summary == "0 added, 0 updated, 1 unchanged, 0 refused"
    assert held()[0].updated_at == before


def test_a_rehearsal_says_what_an_import_would_do_and_changes_nothing(bring, held):
    outcome = bring(f"number,title\n{ZL},a\nwhat,b\n", is_rehearsal=True)

    assert outcome.summary == "1 added, 0 updated, 0 unchanged, 1 refused"
    assert held() == []


def test_the_expiry_is_computed_from_the_filing_and_marked(bring, held):
    bring(f"专利号,名称,申请日\n{ZL},一种填料,2021-09-03\n")

    (patent,) = held()
    assert (patent.expires_on, patent.expiry_is_computed) == (date(2041, 9, 3), True)
    assert patent.granted_on is None


def test_a_stated_expiry_is_kept_when_a_later_file_would_compute_one(bring, held):
    bring(f"number,title,expiry\n{ZL},a,2039-01-01\n")
    bring(f"number,title,filed\n{ZL},a,2021-09-03\n")

    (patent,) = held()
    assert (patent.expires_on, patent.expiry_is_computed) == (date(2039, 1, 1), False)


def test_no_expiry_is_computed_for_another_country(bring, held):
    bring("number,title,filed\nUS8930553,a,2012-10-09\n")

    assert held()[0].expires_on is None


def test_a_blank_cell_leaves_what_is_known(bring, held):
    bring(f"number,title,patentee,filed\n{ZL},a,某大学,2021-09-03\n")
    outcome = bring(f"number,title,patentee,filed\n{ZL},b,,\n")

    assert outcome.summary == "0 added, 1 updated, 0 unchanged, 0 refused"
    (patent,) = held()
    assert (patent.title, patent.patentee) == ("b", "某大学")
    assert patent.filed_on == date(2021, 9, 3)


def test_an_application_becomes_its_grant_and_does_not_turn_back(bring, held):
    application = "申请号,名称\n202111029984.2,一种填料\n"
    bring(application)
    outcome = bring(f"专利号,名称\n{ZL},一种填料\n")
    assert outcome.summary == "0 added, 1 updated, 0 unchanged, 0 refused"

    again = bring(application)

    assert again.summary == "0 added, 0 updated, 1 unchanged, 0 refused"
    (patent,) = held()
    assert (patent.number, patent.status) == (ZL, PatentStatus.GRANTED)


def test_a_row_whose_numbers_are_two_known_patents_is_refused(bring):
    bring("number,title\nCN111950393B,a\n202010722304.4,b\n")

    outcome = bring("number,appno,title\nCN111950393B,202010722304.4,c\n")

    assert outcome.refused == 1
    assert "several patents" in outcome.faults[0].reason_en


def test_two_rows_on_one_known_patent_are_not_both_taken(bring):
    bring("number,appno,title\nCN111950393B,202010722304.4,a\n")

    outcome = bring("number,title\nCN111950393B,b\n202010722304.4,c\n")

    assert outcome.summary == "0 added, 1 updated, 0 unchanged, 1 refused"


def test_two_offices_may_hold_the_same_number(bring, make):
    bring(f"number,title\n{ZL},a\n")
    outcome = bring(f"number,title\n{ZL},a\n", of=make.office())

    assert outcome.added == 1


def test_a_stop_between_blocks_leaves_whole_blocks(bring, held, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK_ROWS", 10)
    write, written = operations.write_block, []

    def stopped(*given, **named):
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(write(*given, **named))
        return written[-1]

    monkeypatch.setattr(course, "write_block", stopped)
    with pytest.raises(KeyboardInterrupt):
        bring(many(25))
    assert len(held()) == 20

    monkeypatch.setattr(course, "write_block", write)
    assert bring(many(25)).summary == "5 added, 0 updated, 20 unchanged, 0 refused"


def test_a_block_that_fails_leaves_nothing_of_itself(bring, held, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK_ROWS", 10)
    write = operations.write_block

    def failing(session, *given, **named):
        plan = write(session, *given, **named)
        if session.scalar(sa.select(sa.func.count(Patent.id))) > 10:
            raise ZeroDivisionError
        return plan

    monkeypatch.setattr(course, "write_block", failing)
    with pytest.raises(ZeroDivisionError):
        bring(many(25))

    assert len(held()) == 10


def test_a_thousand_rows_take_few_queries(app, bring):
    statements = []
    sa.event.listen(
        app.extensions["engine"],
        "before_cursor_execute",
        lambda *given: statements.append(given[2]),
    )
    outcome = bring(many(1000))

    assert outcome.added == 1000
    selects = [text for text in statements if text.startswith("SELECT")]
    assert len(selects) <= 12


def test_the_command_reports_each_row_and_ends_with_the_counts(
    runner, office, tmp_path
):
    path = tmp_path / "patents.csv"
    path.write_bytes(f"专利号,名称\n{ZL},一种填料\nwhat,=1+1\n".encode("gb18030"))

    answer = runner.invoke(args=["patents", "import", str(path), "--office", "U1"])

    assert answer.exit_code == 0
    lines = answer.output.splitlines()
    assert lines[-1] == "1 added, 0 updated, 0 unchanged, 1 refused"
    assert 'Row 3, column "专利号", value "what": refused' in lines[-2]


@pytest.mark.parametrize(
    ("content", "more", "said"),
    [
        (b"PK\x03\x04", [], "workbook is damaged"),
        (b"number,title\nUS8930553,a\n", ["--office", "NOBODY"], "NOBODY"),
        (b"number,title\nUS8930553,a\n", ["--map", "x=title"], "no column x"),
        (b"number,title\nUS8930553,a\n", ["--map", "title"], "equals sign"),
    ],
)
def test_the_command_refuses_what_it_cannot_read(
    runner, office, tmp_path, content, more, said
):
    path = tmp_path / "patents.csv"
    path.write_bytes(content)

    arguments = ["patents", "import", str(path), "--office", "U1", *more]
    answer = runner.invoke(args=arguments)

    assert answer.exit_code == 2
    assert said in answer.stderr
    assert "。" in answer.stderr


@pytest.mark.parametrize(
    ("name", "added", "refused"),
    [
        # Row 309 has neither a patent nor an application number.
        ("nasa_patents_dev.csv", 408, 1),
        ("cn_titles_ipc_dev.csv", 2936, 0),
    ],
)
def test_the_development_files_go_in_as_they_are(runner, office, name, added, refused):
    path = str(development_file(name))
    arguments = ["patents", "import", path, "--office", "U1"]

    first = runner.invoke(args=arguments).output.splitlines()[-1]
    second = runner.invoke(args=arguments).output.splitlines()[-1]

    assert first == f"{added} added, 0 updated, 0 unchanged, {refused} refused"
    assert second == f"0 added, 0 updated, {added} unchanged, {refused} refused"


def test_the_development_numbers_are_judged_as_their_file_says(runner):
    path = development_file("zl_numbers_dev.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kinds = {"发明": "invention", "实用新型": "utility_model", "外观设计": "design"}

    written = [row["as_written"] for row in rows]
    answer = runner.invoke(args=["patents", "number", *written])

    told = [json.loads(line) for line in answer.output.splitlines()]
    assert [line["valid"] for line in told] == [
        row["check_digit_ok"] == "yes" for row in rows
    ]
    assert [line["type"] for line in told] == [
        kinds[row["type_from_5th_digit"]] for row in rows
    ]
    pending = next(line for line in told if line["input"] == "202211358632.6")
    assert not pending["normalised"].startswith("ZL")


def test_the_command_shows_a_bar_where_it_is_asked_to(runner, office, tmp_path):
    path = tmp_path / "patents.csv"
    path.write_text(many(3))
    arguments = ["patents", "import", str(path), "--office", "U1"]

    assert "3/3" in _bar(runner, [*arguments, "--progress"])
    # No terminal, no bar.
    assert _bar(runner, arguments) == ""


def _bar(runner, arguments):
    answer = runner.invoke(args=arguments)
    assert answer.exit_code == 0
    return answer.stderr.replace("3.00", "3")


def test_a_dry_run_of_the_command_leaves_nothing(runner, office, tmp_path, session):
    path = tmp_path / "patents.csv"
    path.write_text(many(3))

    answer = runner.invoke(
        args=["patents", "import", str(path), "--office", "U1", "--dry-run"]
    )

    last = answer.stdout.splitlines()[-1]
    assert last == "3 added, 0 updated, 0 unchanged, 0 refused"
    for kind in (Patent, PatentImport):
        assert session.scalar(sa.select(sa.func.count(kind.id))) == 0


def test_the_command_reads_workbooks(runner, office, tmp_path):
    path = tmp_path / "patents.xlsx"
    path.write_bytes(xlsx_bytes(["专利号", "名称"], [[ZL, "一种填料"]]))

    answer = runner.invoke(args=["patents", "import", str(path), "--office", "U1"])

    assert answer.stdout.endswith("1 added, 0 updated, 0 unchanged, 0 refused\n")
