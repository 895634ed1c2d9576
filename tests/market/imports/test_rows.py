from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.imports.columns import MapRefused, map_columns
from market.imports.csv_sheet import read_sheet
from market.imports.rows import read_patents
from market.imports.sheets import FileUnreadable, Record

ZL = "ZL202111029984.2"


def reading_of(text, **stated):
    sheet = read_sheet(text.encode())
    return read_patents(sheet, map_columns(sheet.header, stated))


def only_fault(text):
    (fault,) = reading_of(text).faults
    return fault


def test_chinese_columns_are_known_by_their_names():
    reading = reading_of(
        "专利号,名称,申请日,授权公告日,专利权人,发明人,IPC 分类号,法律状态,专利类型\n"
        f"{ZL},一种填料,2021年9月3日,2023-05-09,示例大学,张三；李四,C02F|C04B,授权,发明\n"
    )

    assert reading.faults == []
    assert reading.rows[0].values == {
        "number": ZL,
        "application_number": "202111029984.2",
        "jurisdiction": "CN",
        "kind": "invention",
        "status": "granted",
        "title": "一种填料",
        "filed_on": date(2021, 9, 3),
        "granted_on": date(2023, 5, 9),
        "patentee": "示例大学",
        "owners": (("示例大学", None),),
        "inventors": "张三；李四",
        "ipc": "C02F; C04B",
    }


@pytest.mark.parametrize("blank", ["", "0", "n/a", "000"])
def test_without_a_patent_number_the_application_number_is_the_identity(blank):
    reading = reading_of(
        f'Patent Number,Application SN,Title\n{blank},"13/033,085",Wire\n'
    )

    (row,) = reading.rows
    assert row.values["number"] == "US13/033085"
    assert row.values["status"] == "application"


def test_the_grant_is_the_identity_and_the_other_numbers_are_kept():
    reading = reading_of(
        "申请号,公开号,授权公告号,名称\n"
        "202010722304.4,CN111950393A,CN111950393B,一种方法\n"
    )

    values = reading.rows[0].values
    assert values["number"] == values["publication_number"] == "CN111950393B"
    assert values["application_number"] == "202010722304.4"
    assert values["status"] == "granted"


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("number,title\nZL202010123456.7,a\n", "number", "check digit"),
        ("number,title\nwhat,a\n", "number", "known form"),
        ("number,title\n2.02111E+11,a\n", "number", "rounded"),
        ("number,title\n,a\n", "number", "no patent"),
        ("number,title\nUS8930553,\n", "title", "blank"),
        (f"number,title\nUS8930553,{'a' * 501}\n", "title", "501 characters"),
        ("number,title,filed\nUS8930553,a,soon\n", "filed", "calendar"),
        ("number,title,kind\nUS8930553,a,thing\n", "kind", "known kind"),
        ("number,title,kind\nUS8930553,a,design\n", "number", "kind of patent"),
        (f"number,appno,title\n{ZL},202211358632.6,a\n", "appno", "another patent"),
        (f"number,appno,title\n{ZL},13/033085,a\n", "appno", "another patent"),
        (
            "number,title,filed,expiry\nUS8930553,a,2020-01-01,2019-01-01\n",
            "expiry",
            "before the row's filing date",
        ),
        ("number,title\nUS8930553,a,b\n", "", "3 cells"),
    ],
)
def test_a_wrong_cell_refuses_its_row_and_is_named(text, column, reason):
    fault = only_fault(text)

    assert (fault.row, fault.column, fault.refuses) == (2, column, True)
    assert reason in fault.fault.reason.en
    assert fault.fault.mend.zh
    assert fault.fault.mend.en


def test_all_that_is_wrong_in_a_row_is_named_at_once():
    reading = reading_of("number,title,filed,kind\nwhat,,soon,thing\n")

    columns = [fault.column for fault in reading.faults]
    assert columns == ["title", "filed", "kind", "number"]
    assert reading.rows == []


def test_good_rows_go_in_beside_refused_ones():
    reading = reading_of("number,title\nwhat,a\nUS8930553,b\n")

    assert [row.row for row in reading.rows] == [3]


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("number,title,expiry\nUS8930553,a,08/31/1932\n", "expires_on", None),
        ("number,title,status\nUS8930553,a,Application\n", "status", "unknown"),
        ("number,title,status\nUS8930553,a,GM\n", "status", "granted"),
    ],
)
def test_a_doubtful_value_is_a_notice_and_its_row_goes_in(text, name, value):
    reading = reading_of(text)

    assert [fault.refuses for fault in reading.faults] == [False]
    assert reading.rows[0].values.get(name) == value


def test_a_row_said_twice_counts_once_and_a_contradiction_is_refused():
    reading = reading_of(
        "number,title\nUS8930553,a\nUS 8930553 B2,a\nUS08930553,b\nUS8930554,c\n"
    )

    assert [row.row for row in reading.rows] == [2, 5]
    assert reading.repeated == 1
    (fault,) = reading.faults
    assert fault.row == 4
    assert "row 2" in fault.fault.reason.en


def test_a_formula_is_a_text_like_any_other():
    reading = reading_of("number,title\nUS8930553,=HYPERLINK(1)\n")

    assert reading.rows[0].values["title"] == "=HYPERLINK(1)"


def test_a_stated_column_stands_above_the_guess():
    text = "Title,Other name,No\nguess,stated,US8930553\n"

    reading = reading_of(text, **{"Other name": "title", "No": "number"})

    assert reading.rows[0].values["title"] == "stated"


def test_a_column_can_be_left_out():
    reading = reading_of("number,title,ipc\nUS8930553,a,C02F\n", ipc="")

    assert "ipc" not in reading.rows[0].values


@pytest.mark.parametrize(
    ("header", "stated", "said"),
    [
        (["Title"], {}, "patent, publication or application number"),
        (["专利号"], {}, "is a title"),
        (["US8930553", "a"], {}, "Name the columns"),
        (["number", "title"], {"x": "title"}, "no column x"),
        (["number", "title"], {"title": "nonsense"}, "no field nonsense"),
    ],
)
def test_a_header_that_does_not_serve_is_refused(header, stated, said):
    with pytest.raises(FileUnreadable, match=said):
        map_columns(header, stated)


def test_a_wrong_mapping_is_told_from_a_wrong_file():
    with pytest.raises(MapRefused):
        map_columns(["number", "title"], {"x": "title"})


@given(st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=6), max_size=5))
def test_any_cells_are_read_or_refused(cells):
    sheet = read_sheet(b"number,title,filed,expiry,kind,status\n")
    for number, row in enumerate(cells, start=2):
        sheet.records.append(Record(number, row))

    reading = read_patents(sheet, map_columns(sheet.header))

    refused = {fault.row for fault in reading.faults if fault.refuses}
    assert len(reading.rows) + len(refused) + reading.repeated == len(cells)
