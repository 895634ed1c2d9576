"""Accounts and the time after a licence's end in whole sentences, in both languages."""

from __future__ import annotations

from pricing.clauses import AfterStop
from pricing.terms import Terms
from pricing.wording.phrases import Phrase, counted, listed, months, quotation

__all__ = ["DUTY_WORDS", "after_sentences"]

DUTY_WORDS: dict[str, Phrase] = {
    "pay_what_fell_due": ("付清已到期款项", "pay what has fallen due"),
    "final_report": ("提交最终结算表", "send a last statement"),
    "keep_records": ("保存账册", "keep the accounts"),
    "return_documents": ("交还资料", "return documents"),
    "secrecy": ("保守秘密", "keep what is secret"),
}
_REFUNDS: dict[str, Phrase] = {
    "by_law": (
        "专利权被宣告无效的，已付费用是否退还依专利法第四十七条。",
        "If the patent is invalidated, article 47 of the Patent Law decides what is "
        "paid back.",
    ),
    "pro_rata": (
        "专利权被宣告无效的，按剩余时间退还费用。",
        "If the patent is invalidated, fees are paid back for the time that is left.",
    ),
    "none": (
        "专利权被宣告无效的，除法律另有规定外不退还费用。",
        "If the patent is invalidated, nothing is paid back beyond what the law "
        "demands.",
    ),
}


def after_sentences(terms: Terms) -> list[Phrase]:
    """Say which records are kept, and what follows the licence's end.

    Parameters
    ----------
    terms : Terms
        The terms.

    Returns
    -------
    list of Phrase
        Accounts, inspection, stock, duties, the terms' own words and refunds, in
        this order; the own words may be nothing.
    """
    return [
        _records(terms),
        _inspection(terms),
        _sell_off(terms.after_stop),
        _duties(terms.after_stop),
        quotation(
            ("终止后的说明：", "On the time after the end: "),
            terms.after_stop.text_zh,
            terms.after_stop.text_en,
        ),
        _REFUNDS[terms.refund_on_invalidation],
    ]


def _records(terms: Terms) -> Phrase:
    years = terms.records_years
    if not years:
        return "没有规定账册保存年限。", "No time for keeping accounts is stated."
    return (
        f"账册须保存 {years} 年。",
        f"Accounts are kept for {counted(years, 'year')}.",
    )


def _inspection(terms: Terms) -> Phrase:
    days = terms.inspection.notice_days
    if not terms.inspection.allowed:
        return "许可方不得查账。", "The licensor may not inspect them."
    if not days:
        return (
            "许可方可以查账，无须提前通知。",
            "The licensor may inspect them without notice.",
        )
    return (
        f"许可方提前 {days} 日通知后可以查账。",
        f"The licensor may inspect them after {counted(days, 'day')} of notice.",
    )


def _sell_off(after: AfterStop) -> Phrase:
    if not after.sell_off_months:
        return (
            "许可终止后不得再销售库存。",
            "Once the licence has ended, no stock may be sold.",
        )
    zh, en = months(after.sell_off_months)
    return (
        f"许可终止后 {zh}内可以销售库存。",
        f"Once the licence has ended, stock may be sold for {en}.",
    )


def _duties(after: AfterStop) -> Phrase:
    if not after.duties:
        return (
            "没有规定终止后的义务。",
            "No duty after the end is stated.",
        )
    duties = [DUTY_WORDS[each] for each in after.duties]
    zh, en = "、".join(zh for zh, _ in duties), listed(duties)[1]
    return f"终止后仍须：{zh}。", f"After the end the licensee still has to {en}."
