"""Two offers of the same technology to the same firm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pricing.licensee import Licensee
from pricing.terms import Terms
from pricing.valuation.development import PHASES, Phase, Project
from pricing.valuation.ladder_assumptions import Assumptions
from pricing.valuation.ladder_income import Offered
from pricing.valuation.staged_licence import LicenceWorth, StagedLicence, staged_licence
from pricing.valuation.stops import Case

__all__ = ["TwoOffers", "licence_of", "worth_of"]


@dataclass(frozen=True, slots=True)
class TwoOffers:
    """A ladder and an alternative, offered to one firm.

    Attributes
    ----------
    sales_fen : tuple of int
        Expected net sales in years 1, 2, ... of production [fen].
    """

    terms: Terms
    alternative: Terms
    licensee: Licensee
    sales_fen: tuple[int, ...]
    starts_on: date

    @property
    def stage_months(self) -> dict[str, int]:
        """The months of trial and pilot that the ladder itself states."""
        known = [stage.months for stage in self.terms.stages[:-1]]
        named = zip(("trial_months", "pilot_months"), known, strict=False)
        return {key: months for key, months in named if months is not None}

    def project(self, assumptions: Assumptions) -> Project:
        """Return what the firm would do under either offer."""
        given = assumptions.figures() | self.stage_months
        profit_fen = given["margin"] * (self.sales_fen[0] if self.sales_fen else 0)
        launch_fen = round(given["launch_cost_years"] * profit_fen)
        costs = (assumptions.trial_cost_fen, assumptions.pilot_cost_fen, launch_fen)
        return Project(
            phases=tuple(
                Phase(
                    months=round(given[f"{name}_months"]),
                    cost_fen=cost_fen,
                    success=given[f"{name}_success"],
                )
                for name, cost_fen in zip(PHASES, costs, strict=True)
            ),
            sales_fen=self.sales_fen,
            margin=assumptions.margin,
            firm_rate=assumptions.firm_rate,
            office_rate=assumptions.office_rate,
            volatility=assumptions.volatility,
            leakage=assumptions.leakage,
            unit_price_fen=assumptions.unit_price_fen,
        )

    def case(self, terms: Terms, assumptions: Assumptions) -> Case:
        """Return one of the offers, ready to be valued."""
        return Case(
            terms=terms,
            project=self.project(assumptions),
            licensee=self.licensee,
            starts_on=self.starts_on,
        )

    def ladder(self, assumptions: Assumptions) -> Offered:
        """Return the ladder with what a licence under it brings."""
        return Offered(
            terms=self.terms, worth=worth_of(self.case(self.terms, assumptions))
        )

    def plain(self, assumptions: Assumptions) -> Offered:
        """Return the alternative with what a licence under it brings."""
        return Offered(
            terms=self.alternative,
            worth=worth_of(self.case(self.alternative, assumptions)),
        )


# Many assumptions of the office alone leave the tree as it is.
@lru_cache(maxsize=256)
def worth_of(case: Case) -> LicenceWorth:
    """Return what a licence is worth; known cases are not folded back again.

    Parameters
    ----------
    case : Case
        Terms, project, licensee and first day.

    Returns
    -------
    LicenceWorth
        Expected present values [fen].
    """
    return licence_of(case).worth()


@lru_cache(maxsize=8)
def licence_of(case: Case) -> StagedLicence:
    """Return a case with its courses priced, kept for the next question.

    Parameters
    ----------
    case : Case
        Terms, project, licensee and first day.

    Returns
    -------
    StagedLicence
        Ready to be folded back.
    """
    return staged_licence(case)
