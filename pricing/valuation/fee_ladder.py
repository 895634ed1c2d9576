"""Whether a staged fee ladder pays: for the office, and for the firm.

The ladder is offered beside an alternative, such as one lump sum. The firm gains the
option to stop; the office gives up certain fees and gains further licences. Both are
worked out on the same decision tree, under stated assumptions. The method is this
project's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from pricing.licensee import Licensee
from pricing.terms import Terms
from pricing.valuation.courses import Account
from pricing.valuation.ladder_assumptions import Assumptions, beliefs
from pricing.valuation.ladder_income import (
    break_even_conversion,
    break_even_extra_uptake,
    pools,
)
from pricing.valuation.ladder_words import (
    LadderLine,
    LadderNotice,
    break_even_line,
    figure_line,
    notice,
)
from pricing.valuation.market_check import market_check
from pricing.valuation.tornado import Swing, tornado
from pricing.valuation.two_offers import TwoOffers, licence_of, worth_of

__all__ = ["LadderReport", "ladder_report"]

_PROTOTYPE = Assumptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderReport:
    """A fee ladder beside an alternative.

    Attributes
    ----------
    lines : tuple of LadderLine
        The printed figures.
    notices : tuple of LadderNotice
        What to know before they are used.
    tornado : tuple of Swing
        How far each assumption moves what the ladder is worth to the office, the
        widest first; the number of firms asked only scales it and is left out [fen].
    assumptions : Assumptions
        What was taken for granted; `outside` of it names unusual figures.
    """

    lines: tuple[LadderLine, ...]
    notices: tuple[LadderNotice, ...]
    tornado: tuple[Swing, ...]
    assumptions: Assumptions

    def value(self, key: str) -> float | None:
        """Return the figure of one line."""
        return next(line.value for line in self.lines if line.key == key)

    @property
    def office_range_fen(self) -> tuple[int, int]:
        """What the ladder may be worth to the office, one assumption moved [fen]."""
        standing = self.value("option_value_office") or 0.0
        ends = [end for swing in self.tornado for end in (swing.at_low, swing.at_high)]
        return round(min([standing, *ends])), round(max([standing, *ends]))

    def as_dict(self) -> dict[str, object]:
        """Return the report as plain data."""
        return {
            "lines": [line.as_dict() for line in self.lines],
            "notices": [notice._asdict() for notice in self.notices],
            "tornado": [asdict(swing) for swing in self.tornado],
            "office_range_fen": list(self.office_range_fen),
            "readiness": self.assumptions.readiness,
            "assumptions": [
                {"key": key, "value": getattr(self.assumptions, key)} | belief.as_dict()
                for key, belief in beliefs(self.assumptions).items()
            ],
            "outside": list(self.assumptions.outside),
        }


def ladder_report(
    terms: Terms,
    alternative: Terms,
    assumptions: Assumptions = _PROTOTYPE,
    *,
    licensee: Licensee,
    sales_fen: Sequence[int],
    starts_on: date | None = None,
) -> LadderReport:
    """Compare a fee ladder with an alternative, for the office and for one firm.

    Parameters
    ----------
    terms : Terms
        The ladder; where it states months of trial and pilot, these count.
    alternative : Terms
        What else is on offer, such as one lump sum.
    assumptions : Assumptions
        Chances, costs, rates and uptake; see `assumptions_at`.
    licensee : Licensee
        The typical firm.
    sales_fen : sequence of int
        Its sales in years 1, 2, ... of production; later years count 0 [fen].
    starts_on : date or None
        First day of the licence, within both terms; None for the ladder's first.

    Returns
    -------
    LadderReport
        The office's and the firm's figures, and what they hang on.

    Raises
    ------
    PricingError
        For a start outside the terms, a negative or too large forecast, or a royalty
        on units without their price.

    Notes
    -----
    ASSUMPTION: the firm sells nothing before the last phase has succeeded, sells the
    same under both offers, and takes off no value-added tax.
    """
    comparison = TwoOffers(
        terms, alternative, licensee, tuple(sales_fen), starts_on or terms.starts_on
    )
    lines = (
        *_office_lines(comparison, assumptions),
        *_firm_lines(comparison, assumptions),
    )
    return LadderReport(
        lines=lines,
        notices=_notices(comparison, assumptions),
        tornado=_tornado(comparison, assumptions),
        assumptions=assumptions,
    )


def _office_lines(comparison: TwoOffers, assumptions: Assumptions) -> list[LadderLine]:
    offers = comparison.ladder(assumptions), comparison.plain(assumptions)
    given = pools(*offers, assumptions=assumptions)
    figures = {
        "office_net_alternative": given.alone,
        "office_net_ladder": given.beside,
        "office_gain_extra": given.gain,
        "office_lost_certain": given.lost,
        "option_value_office": given.advantage,
        "conversion": offers[0].worth.conversion,
    }
    conversion = break_even_conversion(*offers, assumptions=assumptions)
    extra = break_even_extra_uptake(*offers, assumptions=assumptions)
    return [
        *(figure_line(key, value) for key, value in figures.items()),
        break_even_line("break_even_conversion", conversion),
        break_even_line("break_even_extra_uptake", extra),
    ]


def _firm_lines(comparison: TwoOffers, assumptions: Assumptions) -> list[LadderLine]:
    ladder_case = comparison.case(comparison.terms, assumptions)
    plain_case = comparison.case(comparison.alternative, assumptions)
    staged = licence_of(ladder_case)
    free, held = worth_of(ladder_case), staged.worth(may_stop=False)
    check = market_check(ladder_case)
    figures: dict[str, float | None] = {
        "option_value_firm": free.firm_fen - held.firm_fen,
        "firm_value_ladder": free.firm_fen,
        "firm_value_alternative": worth_of(plain_case).firm_fen,
        "walk_away_price": max(0, staged.worth(with_fees=False).firm_fen),
        "largest_sunk_ladder": staged.courses.largest_sunk_fen,
        "largest_sunk_alternative": licence_of(plain_case).courses.largest_sunk_fen,
        "market_check_tree": check.tree_fen,
        "market_check_option": check.option_fen,
    }
    return [figure_line(key, value) for key, value in figures.items()]


def _notices(
    comparison: TwoOffers, assumptions: Assumptions
) -> tuple[LadderNotice, ...]:
    ladder, plain = comparison.ladder(assumptions), comparison.plain(assumptions)
    is_taxed = all(
        terms.tax.treatment == "exempt"
        or (terms.tax.treatment == "taxable" and terms.tax.price_includes_vat)
        for terms in (comparison.terms, comparison.alternative)
    )
    said = {
        "ladder_unsigned": ladder.worth.firm_fen < 0,
        "alternative_unsigned": plain.worth.firm_fen < 0,
        "unsold": not licence_of(comparison.case(comparison.terms, assumptions))
        .courses.produced[:, Account.PROFIT]
        .any(),
        "outside": bool(assumptions.outside),
        "stage_months": bool(comparison.stage_months),
        "tax": not is_taxed,
    }
    outside = ", ".join(assumptions.outside)
    return tuple(notice(key, outside) for key, is_so in said.items() if is_so)


def _tornado(comparison: TwoOffers, assumptions: Assumptions) -> tuple[Swing, ...]:
    """Move every assumption in play over its range."""

    def advantage(figures: Mapping[str, float]) -> float:
        moved: dict[str, Any] = dict(figures)
        there = replace(assumptions, **moved)
        return pools(
            comparison.ladder(there), comparison.plain(there), assumptions=there
        ).advantage

    ranges = {
        key: (belief.low, belief.high)
        for key, belief in beliefs(assumptions).items()
        if key not in {*comparison.stage_months, "prospects"}
    }
    # No more firms can sign than there are.
    most = 1 / (1 + assumptions.extra_uptake)
    low, high = ranges["uptake"]
    ranges["uptake"] = (min(low, most), min(high, most))
    low, high = ranges["extra_uptake"]
    ranges["extra_uptake"] = (low, min(high, 1 / assumptions.uptake - 1))
    swings = tornado(advantage, assumptions.figures(), ranges=ranges)
    return tuple(swing for swing in swings if swing.spread > 0)
