"""Read one cell of a file: text, number, date, kind, state; or say what is wrong."""

from __future__ import annotations

import re
from datetime import date

import sqlalchemy as sa

from market.catalogue.dates import DateUnreadable, is_possible, is_unknown, read_date
from market.catalogue.faults import Fault, RowRefused, Words
from market.catalogue.models import Patent, PatentKind, PatentStatus
from market.catalogue.number_forms import PatentNumber
from market.catalogue.numbers import read_number
from market.catalogue.texts import one_line, paragraphs
from market.catalogue.vocabulary import kind_of, status_of

LONGEST_TEXT = 20_000
TEXT_FIELDS = (
    "title",
    "title_en",
    "ipc",
    "inventors",
    "abstract",
    "summary_zh",
    "summary_en",
    "source_reference",
)

_ROUNDED = re.compile(r"[0-9]([.][0-9]+)?[eE][+][0-9]+")
_CODES = re.compile("\\s*[|;,\u3001\uff0c\uff1b]\\s*")


def _limit(field: str) -> int:
    kind = Patent.__table__.c[field].type
    length = kind.length if isinstance(kind, sa.String) else None
    return length or LONGEST_TEXT


# What people write in several paragraphs.
LONG_FIELDS = frozenset({"abstract", "summary_zh", "summary_en"})
LIMITS = {field: _limit(field) for field in (*TEXT_FIELDS, "patentee")}


def text_cell(field: str, column: str, value: str) -> str:
    """Return a text as the catalogue keeps it, as long as its column takes.

    Raises
    ------
    RowRefused
        When it is longer.
    """
    text = paragraphs(value) if field in LONG_FIELDS else one_line(value)
    if field == "ipc":
        text = classes(text)
    if len(text) <= LIMITS[field]:
        return text
    raise RowRefused(
        column,
        value,
        Fault(
            Words(
                f"有 {len(text)} 个字符，最多 {LIMITS[field]} 个",
                f"It has {len(text)} characters, and at most {LIMITS[field]} fit",
            ),
            Words(
                "请缩短；若并非本来这么长，请检查是否漏了引号",
                "Shorten it; if it is not meant so long, "
                "look for a missing quotation mark",
            ),
        ),
    )


def classes(text: str) -> str:
    """Return symbols of classes parted in one way.

    Examples
    --------
    >>> classes("C02F 1/28|C04B，A61K;")
    'C02F 1/28; C04B; A61K'
    """
    return "; ".join(code for code in _CODES.split(one_line(text)) if code)


def number_cell(field: str, column: str, value: str) -> PatentNumber | None:
    """Return a number, or None for a blank one or "0"."""
    if is_unknown(value) or not value.strip("0 "):
        return None
    found = read_number(value, is_application=field == "application_number")
    if found.fault is None:
        return found
    if _ROUNDED.fullmatch(value.strip()):
        raise RowRefused(column, value, _ROUNDED_FAULT)
    raise RowRefused(column, value, found.fault)


_ROUNDED_FAULT = Fault(
    Words(
        "表格软件把号码变成了科学计数，末尾数字已丢失",
        "The spreadsheet has rounded the number: its last digits are lost",
    ),
    Words(
        "请把该列设为“文本”格式，重新填写号码",
        "Format the column as text and enter the number again",
    ),
)


def date_cell(column: str, value: str, *, day_first: bool) -> date | None:
    """Return a day, or None where none is known."""
    try:
        return read_date(value, day_first=day_first)
    except DateUnreadable as error:
        fault = Fault(
            Words("不是日历上的日期", "It is not a day of the calendar"),
            Words(
                "请写作 2021-03-01；不知道就留空", "Write 2021-03-01, or leave it blank"
            ),
        )
        raise RowRefused(column, value, fault) from error


def doubt_of(day: date | None) -> Fault | None:
    """Return why a day cannot be a patent's, though the calendar has it."""
    if day is None or is_possible(day):
        return None
    later = day.replace(year=day.year + 100) if day.year < 2000 else None
    meant_zh = f"；若是 {later.isoformat()}，请这样写" if later else ""
    meant_en = f"; if {later.isoformat()} is meant, write that" if later else ""
    return Fault(
        Words(
            "年代不可能，该日期按未知处理",
            "No patent on offer has so distant a date: it is kept as unknown",
        ),
        Words(
            f"表格软件常把两位年份读成 19 几几年{meant_zh}",
            f"Spreadsheets read two-digit years as 19..{meant_en}",
        ),
    )


def kind_cell(column: str, value: str) -> PatentKind | None:
    """Return a kind of patent, or None where none is known."""
    if is_unknown(value):
        return None
    kind = kind_of(value)
    if kind is None:
        fault = Fault(
            Words("不是已知的专利类型", "It is no known kind of patent"),
            Words(
                "请写“发明”、“实用新型”或“外观设计”",
                "Write invention, utility model or design",
            ),
        )
        raise RowRefused(column, value, fault)
    return kind


def status_cell(value: str) -> tuple[PatentStatus | None, Fault | None]:
    """Return a legal state; a word not known is a notice, not a refusal."""
    if is_unknown(value):
        return None, None
    status = status_of(value)
    if status is not None:
        return status, None
    return None, Fault(
        Words(
            "不认识的法律状态，按号码判断",
            "The status is not a known word; the number decides",
        ),
        Words(
            "可写“授权”、“申请”或“失效”",
            "Write granted, application or ended",
        ),
    )
