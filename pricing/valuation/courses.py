"""The courses that a licence can take under a project, priced by the one engine.

A licensee may end the licence at a gate of its development, keep it though development
has ended, or produce, in a market better or worse than expected. Fees come from
`pricing.schedule.payments` and sales that count from `pricing.quote.quote`: no fee is
worked out here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from pricing.dates import as_date, as_day, as_days
from pricing.errors import FactMissing
from pricing.licences import Licences, forecast, licences_of
from pricing.plan import Plan, plan_of
from pricing.quote import YearCost, quote
from pricing.schedule import KINDS, payments
from pricing.valuation.development import Project
from pricing.valuation.stops import Case, converted, days_after, stop_days

__all__ = ["Account", "Case", "Courses", "priced_courses"]

Floats = NDArray[np.float64]

DAYS_PER_YEAR = 365
MONTHS_PER_YEAR = 12


class Account(IntEnum):
    """What is counted on each course, as present values on the first day.

    The firm's accounts are discounted at the firm's rate, the others at the office's.
    """

    FIRM = 0  # profit less costs and fees
    PROFIT = 1
    COSTS = 2
    FEES = 3
    ROYALTIES = 4  # the part of the fees that depends on sales
    AT_SIGNING = 5  # what the office is paid on the first day
    LATER_FIXED = 6  # and later, credits taken off
    LATER_ROYALTY = 7
    PHASES = 8  # phases begun after the first, a discounted count
    CONVERTED = 9  # whether the last stage is entered: 0 or 1


_OF_OFFICE = (Account.AT_SIGNING, Account.LATER_FIXED, Account.LATER_ROYALTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Courses:
    """Present values of every course, as course x account [fen].

    Attributes
    ----------
    stopped, kept : array of gates x accounts
        Development ends at a gate, and so does the licence, as soon as the terms
        let it; or the licence is kept to its end.
    produced : array of markets x accounts
        Production in each market.
    sunk_fees_fen, sunk_costs_fen : tuple of int
        What a firm that stops at each gate has to pay in fees, and has spent on
        development, not discounted [fen].
    """

    stopped: Floats
    kept: Floats
    produced: Floats
    sunk_fees_fen: tuple[int, ...]
    sunk_costs_fen: tuple[int, ...]

    @property
    def largest_sunk_fen(self) -> int:
        """The most that a firm has sunk, in fees and costs, when it stops [fen]."""
        sunk = zip(self.sunk_fees_fen, self.sunk_costs_fen, strict=True)
        return max(fees + costs for fees, costs in sunk)


def priced_courses(case: Case, markets: Floats) -> Courses:
    """Return the courses of a case, priced.

    Parameters
    ----------
    case : Case
        What is priced.
    markets : array
        Sales of each market, as a factor on those expected [1].

    Returns
    -------
    Courses
        Present values on the licence's first day.

    Raises
    ------
    PricingError
        For a start outside the terms, or a royalty on units without their price.

    Notes
    -----
    ASSUMPTION: sales begin when the last phase has succeeded, even where an earlier
    stage allows them. A licensee may end the licence at a gate within or at the end
    of a stage with `may_stop`; in another stage it is bound to the end of the first
    later one that has it.
    """
    plan, project = plan_of(case.terms), case.project
    stops = stop_days(case, plan)
    gates = len(stops)
    table, totals = _paid(case, _licences(case, plan, stops, markets))
    spent = _spent(project)
    table[:, Account.CONVERTED] = converted(case, plan, stops, len(table))
    unit = _profit(case, _expected_base(case, plan))
    stopped, kept = table[:gates], np.repeat(table[gates : gates + 1], gates, axis=0)
    produced = table[gates + 1 :]
    produced[:, Account.PROFIT] = unit * markets
    for part, costs in ((stopped, spent), (kept, spent), (produced, spent[-1:])):
        part[:, Account.COSTS], part[:, Account.PHASES] = costs.T
        part[:, Account.FIRM] = (
            part[:, Account.PROFIT] - part[:, Account.COSTS] - part[:, Account.FEES]
        )
    costs = np.cumsum([phase.cost_fen for phase in project.phases]).tolist()
    return Courses(
        stopped=stopped,
        kept=kept,
        produced=produced,
        sunk_fees_fen=tuple(totals[:gates]),
        sunk_costs_fen=tuple(costs),
    )


def _licences(
    case: Case, plan: Plan, stops: list[int | None], markets: Floats
) -> Licences:
    """Return a licence for each stop, one kept without sales, one for each market."""
    idle = len(stops) + 1
    expected = _expected_base(case, plan)
    base = np.rint(np.concatenate([np.zeros(idle), markets])[:, np.newaxis] * expected)
    stages = len(case.terms.stages)
    licences = licences_of(
        plan,
        case.licensee,
        starts_on=case.starts_on,
        sales_fen=np.array([forecast([int(x) for x in row]) for row in base]),
        stages_entered=[stages] * len(base),
        first_sale_on=_production_on(case),
    )
    last_days = [None if stop is None else as_date(stop - 1) for stop in stops]
    stopped_on = np.full(len(base), np.datetime64("NaT", "D"))
    stopped_on[: len(stops)] = np.array(last_days, "datetime64[D]")
    return replace(licences, stopped_on=stopped_on)


def _production_on(case: Case) -> date:
    return as_date(days_after(case, case.project.gate_months)[-1])


def _paid(case: Case, licences: Licences) -> tuple[Floats, list[int]]:
    """Return the accounts of fees of each course, and what is paid in all [fen]."""
    table = payments(case.terms, licences)
    days = as_days(table.on) - as_day(case.starts_on)
    amounts = table.amount_fen.astype(np.float64)
    years = days / DAYS_PER_YEAR
    to_firm = amounts / (1 + case.project.firm_rate) ** years
    to_office = amounts / (1 + case.project.office_rate) ** years
    on_sales = (table.kind == KINDS.index("royalty")) | (
        table.kind == KINDS.index("minimum")
    )
    columns = {
        Account.FEES: to_firm,
        Account.ROYALTIES: to_firm * on_sales,
        Account.AT_SIGNING: to_office * (days == 0),
        Account.LATER_FIXED: to_office * ((days > 0) & ~on_sales),
        Account.LATER_ROYALTY: to_office * ((days > 0) & on_sales),
    }
    rows = len(licences)
    paid = np.zeros((rows, len(Account)))
    for account, column in columns.items():
        paid[:, account] = np.bincount(table.licence, column, minlength=rows)
    totals = np.zeros(rows, np.int64)
    np.add.at(totals, table.licence, table.amount_fen)
    return paid, totals.tolist()


def _spent(project: Project) -> Floats:
    """Return development costs and the count of later phases, up to each gate."""
    begins = np.array(project.begin_months) / MONTHS_PER_YEAR
    costs = np.array([phase.cost_fen for phase in project.phases], np.float64)
    by_phase = np.stack(
        [
            costs / (1 + project.firm_rate) ** begins,
            (begins > 0) / (1 + project.office_rate) ** begins,
        ],
        axis=1,
    )
    return np.asarray(by_phase.cumsum(axis=0))


def _expected_base(case: Case, plan: Plan) -> Floats:
    """Return the royalty base by licence year, in a market as expected."""
    return case.project.yearly_sales(plan.years) * _base_per_sales(case.project, plan)


def _base_per_sales(project: Project, plan: Plan) -> float:
    if plan.base == "profit":
        return project.margin
    if plan.base != "units":
        return 1.0
    if project.unit_price_fen is None:
        raise FactMissing(
            "A royalty is on units, and the price of a unit is not known.",
            "提成按件计算，但没有产品单价。",
            mend_en="State the price of a unit.",
            mend_zh="请填写产品单价。",
        )
    return 1 / project.unit_price_fen


def _profit(case: Case, expected_base: Floats) -> float:
    """Return the present value of production's profit in a market as expected."""
    project, plan = case.project, plan_of(case.terms)
    begin = _production_on(case)
    if as_day(begin) >= plan.end_day:
        return 0.0
    years = quote(
        case.terms,
        licensee=case.licensee,
        sales_fen=np.rint(expected_base).astype(np.int64).tolist(),
        starts_on=case.starts_on,
        first_sale_on=begin,
    ).by_year
    per_base = project.margin / _base_per_sales(project, plan) if project.margin else 0
    worth = 0.0
    for year in years:
        middle = _middle_years(case, begin, year)
        worth += year.base * per_base / (1 + project.firm_rate) ** middle
    return worth


def _middle_years(case: Case, begin: date, year: YearCost) -> float:
    """Return the middle of a year's days with sales, from the first day [years]."""
    first = max(as_day(begin), as_day(year.starts_on))
    middle = (first + as_day(year.ends_on) + 1) / 2
    return (middle - as_day(case.starts_on)) / DAYS_PER_YEAR
