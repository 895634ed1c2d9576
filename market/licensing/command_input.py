"""What the commands are given: files, days, patents.

Whatever cannot be read ends the command with status 2 and a line on the error
output: where, why, and how to mend it, in the reader's language.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from market.db import session
from pricing.errors import PricingError, TermsUnreadable
from pricing.law.checks import PatentFacts
from pricing.reading import LONGEST_BYTES
from pricing.terms import Terms, read_terms

if TYPE_CHECKING:
    from market.catalogue.models import Patent

__all__ = [
    "day_given",
    "patent_given",
    "recorded_patent",
    "refuse",
    "refuse_file",
    "terms_given",
]

UNREADABLE = 2

Found = TypeVar("Found")

_FILE_FAULTS: dict[type[Exception], tuple[str, str]] = {
    FileNotFoundError: ("没有这个文件。", "There is no such file."),
    IsADirectoryError: ("这是目录，不是文件。", "This is a directory, no file."),
    PermissionError: ("没有读取权限。", "This file may not be read."),
}
_OTHER_FAULT = ("文件无法读取。", "The file cannot be read.")
_FILE_MEND = (
    "请检查路径；从标准输入读取时写 -。",
    "Check the path; for standard input write -.",
)


def terms_given(source: str, lang: str) -> Terms:
    """Read terms from a file, or for ``-`` from standard input."""
    try:
        return read_terms(_content(source))
    except TermsUnreadable as error:
        lines = [f"{source}: {place.line(lang)}" for place in error.places]
        _end(lang, *["\n".join(lines)] * 2)
    except (OSError, ValueError) as error:
        refuse_file(error, source, lang)


def refuse_file(error: OSError | ValueError, source: str, lang: str) -> NoReturn:
    """End the command with why a file cannot be read."""
    # A path with a zero character is a ValueError.
    why_zh, why_en = _FILE_FAULTS.get(type(error), _OTHER_FAULT)
    mend_zh, mend_en = _FILE_MEND
    _end(lang, f'"{source}": {why_zh}{mend_zh}', f'"{source}": {why_en} {mend_en}')


def _content(source: str) -> bytes:
    # One byte more than terms may have, so that a longer text is refused as such.
    if source == "-":
        # Without a standard input there is nothing to read.
        return sys.stdin.buffer.read(LONGEST_BYTES + 1) if sys.stdin else b""
    with Path(source).open("rb") as file:
        return file.read(LONGEST_BYTES + 1)


def day_given(text: str | None, lang: str, option: str = "--on") -> date | None:
    """Read a calendar day written 2027-01-31; None where none is given."""
    if text is None:
        return None
    # The standard library alone also takes 20270131 and 2027-W04-7.
    is_written = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
    day = None
    with suppress(ValueError):
        day = date.fromisoformat(text) if is_written else None
    if day is None:
        _end(
            lang,
            f"{option}：“{text}”不是日期，请写成 2027-01-31 的形式。",
            f'{option}: "{text}" is no day. Write it as 2027-01-31.',
        )
    return day


def patent_given(number: str, lang: str) -> PatentFacts:
    """Look up in the catalogue what is known of a patent."""
    # The catalogue is loaded only when a patent is asked for.
    from market.catalogue.queries import patent_facts  # noqa: PLC0415

    return _looked_up(patent_facts, number, lang)


def recorded_patent(number: str, lang: str) -> Patent:
    """Look up a patent's record in the catalogue."""
    from market.catalogue.queries import by_number  # noqa: PLC0415

    return _looked_up(by_number, number, lang)


def _looked_up(
    find: Callable[[Session, str], Found | None], number: str, lang: str
) -> Found:
    try:
        found = find(session(), number)
    except DBAPIError:
        _end(
            lang,
            "--patent：无法读取目录。请运行 flask db upgrade，或检查 DATABASE_URL。",
            "--patent: the catalogue cannot be read. Run flask db upgrade, "
            "or check DATABASE_URL.",
        )
    if found is None:
        _end(
            lang,
            f"--patent：目录中没有专利“{number}”。请先导入，或检查号码。",
            f'--patent: the catalogue has no patent "{number}". Import it, '
            "or check the number.",
        )
    return found


def refuse(
    error: PricingError, lang: str, where_zh: str = "", where_en: str = ""
) -> NoReturn:
    """End the command with what an error of pricing says."""
    english = f"{error.message_en} {error.mend_en}".rstrip()
    _end(lang, f"{where_zh}{error.message_zh}{error.mend_zh}", where_en + english)


def _end(lang: str, chinese: str, english: str) -> NoReturn:
    click.echo(chinese if lang == "zh" else english, err=True)
    raise SystemExit(UNREADABLE)
