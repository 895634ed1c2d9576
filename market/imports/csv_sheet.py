"""Read the bytes of a CSV file: encoding, separator, header, records.

A byte order mark decides. Without one UTF-8 is tried first, then UTF-16 where zero
bytes tell it, then GB18030; a file that is none of them, or is no text at all, is
refused whole.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from market.catalogue.faults import Fault, RowFault, Words
from market.imports.columns import is_header
from market.imports.sheets import FileUnreadable, Record, Sheet

SEPARATORS = (",", "\t", ";", "\uff0c")
# The reader's own limit would stop at the first long cell; rows refuse it instead.
CELL_LIMIT = 2**31 - 1
# So much of a file is looked at for the zero bytes of UTF-16.
SAMPLE_BYTES = 4096
# A title that a spreadsheet wrote above its table is no header.
HEADER_WITHIN = 10

_OTHER_FORMATS = (
    (b"PK\x03\x04", "XLSX"),
    (b"\xd0\xcf\x11\xe0", "XLS"),
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "GZIP"),
)
_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_sheet(content: bytes) -> Sheet:
    """Read a CSV file.

    Raises
    ------
    FileUnreadable
        For anything but text with a header and at least one row.
    """
    text = _decoded(content)
    csv.field_size_limit(CELL_LIMIT)
    separator = _separator(text)
    faults: list[RowFault] = []
    # Strict: a quotation mark that never closes must not swallow rows in silence.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    records = list(_records(reader, faults))
    if not records or records[0].row != 1:
        raise FileUnreadable(
            "文件没有表头：第一行应是各列的名称。请加上表头后再导入。",
            "The file has no header: its first row must name the columns. Add one.",
        )
    place = _place_of_header(records)
    header = [cell.strip() for cell in records[place].cells]
    notes = () if place == 0 else (_not_first(records[place].row),)
    return Sheet(header, records[place + 1 :], faults, notes=notes)


def _place_of_header(records: Sequence[Record]) -> int:
    """Return where the header is: titles and remarks may stand above it."""
    first = enumerate(records[:HEADER_WITHIN])
    return next((place for place, each in first if is_header(each.cells)), 0)


def _not_first(row: int) -> Words:
    return Words(
        f"表头在第 {row} 行，其上各行未读取",
        f"The header is row {row}; the rows above it were not read",
    )


def _decoded(content: bytes) -> str:
    for beginning, name in _OTHER_FORMATS:
        if content.startswith(beginning):
            raise FileUnreadable(
                f"这是 {name} 文件，不是 CSV。请在表格软件中另存为“CSV UTF-8”。",
                f"This is {name}, not CSV. "
                'Save it from the spreadsheet as "CSV UTF-8".',
            )
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise FileUnreadable(
            "文件是空的，没有可导入的内容。请选择带表头的文件。",
            "The file is empty. Choose a file with a header.",
        )
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text, is_guess=encoding.startswith("utf-16-")):
            return text
    raise FileUnreadable(
        "文件不是 UTF-8、UTF-16 或 GB18030 编码的文本。"
        "请在表格软件中另存为“CSV UTF-8”。",
        "The file is no text in UTF-8, UTF-16 or GB18030. "
        'Save it from the spreadsheet as "CSV UTF-8".',
    )


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith(_MARKS):
        return ("utf-16",)
    sample = content[:SAMPLE_BYTES]
    # Separators, line ends and digits have one zero byte in UTF-16, and no text in
    # another encoding has any.
    lows, highs = sample[0::2].count(0), sample[1::2].count(0)
    if lows or highs:
        return ("utf-16-le" if highs > lows else "utf-16-be",)
    return ("utf-8-sig", "gb18030")


def _is_text(text: str, *, is_guess: bool) -> bool:
    signs = set(text)
    if not signs:
        return False
    # What is read in the wrong encoding has no separator: it is all one cell.
    if is_guess and signs.isdisjoint((*SEPARATORS, "\n", "\r")):
        return False
    return not any(c < " " and c not in "\t\r\n" for c in signs)


def _separator(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(SEPARATORS, key=first.count)


def _records(reader: Iterator[list[str]], faults: list[RowFault]) -> Iterator[Record]:
    row = 0
    while True:
        row += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            faults.append(_quotation_fault(row, str(error)))
            continue
        if any(cell.strip() for cell in cells):
            yield Record(row, cells)


def _quotation_fault(row: int, error: str) -> RowFault:
    at_end = "unexpected end" in error
    upto = (
        Words("直到文件末尾", " up to the end of the file") if at_end else Words("", "")
    )
    fault = Fault(
        Words(
            f"引号没有成对，无法分列{upto.zh}",
            f"Quotation marks do not pair, so its cells cannot be told apart{upto.en}",
        ),
        Words(
            '单元格含引号时应整格加引号，并把其中的引号写两遍（""）',
            'Put such a cell in quotation marks and double those inside ("")',
        ),
    )
    return RowFault(row=row, column="", value="", fault=fault)
