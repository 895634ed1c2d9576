"""N licences under the same terms, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pricing.dates import as_date, as_days
from pricing.errors import AmountOverflow, PricingError
from pricing.exact import IntArray, refuse_above
from pricing.licensee import Licensee
from pricing.money import MAX_FEN
from pricing.plan import Plan
from pricing.tiers import QUALITIES, SIZES

__all__ = ["Licences", "forecast", "licences_of", "refuse_unsound"]

# Before every day of every licence, and far from the ends of int64.
_ANY_DAY = -(2**40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Licences:
    """N licences under the same terms.

    Attributes
    ----------
    starts_on : array of N
        First day, within the terms.
    size : array of N
        Index into `SIZES`.
    sales_fen : array of N x Y
        Base of licence years 1 to Y, spread evenly over the days of each year;
        later years count 0. Fen of net sales or of profit (negative for a
        loss), or a number of units, as `royalty_base` of the terms says.
    stages_entered : array of N
        How many stages the licensee enters; it stops when the next would begin.
    stopped_on : array of N or None
        The licence's last day where the licensee ends it on a day; NaT where
        it does not.
    quality : array of N or None
        Index into `QUALITIES`; None for no quality class.
    region : array of N or None
        Regional tier of the terms, counted from 1; 0 or None for no tier.
    first_sale_on : array of N or None
        First day with sales, on or after the licence's first; what the forecast
        has before it is not sold. NaT or None where sales begin as soon as a
        stage allows them.
    """

    starts_on: NDArray[np.datetime64]
    size: NDArray[np.int8]
    sales_fen: IntArray
    stages_entered: NDArray[np.int8]
    stopped_on: NDArray[np.datetime64] | None = None
    quality: NDArray[np.int8] | None = None
    region: NDArray[np.int8] | None = None
    first_sale_on: NDArray[np.datetime64] | None = None

    def __len__(self) -> int:
        """Return the number of licences."""
        return len(self.starts_on)

    def part(self, rows: slice) -> Licences:
        """Return some of the licences."""
        columns = {one.name: getattr(self, one.name) for one in fields(self)}
        given = {name: one for name, one in columns.items() if one is not None}
        return replace(self, **{name: one[rows] for name, one in given.items()})

    def base_by_year(self, years: int) -> IntArray:
        """Return the base as years x N, with 0 where no forecast reaches."""
        base = np.zeros((years, len(self)), np.int64)
        known = min(years, self.sales_fen.shape[1])
        base[:known] = self.sales_fen[:, :known].T
        return base

    def factors_ppm(self, plan: Plan) -> IntArray:
        """Return the factor of each licensee [parts per million]."""
        quality = 0 if self.quality is None else self.quality
        region = 0 if self.region is None else self.region
        factors: IntArray = plan.factors_ppm[self.size, quality, region]
        return factors

    def first_sales(self) -> IntArray | None:
        """Return the first day of sales, of those that state one."""
        if self.first_sale_on is None:
            return None
        days = as_days(self.first_sale_on)
        return np.where(np.isnat(self.first_sale_on), _ANY_DAY, days)

    def stops(self) -> IntArray | None:
        """Return the day after the last, of those that end on a day of their own."""
        if self.stopped_on is None:
            return None
        days = as_days(self.stopped_on) + 1
        return np.where(np.isnat(self.stopped_on), np.iinfo(np.int64).max, days)


def licences_of(
    plan: Plan,
    licensee: Licensee,
    *,
    starts_on: date,
    sales_fen: IntArray,
    stages_entered: Sequence[int],
    first_sale_on: date | None = None,
) -> Licences:
    """Return one licensee's licence in N courses, which differ in how far it goes.

    Parameters
    ----------
    plan : Plan
        The terms.
    licensee : Licensee
        Whose licence it is.
    starts_on, first_sale_on : date
        First day of the licence; first day with sales, None for any.
    sales_fen : array of N x Y, or of Y
        Base of licence years 1, 2, ... of each course, or of all [fen or units].
    stages_entered : sequence of N int
        How many stages are entered in each course.

    Returns
    -------
    Licences
        One entry for each course.
    """
    rows = len(stages_entered)
    first_sale = None
    if first_sale_on is not None:
        first_sale = np.full(rows, first_sale_on, "datetime64[D]")
    return Licences(
        starts_on=np.full(rows, starts_on, "datetime64[D]"),
        size=np.full(rows, SIZES.index(licensee.size), np.int8),
        quality=np.full(rows, QUALITIES.index(licensee.quality), np.int8),
        region=np.full(rows, plan.region_of(licensee.province), np.int8),
        sales_fen=np.broadcast_to(sales_fen, (rows, sales_fen.shape[-1])),
        stages_entered=np.array(stages_entered, np.int8),
        first_sale_on=first_sale,
    )


def forecast(sales_fen: Sequence[int]) -> IntArray:
    """Return yearly bases as an array; what int64 could not hold is refused.

    Parameters
    ----------
    sales_fen : sequence of int
        Bases of licence years 1, 2, ... [fen or units].

    Returns
    -------
    array of int
        The same numbers.

    Raises
    ------
    AmountOverflow
        For a yearly base above `MAX_FEN`.
    """
    worst = max(map(abs, sales_fen), default=0)
    if worst > MAX_FEN:
        raise AmountOverflow(
            f"A yearly forecast of {worst} is above {MAX_FEN} fen.",
            f"年度预测 {worst} 超过上限 {MAX_FEN} 分。",
            mend_en="Check the forecast for surplus zeros.",
            mend_zh="请检查预测是否多写了零。",
        )
    return np.array(sales_fen, np.int64)


def refuse_unsound(plan: Plan, licences: Licences) -> None:
    """Refuse licences that the terms cannot price.

    Parameters
    ----------
    plan : Plan
        What is charged.
    licences : Licences
        Who is charged.

    Raises
    ------
    PricingError
        For a forecast that is no array of integers, an unknown class or number
        of stages, or a licence that starts outside the terms, or that stops or
        first sells before its start.
    AmountOverflow
        For a yearly base above `MAX_FEN`.
    """
    starts = as_days(licences.starts_on)
    if not np.issubdtype(licences.sales_fen.dtype, np.integer):
        raise _unsound("The forecast is not in whole fen.", "预测金额不是整数分。")
    refuse_above(licences.sales_fen, MAX_FEN)
    if plan.base != "profit" and licences.sales_fen.min(initial=0) < 0:
        raise _unsound("A forecast is negative.", "预测为负数。")
    _refuse_unknown_classes(plan, licences)
    if _outside(licences.stages_entered, len(plan.allows_sales)):
        raise _unsound("A number of stages is impossible.", "进入的阶段数不可能。")
    if ((starts < plan.first_day) | (starts >= plan.end_day)).any():
        first, last = as_date(plan.first_day), as_date(plan.end_day - 1)
        raise PricingError(
            "A licence starts outside the terms.",
            "许可的首日不在许可条件的期限内。",
            mend_en=f"Choose a first day from {first} to {last}.",
            mend_zh=f"请选择 {first} 至 {last} 之间的首日。",
        )
    stops = licences.stops()
    if stops is not None and (stops <= starts).any():
        raise _unsound("A licence stops before it starts.", "许可在开始前已终止。")
    first_sales = licences.first_sales()
    if (
        first_sales is not None
        and ((first_sales < starts) & (first_sales > _ANY_DAY)).any()
    ):
        raise _unsound("A first sale is before the licence.", "首次销售早于许可首日。")


def _refuse_unknown_classes(plan: Plan, licences: Licences) -> None:
    regions = len(plan.provinces)
    if _outside(licences.size, len(SIZES) - 1):
        raise _unsound("A size is unknown.", "企业规模未知。")
    if licences.quality is not None and _outside(licences.quality, len(QUALITIES) - 1):
        raise _unsound("A quality class is unknown.", "梯度类型未知。")
    if licences.region is not None and _outside(licences.region, regions):
        raise _unsound("A regional tier is unknown.", "地区档未知。")


def _outside(values: NDArray[np.int8], highest: int) -> bool:
    return bool(((values < 0) | (values > highest)).any())


def _unsound(message_en: str, message_zh: str) -> PricingError:
    return PricingError(
        message_en,
        message_zh,
        mend_en="Check start, size, forecast and stages against the terms.",
        mend_zh="请对照许可条件检查首日、规模、预测与阶段。",
    )
