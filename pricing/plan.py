"""Terms made ready for arithmetic: every date as months from the licence's start.

A plan holds whole numbers only and is worked out once for each terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from pricing.dates import as_day, months_after
from pricing.exact import IntArray, half_up
from pricing.fees import Royalty
from pricing.fixed_fee import FixedFee
from pricing.money import PPM
from pricing.royalty_rule import Bands, RoyaltyRule
from pricing.terms import Terms

__all__ = ["FixedPart", "Plan", "RoyaltyInStage", "plan_of", "royalty_base"]

PERIOD_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedPart:
    """One payment of a fixed fee: an instalment, a year's fee or the whole.

    It falls due `month` months after the licence's start, or after the first
    sale where `on_first_sale`; its wait counts from `since`. `number` counts
    from 0 the `of` parts that share out the price.
    """

    stage: int
    fee: int
    price_fen: int
    number: int
    of: int
    month: int
    since: int
    on_first_sale: bool
    while_stage_runs: bool
    if_stopped: str
    credited_to: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoyaltyInStage:
    """A royalty with its stage; its holiday ends `holiday_month` from the start."""

    stage: int
    fee: int
    rule: RoyaltyRule
    counts_sales: bool
    fills_over_licence: bool
    has_holiday: bool
    holiday_month: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Plan:
    """Terms as whole numbers.

    `base` is the base of all royalties, None without any. `stage_months` has the
    begin of each stage and, last, the end of the last one, or None where that
    runs to the end of the terms [months]; `end_day` is the day after the terms'
    last. `fixed` is in the order of stage, fee and due date. `factors_ppm` stands
    by size, quality class and regional tier, of which the first is none; `provinces`
    has those of the other tiers [parts per million].
    """

    base: str | None
    first_day: int
    end_day: int
    years: int
    period_months: int
    due_days: int
    factors_ppm: IntArray
    provinces: tuple[tuple[str, ...], ...]
    stage_months: tuple[int | None, ...]
    allows_sales: tuple[bool, ...]
    fixed: tuple[FixedPart, ...]
    royalties: tuple[RoyaltyInStage, ...]

    def region_of(self, province: str | None) -> int:
        """Return the place of a province's tier in `factors_ppm`; 0 for none."""
        tiers = enumerate(self.provinces, start=1)
        return next((place for place, tier in tiers if province in tier), 0)

    @property
    def periods(self) -> int:
        """The number of reporting periods in a licence year."""
        return 12 // self.period_months


def royalty_base(terms: Terms) -> str | None:
    """Return the base of all royalties: net_sales, profit or units; None without any.

    Terms refuse two bases, because one forecast serves all royalties.

    Parameters
    ----------
    terms : Terms
        The terms.

    Returns
    -------
    str or None
        One of the three words, or None.
    """
    bases = (
        fee.base
        for stage in terms.stages
        for fee in stage.fees
        if not isinstance(fee, FixedFee)
    )
    return next(bases, None)


@lru_cache(maxsize=512)
def plan_of(terms: Terms) -> Plan:
    """Return the plan of terms.

    Parameters
    ----------
    terms : Terms
        The terms.

    Returns
    -------
    Plan
        Their fees as arrays take them.
    """
    starts, end = _stage_months(terms)
    first_day, end_day = as_day(terms.starts_on), as_day(terms.ends_on) + 1
    years = _licence_years(first_day, end_day, end)
    return Plan(
        base=royalty_base(terms),
        first_day=first_day,
        end_day=end_day,
        years=years,
        period_months=PERIOD_MONTHS[terms.reporting.period],
        due_days=terms.reporting.due_days,
        factors_ppm=_factors_ppm(terms),
        provinces=tuple(tier.provinces for tier in terms.regional_tiers),
        stage_months=(*starts, end),
        allows_sales=tuple(stage.sales_allowed for stage in terms.stages),
        fixed=_fixed_parts(terms, [*starts, 12 * years if end is None else end]),
        royalties=_royalties(terms, starts, years),
    )


def _factors_ppm(terms: Terms) -> IntArray:
    """Return size x quality x region as one factor, half up once.

    Terms refuse factors whose product, at most 9 x 10^18, would leave int64.
    """
    sizes = np.array(terms.size_tiers.factors_ppm, np.int64)[:, None, None]
    qualities = np.array(terms.quality_tiers.factors_ppm, np.int64)[:, None]
    regions = np.array([PPM, *(tier.factor_ppm for tier in terms.regional_tiers)])
    return half_up(sizes * qualities * regions, PPM * PPM)


def _stage_months(terms: Terms) -> tuple[list[int], int | None]:
    starts, month = [], 0
    for stage in terms.stages:
        starts.append(month)
        month += stage.months or 0
    return starts, None if terms.stages[-1].months is None else month


def _licence_years(first_day: int, end_day: int, end_month: int | None) -> int:
    """Count the licence years begun by the longest licence under the terms."""
    most = (end_day - first_day) // 365 + 2
    begins = months_after(np.array([first_day]), range(0, 12 * most, 12))[:, 0]
    # A start on 29 February may begin a year a day earlier than one on 1 March.
    begun = int((begins <= end_day).sum())
    return begun if end_month is None else min(begun, -(-end_month // 12))


def _fixed_parts(terms: Terms, months: list[int]) -> tuple[FixedPart, ...]:
    names = [stage.name for stage in terms.stages]
    return tuple(
        part
        for position, stage in enumerate(terms.stages)
        for number, fee in enumerate(stage.fees)
        if isinstance(fee, FixedFee)
        for part in _parts_of(fee, (position, number), months, names)
    )


def _parts_of(
    fee: FixedFee, place: tuple[int, int], months: list[int], names: list[str]
) -> list[FixedPart]:
    entry, end = months[place[0]], months[place[0] + 1]
    due = _due_months(fee, entry, end)
    is_yearly = fee.due == "yearly"
    return [
        FixedPart(
            stage=place[0],
            fee=place[1],
            price_fen=fee.amount_fen,
            number=0 if is_yearly else number,
            of=1 if is_yearly else len(due),
            month=month,
            since=due[number - 1] if number else _anchor(fee, entry),
            on_first_sale=fee.due == "first_sale",
            while_stage_runs=is_yearly,
            if_stopped=fee.if_stopped,
            credited_to=names.index(fee.credited_to) if fee.credited_to else None,
        )
        for number, month in enumerate(due)
    ]


def _anchor(fee: FixedFee, entry: int) -> int:
    return 0 if fee.due == "first_sale" else entry


def _due_months(fee: FixedFee, entry: int, end: int) -> list[int]:
    if fee.due == "yearly":
        return list(range(entry, max(end, entry + 1), 12))
    first = _anchor(fee, entry) + (fee.months or 0)
    return [first + (fee.every_months or 0) * part for part in range(fee.instalments)]


def _royalties(
    terms: Terms, starts: list[int], years: int
) -> tuple[RoyaltyInStage, ...]:
    return tuple(
        RoyaltyInStage(
            stage=position,
            fee=number,
            rule=_rule(fee, years),
            counts_sales=stage.sales_allowed,
            fills_over_licence=fee.bands_period == "licence",
            has_holiday=fee.holiday_months > 0,
            holiday_month=starts[position] + fee.holiday_months,
        )
        for position, stage in enumerate(terms.stages)
        for number, fee in enumerate(stage.fees)
        if not isinstance(fee, FixedFee)
    )


def _rule(fee: Royalty, years: int) -> RoyaltyRule:
    by_year = [fee.bands_in(year) for year in range(1, years + 1)]
    limits = tuple(limit for limit, _ in by_year[0] if limit is not None)
    rates = tuple(
        _alike([bands[band][1] for bands in by_year]) for band in range(len(by_year[0]))
    )
    return RoyaltyRule(
        bands=Bands(limits, rates, fee.rate_scale, fee.mode),
        minimum_fen=fee.minimum_per_year_fen or 0,
        cap_year_fen=fee.cap_per_year_fen,
        cap_total_fen=fee.cap_total_fen,
    )


def _alike(rates: list[int]) -> IntArray | int:
    """Return one rate for all years, or years x 1 x 1 rates where they differ."""
    if len(set(rates)) == 1:
        return rates[0]
    return np.array(rates, np.int64)[:, np.newaxis, np.newaxis]
