"""The formula of each payment as lines that add up to it, in Chinese and English.

A line that only states a quantity has no amount; the amounts of the others add
up to the payment, to the fen.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from pricing.block import CREDIT, Block
from pricing.charge import YearToDate
from pricing.dates import as_date
from pricing.exact import half_up
from pricing.instalments import part_of
from pricing.money import PPM, format_millionths, format_yuan
from pricing.plan import Plan
from pricing.royalties import RoyaltyPeriods
from pricing.royalty_rule import Bands

__all__ = ["Line", "lines_of"]

Show = Callable[[Any], str]
_TEXTS: dict[str, tuple[str, str, tuple[Show, ...]]] = {
    "price": ("固定许可费 {} 元", "Fixed fee {} yuan", (format_yuan,)),
    "factor": (
        "乘以被许可方系数 {}",
        "Times the licensee's factor {}",
        (format_millionths,),
    ),
    "part": ("第 {} 期，共 {} 期", "Part {} of {}", (str, str)),
    "cut": ("因提前终止减少", "Reduced because the licence stops", ()),
    "base": (
        "第 {} 许可年度截至 {} 的基数 {} 元",
        "Base of licence year {} to {}: {} yuan",
        (str, str, format_yuan),
    ),
    "units": (
        "第 {} 许可年度截至 {} 的件数 {}",
        "Units of licence year {} to {}: {}",
        (str, str, str),
    ),
    "holiday": (
        "其中免提成期内 {} 元",
        "Of it in the holiday: {} yuan",
        (format_yuan,),
    ),
    "holiday_units": ("其中免提成期内 {} 件", "Of it in the holiday: {} units", (str,)),
    "band": ("{} 元 × {}", "{} yuan × {}", (format_yuan, format_millionths)),
    "band_units": ("{} 件 × {} 元", "{} units × {} yuan", (str, format_millionths)),
    "bands": ("分段提成费合计", "Royalty of the bands", ()),
    "minimum": (
        "补足年度保底费（应计 {} / {} 日）",
        "Up to the yearly minimum ({} of {} days)",
        (str, str),
    ),
    "cap_year": ("超过年度上限的部分", "Above the yearly cap", ()),
    "kept": ("年度结算前不退", "Not taken back before the year's settlement", ()),
    "cap_total": ("超过累计上限的部分", "Above the lifetime cap", ()),
    "charged": ("本许可年度已计收", "Already charged in this licence year", ()),
    "credit": ("以先前阶段的付款抵扣", "Paid by the credit of an earlier stage", ()),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One step of a payment's formula; `amount_fen` is None for a bare quantity."""

    code: str
    amount_fen: int | None
    values: tuple[Any, ...] = ()

    @property
    def zh(self) -> str:
        """The line in Chinese."""
        return self.text("zh")

    @property
    def en(self) -> str:
        """The line in English."""
        return self.text("en")

    def text(self, lang: str) -> str:
        """Return the line, with its amount, in ``"zh"`` or ``"en"``."""
        chinese, english, shows = _TEXTS[self.code]
        words = chinese if lang == "zh" else english
        stated = words.format(
            *(show(value) for show, value in zip(shows, self.values, strict=True))
        )
        if self.amount_fen is None:
            return stated
        amount = format_yuan(self.amount_fen)
        return f"{stated}：{amount} 元" if lang == "zh" else f"{stated}: {amount} yuan"

    def __str__(self) -> str:
        """Return the line in English."""
        return self.en


def lines_of(plan: Plan, block: Block, row: int, licence: int) -> tuple[Line, ...]:
    """Return the lines of one payment.

    Parameters
    ----------
    plan : Plan
        The terms.
    block : Block
        The payments that hold it.
    row, licence : int
        Its place in the block.

    Returns
    -------
    tuple of Line
        In the published order; amounts add up to the payment.
    """
    amount = int(block.amounts[row, licence])
    if block.kinds[row, licence] == CREDIT:
        return (Line("credit", amount),)
    if row < len(plan.fixed):
        return _fixed_lines(plan, row, int(block.factor_ppm[licence]), amount)
    return _royalty_lines(plan, block, row, licence)


def _steps(stated: Sequence[tuple[str, int, tuple[Any, ...]]]) -> list[Line]:
    """Return a line for each step that changes the amount."""
    lines, before = [], 0
    for code, amount, values in stated:
        if amount != before:
            lines.append(Line(code, amount - before, values))
        before = amount
    return lines


def _fixed_lines(
    plan: Plan, row: int, factor_ppm: int, amount: int
) -> tuple[Line, ...]:
    part = plan.fixed[row]
    price = half_up(part.price_fen * factor_ppm, PPM)
    share = part_of(price, part.number, part.of)
    return tuple(
        _steps(
            [
                ("price", part.price_fen, (part.price_fen,)),
                ("factor", price, (factor_ppm,)),
                ("part", share, (part.number + 1, part.of)),
                ("cut", amount, ()),
            ]
        )
    )


def _royalty_lines(
    plan: Plan, block: Block, row: int, licence: int
) -> tuple[Line, ...]:
    per_royalty = plan.years * plan.periods
    index, number = divmod(row - len(plan.fixed), per_royalty)
    year, period = divmod(number, plan.periods)
    at = (year, period, licence)
    charged, rule = block.royalties[index], plan.royalties[index].rule
    steps, days = charged.steps, charged.year.days
    royalty, due = int(steps.royalty[at]), int(steps.due[at])
    minimum = 0 if steps.minimum is None else int(steps.minimum[at])
    total = int(charged.totals[at])
    kept = max(due, total) if rule.bands.mode == "volume" else due
    before = int(charged.totals[year, period - 1, licence]) if period else 0
    year_days = int(block.when.year_days[year, licence])
    changes = [
        ("bands", int(steps.banded[at]), ()),
        ("factor", royalty, (int(block.factor_ppm[licence]),)),
        ("minimum", max(royalty, minimum), (int(days[at]), year_days)),
        ("cap_year", due, ()),
        ("kept", kept, ()),
        ("cap_total", total, ()),
        ("charged", total - before, ()),
    ]
    last_day = as_date(int(block.on[row, licence]) - plan.due_days)
    return (
        *_base_lines(charged.year, rule.bands, at, last_day),
        *_band_lines(rule.bands, *_filled(charged, at), year),
        *_steps(changes),
    )


def _base_lines(
    to_date: YearToDate, bands: Bands, at: tuple[int, int, int], last_day: date
) -> list[Line]:
    codes = ("base", "holiday") if bands.scale == PPM else ("units", "holiday_units")
    stated = (at[0] + 1, last_day.isoformat(), int(to_date.base[at]))
    lines = [Line(codes[0], None, stated)]
    if to_date.holiday is not None and to_date.holiday[at]:
        lines.append(Line(codes[1], None, (int(to_date.holiday[at]),)))
    return lines


def _filled(charged: RoyaltyPeriods, at: tuple[int, int, int]) -> tuple[int, int]:
    """Return the charged base, and what earlier years filled of the bands."""
    earlier = charged.year.earlier
    filled = 0 if earlier is None else int(earlier[at[0], 0, at[2]])
    return int(charged.steps.charged_base[at]), filled


def _band_lines(bands: Bands, base: int, filled: int, year: int) -> list[Line]:
    code = "band" if bands.scale == PPM else "band_units"
    rates = [
        rate if isinstance(rate, int) else int(rate[year, 0, 0]) for rate in bands.rates
    ]
    return [
        Line(code, None, (part, rate))
        for part, rate in zip(_portions(bands, base, filled), rates, strict=True)
        if part
    ]


def _portions(bands: Bands, base: int, filled: int) -> list[int]:
    """Return the part of the base in each band."""
    limits = [0, *bands.up_to, filled + base]
    if bands.mode == "volume":
        reached = bisect_left(bands.up_to, filled + base)
        return [base if band == reached else 0 for band in range(len(bands.rates))]
    return [
        max(min(filled + base, upper) - max(filled, lower), 0)
        for lower, upper in pairwise(limits)
    ]
