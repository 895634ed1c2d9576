"""A fair price: the headings that have data, together, as a range with its reasons.

The method is this project's own. The estimates of the headings are mixed by stated
weights; the range is cut where the law generally sets a limit, and says so; terms to
start from come with it. It is never one number alone, and never advice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pricing.errors import FigureNotFound
from pricing.law.checks import check
from pricing.law.figures import figure
from pricing.law.finding import Finding
from pricing.money import FEN_PER_YUAN, MAX_FEN, PPM
from pricing.valuation.asked import Asked, Draws, drawn
from pricing.valuation.expected_income import licensee_factor, licensee_worth
from pricing.valuation.headings import Heading, headings
from pricing.valuation.quantiles import Pool, Range, pooled_range, range_of
from pricing.valuation.quantities import Said
from pricing.valuation.starting_terms import Aim, StartingTerms, starting

__all__ = ["METHOD", "Answer", "FairPrice", "suggest"]

METHOD = Said(
    "本项目自有方法：五个维度取自 2022 年《专利开放许可使用费估算指引（试行）》的标题，"
    "其公式未取得，这里的公式、权重和假设均为本项目自定；结果是参考区间，不构成评估意见。",
    "This project's own method: the five headings are those of the 2022 estimation "
    "guide, whose formulas were not available; formulas, weights and assumptions are "
    "the project's own. The result is a range for orientation, no appraisal.",
)
MOST_DRAWS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one heading answered.

    Attributes
    ----------
    key, state, weight, reasons
        As of `Heading`.
    yearly_fen : Range or None
        Mean yearly fee of one licensee [fen].
    rate_ppm : Range or None
        Royalty on net sales [parts per million].
    """

    key: str
    state: str
    weight: int
    reasons: tuple[Said, ...]
    yearly_fen: Range | None
    rate_ppm: Range | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FairPrice:
    """A range of prices, and all that it rests on.

    Attributes
    ----------
    asked : Asked
        The question.
    draws : int
        How many draws [draws].
    answers : tuple of Answer
        The five headings in the guide's order.
    factor_ppm : Range
        Price of one of N licensees, as a share of a single one's [parts per million].
    yearly_fen, one_off_fen : Range or None
        Mean yearly fee and price of the whole term, of one licensee; None where no
        heading has a fee [fen].
    rate_ppm : Range or None
        Royalty on net sales [parts per million].
    income_fen : Range or None
        One-off prices of all licensees together [fen].
    worth_fen : Range or None
        What the licence is worth to one licensee: nobody goes above it [fen].
    paying_ppm : int or None
        Share of the draws in which the licence pays for a licensee at all, fees
        apart [parts per million].
    is_cut : bool
        Whether a limit of law has cut a range.
    findings : tuple of Finding
        What the law says of the range before it was cut.
    starting_terms : tuple of StartingTerms
        Four forms to start from.
    """

    asked: Asked
    draws: int
    answers: tuple[Answer, ...]
    factor_ppm: Range
    yearly_fen: Range | None
    one_off_fen: Range | None
    rate_ppm: Range | None
    income_fen: Range | None
    worth_fen: Range | None
    paying_ppm: int | None
    is_cut: bool
    findings: tuple[Finding, ...]
    starting_terms: tuple[StartingTerms, ...]


def suggest(
    asked: Asked, rng: np.random.Generator, *, count: int = 20_000
) -> FairPrice:
    """Suggest a fair price.

    Parameters
    ----------
    asked : Asked
        The question.
    rng : numpy.random.Generator
        The only source of chance: the same one gives the same answer.
    count : int
        Number of draws, 1 to 1,000,000 [draws].

    Returns
    -------
    FairPrice
        A range with its reasons.

    Raises
    ------
    ValueError
        For a number of draws out of range.
    """
    if not 1 <= count <= MOST_DRAWS:
        raise ValueError(f"{count} draws are out of range: take 1 to {MOST_DRAWS}.")
    draws = drawn(asked, rng, count)
    found = headings(asked, draws)
    uncut = _ranges(found)
    limits = _limits(asked)
    ranges = _cut(uncut, limits, asked)
    worth = licensee_worth(asked, draws)
    return FairPrice(
        asked=asked,
        draws=count,
        answers=tuple(_answer(one) for one in found),
        factor_ppm=range_of(licensee_factor(draws) * PPM),
        yearly_fen=ranges.yearly_fen,
        one_off_fen=_times(ranges.yearly_fen, asked.years),
        rate_ppm=ranges.rate_ppm,
        income_fen=_income(found, draws, asked.years),
        worth_fen=None if worth is None else range_of(worth),
        paying_ppm=None if worth is None else round(PPM * float((worth > 0).mean())),
        is_cut=ranges != uncut,
        findings=_findings(asked, uncut),
        starting_terms=starting(asked, _aim(asked, ranges, "p50", limits.fixed_fen)),
    )


class _Ranges(NamedTuple):
    yearly_fen: Range | None
    rate_ppm: Range | None


class _Limits(NamedTuple):
    """What the law generally keeps prices below; None where it says nothing."""

    fixed_fen: int | None
    rate_ppm: int | None


def _ranges(found: Sequence[Heading]) -> _Ranges:
    yearly = [
        Pool(one.evidence.yearly, one.weight)
        for one in found
        if one.evidence.yearly is not None
    ]
    rates = [
        Pool(one.evidence.rate * PPM, one.weight)
        for one in found
        if one.evidence.rate is not None
    ]
    return _Ranges(pooled_range(yearly), pooled_range(rates))


def _income(found: Sequence[Heading], draws: Draws, years: float) -> Range | None:
    """Return what all licensees pay together, before any limit of law [fen]."""
    return pooled_range(
        [
            Pool(one.evidence.yearly * years * draws["licensees"], one.weight)
            for one in found
            if one.evidence.yearly is not None
        ]
    )


def _limits(asked: Asked) -> _Limits:
    if asked.lane != "open":
        return _Limits(None, None)
    try:
        fixed = figure("fixed_fee_cap").on(asked.on) * FEN_PER_YUAN
        return _Limits(
            int(fixed), int(figure("net_sales_royalty_cap").on(asked.on) * PPM)
        )
    except FigureNotFound:
        # The finding of `check` says that the limit has no value on that day.
        return _Limits(None, None)


def _cut(ranges: _Ranges, limits: _Limits, asked: Asked) -> _Ranges:
    yearly, rate = ranges
    if yearly is not None and limits.fixed_fen is not None:
        yearly = yearly.at_most(int(limits.fixed_fen / asked.years))
    if rate is not None and limits.rate_ppm is not None:
        rate = rate.at_most(limits.rate_ppm)
    return _Ranges(yearly, rate)


def _aim(asked: Asked, ranges: _Ranges, at: str, most_fen: int | None) -> Aim:
    """Return what terms at one point of the ranges should come to."""
    one_off = _times(ranges.yearly_fen, asked.years)
    return Aim(
        one_off_fen=None if one_off is None else getattr(one_off, at),
        rate_ppm=None if ranges.rate_ppm is None else getattr(ranges.rate_ppm, at),
        most_fen=most_fen,
    )


def _times(yearly: Range | None, years: float) -> Range | None:
    if yearly is None:
        return None
    return Range(*(min(int(fen * years + 0.5), MAX_FEN) for fen in yearly))


def _findings(asked: Asked, uncut: _Ranges) -> tuple[Finding, ...]:
    """Return what the law says of the upper end of a range before it was cut."""
    dearest = starting(asked, _aim(asked, uncut, "p90", None))
    # Figures without a value share a code; each says which one it is.
    known = {
        (found.code, found.message_en): found
        for one in dearest
        if one.form in ("one_off", "royalty") and one.terms is not None
        for found in check(one.terms, None, day=asked.on)
        if found.code.startswith(("cap.", "not_checked.figure"))
    }
    return tuple(known.values())


def _answer(one: Heading) -> Answer:
    yearly, rate = one.evidence
    return Answer(
        key=one.key,
        state=one.state,
        weight=one.weight,
        reasons=one.reasons,
        yearly_fen=None if yearly is None else range_of(yearly),
        rate_ppm=None if rate is None else range_of(rate * PPM),
    )
