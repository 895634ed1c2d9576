"""What the comparison of a fee ladder with another offer takes for granted.

Every figure has a default, the range in which it plausibly lies, a unit, and a source;
what has none says that it is an ASSUMPTION. A figure outside its range is used, and the
report says so; one that cannot be is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from math import isfinite
from typing import Any

from pricing.errors import FactImpossible
from pricing.valuation.belief import LIMITS, Belief, believed
from pricing.valuation.development import PHASES, phase_chances
from pricing.valuation.quantities import Said
from pricing.valuation.readiness import readiness_of

__all__ = ["Assumptions", "assumptions_at", "beliefs"]

_PILOT = Said(
    "全国试点至 2023 年 6 月：触达 7.6 万家企业，达成约 8,000 次许可（10.5%，推算）；"
    "浙江免费许可：6,365 家中 306 次（4.8%，推算）",
    "National pilot to June 2023: about 8,000 licences for 76,000 firms reached "
    "(10.5 %, derived); Zhejiang's free licences: 306 for 6,365 (4.8 %, derived)",
)
_RIVALS = Said(
    "假设；全国试点至 2023 年 6 月每件已许可专利约 2.9 次许可（8,000 ÷ 2,750，推算），"
    "即另有约两家",
    "ASSUMPTION; national pilot to June 2023: about 2.9 licences per licensed patent "
    "(8,000 / 2,750, derived), so about two rivals",
)
_SHARE = Said(
    "《促进科技成果转化法》第四十五条（不低于 50%）；若干省份为 70%",
    "Law on Promoting the Transformation of Scientific and Technological "
    "Achievements, art. 45 (at least 50 %); 70 % in several provinces",
)
_MARGIN = Said(
    "假设；营业利润率 10%，其中一半由本专利带来",
    "ASSUMPTION; an operating margin of 10 %, half of it due to the patent",
)
_MARKET = Said(
    "假设；指市场价值的波动，不是专利价值的横截面离散度",
    "ASSUMPTION; market volatility, not the spread of values among patents",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """The figures; `beliefs` has range, unit, words and source of each.

    Amounts are whole fen. The chances of success start from those of `readiness`.
    Where a royalty is on units, `unit_price_fen` states what one sells for.

    Raises
    ------
    FactImpossible
        For a figure that cannot be.
    PricingError
        For an unknown readiness.
    """

    readiness: str = "prototype"
    unit_price_fen: int | None = None
    trial_success: float = believed(
        0.65, (0.45, 0.80), "share", ("试用成功概率", "Chance that the trial succeeds")
    )
    pilot_success: float = believed(
        0.65, (0.45, 0.80), "share", ("中试成功概率", "Chance that the pilot succeeds")
    )
    launch_success: float = believed(
        0.83, (0.65, 0.95), "share", ("投产成功概率", "Chance that the launch succeeds")
    )
    trial_months: int = believed(
        6, (2, 18), "months", ("试用月数", "Months of the trial")
    )
    pilot_months: int = believed(
        12, (3, 24), "months", ("中试月数", "Months of the pilot")
    )
    launch_months: int = believed(
        6, (1, 12), "months", ("投产准备月数", "Months from pilot to first sale")
    )
    trial_cost_fen: int = believed(
        10_000_00,
        (1_000_00, 50_000_00),
        "fen",
        ("试用阶段企业自身支出", "The firm's own cost of the trial"),
    )
    pilot_cost_fen: int = believed(
        40_000_00,
        (10_000_00, 300_000_00),
        "fen",
        ("中试阶段企业自身支出", "The firm's own cost of the pilot"),
    )
    launch_cost_years: float = believed(
        1.0,
        (0.2, 3.0),
        "years",
        ("投产支出，折合首年新增利润的年数", "Cost of launch, in first-year profits"),
    )
    margin: float = believed(
        0.05,
        (0.015, 0.16),
        "share",
        (
            "技术带来的利润占销售额的比例",
            "Profit that the technology adds, per sales",
        ),
        _MARGIN,
    )
    volatility: float = believed(
        0.4, (0.2, 0.6), "per root year", ("市场年波动率", "Market volatility"), _MARKET
    )
    rivals: float = believed(
        2, (0, 7), "number", ("其他被许可方数量", "Rival licensees"), _RIVALS
    )
    leakage_per_rival: float = believed(
        0.03,
        (0.0, 0.08),
        "per year",
        ("每一竞争者每年夺走的销售额", "Sales that each rival takes a year"),
    )
    firm_rate: float = believed(
        0.12, (0.08, 0.20), "per year", ("企业贴现率", "The firm's discount rate")
    )
    office_rate: float = believed(
        0.05, (0.02, 0.08), "per year", ("许可方贴现率", "The office's discount rate")
    )
    prospects: float = believed(
        20, (5, 100), "number", ("接触的企业数", "Firms that are asked")
    )
    uptake: float = believed(
        0.105,
        (0.048, 0.20),
        "share",
        ("对照方案下签约的企业比例", "Part of them that takes the alternative"),
        _PILOT,
    )
    extra_uptake: float = believed(
        0.5,
        (0.0, 2.0),
        "ratio",
        (
            "分阶段方案每份对照许可另带来的许可数",
            "Further licences under the ladder, per licence under the alternative",
        ),
    )
    switched: float = believed(
        1.0,
        (0.3, 1.0),
        "share",
        (
            "原会接受对照方案而改选分阶段方案的企业比例",
            "Part of the alternative's takers that take the ladder instead",
        ),
    )
    displaced: float = believed(
        0.2,
        (0.0, 0.6),
        "share",
        (
            "新增被许可方的销售额中取自其他被许可方的比例",
            "Part of further licensees' sales taken from those who pay already",
        ),
    )
    nonpayment: float = believed(
        0.05,
        (0.0, 0.20),
        "share",
        ("首日之后到期款项的未收比例", "Part of later payments that is never paid"),
    )
    help_start_fen: int = believed(
        3_000_00,
        (0, 20_000_00),
        "fen",
        ("每份许可的服务成本", "Cost of helping one licensee to start"),
    )
    help_phase_fen: int = believed(
        5_000_00,
        (0, 30_000_00),
        "fen",
        ("此后每一阶段的服务成本", "Cost of helping in each later phase"),
    )
    inventors_share: float = believed(
        0.5,
        (0.5, 0.7),
        "share",
        (
            "发明人等在许可净收入中的比例",
            "Inventors' share of net licence income",
        ),
        _SHARE,
    )

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        for key, belief in beliefs(self).items():
            _require_possible(self, key, belief)
        most = self.uptake * (1 + self.extra_uptake)
        if not (self.uptake > 0 and self.prospects > 0 and most <= 1 + 1e-9):
            raise _impossible(
                f"With uptake {self.uptake} and extra uptake {self.extra_uptake} "
                "no firm or more than all firms would sign.",
                f"签约比例 {self.uptake} 与新增比例 {self.extra_uptake} "
                "使签约企业为零或超过全部。",
            )

    @property
    def leakage(self) -> float:
        """Sales lost to all rivals, at most all of them [per year]."""
        return min(1.0, self.rivals * self.leakage_per_rival)

    @property
    def outside(self) -> tuple[str, ...]:
        """The figures outside their plausible range."""
        return tuple(
            key
            for key, belief in beliefs(self).items()
            if not belief.low <= getattr(self, key) <= belief.high
        )

    def figures(self) -> dict[str, float]:
        """Return every figure by name, readiness apart."""
        return {key: getattr(self, key) for key in beliefs(self)}


def beliefs(assumptions: Assumptions) -> dict[str, Belief]:
    """Return what stands behind each figure, in the order of the class.

    The ranges of the chances of success are those of the readiness.
    """
    found: dict[str, Belief] = {
        one.name: one.metadata["belief"]
        for one in fields(assumptions)
        if "belief" in one.metadata
    }
    chances = phase_chances(assumptions.readiness)
    for phase, chance in zip(PHASES, chances, strict=True):
        key = f"{phase}_success"
        found[key] = found[key]._replace(low=chance.low, high=chance.high)
    return found


def assumptions_at(readiness: str, **figures: float) -> Assumptions:
    """Return the defaults of a level of readiness, with figures of one's own.

    Parameters
    ----------
    readiness : str
        ``lab``, ``prototype``, ``pilot`` or ``proven``.
    **figures : float
        Fields of `Assumptions` that are known better.

    Raises
    ------
    PricingError
        For an unknown readiness, or a figure that cannot be or is unknown.

    Examples
    --------
    >>> assumptions_at("pilot", margin=0.08).trial_success
    0.85
    """
    likely: dict[str, Any] = {
        f"{phase}_success": chance.likely
        for phase, chance in zip(PHASES, phase_chances(readiness), strict=True)
    }
    months = zip(PHASES, readiness_of(readiness).months, strict=True)
    likely |= {f"{phase}_months": month for phase, month in months}
    plain = Assumptions(readiness=readiness, **likely)
    known = {"unit_price_fen", *plain.figures()}
    if unknown := sorted(set(figures) - known):
        raise _impossible(
            f"There is no assumption named {', '.join(unknown)}.",
            f"没有名为 {'、'.join(unknown)} 的假设。",
        )
    given: dict[str, Any] = dict(figures)
    return replace(plain, **given)


def _require_possible(assumptions: Assumptions, key: str, belief: Belief) -> None:
    value, (low, high) = getattr(assumptions, key), LIMITS[belief.unit]
    is_whole = belief.unit not in ("fen", "months") or isinstance(value, int)
    if not (isfinite(value) and low <= value <= high and is_whole):
        raise _impossible(
            f"{belief.en} ({key}) is {value}, not a {belief.unit} "
            f"from {low:g} to {high:g}.",
            f"“{belief.zh}”（{key}）为 {value}，应在 {low:g} 至 {high:g} 之间。",
        )


def _impossible(message_en: str, message_zh: str) -> FactImpossible:
    return FactImpossible(
        message_en,
        message_zh,
        mend_en="State another figure; amounts are whole fen, months whole.",
        mend_zh="请另行填写；金额以整数分、月数以整数计。",
    )
