import pytest

from market.imports.csv_sheet import read_sheet
from market.imports.files import read_file
from market.imports.sheets import FileUnreadable

TEXT = "专利号,名称\nZL202111029984.2,一种“填料”\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "，").encode(),
    ],
    ids=[
        "utf-8",
        "utf-8 with mark",
        "gb18030",
        "utf-16",
        "utf-16-be with mark",
        "utf-16-le",
        "utf-16-be",
        "crlf",
        "tabs",
        "semicolons",
        "wide",
    ],
)
def test_text_is_read_in_each_encoding_and_with_each_separator(content):
    sheet = read_sheet(content)

    assert sheet.header == ["专利号", "名称"]
    assert [record.cells for record in sheet.records] == [
        ["ZL202111029984.2", "一种“填料”"]
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\n", "empty"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x1f\x8b\x08", "GZIP"),
        (b"\xff\xfe", "UTF-16"),
        (bytes(50), "no text"),
        (b"\xff\xfea\x00b", "UTF-16 or GB18030"),
        (b"number,title\nUS8930553,a\x00b\n", "UTF-8, UTF-16 or GB18030"),
        (b"\x81\x00\xff\xff\xff", "UTF-8, UTF-16 or GB18030"),
        (b"\nnumber,title\n", "no header"),
    ],
)
def test_what_is_no_csv_is_refused_whole_in_both_languages(content, said):
    with pytest.raises(FileUnreadable) as refused:
        read_file(content, "patents.csv")

    assert said in refused.value.en
    assert "。" in refused.value.zh


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    sheet = read_sheet(b'number,title\n\nUS8930553,"two\nlines"\n,,\nUS8930554,c\n')

    assert [record.row for record in sheet.records] == [3, 5]


def test_a_row_with_broken_quotation_marks_is_named_and_the_next_is_read():
    sheet = read_sheet(b'number,title\nUS8930553,"smart" thing\nUS8930554,c\n')

    assert [fault.row for fault in sheet.faults] == [2]
    assert [record.row for record in sheet.records] == [3]


def test_a_quotation_mark_that_never_closes_swallows_nothing_in_silence():
    sheet = read_sheet(b'number,title\nUS8930553,"a\nUS8930554,b\n')

    assert "up to the end of the file" in sheet.faults[0].fault.reason.en
    assert sheet.records == []


def test_a_title_above_the_header_is_left_out_and_told():
    sheet = read_sheet(b"2024 list,\n\nnumber,title\nUS8930553,a\n")

    assert sheet.header == ["number", "title"]
    assert [record.row for record in sheet.records] == [4]
    assert "row 3" in sheet.notes[0].en
