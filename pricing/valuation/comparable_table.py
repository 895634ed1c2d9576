"""A table of comparables: each row is used or refused, and either way says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pricing.errors import PricingError
from pricing.exact import half_up
from pricing.valuation.comparable_cells import (
    RowRefused,
    choice_cell,
    code_cell,
    column_of,
    money_cell,
    plain,
    rate_cell,
    whole_cell,
    year_cell,
)
from pricing.valuation.comparable_words import FORMS, LICENSORS, SCOPES, YUAN
from pricing.valuation.comparables import Comparable, Scope
from pricing.valuation.quantities import Said

__all__ = ["Table", "TableRow", "read_table"]

MONTHS_PER_YEAR = 12
MOST_MONTHS = 360
MOST_COUNT = 10_000
LONGEST_SOURCE = 200


class TableRow(NamedTuple):
    """What became of one row; `comparable` is None where it is not used."""

    row: int
    reason: Said
    comparable: Comparable | None = None
    is_free: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as it was read."""

    rows: tuple[TableRow, ...]
    ignored: tuple[str, ...]

    @property
    def used(self) -> tuple[Comparable, ...]:
        """Return what the used rows say."""
        return tuple(row.comparable for row in self.rows if row.comparable is not None)

    @property
    def free_count(self) -> int:
        """Return how many rows are licences without a fee."""
        return sum(row.is_free for row in self.rows)


def read_table(
    header: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    *,
    latest: int,
    patent: str = "",
) -> Table:
    """Read a table of comparables.

    Parameters
    ----------
    header : sequence of str
        Headings in Chinese or English; others than those known are left out.
    rows : iterable of (int, sequence of str)
        Number of each row, and its cells.
    latest : int
        The year of the valuation; later rows are refused.
    patent : str
        Number of the patent; a row with the same number is of scope ``own``.

    Returns
    -------
    Table
        Every row with its reason.

    Raises
    ------
    PricingError
        When the header lacks a year, or both amount and rate, or has one twice.

    Examples
    --------
    >>> table = read_table(["year", "rate"], [(2, ["2024", "3%"])], latest=2026)
    >>> table.used[0].rate_ppm
    30000
    """
    keys = [column_of(name) for name in header]
    _require_columns(keys)
    reader = _Reader(keys, latest, plain(patent))
    read = tuple(reader.read(row, cells) for row, cells in rows)
    ignored = tuple(
        name.strip()[:40]
        for name, key in zip(header, keys, strict=True)
        if key is None and name.strip()
    )
    return Table(rows=read, ignored=ignored)


def _require_columns(keys: Sequence[str | None]) -> None:
    for key in filter(None, keys):
        if keys.count(key) > 1:
            raise _header_fault(
                f"表头中的 {key} 列重复。", f"The header has the column {key} twice."
            )
    if "year" not in keys:
        raise _header_fault("表头缺少年份列。", "The header has no column year.")
    if "amount" not in keys and "rate" not in keys:
        raise _header_fault(
            "表头缺少金额列和提成率列。", "The header has neither amount nor rate."
        )


def _header_fault(zh: str, en: str) -> PricingError:
    return PricingError(
        en,
        zh,
        mend_zh="第一行应写列名：年份、费用形式、金额、提成率、期限（月）、币种、"
        "来源；可加：范围、许可方类型、IPC 分类号、行业、专利数、被许可人数、专利号。",
        mend_en="The first row names the columns: year, form, amount, rate, months, "
        "currency, source; and if known scope, licensor, ipc, industry, patents, "
        "licensees, patent.",
    )


class _Reader:
    """Reads rows one after another; remembers them to find one that comes twice."""

    def __init__(self, keys: Sequence[str | None], latest: int, patent: str) -> None:
        self._keys = keys
        self._latest = latest
        self._patent = patent
        self._seen: dict[tuple[str, ...], int] = {}

    def read(self, row: int, cells: Sequence[str]) -> TableRow:
        try:
            return self._read(row, self._named(row, cells))
        except RowRefused as refused:
            return TableRow(row, refused.reason)

    def _named(self, row: int, cells: Sequence[str]) -> Mapping[str, str]:
        filled = tuple(cells)
        if any(cell.strip() for cell in filled[len(self._keys) :]):
            raise RowRefused("单元格比表头多。", "It has more cells than the header.")
        first = self._seen.setdefault(filled, row)
        if first != row:
            raise RowRefused(
                f"与第 {first} 行完全相同；若是另一份许可，请在来源中区分。",
                f"It equals row {first}; if it is another licence, tell them apart in "
                "the source.",
            )
        pairs = zip(self._keys, filled, strict=False)
        return {key: cell for key, cell in pairs if key is not None}

    def _read(self, row: int, cells: Mapping[str, str]) -> TableRow:
        year = year_cell("year", cells.get("year", ""), latest=self._latest)
        form = choice_cell("form", cells.get("form", ""), FORMS)
        if form == "free":
            told = Said(
                "无偿许可，只计数，不进入区间。", "Free: counted, not in the range."
            )
            return TableRow(row, told, is_free=True)
        amount, rate_ppm = _prices(form, cells)
        if amount is not None:
            _require_yuan(cells)
        comparable = Comparable(
            where=Said(f"第 {row} 行", f"row {row}"),
            scope=self._scope(cells),
            year=year,
            yearly_fen=0 if amount is None else _yearly(form, amount, cells),
            rate_ppm=rate_ppm or 0,
            base="profit" if form == "profit" else "net_sales",
            licensees=_count("licensees", cells),
            licensor=choice_cell("licensor", cells.get("licensor", ""), LICENSORS),
            ipc=code_cell(cells.get("ipc", "")),
            industry=code_cell(cells.get("industry", "")),
            source=plain(cells.get("source", ""))[:LONGEST_SOURCE],
        )
        return TableRow(row, _notes(comparable, cells), comparable)

    def _scope(self, cells: Mapping[str, str]) -> Scope:
        if self._patent and plain(cells.get("patent", "")) == self._patent:
            return "own"
        match choice_cell("scope", cells.get("scope", ""), SCOPES):
            case "own":
                return "own"
            case "international":
                return "international"
            case _:
                return "industry"


def _prices(form: str, cells: Mapping[str, str]) -> tuple[int | None, int | None]:
    """Return amount [fen] and rate [ppm] as the form of the fee asks for them."""
    amount = money_cell("amount", cells.get("amount", ""))
    rate_ppm = rate_cell("rate", cells.get("rate", ""))
    if rate_ppm is None and form in ("royalty", "profit", "mixed"):
        raise RowRefused("提成率：缺失。", "rate: It is missing.")
    if amount is None and (rate_ppm is None or form in ("fixed", "yearly", "mixed")):
        raise RowRefused("金额：缺失。", "amount: It is missing.")
    if form in ("fixed", "yearly"):
        _refuse_other("rate", rate_ppm)
    if form in ("royalty", "profit"):
        _refuse_other("amount", amount)
    return amount, rate_ppm


def _refuse_other(column: str, value: int | None) -> None:
    if value is not None:
        raise RowRefused(
            "金额和提成率都有，费用形式却只有一种；两者兼收请写“入门费加提成”。",
            f"{column}: the form names one fee, the row has two; for both write mixed.",
        )


def _require_yuan(cells: Mapping[str, str]) -> None:
    if "currency" not in cells:
        return
    currency = plain(cells["currency"])[:20]
    if not currency:
        raise RowRefused(
            "币种：缺失，请写 CNY。", "currency: It is missing; write CNY."
        )
    if currency.lower() not in YUAN:
        shown = currency if currency.isprintable() else ascii(currency)
        raise RowRefused(
            f"币种：{shown} 不是人民币；系统没有汇率，请按签订日汇率折算。",
            f"currency: {shown} is not CNY; no exchange rate is known here, convert it "
            "at that of the day.",
        )


def _yearly(form: str, amount: int, cells: Mapping[str, str]) -> int:
    """Return a fixed fee as so much a year and patent, half up [fen]."""
    patents = _count("patents", cells)
    if form == "yearly":
        return half_up(2 * amount, 2 * patents)
    months = whole_cell("months", cells.get("months", ""), most=MOST_MONTHS)
    if months is None:
        raise RowRefused(
            "期限（月）：缺失，无法折算为每年。",
            "months: It is missing, so no yearly fee can be worked out.",
        )
    return half_up(2 * amount * MONTHS_PER_YEAR, 2 * months * patents)


def _count(column: str, cells: Mapping[str, str]) -> int:
    return whole_cell(column, cells.get(column, ""), most=MOST_COUNT) or 1


def _notes(one: Comparable, cells: Mapping[str, str]) -> Said:
    """Say what a used row takes for granted."""
    notes = [Said("已使用。", "Used.")]
    if one.yearly_fen and "currency" not in cells:
        notes.append(Said("无币种列，按人民币。", "No column currency: taken as CNY."))
    if not one.source:
        notes.append(Said("未写来源。", "No source is given."))
    return Said("".join(n.zh for n in notes), " ".join(n.en for n in notes))
