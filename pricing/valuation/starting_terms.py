"""Terms to start from, of four forms that cost about the same in expectation.

Amounts keep two significant figures: more would promise what no estimate holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from pydantic import JsonValue

from pricing.money import FEN_PER_YUAN, MAX_FEN, PPM, format_millionths, format_yuan
from pricing.patterns import pattern
from pricing.terms import Terms, read_tree
from pricing.valuation.asked import Asked, typical
from pricing.valuation.development import phase_chances
from pricing.valuation.income import annuity_due
from pricing.valuation.quantities import Said
from pricing.valuation.readiness import readiness_of

__all__ = ["FORMS", "FORM_LABELS", "Aim", "StartingTerms", "significant", "starting"]

Object: TypeAlias = dict[str, JsonValue]

FORMS = ("one_off", "yearly", "royalty", "staged")
FORM_LABELS: Mapping[str, Said] = MappingProxyType(
    {
        "one_off": Said("一次性付费", "One-off fee"),
        "yearly": Said("按年付费", "Yearly fee"),
        "royalty": Said("提成费", "Royalty"),
        "staged": Said("分阶段许可", "Staged licence"),
    }
)
# ASSUMPTION: how much of the one-off price a firm ventures before anything works.
TRIAL_SHARE, PILOT_SHARE = 0.02, 0.18
FEWEST_STAGED_MONTHS = 6


class Aim(NamedTuple):
    """What starting terms should come to.

    Attributes
    ----------
    one_off_fen : int or None
        Price of the whole term, paid on the first day [fen].
    rate_ppm : int or None
        Royalty on net sales [parts per million].
    most_fen : int or None
        What fixed fees generally stay below, None without a limit [fen].
    """

    one_off_fen: int | None
    rate_ppm: int | None
    most_fen: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartingTerms:
    """One form: its terms, or why there are none."""

    form: str
    terms: Terms | None
    reason: Said


def significant(value: float, step: int) -> int:
    """Round to two significant figures and to whole steps, never down to 0.

    Parameters
    ----------
    value : float
        The amount or rate.
    step : int
        The step that it is rounded to [the value's unit].

    Returns
    -------
    int
        A multiple of the step [the value's unit].

    Examples
    --------
    >>> significant(12_345_678, 100), significant(149, 100), significant(3, 100)
    (12000000, 100, 100)
    """
    digits = len(str(int(value)))
    unit = max(int("1" + "0" * max(digits - 2, 0)), step)
    return max(int(value / unit + 0.5) * unit, step)


def starting(asked: Asked, aim: Aim) -> tuple[StartingTerms, ...]:
    """Return starting terms of the four forms.

    Parameters
    ----------
    asked : Asked
        The question: dates, lane, readiness, discount rate.
    aim : Aim
        What they should come to.

    Returns
    -------
    tuple of StartingTerms
        In the order of `FORMS`.
    """
    return tuple(_MAKERS[form](asked, aim) for form in FORMS)


def _one_off(asked: Asked, aim: Aim) -> StartingTerms:
    if not aim.one_off_fen:
        return _none("one_off", aim.one_off_fen, asked)
    amount = _fee(aim.one_off_fen, aim)
    told = Said("年均使用费 × 许可年数。", "Mean yearly fee x years of the licence.")
    return _made(asked, "one_off", [_fixed(amount)], told)


def _yearly(asked: Asked, aim: Aim) -> StartingTerms:
    if not aim.one_off_fen:
        return _none("yearly", aim.one_off_fen, asked)
    worth, begun = annuity_due(_discount(asked), asked.years)[0], -(-asked.months // 12)
    most = None if aim.most_fen is None else aim.most_fen // begun
    amount = _fee(aim.one_off_fen / worth, aim._replace(most_fen=most))
    told = Said(
        "按折现率与一次性付费等值；每个许可年度开始时付。",
        "Worth the one-off fee at the discount rate; due as each licence year begins.",
    )
    return _made(asked, "yearly", [_fixed(amount, due="yearly")], told)


def _royalty(asked: Asked, aim: Aim) -> StartingTerms:
    if not aim.rate_ppm:
        return _none("royalty", aim.rate_ppm, asked)
    rate = format_millionths(min(significant(aim.rate_ppm, 100), PPM))
    fee: Object = {"kind": "royalty", "base": "net_sales", "bands": [{"rate": rate}]}
    told = Said(
        "技术成功并有销售时才付，费率不因技术风险打折。",
        "Paid only once it works and sells, so the rate is not cut for that risk.",
    )
    return _made(asked, "royalty", [fee], told)


def _staged(asked: Asked, aim: Aim) -> StartingTerms:
    if not aim.one_off_fen:
        return _none("staged", aim.one_off_fen, asked)
    months = _stage_months(asked)
    if asked.months < FEWEST_STAGED_MONTHS or sum(months) >= asked.months:
        told = Said("许可期太短，无法分阶段。", "The term is too short for stages.")
        return StartingTerms(form="staged", terms=None, reason=told)
    trial, pilot, production = _rungs(asked, aim)
    frame = pattern(
        "staged", lane=asked.lane, starts_on=asked.on, ends_on=asked.ends_on
    )
    tree = _tree(frame)
    fees: tuple[list[Object], ...] = (
        [_fixed(trial, credited_to="production")],
        [_fixed(pilot)],
        [_fixed(production)],
    )
    for stage, paid in zip(tree["stages"], fees, strict=True):
        stage["fees"] = paid
    for stage, lasts in zip(tree["stages"], months, strict=False):
        stage["months"] = lasts
    told = Said(
        "试用费为一次性价格的 2%，中试费 18%；产业化费用按各阶段的技术成功概率推算，"
        "使三者合计的期望等于一次性价格（假设）；试用费抵扣，未计折现。",
        "Trial 2% and pilot 18% of the one-off price; production so that the three "
        "come to that price in expectation, by the actual chances of each stage "
        "(ASSUMPTION), the trial credited; not discounted.",
    )
    return StartingTerms(form="staged", terms=_read(tree, told), reason=told)


def _stage_months(asked: Asked) -> tuple[int, int]:
    """Return the months of trial and pilot, by readiness."""
    trial, pilot, _launch = readiness_of(asked.readiness).months
    return trial, pilot


def _rungs(asked: Asked, aim: Aim) -> tuple[int, int, int]:
    """Return the fees of the three stages [fen]."""
    price = aim.one_off_fen or 0
    tried, piloted, _launched = (one.likely for one in phase_chances(asked.readiness))
    trial = significant(TRIAL_SHARE * price, FEN_PER_YUAN)
    pilot = significant(PILOT_SHARE * price, FEN_PER_YUAN)
    rest = max(price - trial - tried * pilot, 0) / (tried * piloted) + trial
    left = None if aim.most_fen is None else aim.most_fen - trial - pilot
    return trial, pilot, _fee(rest, aim._replace(most_fen=left))


def _fee(amount: float, aim: Aim) -> int:
    most = MAX_FEN if aim.most_fen is None else aim.most_fen
    return max(min(significant(amount, FEN_PER_YUAN), most), FEN_PER_YUAN)


def _discount(asked: Asked) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([typical(asked, "discount") or 0.0])


def _fixed(amount_fen: int, **keys: JsonValue) -> Object:
    return {"kind": "fixed", "amount": format_yuan(amount_fen), **keys}


def _made(asked: Asked, form: str, fees: list[JsonValue], told: Said) -> StartingTerms:
    """Return terms of one stage from the first day to the last."""
    frame = pattern("free", lane=asked.lane, starts_on=asked.on, ends_on=asked.ends_on)
    tree = _tree(frame)
    tree["stages"][0]["fees"] = fees
    return StartingTerms(form=form, terms=_read(tree, told), reason=told)


def _tree(frame: Terms) -> dict[str, Any]:
    return frame.model_dump(mode="json", by_alias=True)


def _read(tree: Mapping[str, object], told: Said) -> Terms:
    basis = Said(
        f"依据：本项目自有估算方法（非官方公式）。{told.zh}",
        f"Basis: this project's own estimate, no official formula. {told.en}",
    )
    return read_tree({**tree, "fee_basis_zh": basis.zh, "fee_basis_en": basis.en})


def _none(form: str, known: int | None, asked: Asked) -> StartingTerms:
    if known is None and "sales" in asked.stated:
        told = Said(
            "按这些输入，五个维度都没有给出价格，理由见各维度；请改写输入，或导入可比许可。",
            "By these inputs no heading of the estimate gives a price, each for the "
            "reason it states; state other inputs, or load comparables.",
        )
    elif known is None:
        told = Said(
            "没有数据：请填写年净销售额，或导入可比许可。",
            "No data: state yearly sales, or load comparables.",
        )
    else:
        told = Said(
            "按这些输入，企业自身支出已用尽增量利润，没有大于 0 的中间价格；"
            "可考虑无偿、先使用后付费，或改写输入。",
            "By these inputs the firm's own spending eats the added profit, and no "
            "middle price is above 0; think of a free licence or of use first, pay "
            "later, or state other inputs.",
        )
    return StartingTerms(form=form, terms=None, reason=told)


_MAKERS: Mapping[str, Callable[[Asked, Aim], StartingTerms]] = MappingProxyType(
    {"one_off": _one_off, "yearly": _yearly, "royalty": _royalty, "staged": _staged}
)
