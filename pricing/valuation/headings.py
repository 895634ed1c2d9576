"""The five headings of the 2022 guide, each with what this project makes of it.

Every heading answers with draws of a mean yearly fee and of a royalty on net sales,
or says why it has nothing to say. The headings are the guide's; the formulas, which
were not available, are the project's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from pricing.money import FEN_PER_YUAN
from pricing.valuation.asked import Asked, Draws
from pricing.valuation.expected_income import (
    licensee_factor,
    licensee_income,
    patentee_income,
)
from pricing.valuation.income import Income
from pricing.valuation.published import (
    mean_fee_a_patent_and_year_fen,
    published,
)
from pricing.valuation.quantities import Said
from pricing.valuation.readiness import readiness_of
from pricing.valuation.row_evidence import Evidence, row_evidence
from pricing.valuation.uncertain import Uncertain

__all__ = ["HEADING_LABELS", "Heading", "headings"]

HEADING_LABELS: Mapping[str, Said] = MappingProxyType(
    {
        "own_income": Said("自行实施收益", "The patentee's own income"),
        "charged": Said(
            "本专利已收取的许可使用费", "Fees already charged for this patent"
        ),
        "industry": Said("行业许可统计", "Industry statistics"),
        "international": Said("国际通行费率", "International rates"),
        "asset": Said("资产评估（收益法）", "Asset valuation (by income)"),
    }
)
# ASSUMPTION: how much each heading counts; a price already paid for this very patent
# says most, rates usual abroad say least.
WEIGHTS: Mapping[str, int] = MappingProxyType(
    {"own_income": 4, "charged": 6, "industry": 2, "international": 2, "asset": 4}
)
PUBLISHED_WEIGHT = 1

State = Literal["used", "too_few", "no_data"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What one heading answers.

    Attributes
    ----------
    key : str
        One of `HEADING_LABELS`.
    state : str
        ``used``; ``too_few`` rows to say anything; or ``no_data``.
    weight : int
        What it counts beside the others, 0 unless used.
    evidence : Evidence
        Draws of the mean yearly fee [fen] and of the royalty [1].
    reasons : tuple of Said
        What it rests on, or why it has nothing to say.
    """

    key: str
    state: State
    weight: int
    evidence: Evidence
    reasons: tuple[Said, ...]


def headings(asked: Asked, draws: Draws) -> tuple[Heading, ...]:
    """Answer all five headings, in the guide's order.

    Parameters
    ----------
    asked : Asked
        The question.
    draws : mapping of str to array
        As `pricing.valuation.asked.drawn` gives them.

    Returns
    -------
    tuple of Heading
        One for each of `HEADING_LABELS`.
    """
    return (
        _own_income(asked, draws),
        _from_rows("charged", "own", asked, draws),
        _industry(asked, draws),
        _international(asked, draws),
        _asset(asked, draws),
    )


def _own_income(asked: Asked, draws: Draws) -> Heading:
    if "own_sales" not in draws:
        return _silent(
            "own_income",
            "未填写专利权人自行实施的年净销售额（高校院所通常没有）。",
            "The patentee's own yearly sales are not stated; universities seldom have "
            "any.",
        )
    return _by_income("own_income", asked, draws, patentee_income(asked, draws))


def _asset(asked: Asked, draws: Draws) -> Heading:
    if "sales" not in draws:
        return _silent(
            "asset",
            "未填写典型被许可方的年净销售额。",
            "The yearly sales of a typical licensee are not stated.",
        )
    return _by_income("asset", asked, draws, licensee_income(asked, draws))


def _by_income(key: str, asked: Asked, draws: Draws, found: Income) -> Heading:
    if not found.gain.any():
        months = sum(readiness_of(asked.readiness).months)
        return _silent(
            key,
            f"许可期 {asked.months} 个月内没有增量利润："
            f"首次销售预计在 {months} 个月后，或销售额、利润率为 0。",
            f"No added profit within {asked.months} months: the first sale is expected "
            f"after {months} months, or sales or margin are 0.",
        )
    asked_part = draws["licensor_share"] * found.net(licensee_factor(draws))
    evidence = Evidence(asked_part / asked.years, found.per_sales(asked_part))
    told = Said(
        "（增量利润现值 × 被许可人数系数 − 企业自身支出）× 许可方分得部分 ÷ 许可年数；"
        "不合算时为 0。",
        "(Present value of the added profit x the factor for the number of licensees "
        "- the firm's own spending) x the office's part / years; 0 where it would not "
        "pay.",
    )
    return _used(key, evidence, told)


def _industry(asked: Asked, draws: Draws) -> Heading:
    heading = _from_rows("industry", "industry", asked, draws)
    anchor = f"{mean_fee_a_patent_and_year_fen() // FEN_PER_YUAN:,}"
    free = published("recorded_free_share")
    told = Said(
        f"公开的平均数为每件每年约 {anchor} 元，仅作上限参照，不计入："
        f"分布高度偏斜、含全部许可方、{free.value:.1%} 的合同无偿，且未公布中位数。",
        f"The published mean is about {anchor} yuan a patent and year. It is an "
        f"upper anchor only and counts for nothing: the amounts are skewed, of all "
        f"licensors, {free.value:.1%} of the contracts are free, and no median is "
        f"published.",
    )
    rates = Said(
        "分行业提成率官方表未取得，该列留空，可自行导入。",
        "The official royalties by industry were not obtained; load them as a table.",
    )
    return _with(heading, told, rates)


def _international(asked: Asked, draws: Draws) -> Heading:
    heading = _from_rows("international", "international", asked, draws)
    if heading.state == "used":
        return heading
    low, high = published("usual_royalty_low"), published("usual_royalty_high")
    # ASSUMPTION: the ends of what is usual are the tenth and ninetieth percentile.
    middle, p90 = float((low.value * high.value).sqrt()), float(high.value)
    usual = Uncertain("lognormal", (middle, p90), "")
    told = Said(
        f"通常提成率 {low.value:.0%} 至 {high.value:.0%}"
        f"（{low.source.zh}，可信度 {low.confidence}）作为第 10 和第 90 百分位，"
        "属假设；各领域合计，乘以被许可人数系数。",
        f"Usual royalties from {low.value:.0%} to {high.value:.0%} ({low.source.en}, "
        f"confidence {low.confidence}), taken as P10 and P90, an ASSUMPTION; all "
        "fields together, times the factor for the number of licensees.",
    )
    rate = usual.at(draws["row_international_rate"])
    evidence = Evidence(None, rate * licensee_factor(draws))
    return Heading(
        key="international",
        state="used",
        weight=PUBLISHED_WEIGHT,
        evidence=evidence,
        reasons=(*heading.reasons, told),
    )


def _from_rows(key: str, scope: str, asked: Asked, draws: Draws) -> Heading:
    expected = licensee_income(asked, draws) if "sales" in draws else None
    evidence, reasons = row_evidence(scope, asked, draws, expected)
    if evidence.yearly is None and evidence.rate is None:
        has_rows = any(one.scope == scope for one in asked.comparables)
        state: State = "too_few" if has_rows else "no_data"
        return Heading(
            key=key, state=state, weight=0, evidence=evidence, reasons=reasons
        )
    return _with(_used(key, evidence), *reasons)


def _used(key: str, evidence: Evidence, *reasons: Said) -> Heading:
    return Heading(
        key=key,
        state="used",
        weight=WEIGHTS[key],
        evidence=evidence,
        reasons=reasons,
    )


def _silent(key: str, zh: str, en: str) -> Heading:
    return Heading(
        key=key,
        state="no_data",
        weight=0,
        evidence=Evidence(None, None),
        reasons=(Said(zh, en),),
    )


def _with(heading: Heading, *reasons: Said) -> Heading:
    return Heading(
        key=heading.key,
        state=heading.state,
        weight=heading.weight,
        evidence=heading.evidence,
        reasons=(*heading.reasons, *reasons),
    )
