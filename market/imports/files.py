"""One door for every format: bytes in, a sheet out."""

from __future__ import annotations

from pathlib import PurePath

from market.imports.csv_sheet import read_sheet
from market.imports.sheets import FileUnreadable, Sheet
from market.imports.xlsx_sheet import read_workbook
from market.imports.xml_sheet import is_xml, read_documents

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0"
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "GZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7Z"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"{\\rtf", "RTF"),
)
LONGEST_NAME = 60


def read_file(content: bytes, filename: str) -> Sheet:
    """Read a file of patents, whatever its format.

    Parameters
    ----------
    content : bytes
        The file; its content alone tells the format.
    filename : str
        Its name, for messages only.

    Raises
    ------
    FileUnreadable
        When nothing of it can be imported, with the reason and what to do.
    """
    if content.startswith(_ZIP):
        return read_workbook(content)
    if content.startswith(_COMPOUND):
        raise _old_workbook(_name(filename))
    for beginning, name in _OTHERS:
        if content.startswith(beginning):
            raise _other_format(name)
    if is_xml(content):
        return read_documents(content)
    return read_sheet(content)


def _name(filename: str) -> str:
    return PurePath(filename).name[-LONGEST_NAME:]


def _old_workbook(name: str) -> FileUnreadable:
    return FileUnreadable(
        f"{name}是旧版 .xls 工作簿，或设了密码。请另存为 .xlsx（不设密码）后再导入。",
        f"{name} is an old .xls workbook, or has a password. "
        "Save it as .xlsx without a password, and import that.",
    )


def _other_format(name: str) -> FileUnreadable:
    return FileUnreadable(
        f"这是 {name} 文件。请改用 CSV、XLSX，或美国专利商标局、欧洲专利局的 XML。",
        f"This is {name}. Give a CSV or XLSX file, or XML of the USPTO or the EPO.",
    )
