"""What the patent brings: to its owner, to a typical licensee, to one of several."""

from __future__ import annotations

import numpy as np

from pricing.valuation.asked import Asked, Draws
from pricing.valuation.development import phase_chances
from pricing.valuation.income import Income, Prospect, income
from pricing.valuation.licensee_number import price_factor
from pricing.valuation.readiness import readiness_of
from pricing.valuation.uncertain import FloatArray

__all__ = [
    "TRIAL_PART",
    "licensee_factor",
    "licensee_income",
    "licensee_worth",
    "patentee_income",
]

# ASSUMPTION: the part of the early spending that falls to the trial.
TRIAL_PART = 0.2


def patentee_income(asked: Asked, draws: Draws) -> Income:
    """Return what the patent brings to the patentee that makes the product itself.

    Parameters
    ----------
    asked : Asked
        The question.
    draws : mapping of str to array
        As `pricing.valuation.asked.drawn` gives them, with sales of the patentee.

    Returns
    -------
    Income
        Over the term, without any spending.
    """
    # What is already made works, sells from the first day and is paid for.
    none = np.zeros_like(draws["own_sales"])
    prospect = _prospect(draws, "own_sales", success=none + 1, launched=none, spent=0.0)
    return income(prospect, years=asked.years)


def licensee_income(asked: Asked, draws: Draws) -> Income:
    """Return what the patent brings to a typical licensee.

    Parameters
    ----------
    asked : Asked
        The question.
    draws : mapping of str to array
        As `pricing.valuation.asked.drawn` gives them, with sales of the licensee.

    Returns
    -------
    Income
        With the chances, the delay and the firm's own spending of the readiness.
    """
    trial, _pilot, launch = (one.likely for one in phase_chances(asked.readiness))
    prospect = _prospect(
        draws,
        "sales",
        success=draws["success"],
        launched=np.minimum(draws["success"] / launch, 1.0),
        spent=TRIAL_PART + (1 - TRIAL_PART) * trial,
    )
    level = readiness_of(asked.readiness)
    return income(prospect, years=asked.years, years_to_sales=level.years_to_sales)


def licensee_factor(draws: Draws) -> FloatArray:
    """Return the price of one of N licensees as a share of that of a single one.

    Parameters
    ----------
    draws : mapping of str to array
        As `pricing.valuation.asked.drawn` gives them.

    Returns
    -------
    array
        One factor a draw, at most 1 [1]; see `pricing.valuation.licensee_number`.
    """
    return price_factor(draws["licensees"], draws["elasticity"])


def licensee_worth(asked: Asked, draws: Draws) -> FloatArray | None:
    """Return what the licence is worth to one licensee today, at least 0 [fen].

    Above it no licensee goes.

    Parameters
    ----------
    asked : Asked
        The question.
    draws : mapping of str to array
        As `pricing.valuation.asked.drawn` gives them.

    Returns
    -------
    array or None
        One amount a draw [fen]; None where nobody states sales.
    """
    if "sales" not in draws:
        return None
    return licensee_income(asked, draws).net(licensee_factor(draws))


def _prospect(
    draws: Draws,
    sales: str,
    *,
    success: FloatArray,
    launched: FloatArray,
    spent: float,
) -> Prospect:
    return Prospect(
        sales=draws[sales],
        margin=draws["margin"],
        patent_share=draws["patent_share"],
        growth=draws["growth"],
        erosion=draws["erosion"],
        discount=draws["discount"],
        success=success,
        own_cost=draws["own_cost"] * spent,
        launch_years=draws["launch_years"],
        launched=launched,
    )
