"""The refused rows as a file: mended there, that very file goes in."""

import csv
import io

import pytest
from openpyxl import load_workbook

TABLE = (
    "专利号,名称,申请日,备注\n"
    "ZL202111029984.2,一种填料,2021-09-03,=1+1\n"
    "ZL202111029984.3,另一种填料,2021-09-03,-\n"
    "US8930553,,2021-13-01,甲\n"
)


@pytest.fixture
def imported(member, do_jobs, rehearsed):
    """Send a file, rehearse and import it; return the address of its page."""

    def sent(content, name="a.csv"):
        address = rehearsed(content, name)
        member.post(address)
        do_jobs()
        return address

    return sent


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_each_refused_row_stands_there_once_with_all_its_reasons(member, imported):
    header, first, second = rows_of(member.get(f"{imported(TABLE)}/refused.csv"))

    assert header[:4] == ["专利号", "名称", "申请日", "备注"]
    assert header[4:] == [
        "Row in the file",
        "Faulty column",
        "Faulty value",
        "Why it was refused",
        "How to mend it",
    ]
    assert first[:2] == ["ZL202111029984.3", "另一种填料"]
    assert first[4:6] == ["3", "专利号"]
    assert second[4:6] == ["4", "名称; 申请日"]
    assert "The title is blank" in second[7]
    assert "not a day of the calendar" in second[7]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_that_very_file_goes_in_once_it_is_mended(
    member, imported, import_row, held, kind
):
    content = member.get(f"{imported(TABLE)}/refused.{kind}").data
    mended = _mended_csv(content) if kind == "csv" else _mended_xlsx(content)

    address = imported(mended, f"refused-rows.{kind}")

    found = import_row(address)
    assert (found.added, found.refused) == (2, 0)
    assert len(held()) == 3


def _mended_csv(content):
    text = content.decode("utf-8-sig")
    text = text.replace("ZL202111029984.3", "ZL202010722304.4")
    return text.replace("US8930553,,2021-13-01", "US8930553,A filler,2012-10-09")


def _mended_xlsx(content):
    book = load_workbook(io.BytesIO(content))
    sheet = book.active
    sheet["A2"] = "ZL202010722304.4"
    sheet["B3"], sheet["C3"] = "A filler", "2012-10-09"
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


def test_unmended_it_is_refused_again_with_one_set_of_columns(member, imported):
    content = member.get(f"{imported(TABLE)}/refused.csv").data

    header, *rows = rows_of(member.get(f"{imported(content)}/refused.csv"))

    assert header.count("How to mend it") == 1
    assert [row[0] for row in rows] == ["ZL202111029984.3", "US8930553"]


def test_a_row_with_too_many_cells_stays_one(member, imported, import_row):
    address = imported("number,title\nUS8930553,a,b\n")
    content = member.get(f"{address}/refused.csv").data

    again = import_row(imported(content))

    assert (again.added, again.refused) == (0, 1)


def test_a_workbook_holds_texts_that_run_nothing(member, imported):
    table = 'number,title\n"=HYPERLINK(""x"")",a\n0012,b\n'
    answer = member.get(f"{imported(table)}/refused.xlsx")

    sheet = load_workbook(io.BytesIO(answer.data)).active
    cells = [sheet["A2"], sheet["A3"]]
    assert [cell.data_type for cell in cells] == ["s", "s"]
    assert [cell.value for cell in cells] == ['\'=HYPERLINK("x")', "0012"]


def test_a_file_without_refused_rows_has_none_to_mend(member, imported):
    address = imported("number,title\nUS8930553,a\n")

    assert "refused.csv" not in member.get(address).text
    assert member.get(f"{address}/refused.csv").status_code == 404


def test_the_reasons_are_in_the_readers_language(make, office, sign_in, imported):
    client = sign_in(make.user(office, "office_member"), locale="zh")

    header, *_rows = rows_of(client.get(f"{imported(TABLE)}/refused.csv"))

    assert header[-1] == "修改办法"
