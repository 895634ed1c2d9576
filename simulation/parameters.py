"""The parameters of a scenario: their types, units and allowed ranges.

The file of a scenario adds to each value its source, or the word assumption, and the
range thought plausible. A value outside the range allowed here is refused; one outside
the plausible range of the file is used, with a warning. Parameters that differ by size
of firm are four numbers: micro, small, medium, large.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, get_type_hints

from pydantic import BaseModel, ConfigDict, Field

from pricing.terms import SIZES

SIZE_COUNT = len(SIZES)


class Group(BaseModel):
    """One section of a scenario file."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def _between(low: float, high: float, unit: str) -> Any:  # noqa: ANN401
    # Pydantic's Field returns whatever the annotated type needs.
    return Field(ge=low, le=high, strict=True, json_schema_extra={"unit": unit})


def _yuan(low: int, high: int, unit: str) -> Any:  # noqa: ANN401
    # Whole yuan: no float stands for money, and a strict integer refuses one.
    return _between(low, high, unit)


def _by_size(unit: str) -> Any:  # noqa: ANN401
    return Field(
        min_length=SIZE_COUNT, max_length=SIZE_COUNT, json_schema_extra={"unit": unit}
    )


_Rate = Annotated[float, Field(ge=0, le=1, strict=True)]
_Yuan = Annotated[int, Field(ge=1, le=10**12, strict=True)]


class Population(Group):
    """How many there are, and for how long they are watched."""

    firms: int = _between(1, 1_000_000, "firms")
    patents: int = _between(1, 1_000_000, "patents")
    offices: int = _between(1, 100_000, "offices")
    months: int = _between(1, 120, "months")


class Calendar(Group):
    """The date of minute 0, which is also the date of the law."""

    starts_on: date = Field(
        ge=date(2000, 1, 1), le=date(2100, 1, 1), json_schema_extra={"unit": "date"}
    )


class Firms(Group):
    """What kind of firms there are."""

    size_share: tuple[_Rate, ...] = _by_size("share of firms, by size")
    revenue_yuan: tuple[_Yuan, ...] = _by_size("CNY per year, by size")
    revenue_log_sd: float = _between(0, 3, "standard deviation of the log")
    capital_cost: tuple[_Rate, ...] = _by_size("per year, by size")
    credit_share: float = _between(0, 10, "share of yearly revenue")
    wealth_share: float = _between(0.001, 10, "share of yearly revenue")
    capacity_share: float = _between(0, 10, "share of yearly revenue")
    margin: float = _between(0.001, 1, "profit per sales")
    absorption_log_sd: float = _between(0, 3, "standard deviation of the log")
    risk_aversion: float = _between(0, 20, "CARA times wealth")


class Patents(Group):
    """What a patent is worth to a firm, and what shows of it."""

    median_profit_yuan: int = _yuan(1, 1_000_000_000, "CNY per year")
    sigma_log_value: float = _between(0, 4, "standard deviation of the log")
    signal_correlation: float = _between(0, 1, "correlation")
    match_log_sd: float = _between(0, 4, "standard deviation of the log")
    decay: float = _between(0, 0.9, "per year")


class Search(Group):
    """How firms come to look, and what looking costs."""

    bound_per_year: float = _between(0.01, 100, "searches per firm-year")
    unassisted_per_year: float = _between(0, 100, "searches per firm-year")
    reached_per_year: float = _between(0, 100, "searches per reached firm-year")
    imitation_per_year: float = _between(0, 100, "searches per firm-year")
    examined: int = _between(1, 8, "patents per search")
    cost_yuan: int = _yuan(0, 10_000_000, "CNY per patent examined")
    evaluation_log_sd: float = _between(0, 4, "standard deviation of the log")


class Offices(Group):
    """Who serves at the desk, and how long a case takes them."""

    officers: int = _between(1, 100, "officers per office")
    case_minutes: float = _between(1, 1e6, "officer minutes per negotiation")
    filing_minutes: float = _between(1, 1e6, "officer minutes per filing")
    working_share: float = _between(0.01, 1, "working minutes per minute")


class Negotiation(Group):
    """The ordinary lane: time, cost, breakdown and the price agreed."""

    months: float = _between(0, 60, "months")
    months_log_sd: float = _between(0, 2, "standard deviation of the log")
    breakdown: float = _between(0, 1, "probability")
    cost_yuan_per_month: int = _yuan(0, 10_000_000, "CNY per month")
    office_share: float = _between(0, 1, "share of the joint surplus")
    reserve_yuan: int = _yuan(0, 1_000_000_000, "CNY")


class Technology(Group):
    """Whether a technology works for a firm, and what its tests tell."""

    trial_months: int = _between(1, 60, "months")
    pilot_months: int = _between(1, 60, "months")
    success: float = _between(0, 1, "probability")
    know_how: float = _between(0, 1, "share")
    help_open: float = _between(0, 1, "share")
    help_ordinary: float = _between(0, 1, "share")
    trial_accuracy: float = _between(0.5, 1, "probability")
    pilot_accuracy: float = _between(0.5, 1, "probability")
    trial_cost_yuan: int = _yuan(0, 1_000_000_000, "CNY")
    pilot_cost_yuan: int = _yuan(0, 1_000_000_000, "CNY")
    production_cost_years: float = _between(0, 10, "years of expected profit")


class Offers(Group):
    """The open lane: what is posted, at what level, and what notice costs."""

    listed_share: float = _between(0, 1, "share of patents")
    price_factor: float = _between(0, 1000, "factor on amounts of money")
    value_following: float = _between(0, 2, "log price per log value expected")
    notice_cost_yuan: int = _yuan(0, 10_000_000, "CNY per licence")
    unused_share: float = _between(0, 1, "share of licences of reached firms")


class Licence(Group):
    """How long a licence runs."""

    months: int = _between(3, 120, "months")


class Finance(Group):
    """The rate of safe money."""

    riskless_rate: float = _between(0, 0.5, "per year")


class Policy(Group):
    """What the public side does."""

    reached: int = _between(0, 1_000_000, "firms")
    selected_share: float = _between(0.0001, 1, "share of patents pushed")
    subsidy_share: float = _between(0, 1, "share of fees due at signing")
    subsidy_ceiling_yuan: int = _yuan(0, 1_000_000_000, "CNY per licence")
    subsidy_budget_yuan: int = _yuan(0, 1_000_000_000_000, "CNY")
    subsidy_from_month: int = _between(0, 120, "months from the start")
    subsidy_to_month: int = _between(0, 120, "months from the start")


class Parameters(Group):
    """All parameters of one scenario."""

    population: Population
    calendar: Calendar
    firms: Firms
    patents: Patents
    search: Search
    offices: Offices
    negotiation: Negotiation
    technology: Technology
    offers: Offers
    licence: Licence
    finance: Finance
    policy: Policy


_HINTS = get_type_hints(Parameters)
SECTIONS: dict[str, type[Group]] = {
    name: _HINTS[name] for name in Parameters.model_fields
}


def unit_of(key: str) -> str:
    """Return the unit of a parameter, such as ``search.cost_yuan``."""
    group, _, name = key.partition(".")
    extra = SECTIONS[group].model_fields[name].json_schema_extra
    return str(extra["unit"]) if isinstance(extra, dict) else ""


def keys() -> list[str]:
    """Return every parameter's key, in the order of the file."""
    return [
        f"{group}.{name}"
        for group, section in SECTIONS.items()
        for name in section.model_fields
    ]
