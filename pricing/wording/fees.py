"""Fixed fees in whole sentences, Chinese and English."""

from __future__ import annotations

from pricing.fixed_fee import FixedFee
from pricing.terms import Stage, Terms
from pricing.wording.phrases import (
    NOTHING,
    Phrase,
    counted,
    money,
    months,
    quotation,
    quoted,
    sentence,
)

__all__ = ["fixed_fee_sentences", "label"]

_LATER = ("after_months", "first_sale", "result")
_PAY_LATER: Phrase = ("先使用后付费，", "use first, pay later: ")
_UNUSED_RESULT: Phrase = (
    "另写有成果（不是付款条件）：",
    "A result is stated too, on which no payment depends: ",
)


def label(stage: Stage) -> Phrase:
    """Return a stage's label in quotation marks.

    Parameters
    ----------
    stage : Stage
        The stage.

    Returns
    -------
    Phrase
        Its label in both languages.
    """
    return quoted(stage.label_zh, stage.label_en)


def _is_deferred(fee: FixedFee) -> bool:
    """Say whether a part of a fee may fall due after the licensee has stopped.

    A yearly fee is asked only while its stage runs, and what is due on stage
    entry is due before anyone can stop.
    """
    return fee.due in _LATER or fee.instalments > 1


def fixed_fee_sentences(terms: Terms, fee: FixedFee) -> list[Phrase]:
    """Say what a fixed fee is, when it is paid, and what of it a stop leaves owed.

    Parameters
    ----------
    terms : Terms
        The terms.
    fee : FixedFee
        One of their fixed fees.

    Returns
    -------
    list of Phrase
        Sentences.
    """
    if not fee.amount_fen:
        return [
            (
                "固定许可费为 0 元，即不收费。",
                "A fixed fee is stated at 0 yuan, so nothing is paid.",
            )
        ]
    told = [_paid(fee)]
    if _is_deferred(fee):
        told.append(_if_stopped(fee))
    if fee.due != "result":
        told.append(quotation(_UNUSED_RESULT, fee.result_zh, fee.result_en))
    told += [
        _credited(later) for later in terms.stages if later.name == fee.credited_to
    ]
    return told


def _paid(fee: FixedFee) -> Phrase:
    zh, en = _yearly(fee) if fee.due == "yearly" else _parted(fee)
    before_zh, before_en = _PAY_LATER if fee.due in _LATER else NOTHING
    return sentence((before_zh + zh, before_en + en))


def _yearly(fee: FixedFee) -> Phrase:
    amount_zh, amount_en = money(fee.amount_fen)
    return (
        f"每年付固定许可费 {amount_zh}，首笔在进入本阶段时付，"
        "其后本阶段每满 12 个月付一笔",
        f"a fixed fee of {amount_en} a year is due, on entering the stage and every "
        "12 months while it runs",
    )


def _parted(fee: FixedFee) -> Phrase:
    """Return a fee that is paid once, in one sum or in instalments."""
    amount_zh, amount_en = money(fee.amount_fen)
    when_zh, when_en = _when(fee)
    if fee.instalments == 1:
        return (
            f"{when_zh}付固定许可费 {amount_zh}",
            f"a fixed fee of {amount_en} is due {when_en}",
        )
    every_zh, every_en = _every(fee.every_months or 1)
    return (
        f"固定许可费 {amount_zh}平均分 {fee.instalments} 期付（零头计入首期），"
        f"首期在{when_zh}付，其后{every_zh}一期",
        f"a fixed fee of {amount_en} is due in {fee.instalments} equal instalments "
        f"(odd fen go to the first), the first {when_en}, then one {every_en}",
    )


def _every(number: int) -> Phrase:
    if number == 1:
        return "每月", "every month"
    return f"每 {number} 个月", f"every {counted(number, 'month')}"


def _when(fee: FixedFee) -> Phrase:
    after_zh, after_en = months(fee.months or 0)
    result_zh, result_en = quoted(fee.result_zh, fee.result_en)
    whens: dict[str, Phrase] = {
        "stage_entry": ("进入本阶段时", "on entering the stage"),
        "after_months": (
            f"进入本阶段满 {after_zh}时",
            f"{after_en} after entering the stage",
        ),
        "first_sale": (
            "进入本阶段后首次销售之日",
            "on the day of the first sale after entering the stage",
        ),
        "result": (
            f"取得约定成果{result_zh}时（测算按进入本阶段满 {after_zh}计）",
            f"on reaching the stated result {result_en} (which estimates place "
            f"{after_en} after entering the stage)",
        ),
    }
    return whens[fee.due]


def _if_stopped(fee: FixedFee) -> Phrase:
    is_unsold = fee.due == "first_sale"
    told: dict[str, tuple[Phrase, Phrase]] = {
        "owed": (
            ("提前退出的，未到期部分仍须付清", "still owed"),
            (
                "尚无销售的在许可最后一日付",
                "on the last day of the licence if nothing was sold",
            ),
        ),
        "waived": (("提前退出的，未到期部分不再付", "no longer owed"), NOTHING),
        "pro_rata": (
            (
                "提前退出的，未到期部分按许可已存续的日数折算",
                "owed in proportion to the days on which the licence ran",
            ),
            ("尚无销售的不付", "and not at all if nothing was sold"),
        ),
    }
    (rule_zh, rule_en), unsold = told[fee.if_stopped]
    rule = (rule_zh, f"after an early stop, what is not yet due is {rule_en}")
    return sentence(rule, unsold if is_unsold else NOTHING)


def _credited(target: Stage) -> Phrase:
    zh, en = label(target)
    return (
        f"已付的这笔费用可抵扣{zh}阶段的费用，先抵固定许可费，再抵提成费，余额不退。",
        f"What has been paid of it is credited to the fees of {en}, first to fixed "
        "fees, then to royalties; a remainder is not paid back.",
    )
