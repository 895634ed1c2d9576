"""The staged terms of a suggestion beside its one-off price: whether staging pays."""

from __future__ import annotations

import math

from pricing.errors import PricingError
from pricing.licensee import Licensee
from pricing.money import MAX_FEN
from pricing.valuation.asked import Asked, typical
from pricing.valuation.expected_income import TRIAL_PART
from pricing.valuation.fee_ladder import LadderReport, ladder_report
from pricing.valuation.ladder_assumptions import assumptions_at
from pricing.valuation.quantities import Said
from pricing.valuation.readiness import readiness_of
from pricing.valuation.suggestion import FairPrice

__all__ = ["TYPICAL_FIRM", "NoLadder", "staged_beside_one_off"]

# ASSUMPTION: a small firm is the typical licensee.
TYPICAL_FIRM = Licensee("small")


class NoLadder(PricingError):
    """There is nothing to compare: no sales, or no staged terms."""


def staged_beside_one_off(fair: FairPrice) -> LadderReport:
    """Compare the staged terms of a suggestion with its one-off price.

    The middle of each stated input is taken; the comparison's other figures are its
    own assumptions, listed in its report.

    Parameters
    ----------
    fair : FairPrice
        The suggestion.

    Returns
    -------
    LadderReport
        As `pricing.valuation.fee_ladder.ladder_report` gives it.

    Raises
    ------
    NoLadder
        Without sales, without staged terms, or where the firm would not sell within
        the term.
    PricingError
        As for `ladder_report`.
    """
    made = {one.form: one for one in fair.starting_terms}
    staged, one_off = made["staged"].terms, made["one_off"].terms
    sales = typical(fair.asked, "sales")
    if not sales:
        raise _nothing(_NO_SALES)
    if staged is None or one_off is None:
        raise _nothing(made["staged"].reason)
    figures = _figures(fair.asked)
    return ladder_report(
        staged,
        one_off,
        assumptions_at(fair.asked.readiness, **figures),
        licensee=TYPICAL_FIRM,
        sales_fen=_forecast(fair.asked, sales),
    )


def _figures(asked: Asked) -> dict[str, float]:
    """Return what both models share, from the middle of what is asked.

    Rivals take as much in the middle of the term as the factor for their number says.
    """
    middle = {key: typical(asked, key) or 0.0 for key in _SHARED}
    trial, pilot, launch = readiness_of(asked.readiness).months
    rivals = middle["licensees"] - 1
    lost = middle["elasticity"] * math.log(middle["licensees"]) / (asked.years / 2)
    return {
        "margin": middle["margin"] * middle["patent_share"],
        "volatility": middle["volatility"],
        "firm_rate": middle["discount"],
        "rivals": rivals,
        "leakage_per_rival": min(lost / rivals, 1.0) if rivals else 0.0,
        "trial_cost_fen": round(TRIAL_PART * middle["own_cost"]),
        "pilot_cost_fen": round((1 - TRIAL_PART) * middle["own_cost"]),
        "launch_cost_years": middle["launch_years"],
        "trial_months": trial,
        "pilot_months": pilot,
        "launch_months": launch,
    }


_SHARED = (
    "margin",
    "patent_share",
    "volatility",
    "discount",
    "licensees",
    "elasticity",
    "own_cost",
    "launch_years",
)


def _forecast(asked: Asked, sales: float) -> tuple[int, ...]:
    """Return expected sales by year of production, the advantage fading [fen]."""
    growth, erosion = typical(asked, "growth") or 0.0, typical(asked, "erosion") or 0.0
    yearly = (1 + growth) * (1 - erosion)
    years = range(math.ceil(asked.years))
    return tuple(min(int(sales * yearly**year), MAX_FEN) for year in years)


_NO_SALES = Said(
    "请填写典型被许可方的年净销售额，并使许可期不少于 6 个月。",
    "State the yearly sales of a typical licensee, and a term of at least 6 months.",
)


def _nothing(why: Said) -> NoLadder:
    return NoLadder(
        "There are no staged terms and one-off price to compare.",
        "没有可对照的分阶段条件和一次性价格。",
        mend_en=why.en,
        mend_zh=why.zh,
    )
