"""What is said of the taxes on a quote: why creditable or not, and how sure it is."""

from __future__ import annotations

from pricing.notes import Note, doubted, note_of

__all__ = ["tax_note"]

_TEXTS = {
    "credit_yes": (
        "一般纳税人取得增值税专用发票的，该税额可从销项税额中抵扣（增值税法第8条、"
        "第16条）；用于简易计税或免税项目的除外（第22条）。",
        "A general taxpayer credits this VAT against its own, given a special VAT "
        "invoice (VAT Law, art. 8 and 16), unless the licence serves exempt or "
        "simplified business (art. 22).",
    ),
    "credit_small": (
        "小规模纳税人适用简易计税方法，进项税额不得抵扣（增值税法第8条、第22条）。",
        "A small-scale taxpayer is taxed by the simplified method and credits no VAT "
        "(VAT Law, art. 8 and 22).",
    ),
    "credit_none": (
        "价款不含增值税，没有可抵扣的税额。",
        "There is no VAT in these payments, so nothing to credit.",
    ),
    "credit_status": (
        "一般纳税人可以抵扣，小规模纳税人不能；尚未填写纳税人身份。",
        "A general taxpayer may credit this VAT, a small-scale one may not; the VAT "
        "status is not stated.",
    ),
    "credit_treatment": (
        "是否征税尚未确定；如征税，一般纳税人凭增值税专用发票可以抵扣"
        "（增值税法第8条、第16条）。",
        "Whether VAT is due is not determined; if it is, a general taxpayer may "
        "credit it, given a special VAT invoice (VAT Law, art. 8 and 16).",
    ),
    "rate_of_law": (
        "条款未写税率；区间上限按当日一般税率 {rate} 计算。",
        "The terms state no rate; the range reaches to the general rate of that day, "
        "{rate}.",
    ),
    "rate_unknown": (
        "条款未写税率，当日也查不到一般税率，税额未知。",
        "The terms state no rate and none is known for that day: the tax is not known.",
    ),
    "exempt": (
        "按条款免征增值税，条件是：{condition_zh}。",
        "Exempt by the terms, on a condition: {condition_en}.",
    ),
    "exempt_open": (
        "条款写明免征增值税，但{scope_zh}。如不能免税，含税价或其中税额会不同。",
        "The terms say exempt, but {scope_en}. If the exemption fails, the price with "
        "tax or the tax in it differs.",
    ),
    "stamp": (
        "印花税为估算：按 {day} 的税率 {rate} 和本测算合计计算，并假定公告与书面通知"
        "构成应税合同。",
        "Stamp duty is an estimate: {rate} on {day}, of the total of this quote, if "
        "the announcement and the notice make a written contract.",
    ),
    "stamp_halved": (
        "小规模纳税人的印花税按 {share} 计收。",
        "A small-scale taxpayer pays {share} of the stamp duty.",
    ),
    "stamp_may_halve": (
        "小规模纳税人、小型微利企业或个体工商户只缴印花税的 {share}；此处按全额估算。",
        "A small-scale taxpayer, a small low-profit enterprise or a sole trader pays "
        "{share} of the stamp duty; here it is estimated in full.",
    ),
    "stamp_unknown": (
        "{day} 没有已知的印花税税率，印花税与净成本未知。",
        "No rate of stamp duty is known for {day}: the duty and the net cost are not "
        "known.",
    ),
}


def tax_note(code: str, *, confidence: str = "V1", **values: object) -> Note:
    """Return a remark on taxes by its code, with what its text names.

    `confidence` is that of the source, V1 to U; a doubt is told with the remark.

    Parameters
    ----------
    code : str
        Key of the remark.
    confidence : str
        How its source was read.
    **values : object
        What its text names.

    Returns
    -------
    Note
        The remark in both languages.
    """
    return doubted(note_of(_TEXTS, code, **values), confidence)
