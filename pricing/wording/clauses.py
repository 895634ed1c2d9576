"""Base, statements and payment in whole sentences, Chinese and English."""

from __future__ import annotations

from pricing.clauses import BaseDefinition
from pricing.terms import Terms
from pricing.wording.phrases import (
    NOTHING,
    Phrase,
    counted,
    listed,
    percent,
    quotation,
    quoted,
    sentence,
)

__all__ = [
    "DEDUCTION_WORDS",
    "base_sentences",
    "payment_sentences",
    "reporting_sentence",
]

DEDUCTION_WORDS: dict[str, Phrase] = {
    "returns": ("退货", "returns"),
    "vat": ("增值税", "value-added tax"),
    "other_taxes": ("其他税费", "other taxes"),
    "discounts": ("折扣", "discounts"),
    "freight": ("运费", "freight"),
    "insurance": ("保险费", "insurance"),
    "packaging": ("包装费", "packaging"),
    "installation": ("安装费", "installation"),
    "purchased_parts": ("外购件", "purchased parts"),
}
_PERIODS: dict[str, Phrase] = {
    "month": ("每月", "month of the licence"),
    "quarter": ("每季度", "quarter of the licence"),
    "half_year": ("每半年", "half-year of the licence"),
    "year": ("每个许可年度", "licence year"),
}
_BASES: dict[str | None, Phrase] = {
    "net_sales": ("净销售额", "net sales"),
    "profit": ("利润", "profit"),
    "units": ("件数", "units"),
    None: ("基数", "their base"),
}
_ADDED_TAX: dict[str, Phrase] = {
    "exempt": NOTHING,
    "taxable": ("，税款另加", ", which is added"),
    "undetermined": ("，如应税则税款另加", ", which is added if it is due"),
}


def base_sentences(terms: Terms, base: str | None) -> list[Phrase]:
    """Say what the base of the royalties is.

    Without a royalty this is said only where the terms state more than the
    defaults.

    Parameters
    ----------
    terms : Terms
        The terms.
    base : str or None
        ``net_sales``, ``profit`` or ``units``; None of terms without a royalty.

    Returns
    -------
    list of Phrase
        What is taken off, the products and the definition; some may be nothing.
    """
    stated = terms.base_definition
    if base is None and stated == BaseDefinition():
        return []
    return [
        _counted_units(stated) if base == "units" else _counted(stated, _BASES[base]),
        quotation(
            ("许可产品为：", "The licensed products are: "),
            stated.products_zh,
            stated.products_en,
        ),
        quotation(
            ("基数的定义为：", "The base is defined as follows: "),
            stated.text_zh,
            stated.text_en,
        ),
    ]


def _taken_off(stated: BaseDefinition) -> Phrase:
    if not stated.deductions:
        return "不作扣除", "with nothing taken off"
    zh, en = listed([DEDUCTION_WORDS[each] for each in stated.deductions])
    return f"扣除{zh}", f"less {en}"


def _counted_units(stated: BaseDefinition) -> Phrase:
    """Say what is taken off a number of units, which holds no tax."""
    zh, en = _taken_off(stated)
    return f"计算提成费的件数{zh}。", f"Royalties are counted on units, {en}."


def _counted(stated: BaseDefinition, base: Phrase) -> Phrase:
    tax_zh, tax_en = ("不含", "without") if stated.tax_excluded else ("含", "with")
    off_zh, off_en = _taken_off(stated)
    return (
        f"计算提成费的{base[0]}{tax_zh}增值税，{off_zh}。",
        f"Royalties are counted on {base[1]} {tax_en} value-added tax, {off_en}.",
    )


def reporting_sentence(terms: Terms, base: str | None) -> Phrase:
    """Say how often a statement is sent and by when it is paid.

    Parameters
    ----------
    terms : Terms
        The terms.
    base : str or None
        ``net_sales``, ``profit`` or ``units``; None of terms without a royalty.

    Returns
    -------
    Phrase
        One sentence; without a royalty it says that there is none to state.
    """
    period_zh, period_en = _PERIODS[terms.reporting.period]
    days = terms.reporting.due_days
    by_zh = f"期末后 {days} 日内" if days else "期末当日"
    by_en = f"within {counted(days, 'day')} of its end" if days else "on its last day"
    if base is None:
        return (
            f"规定{period_zh}结算一次（{by_zh}），但没有提成费需要结算。",
            f"A statement is asked for each {period_en}, {by_en}, but there is no "
            "royalty to state.",
        )
    return (
        f"{period_zh}结算一次，{by_zh}提交提成费结算表并付清提成费。",
        f"For each {period_en} a statement is sent and its royalty paid {by_en}.",
    )


def payment_sentences(terms: Terms) -> list[Phrase]:
    """Say how tax stands to the prices, what lateness costs and who is paid.

    Parameters
    ----------
    terms : Terms
        The terms.

    Returns
    -------
    list of Phrase
        Sentences in this order; some may be nothing.
    """
    return [_tax(terms), *_late(terms), _payee(terms)]


def _tax(terms: Terms) -> Phrase:
    rate = percent(terms.tax.rate_ppm) if terms.tax.rate_ppm is not None else None
    treatments: dict[str, Phrase] = {
        "exempt": ("本许可按免税处理", "the licence is treated as exempt"),
        "taxable": (f"本许可应税，税率 {rate}", f"the licence is taxable at {rate}"),
        "undetermined": (
            "是否应税尚未确定" + (f"（如应税，税率 {rate}）" if rate else ""),
            "whether the licence is taxable is not yet determined"
            + (f" (if so, at {rate})" if rate else ""),
        ),
    }
    zh, en = treatments[terms.tax.treatment]
    if terms.tax.price_includes_vat:
        return f"价格含增值税，{zh}。", f"Prices include value-added tax; {en}."
    more_zh, more_en = _ADDED_TAX[terms.tax.treatment]
    return (
        f"价格不含增值税{more_zh}；{zh}。",
        f"Prices do not include value-added tax{more_en}; {en}.",
    )


def _late(terms: Terms) -> list[Phrase]:
    days = terms.late.grace_days
    if not terms.late.rate_per_day_ppm:
        grace = (
            f"逾期付款有 {days} 日宽限期。",
            f"A late payment has {counted(days, 'day')} of grace.",
        )
        return [grace if days else NOTHING, _without_charge(terms)]
    since: Phrase = ("逾期付款的", "when a payment is late")
    if days:
        since = (
            f"逾期付款有 {days} 日宽限期，其后",
            f"a late payment has {counted(days, 'day')} of grace, and after that",
        )
    return [_added(terms, since)]


def _without_charge(terms: Terms) -> Phrase:
    only_zh, only_en = NOTHING
    if terms.late.ceiling_ppm is not None:
        most = percent(terms.late.ceiling_ppm)
        only_zh = f"，只写明加收不超过逾期金额的 {most}"
        only_en = f", only that it may not pass {most} of the overdue amount"
    return (
        f"没有约定逾期加收的费用{only_zh}。",
        f"No charge for lateness is stated{only_en}.",
    )


def _added(terms: Terms, since: Phrase) -> Phrase:
    rate = percent(terms.late.rate_per_day_ppm)
    most: Phrase = NOTHING
    if terms.late.ceiling_ppm is not None:
        ceiling = percent(terms.late.ceiling_ppm)
        most = (f"合计不超过逾期金额的 {ceiling}", f"at most {ceiling} of it in all")
    comma_zh, comma_en = NOTHING if terms.late.grace_days else ("，", ",")
    added = (
        f"{since[0]}{comma_zh}每日加收逾期金额的 {rate}",
        f"{since[1]}{comma_en} {rate} of the overdue amount is added each day",
    )
    return sentence(added, most)


def _payee(terms: Terms) -> Phrase:
    if terms.payee is None:
        return NOTHING
    texts = (terms.payee.name, terms.payee.bank, terms.payee.account)
    chinese, english = zip(*(quoted(text, text) for text in texts), strict=True)
    return (
        "款项付至户名{}、开户行{}、账号{}的账户。".format(*chinese),
        "Payments go to the account {2} of {0} at {1}.".format(*english),
    )
