"""What the comparison of a fee ladder with another offer takes for granted.

Every figure has a default, the range in which it plausibly lies, a unit, and a source;
what has none says that it is an ASSUMPTION. A figure outside its range is used, and the
report says so; one that cannot be is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from pricing.valuation import ladder_sources
from pricing.valuation.belief import (
    Belief,
    believed,
    impossible,
    refuse_impossible,
)
from pricing.valuation.development import PHASES, phase_chances
from pricing.valuation.readiness import readiness_of

__all__ = ["Assumptions", "assumptions_at", "beliefs"]


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
        ladder_sources.MARGIN,
    )
    volatility: float = believed(
        0.4,
        (0.2, 0.6),
        "per root year",
        ("市场年波动率", "Market volatility"),
        ladder_sources.VOLATILITY,
    )
    rivals: float = believed(
        2,
        (0, 7),
        "number",
        ("其他被许可方数量", "Rival licensees"),
        ladder_sources.RIVALS,
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
        ladder_sources.TAKEN_UP,
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
        ladder_sources.INVENTORS_SHARE,
    )

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        for key, belief in beliefs(self).items():
            refuse_impossible(belief, key, getattr(self, key))
        most = self.uptake * (1 + self.extra_uptake)
        if not (self.uptake > 0 and self.prospects > 0 and most <= 1 + 1e-9):
            raise impossible(
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

    Parameters
    ----------
    assumptions : Assumptions
        The figures; of them only the readiness matters here.

    Returns
    -------
    dict of str to Belief
        By the name of the field, `readiness` and `unit_price_fen` left out.
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

    Returns
    -------
    Assumptions
        With the chances of success and the months of that readiness.

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
        raise impossible(
            f"There is no assumption named {', '.join(unknown)}.",
            f"没有名为 {'、'.join(unknown)} 的假设。",
        )
    given: dict[str, Any] = dict(figures)
    return replace(plain, **given)
