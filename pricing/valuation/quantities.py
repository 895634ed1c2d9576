"""The quantities that a fair price rests on: unit, limits, default and its source.

Whoever asks may state each of them. What has a default and no published source is an
ASSUMPTION, and every report says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from pricing.errors import PricingError
from pricing.money import MAX_FEN, PPM, format_millionths, parse_fen, parse_millionths
from pricing.valuation.uncertain import Uncertain, read_uncertain

__all__ = ["ASSUMPTION", "QUANTITIES", "Quantity", "Said", "Unit", "read_share"]

Unit = Literal["yuan", "yuan_a_year", "share", "number", "years"]
MONEY = ("yuan", "yuan_a_year")
MOST_NUMBER = 1_000_000


class Said(NamedTuple):
    """A text in both languages."""

    zh: str
    en: str


ASSUMPTION = Said(
    "假设，无公开统计支持，请按实际改写", "ASSUMPTION; no statistics, state your own"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One quantity.

    Attributes
    ----------
    key : str
        Its name in code and in results.
    unit : str
        ``yuan`` and ``yuan_a_year`` (held as fen), ``share`` (of one), ``number``,
        ``years``.
    lowest, highest : float
        Limits [fen, share of one, or a count].
    default : str or None
        A stated distribution; None where only the asker can know.
    """

    key: str
    label: Said
    unit: Unit
    lowest: float
    highest: float
    default: str | None
    source: Said

    def read(self, text: str) -> Uncertain:
        """Read a stated distribution of this quantity.

        Raises
        ------
        PricingError
            When the text is none, or a number is out of range.
        """
        return read_uncertain(text, self._number)

    def _number(self, text: str) -> float:
        value = self._unsigned(text)
        if not self.lowest <= value <= self.highest:
            low, high = self._shown(self.lowest), self._shown(self.highest)
            raise PricingError(
                f"{text} is out of range.",
                f"{text} 超出范围。",
                mend_en=f"Write a number from {low} to {high}.",
                mend_zh=f"请填写 {low} 至 {high} 之间的数。",
            )
        return value

    def _unsigned(self, text: str) -> float:
        if self.unit in MONEY:
            return float(_fen(text))
        read = read_share if self.unit == "share" else _number
        if self.lowest < 0 and text.startswith("-"):
            return -read(text[1:])
        return read(text)

    def _shown(self, limit: float) -> str:
        sign = "-" if limit < 0 else ""
        scale = PPM / 100 if self.unit in MONEY else PPM
        return sign + format_millionths(round(abs(limit) * scale))


def _fen(text: str) -> int:
    # A millionth of ten thousand yuan is one fen.
    in_wan = text.endswith("万")
    return parse_millionths(text[:-1], MAX_FEN) if in_wan else parse_fen(text)


def _number(text: str) -> float:
    return parse_millionths(text, MOST_NUMBER * PPM) / PPM


def read_share(text: str) -> float:
    """Read a share of one, written as a decimal or as a percentage.

    Raises
    ------
    PricingError
        When the text is neither.

    Examples
    --------
    >>> read_share("0.03"), read_share("3%")
    (0.03, 0.03)
    """
    return _number(text[:-1]) / 100 if text.endswith("%") else _number(text)


def _share(key: str, label: Said, default: str, source: Said) -> Quantity:
    return Quantity(
        key=key,
        label=label,
        unit="share",
        lowest=0,
        highest=1,
        default=default,
        source=source,
    )


def _sales(key: str, label: Said) -> Quantity:
    return Quantity(
        key=key,
        label=label,
        unit="yuan_a_year",
        lowest=0,
        highest=MAX_FEN,
        default=None,
        source=Said("由使用者填写", "stated by the asker"),
    )


_ALL = (
    _sales(
        "sales",
        Said(
            "典型被许可方实施后的年净销售额",
            "Yearly net sales of a typical licensee, once it sells",
        ),
    ),
    _sales(
        "own_sales",
        Said(
            "专利权人自行实施的年净销售额",
            "Yearly net sales of the patentee's own exploitation",
        ),
    ),
    _share(
        "margin",
        Said("产品营业利润率", "Operating profit as a share of these sales"),
        "5%..10%..20%",
        ASSUMPTION,
    ),
    _share(
        "patent_share",
        Said("利润中由本专利带来的部分", "Part of that profit which the patent adds"),
        "30%..50%..80%",
        ASSUMPTION,
    ),
    _share(
        "licensor_share",
        Said(
            "增量利润中许可方分得的部分",
            "Part of the added profit that the office asks",
        ),
        "25%..40%..50%",
        Said(
            "假设；与上一项相乘约为利润的五分之一，"
            "可对照“25% 规则”和营业利润的 23%"
            "（Goldscheider 等；Kemmerer、Lu；二手来源）",
            "ASSUMPTION; times the line above about a fifth of the profit, to be held "
            "against the 25% rule and 23% of operating margin in the literature "
            "(Goldscheider et al.; Kemmerer and Lu; secondary sources)",
        ),
    ),
    Quantity(
        key="own_cost",
        label=Said(
            "企业自身的试用和中试支出", "The firm's own spending on trial and pilot"
        ),
        unit="yuan",
        lowest=0,
        highest=MAX_FEN,
        default="lognormal:40000..120000",
        source=ASSUMPTION,
    ),
    Quantity(
        key="launch_years",
        label=Said(
            "投产支出，折合首年增量利润的年数",
            "Spending on the launch, in added profits of a first year",
        ),
        unit="years",
        lowest=0,
        highest=100,
        default="0..0.5..1",
        source=ASSUMPTION,
    ),
    Quantity(
        key="growth",
        label=Said("销售额年增长率", "Growth of sales a year"),
        unit="share",
        lowest=-0.9,
        highest=5,
        default="-5%..5%..15%",
        source=ASSUMPTION,
    ),
    _share(
        "erosion",
        Said("专利优势每年的衰减", "Part of the patent's advantage lost a year"),
        "10%..15%..20%",
        Said(
            "假设；专利价值研究中常见的年折旧率，未核对原文",
            "ASSUMPTION; a usual yearly decay in studies of patent value, not checked "
            "in their text",
        ),
    ),
    Quantity(
        key="discount",
        label=Said("年折现率", "Discount rate a year"),
        unit="share",
        lowest=0,
        highest=2,
        default="8%..12%..20%",
        source=ASSUMPTION,
    ),
    Quantity(
        key="licensees",
        label=Said("预期被许可人数", "Expected number of licensees"),
        unit="number",
        lowest=1,
        highest=10_000,
        default="1..3..8",
        source=Said(
            "假设；全国试点至 2023 年 6 月每件已许可专利约 2.9 次许可"
            "（8,000 ÷ 2,750，推算）",
            "ASSUMPTION; about 2.9 licences per licensed patent in the national pilot "
            "to June 2023 (8,000 / 2,750, derived)",
        ),
    ),
    _share(
        "elasticity",
        Said(
            "被许可人之间的收益侵蚀弹性", "How strongly licensees eat into each other"
        ),
        "0.10..0.25..0.40",
        Said(
            "假设；Kamien、Tauman 固定费模型在三家被许可方时约为 0.24",
            "ASSUMPTION; Kamien and Tauman's posted fee comes to about 0.24 with three "
            "licensees",
        ),
    ),
    Quantity(
        key="volatility",
        label=Said("市场价值年波动率", "Market volatility a year"),
        unit="share",
        lowest=0,
        highest=1,
        default="20%..40%..60%",
        source=Said(
            "假设；只用于期权核对，不是专利价值的横截面离散度",
            "ASSUMPTION; for the option check only, not the spread of patent values",
        ),
    ),
)
QUANTITIES: Mapping[str, Quantity] = MappingProxyType({one.key: one for one in _ALL})
