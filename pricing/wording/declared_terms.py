"""What terms put into a declaration: the fee and its method, and other matters."""

from __future__ import annotations

from collections.abc import Iterable

from pricing.fixed_fee import FixedFee
from pricing.plan import royalty_base
from pricing.terms import Stage, Terms
from pricing.wording.clauses import (
    base_sentences,
    payment_sentences,
    reporting_sentence,
)
from pricing.wording.ending import after_sentences
from pricing.wording.fees import label
from pricing.wording.phrases import NOTHING, Phrase, blank, joined
from pricing.wording.stages import course_sentences, fee_sentences, stop_sentence
from pricing.wording.tiers import tier_sentences

__all__ = ["fee_method", "fee_text", "other_text"]

_SENTENCES: Phrase = ("", " ")
_LINES: Phrase = ("\n", "\n")
_ROYALTIES: dict[str | None, Phrase] = {
    "net_sales": ("净销售额提成", "a royalty on net sales"),
    "profit": ("利润额提成", "a royalty on profit"),
    "units": ("按件提成", "a royalty on units"),
}
_FREE: Phrase = ("无偿，不收费", "free of charge")


def fee_text(terms: Terms, most: int) -> Phrase:
    """Return method, standard and basis of the fee, on lines of their own.

    Parameters
    ----------
    terms : Terms
        The terms.
    most : int
        Length up to which the statement of the basis generally goes [characters].

    Returns
    -------
    Phrase
        The text in both languages.
    """
    method_zh, method_en = fee_method(terms)
    return joined(
        [
            (f"支付方式：{method_zh}。", f"Method: {method_en}."),
            *_standard(terms),
            _basis(terms, most),
        ],
        _LINES,
    )


def fee_method(terms: Terms) -> Phrase:
    """Name the method of payment in the words of the form.

    Notes
    -----
    Civil Code, art. 846: one sum paid at once or by instalments, royalty, royalty
    with an entry fee paid in advance. A fixed fee that is not due on entering the
    first stage is no entry fee.

    Examples
    --------
    >>> from datetime import date
    >>> from pricing.patterns import pattern
    >>> entry = pattern("entry_royalty", lane="open",
    ...     starts_on=date(2027, 1, 1), ends_on=date(2031, 12, 31))
    >>> fee_method(entry)[0]
    '提成支付附加预付入门费（净销售额提成）'
    """
    base = royalty_base(terms)
    fixed = [fee for fee in _fixed_fees(terms) if fee.amount_fen]
    if base is None:
        return _fixed_method(fixed) if fixed else _FREE
    royalty_zh, royalty_en = _ROYALTIES[base]
    if not fixed:
        return f"提成支付（{royalty_zh}）", royalty_en
    if _has_entry_fee(terms.stages[0]):
        return (
            f"提成支付附加预付入门费（{royalty_zh}）",
            f"{royalty_en} with an entry fee paid in advance",
        )
    return f"固定费用加提成支付（{royalty_zh}）", f"fixed fees and {royalty_en}"


def _fixed_fees(terms: Terms) -> list[FixedFee]:
    return [
        fee for stage in terms.stages for fee in stage.fees if isinstance(fee, FixedFee)
    ]


def _has_entry_fee(stage: Stage) -> bool:
    return any(
        isinstance(fee, FixedFee) and fee.due == "stage_entry" and fee.amount_fen
        for fee in stage.fees
    )


def _fixed_method(fixed: list[FixedFee]) -> Phrase:
    if all(fee.due == "yearly" for fee in fixed):
        return "固定费用，按年支付", "fixed fees, paid yearly"
    if len(fixed) > 1:
        return (
            "固定费用，按阶段或者约定时间分笔支付",
            "fixed fees, paid by stage or on the stated days",
        )
    if fixed[0].instalments > 1:
        return (
            "固定费用，一次总算、分期支付",
            "a fixed fee, reckoned once and paid in instalments",
        )
    return (
        "固定费用，一次总算、一次总付",
        "a fixed fee, reckoned once and paid in one sum",
    )


def _standard(terms: Terms) -> list[Phrase]:
    """Return the prices stage by stage, then what holds for all of them."""
    base = royalty_base(terms)
    stages = [_stage(terms, stage) for stage in terms.stages]
    if len(stages) == 1:
        stages = [(f"支付标准：{stages[0][0]}", f"Standard: {stages[0][1]}")]
    else:
        stages = [
            ("支付标准：", "Standard:"),
            *(_of_stage(n, terms, told) for n, told in enumerate(stages)),
        ]
    return [
        *stages,
        _one(tier_sentences(terms)),
        _one(base_sentences(terms, base)),
        NOTHING if base is None else reporting_sentence(terms, base),
        _one(payment_sentences(terms)),
    ]


def _stage(terms: Terms, stage: Stage) -> Phrase:
    return _one(fee_sentences(terms, stage) or [("无偿，不收费。", "Free of charge.")])


def _of_stage(position: int, terms: Terms, told: Phrase) -> Phrase:
    zh, en = label(terms.stages[position])
    number = position + 1
    return f"第 {number} 阶段{zh}：{told[0]}", f"Stage {number}, {en}: {told[1]}"


def _basis(terms: Terms, most: int) -> Phrase:
    missing = blank(
        f"对许可使用费计算依据和方式的简要说明，一般不超过 {most:,} 字",
        "short statement of the fee's basis and method, generally at most "
        f"{most:,} characters",
    )
    zh = terms.fee_basis_zh.strip() or missing[0]
    en = terms.fee_basis_en.strip() or terms.fee_basis_zh.strip() or missing[1]
    return f"计算依据和方式的简要说明：{zh}", f"Basis and method of the fee: {en}"


def other_text(terms: Terms) -> Phrase:
    """Return the stages, how to stop, and what follows the end.

    Parameters
    ----------
    terms : Terms
        The terms.

    Returns
    -------
    Phrase
        The text in both languages.
    """
    return joined(
        [
            _one(course_sentences(terms)),
            stop_sentence(terms),
            _one(after_sentences(terms)),
        ],
        _LINES,
    )


def _one(sentences: Iterable[Phrase]) -> Phrase:
    return joined(list(sentences), _SENTENCES)
