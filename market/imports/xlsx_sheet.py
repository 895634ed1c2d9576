"""Read a workbook: the first sheet with a header, cells as the text they mean."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from typing import Any

from openpyxl import load_workbook

from market.catalogue.faults import Words
from market.imports.columns import is_header
from market.imports.sheets import FileUnreadable, Format, Record, Sheet
from market.imports.xlsx_cells import row_texts, with_formulas

# A small file that unpacks to more than this holds no portfolio.
MOST_UNPACKED_BYTES = 400_000_000
# A sheet has no more rows; a file that claims more was made to be endless.
MOST_ROWS = 1_048_576
# Titles and remarks may stand above the header.
HEADER_WITHIN = 10

Rows = Iterator[tuple[int, list[str]]]


def read_workbook(content: bytes) -> Sheet:
    """Read an XLSX file; other sheets than the first with a header are only named.

    Raises
    ------
    FileUnreadable
        When it is no XLSX, is damaged, unpacks to too much, or has no header.
    """
    has_formulas = _checked(content)
    try:
        # The reader warns of everything that it leaves aside, such as validations.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(content, has_formulas=has_formulas)
    except FileUnreadable:
        raise
    except Exception as error:
        # Damaged parts make the reader raise whatever it trips over.
        raise _damaged() from error


def _read(content: bytes, *, has_formulas: bool) -> Sheet:
    with closing(_opened(content, values=True)) as book:
        sheets = [each for each in book.worksheets if each.sheet_state == "visible"]
        title, header_row = _found_header(sheets)
        notes = _notes(book, title, header_row)
        if not has_formulas:
            return _sheet(_rows(book[title]), header_row, notes)
        with closing(_opened(content, values=False)) as formulas:
            rows = _rows_with_formulas(book[title], formulas[title])
            return _sheet(rows, header_row, notes)


def _found_header(sheets: list[Any]) -> tuple[str, int]:
    """Return the sheet and the row of the header: known names, else the first words."""
    for is_it in (is_header, _is_wide):
        for sheet in sheets:
            for row, cells in islice(_rows(sheet), HEADER_WITHIN):
                if is_it(cells):
                    return sheet.title, row
    raise FileUnreadable(
        "工作簿中没有带表头的可见工作表。请在一张工作表的前几行写明各列的名称。",
        "No visible sheet of the workbook has a header. "
        "Name the columns in the first rows of one.",
    )


def _is_wide(cells: list[str]) -> bool:
    # Of two columns one can be the number, the other the title.
    return sum(bool(cell.strip()) for cell in cells) > 1


def _sheet(rows: Rows, header_row: int, notes: tuple[Words, ...]) -> Sheet:
    header: list[str] = []
    records = []
    for row, cells in rows:
        if row == header_row:
            header = [" ".join(cell.split()) for cell in cells]
        elif row > header_row and any(map(str.strip, cells)):
            records.append(Record(row, cells))
    while header and not header[-1]:
        header.pop()
    return Sheet(header, records, [], format=Format.XLSX, notes=notes)


def _rows(sheet: Any) -> Rows:  # noqa: ANN401  # openpyxl publishes no types
    for row, cells in _cells(sheet):
        yield row, row_texts(cells)


def _rows_with_formulas(values: Any, formulas: Any) -> Rows:  # noqa: ANN401  # as above
    for (row, cells), (_row, told) in zip(
        _cells(values), _cells(formulas), strict=False
    ):
        yield row, with_formulas(row_texts(cells), cells, told)


def _cells(sheet: Any) -> Iterator[tuple[int, Any]]:  # noqa: ANN401  # as above
    # What a file says of its own size is often wrong.
    sheet.reset_dimensions()
    for row, cells in enumerate(sheet.iter_rows(), start=1):
        if row > MOST_ROWS:
            raise _damaged()
        yield row, cells


def _notes(book: Any, title: str, header_row: int) -> tuple[Words, ...]:  # noqa: ANN401  # as above
    read = Words(
        f"读取的是工作表“{title}”，表头在第 {header_row} 行",
        f"Sheet {title} was read; its header is row {header_row}",
    )
    others = [each.title for each in book.worksheets if each.title != title]
    if not others:
        return (read,)
    left = Words(
        f"没有读取其他工作表（含隐藏的）：{'、'.join(others)}",
        f"Other sheets, hidden ones among them, were not read: {', '.join(others)}",
    )
    return (read, left)


def _opened(content: bytes, *, values: bool) -> Any:  # noqa: ANN401  # as above
    return load_workbook(
        io.BytesIO(content), read_only=True, data_only=values, keep_links=False
    )


def _checked(content: bytes) -> bool:
    """Refuse what is no workbook or too large; say whether it holds formulas."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise _no_workbook()
            # The reader of the archive gives no part more bytes than it declares.
            if sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
                raise _too_large()
            sheets = [name for name in names if name.startswith("xl/worksheets/")]
            return any(_holds_formula(package, name) for name in sheets)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise _damaged() from error


def _holds_formula(package: zipfile.ZipFile, part: str) -> bool:
    before = b""
    with package.open(part) as stream:
        for piece in iter(partial(stream.read, 1 << 20), b""):
            seen = before + piece
            if b"<f>" in seen or b"<f " in seen or b"<f/" in seen:
                return True
            before = piece[-2:]
    return False


def _no_workbook() -> FileUnreadable:
    return FileUnreadable(
        "这个压缩包不是 .xlsx 工作簿。请把专利清单另存为 .xlsx 或 CSV 后再导入。",
        "This archive is no .xlsx workbook. Save the list of patents as .xlsx or CSV.",
    )


def _too_large() -> FileUnreadable:
    most = MOST_UNPACKED_BYTES // 1_000_000
    return FileUnreadable(
        f"工作簿展开后超过 {most} MB，没有读取。请只保留专利清单，或拆成几个文件。",
        f"The workbook unpacks to more than {most} MB, so nothing was read. "
        "Keep the list of patents alone, or split it.",
    )


def _damaged() -> FileUnreadable:
    return FileUnreadable(
        "工作簿已损坏或不完整，无法读取。请在表格软件中打开它，另存为新的 .xlsx。",
        "The workbook is damaged or incomplete. "
        "Open it in the spreadsheet and save it as a new .xlsx.",
    )
