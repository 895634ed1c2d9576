"""Which column is which: shown, corrected, remembered."""

import pytest
import sqlalchemy as sa

from market.imports.mapping import corrections, fitting
from market.imports.models import ColumnChoice

NUMBER = "US8930553"
# Its title stands in a column of which nobody could know.
ODD = f"number,成果介绍,title\n{NUMBER},a useful filler,code 7\n"
UNKNOWN = f"nr of it,what it is\n{NUMBER},a filler\n"


def choose(client, address, *fields):
    data = {f"column_{place}": field for place, field in enumerate(fields)}
    return client.post(f"{address}/columns", data=data)


def test_a_corrected_mapping_is_read_anew_and_imported(
    member, rehearsed, do_jobs, held
):
    address = rehearsed(ODD)
    assert "code 7" in member.get(address).text

    assert choose(member, address, "number", "title", "").status_code == 303
    do_jobs()
    assert "a useful filler" in member.get(address).text
    member.post(address)
    do_jobs()

    assert [patent.title for patent in held()] == ["a useful filler"]


def test_a_corrected_mapping_is_applied_to_the_next_file(member, rehearsed, session):
    choose(member, rehearsed(ODD), "number", "title", "")

    page = member.get(rehearsed(ODD)).text

    assert "as you said of an earlier file" in page
    chosen = session.execute(sa.select(ColumnChoice.column, ColumnChoice.field)).all()
    assert sorted(map(tuple, chosen)) == [("title", ""), ("成果介绍", "title")]


def test_what_is_set_back_to_the_guess_is_forgotten(member, rehearsed, session):
    choose(member, rehearsed(ODD), "number", "title", "")
    choose(member, rehearsed(ODD), "number", "", "title")

    assert session.scalars(sa.select(ColumnChoice)).all() == []


def test_another_office_does_not_share_the_memory(make, sign_in, member, rehearsed):
    choose(member, rehearsed(ODD), "number", "title", "")
    other = sign_in(make.user(make.office(), "office_member"))

    page = other.get(rehearsed(ODD, client=other)).text

    assert "as you said of an earlier file" not in page


def test_a_file_of_unknown_columns_can_be_told(member, rehearsed, do_jobs, held):
    address = rehearsed(UNKNOWN)
    page = member.get(address).text
    assert "No column of the header" in page
    assert "what it is" in page

    choose(member, address, "number", "title")
    do_jobs()
    member.post(address)
    do_jobs()

    assert [patent.number for patent in held()] == [NUMBER]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (("number", "title", "title"), "Another column is read as this already"),
        (("", "title", ""), "No column is a number of the patent"),
        (("number", "", ""), "No column is the title"),
        (("number", "nonsense", "title"), "not on offer"),
    ],
)
def test_an_impossible_mapping_stands_on_the_page_with_its_reason(
    member, rehearsed, fields, said
):
    answer = choose(member, rehearsed(ODD), *fields)

    assert answer.status_code == 422
    assert said in answer.text


def test_an_imported_file_is_not_read_anew(member, rehearsed, do_jobs):
    address = rehearsed(ODD)
    member.post(address)
    do_jobs()

    assert choose(member, address, "number", "title", "").status_code == 409


def test_a_column_once_left_out_is_read_where_nothing_else_is_the_title():
    assert fitting(["number", "title"], {"title": ""}) == {}


def test_of_two_columns_remembered_as_the_same_the_first_counts():
    said = {"甲": "title", "乙": "title"}

    assert fitting(["number", "甲", "乙"], said) == {"甲": "title"}


def test_only_what_is_no_guess_is_a_correction():
    stated = {"number": "number", "甲": "title", "title": ""}

    assert corrections(["number", "甲", "title"], stated) == {
        "甲": "title",
        "title": "",
    }


def test_the_command_reads_columns_as_the_office_said(
    runner, member, rehearsed, tmp_path
):
    choose(member, rehearsed(ODD), "number", "title", "")
    path = tmp_path / "next.csv"
    path.write_text(ODD)

    answer = runner.invoke(args=["patents", "import", str(path), "--office", "U1"])

    assert "成果介绍 = title" in answer.output


def test_what_a_command_states_stands_above_the_memory(
    runner, member, rehearsed, tmp_path
):
    choose(member, rehearsed(ODD), "number", "title", "")
    path = tmp_path / "next.csv"
    path.write_text(ODD)

    arguments = ["patents", "import", str(path), "--office", "U1", "--dry-run"]
    answer = runner.invoke(args=[*arguments, "--map", "title=title"])

    assert "title = title" in answer.output
    assert "成果介绍" not in answer.output
