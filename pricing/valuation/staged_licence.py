"""A licence under terms as a decision tree: what it is worth to firm and office.

The tree is grown for a project with gates: at the end of each phase the technology has
worked or not, the firm sees how the market has moved, and goes on or stops. Chances of
success are actual ones, the discount rates are stated, and market volatility is an
input of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod

import numpy as np
from numpy.typing import NDArray

from pricing.errors import FactImpossible
from pricing.valuation.courses import Account, Courses, priced_courses
from pricing.valuation.development import market_moves
from pricing.valuation.stops import Case
from pricing.valuation.tree import Chance, Choice, End, Flow, Node, rolled_back

__all__ = ["POINTS", "LicenceWorth", "StagedLicence", "licence_worth", "staged_licence"]

Floats = NDArray[np.float64]

# Moves of the market at each gate: enough that more change a worth by little.
POINTS = 7
MOST_MARKETS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceWorth:
    """What a licence is worth on its first day, as expected present values.

    Attributes
    ----------
    expected : array
        Each `Account` [fen; CONVERTED is a probability, PHASES a count].
    if_converted : array
        The part of it from courses on which the last stage is entered.
    """

    expected: Floats
    if_converted: Floats

    @property
    def firm_fen(self) -> int:
        """What signing is worth to the firm; below 0 it would not sign [fen]."""
        return round(float(self.expected[Account.FIRM]))

    @property
    def office_fen(self) -> int:
        """What the office is paid in all, before any deduction [fen]."""
        paid = (Account.AT_SIGNING, Account.LATER_FIXED, Account.LATER_ROYALTY)
        return round(float(sum(self.expected[account] for account in paid)))

    @property
    def conversion(self) -> float:
        """The chance that the last stage is entered [1]."""
        return float(self.expected[Account.CONVERTED])


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedLicence:
    """A case with its courses priced, ready to be folded back."""

    case: Case
    courses: Courses
    points: int

    def worth(self, *, may_stop: bool = True, with_fees: bool = True) -> LicenceWorth:
        """Fold the tree back.

        Parameters
        ----------
        may_stop : bool
            False where the firm is held to pay every stage, whatever it learns.
        with_fees : bool
            False for what the technology is worth without any fee.
        """
        courses = self.courses if with_fees else _without_fees(self.courses)
        root = _Gates(self.case, courses, self.points, may_stop=may_stop).phase(0, 0)
        accounts = len(Account)
        amounts = rolled_back(root, np.zeros(2 * accounts).tolist()).amounts
        return LicenceWorth(
            expected=amounts[:accounts], if_converted=amounts[accounts:]
        )


def staged_licence(case: Case, *, points: int = POINTS) -> StagedLicence:
    """Price the courses of a case, for as many markets as its gates can lead to.

    Parameters
    ----------
    case : Case
        Terms, project, licensee and first day.
    points : int
        How many moves of the market each gate tells apart.

    Returns
    -------
    StagedLicence
        Ready to be folded back.

    Raises
    ------
    FactImpossible
        For more markets than can be weighed.
    PricingError
        As for `pricing.quote.quote`.
    """
    moves = [_moves(case, gate, points) for gate in range(len(case.project.phases))]
    if prod(len(factors) for factors in moves) > MOST_MARKETS:
        raise FactImpossible(
            f"The gates lead to more than {MOST_MARKETS} markets.",
            f"各决策时点组合出的市场情形超过 {MOST_MARKETS} 种。",
            mend_en="Join phases, or tell fewer moves apart.",
            mend_zh="请合并阶段，或减少每次区分的市场变化。",
        )
    markets = np.ones(1)
    for factors in moves:
        markets = np.multiply.outer(markets, factors).ravel()
    return StagedLicence(
        case=case, courses=priced_courses(case, markets), points=points
    )


def licence_worth(case: Case, *, points: int = POINTS) -> LicenceWorth:
    """Return what a licence is worth to firm and office.

    Parameters
    ----------
    case : Case
        Terms, project, licensee and first day.
    points : int
        How many moves of the market each gate tells apart.

    Returns
    -------
    LicenceWorth
        Expected present values on the first day.

    Raises
    ------
    PricingError
        As for `staged_licence`.
    """
    return staged_licence(case, points=points).worth()


def _moves(case: Case, gate: int, points: int) -> Floats:
    years = case.project.phases[gate].months / 12
    return market_moves(case.project.volatility, years, points=points)


def _without_fees(courses: Courses) -> Courses:
    def freed(table: Floats) -> Floats:
        free = table.copy()
        free[:, Account.FIRM] += free[:, Account.FEES]
        free[:, [Account.FEES, Account.ROYALTIES]] = 0
        free[:, [Account.AT_SIGNING, Account.LATER_FIXED, Account.LATER_ROYALTY]] = 0
        return free

    return replace(
        courses,
        stopped=freed(courses.stopped),
        kept=freed(courses.kept),
        produced=freed(courses.produced),
    )


class _Gates:
    """Grows the tree, phase by phase."""

    def __init__(
        self, case: Case, courses: Courses, points: int, *, may_stop: bool
    ) -> None:
        self.phases = case.project.phases
        self.moves = [_moves(case, gate, points) for gate in range(len(self.phases))]
        self.produced = [_end(row) for row in courses.produced]
        self.ends = [
            [("keep", _end(kept)), *([("stop", _end(stopped))] if may_stop else [])]
            for stopped, kept in zip(courses.stopped, courses.kept, strict=True)
        ]

    def phase(self, number: int, market: int) -> Node:
        """Return the tree from the begin of a phase, in a market so far."""
        success = self.phases[number].success
        failed = Choice(tuple(self.ends[number]))
        count = len(self.moves[number])
        seen = [
            (1 / count, self._gate(number, market * count + move))
            for move in range(count)
        ]
        return Chance(((success, Chance(tuple(seen))), (1 - success, failed)))

    def _gate(self, number: int, market: int) -> Node:
        is_last = number == len(self.phases) - 1
        on = self.produced[market] if is_last else self.phase(number + 1, market)
        return Choice((("go on", on), *self.ends[number]))


def _end(row: Floats) -> End:
    """Return a course's end: its accounts, then the same if it is converted."""
    return End((Flow(0.0, np.concatenate([row, row * row[Account.CONVERTED]])),))
