"""N licences under the same terms, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pricing.dates import as_date, as_days
from pricing.errors import AmountOverflow, PricingError
from pricing.exact import IntArray, refuse_above
from pricing.money import MAX_FEN
from pricing.plan import Plan
from pricing.terms import SIZES

__all__ = ["Licences", "forecast", "refuse_unsound", "size_index"]


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
    """

    starts_on: NDArray[np.datetime64]
    size: NDArray[np.int8]
    sales_fen: IntArray
    stages_entered: NDArray[np.int8]
    stopped_on: NDArray[np.datetime64] | None = None

    def __len__(self) -> int:
        """Return the number of licences."""
        return len(self.starts_on)

    def part(self, rows: slice) -> Licences:
        """Return some of the licences."""
        stopped_on = self.stopped_on
        return replace(
            self,
            starts_on=self.starts_on[rows],
            size=self.size[rows],
            sales_fen=self.sales_fen[rows],
            stages_entered=self.stages_entered[rows],
            stopped_on=None if stopped_on is None else stopped_on[rows],
        )

    def base_by_year(self, years: int) -> IntArray:
        """Return the base as years x N, with 0 where no forecast reaches."""
        base = np.zeros((years, len(self)), np.int64)
        known = min(years, self.sales_fen.shape[1])
        base[:known] = self.sales_fen[:, :known].T
        return base

    def stops(self) -> IntArray | None:
        """Return the day after the last, of those that end on a day of their own."""
        if self.stopped_on is None:
            return None
        days = as_days(self.stopped_on) + 1
        return np.where(np.isnat(self.stopped_on), np.iinfo(np.int64).max, days)


def size_index(size: str) -> int:
    """Return the index of a size in `SIZES`.

    Raises
    ------
    PricingError
        For an unknown size.
    """
    if size in SIZES:
        return SIZES.index(size)
    raise PricingError(
        f'The size "{size}" is unknown.',
        f"企业规模“{size}”未知。",
        mend_en=f"Use one of {', '.join(SIZES)}.",
        mend_zh=f"请使用 {'、'.join(SIZES)} 之一。",
    )


def forecast(sales_fen: Sequence[int]) -> IntArray:
    """Return yearly bases as an array; what int64 could not hold is refused.

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

    Raises
    ------
    PricingError
        For a forecast that is no array of integers, an unknown size or number
        of stages, or a licence that starts outside the terms or stops before
        its start.
    AmountOverflow
        For a yearly base above `MAX_FEN`.
    """
    starts = as_days(licences.starts_on)
    if not np.issubdtype(licences.sales_fen.dtype, np.integer):
        raise _unsound("The forecast is not in whole fen.", "预测金额不是整数分。")
    refuse_above(licences.sales_fen, MAX_FEN)
    if plan.base != "profit" and licences.sales_fen.min(initial=0) < 0:
        raise _unsound("A forecast is negative.", "预测为负数。")
    if _outside(licences.size, len(SIZES) - 1):
        raise _unsound("A size is unknown.", "企业规模未知。")
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


def _outside(values: NDArray[np.int8], highest: int) -> bool:
    return bool(((values < 0) | (values > highest)).any())


def _unsound(message_en: str, message_zh: str) -> PricingError:
    return PricingError(
        message_en,
        message_zh,
        mend_en="Check start, size, forecast and stages against the terms.",
        mend_zh="请对照许可条件检查首日、规模、预测与阶段。",
    )
