"""Read the cells of a table of comparables; what is wrong is a reason, not a crash."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pricing.errors import PricingError
from pricing.half_width import half_width
from pricing.money import MAX_FEN, PPM, parse_fen, parse_millionths
from pricing.valuation.comparable_words import COLUMN_LABELS, COLUMNS
from pricing.valuation.quantities import Said

__all__ = [
    "RowRefused",
    "choice_cell",
    "code_cell",
    "column_of",
    "money_cell",
    "plain",
    "rate_cell",
    "whole_cell",
    "year_cell",
]

# The first Patent Law is in force since 1985.
FIRST_YEAR = 1985
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_YEAR = re.compile(r"([0-9]{4})(?:[-/.][0-9]{1,2}){0,2}")
_WHOLE = re.compile(r"[0-9]{1,9}")
_NEGATIVE = ("-", "\u2212", "(")


class RowRefused(Exception):
    """A row that is not used, with the reason."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.reason = Said(zh, en)


def plain(text: str) -> str:
    """Return a cell in half-width letters, without blanks around.

    Examples
    --------
    >>> plain(" １２％ ")
    '12%'
    """
    return half_width(text)


def column_of(header: str) -> str | None:
    """Return the key of a column by its heading, None of one not known.

    Examples
    --------
    >>> column_of("金额（元）"), column_of("Rate"), column_of("remarks")
    ('amount', 'rate', None)
    """
    name = plain(header).lower()
    return next((key for key, names in COLUMNS.items() if name in names), None)


def money_cell(column: str, text: str) -> int | None:
    """Return an amount of yuan above 0 [fen], None of a blank cell.

    Parameters
    ----------
    column : str
        Key of the column, for the message.
    text : str
        The cell, in yuan or 万元.

    Returns
    -------
    int or None
        The amount [fen].

    Examples
    --------
    >>> money_cell("amount", "1,200,000"), money_cell("amount", "1.5万元")
    (120000000, 1500000)
    """
    cell = plain(text).removeprefix("¥").strip()
    if not cell:
        return None
    _refuse_negative(column, cell)
    number = cell.removesuffix("元").strip()
    in_wan = number.endswith("万")
    number = _ungrouped(number.removesuffix("万").strip())
    # A millionth of ten thousand yuan is one fen.
    value = _parsed(column, number, in_wan=in_wan)
    return _above_zero(column, value)


def _parsed(column: str, number: str, *, in_wan: bool) -> int:
    try:
        return parse_millionths(number, MAX_FEN) if in_wan else parse_fen(number)
    except PricingError as error:
        raise _wrong(column, error.message_zh, error.message_en) from error


def rate_cell(column: str, text: str) -> int | None:
    """Return a rate above 0 and at most 1 [parts per million], None of a blank cell.

    Parameters
    ----------
    column : str
        Key of the column, for the message.
    text : str
        The cell, as 0.03 or 3%.

    Returns
    -------
    int or None
        The rate [parts per million].

    Raises
    ------
    RowRefused
        For no rate, or one that is 0, negative or above 1.

    Examples
    --------
    >>> rate_cell("rate", "3%"), rate_cell("rate", "0.03")
    (30000, 30000)
    """
    cell = plain(text)
    if not cell:
        return None
    _refuse_negative(column, cell)
    in_percent = cell.endswith("%")
    try:
        value = parse_millionths(cell.removesuffix("%").strip(), 100 * PPM)
    except PricingError as error:
        raise _wrong(column, error.message_zh, error.message_en) from error
    rate_ppm = value // 100 if in_percent else value
    if rate_ppm > PPM:
        raise _wrong(
            column, "大于 1，请写 0.03 或 3%。", "It is above 1: write 0.03 or 3%."
        )
    return _above_zero(column, rate_ppm)


def year_cell(column: str, text: str, *, latest: int) -> int:
    """Return a year; a whole date is taken by its year.

    Parameters
    ----------
    column : str
        Key of the column, for the message.
    text : str
        The cell.
    latest : int
        The last year that can be [year].

    Returns
    -------
    int
        The year.

    Raises
    ------
    RowRefused
        For a blank cell, or no year from 1985 to the last.
    """
    cell = plain(text).removesuffix("年")
    if not cell:
        raise _wrong(column, "缺失。", "It is missing.")
    match = _YEAR.fullmatch(cell)
    if match is None or not FIRST_YEAR <= int(match[1]) <= latest:
        raise _wrong(
            column,
            f"“{_short(cell)}”不是 {FIRST_YEAR} 至 {latest} 之间的年份。",
            f'"{_short(cell)}" is no year from {FIRST_YEAR} to {latest}.',
        )
    return int(match[1])


def whole_cell(column: str, text: str, *, most: int) -> int | None:
    """Return a whole number from 1 on, None of a blank cell.

    Parameters
    ----------
    column : str
        Key of the column, for the message.
    text : str
        The cell.
    most : int
        The largest number that can be.

    Returns
    -------
    int or None
        The number.

    Raises
    ------
    RowRefused
        For no whole number, 0, or one above the most.
    """
    cell = plain(text)
    if not cell:
        return None
    _refuse_negative(column, cell)
    if not _WHOLE.fullmatch(cell) or not int(cell) <= most:
        raise _wrong(
            column,
            f"“{_short(cell)}”不是 1 至 {most} 的整数。",
            f'"{_short(cell)}" is no whole number from 1 to {most}.',
        )
    return _above_zero(column, int(cell))


def choice_cell(column: str, text: str, words: Mapping[str, str]) -> str:
    """Return what a word stands for, ``""`` of a blank cell.

    Parameters
    ----------
    column : str
        Key of the column, for the message.
    text : str
        The cell.
    words : mapping of str to str
        What each known word stands for.

    Returns
    -------
    str
        What the word stands for.

    Raises
    ------
    RowRefused
        For a word that is not known.
    """
    cell = plain(text).lower()
    if not cell:
        return ""
    if cell not in words:
        known = "、".join(dict.fromkeys(words))
        raise _wrong(
            column,
            f"“{_short(cell)}”不认识，可写：{known}。",
            f'"{_short(cell)}" is not known; known are: {known}.',
        )
    return words[cell]


def code_cell(text: str) -> str:
    """Return the first class of a cell, without blanks, in capitals.

    Examples
    --------
    >>> code_cell("c02f 1/28; B01J")
    'C02F1/28'
    """
    first = re.split(r"[;,、|]", plain(text))[0]
    return re.sub(r"\s", "", first).upper()[:20]


def _ungrouped(number: str) -> str:
    return number.replace(",", "") if _GROUPED.fullmatch(number) else number


def _refuse_negative(column: str, cell: str) -> None:
    if cell.startswith(_NEGATIVE):
        raise _wrong(column, "为负数。", "It is negative.")


def _above_zero(column: str, value: int) -> int:
    if value == 0:
        raise _wrong(
            column,
            "为 0，不说明价值；无偿许可请在“费用形式”写“无偿”。",
            "It is 0, which tells no value; a free licence has the form free.",
        )
    return value


def _wrong(column: str, zh: str, en: str) -> RowRefused:
    return RowRefused(f"{COLUMN_LABELS[column]}：{zh}", f"{column}: {en}")


def _short(text: str) -> str:
    short = text if len(text) <= 40 else f"{text[:40]}..."
    return short if short.isprintable() else ascii(short)
