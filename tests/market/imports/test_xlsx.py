import io
import zipfile
from datetime import date

import openpyxl
import pytest

from market.imports import xlsx_sheet
from market.imports.columns import map_columns
from market.imports.files import read_file
from market.imports.rows import read_patents
from market.imports.sheets import FileUnreadable, Format

ZL = "ZL202111029984.2"


def saved(book):
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def reading_of(content):
    sheet = read_file(content, "patents.xlsx")
    return sheet, read_patents(sheet, map_columns(sheet.header))


def test_days_shares_and_numbers_are_read_as_they_are_meant():
    book = openpyxl.Workbook()
    book.active.append(["专利号", "名称", "申请日", "专利权人", "份额", "权利要求数"])
    book.active.append([ZL, "一种填料", date(2021, 9, 3), "甲大学", 1, 8.0])
    book.active["E2"].number_format = "0%"

    sheet, reading = reading_of(saved(book))

    assert sheet.format is Format.XLSX
    values = reading.rows[0].values
    assert values["filed_on"] == date(2021, 9, 3)
    assert values["owners"] == (("甲大学", 1_000_000),)
    assert values["claims_count"] == 8


def test_a_number_that_the_spreadsheet_rounded_is_refused_with_the_reason():
    _sheet, reading = reading_of(
        workbook(["专利号", "名称"], [202111000000, "a"], [2.02111e18, "b"])
    )

    assert reading.rows == []
    assert [fault.value for fault in reading.faults] == ["2.02111E+11", "2.02111E+18"]
    assert all("rounded" in fault.fault.reason.en for fault in reading.faults)


def test_an_exact_number_keeps_its_check_digit_and_a_lost_nought_is_named():
    _sheet, reading = reading_of(
        workbook(["申请号", "名称"], [202111029984.2, "a"], [202211358632, "b"])
    )

    assert reading.rows[0].values["number"] == "202111029984.2"
    assert "check digit is missing" in reading.faults[0].fault.reason.en


def test_a_title_above_the_header_and_other_sheets_do_not_disturb():
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active.append(["如何填写"])
    table = book.create_sheet("清单")
    table.append(["某大学专利清单"])
    table.merge_cells("A1:C1")
    table.append([])
    table.append(["专利号", "名称"])
    table.append([ZL, "一种填料"])
    book.create_sheet("旧").sheet_state = "hidden"

    sheet, reading = reading_of(saved(book))

    assert [row.row for row in reading.rows] == [4]
    told = " ".join(note.zh for note in sheet.notes)
    assert "清单" in told
    assert "第 3 行" in told
    assert "说明、旧" in told


def test_a_formula_without_its_value_refuses_its_row():
    _sheet, reading = reading_of(
        workbook(["专利号", "名称"], [ZL, '=A2&"x"'], ["US8930553", "b"])
    )

    assert [row.row for row in reading.rows] == [3]
    (fault,) = reading.faults
    assert (fault.row, fault.column) == (2, "名称")
    assert "without its value" in fault.fault.reason.en


def test_the_error_of_a_formula_refuses_its_row():
    _sheet, reading = reading_of(workbook(["专利号", "名称"], [ZL, "#REF!"]))

    assert "error" in reading.faults[0].fault.reason.en


def test_names_that_nobody_can_guess_are_a_header_all_the_same():
    sheet = read_file(workbook(["甲", "乙"], [ZL, "一种填料"]), "a.xlsx")

    assert sheet.header == ["甲", "乙"]


def archive(**parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (archive(word__document="<a/>"), "no .xlsx workbook"),
        (archive(xl__workbook="<a/>"), "damaged"),
        (b"PK\x03\x04" + bytes(50), "damaged"),
        (workbook(["专利号", "名称"])[:-200], "damaged"),
        (workbook(), "No visible sheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "Save it as .xlsx"),
    ],
)
def test_what_is_no_workbook_is_refused_whole_in_both_languages(content, said):
    with pytest.raises(FileUnreadable) as refused:
        read_file(content, "patents.xls")

    assert said in refused.value.en
    assert "。" in refused.value.zh


def test_the_old_format_is_told_to_be_saved_anew():
    with pytest.raises(FileUnreadable, match=r"patents\.xls") as refused:
        read_file(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "patents.xls")

    assert "请另存为 .xlsx" in refused.value.zh


def test_a_file_that_unpacks_to_too_much_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(xlsx_sheet, "MOST_UNPACKED_BYTES", 1_000_000)
    bomb = archive(xl__workbook="<a/>", xl__worksheets__sheet1="0" * 1_000_001)

    with pytest.raises(FileUnreadable, match="unpacks to more than 1 MB"):
        read_file(bomb, "a.xlsx")
