"""Why opening a patent saves an annual fee or not, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["Words", "in_words"]

Words = tuple[str, str]

_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "registration": (
            "授权当年的年费在办理登记时缴纳，早于任何开放许可。",
            "Paid at the registration of the grant, before any open licence.",
        ),
        "compensated": (
            "补偿期年费是否适用费用减缴或开放许可减免，所读文本未作规定，故按全额计，不计节省。",
            "No text read says whether either reduction covers the compensated term, "
            "so the full fee and no saving are counted.",
        ),
        "standard_larger": (
            "第 {first} 至 {last} 年适用 {standard} 的费用减缴，高于开放许可减免，"
            "且不得重复享受。",
            "The standard reduction of {standard} in years {first} to {last} is "
            "larger, and reductions do not stack.",
        ),
        "no_licence": (
            "没有已备案的开放许可：仅有声明不减年费。",
            "No open licence is filed: a declaration alone earns no reduction.",
        ),
        "due_before_filing": (
            "备案日 {filed} 之前（含当日）已到期。",
            "Already due when the licence is filed on {filed}.",
        ),
        "withdrawn": (
            "声明于 {withdrawn} 撤回，自下一专利年度起不再减免。",
            "The declaration is withdrawn on {withdrawn}; from the next patent year "
            "on there is no reduction.",
        ),
        "licence_over": (
            "到期时许可已于 {ends} 届满。",
            "The licence is over by then: it ends on {ends}.",
        ),
        "saved_after_standard": (
            "费用减缴至第 {last} 年为止；开放许可减免 {full} 元的 {open}，"
            "节省 {saved} 元。",
            "The standard reduction ended with year {last}; {open} of {full} yuan "
            "saves {saved}.",
        ),
        "saved": (
            "不符合费用减缴条件；开放许可减免 {full} 元的 {open}，节省 {saved} 元。",
            "No standard reduction: not every patentee qualifies. {open} of {full} "
            "yuan saves {saved}.",
        ),
        "saves": (
            "开放许可共节省年费 {saved} 元（第 {first} 至 {last} 年）。",
            "Open licences save {saved} yuan of annual fees, in years {first} to "
            "{last}.",
        ),
        "saves_one": (
            "开放许可共节省年费 {saved} 元（第 {first} 年）。",
            "Open licences save {saved} yuan of annual fees, in year {first}.",
        ),
        "saves_nothing": (
            "开放许可不节省这件专利的年费。",
            "Open licences save none of this patent's annual fees.",
        ),
        "these_save_nothing": (
            "按所述许可，不节省这件专利的年费。",
            "These open licences save none of this patent's annual fees.",
        ),
        "not_yet": (
            "没有已备案的开放许可，不节省年费。",
            "No open licence is filed, so no annual fee is saved.",
        ),
        "could_save": (
            "若于 {filed} 备案、许可期直到专利期满，共可节省 {saved} 元。",
            "A licence filed on {filed} that runs to the patent's end would save "
            "{saved} yuan.",
        ),
        "never": (
            "无论何时备案，都不会节省。",
            "No filing, whenever made, would save any.",
        ),
        "nothing_due": (
            "没有尚未到期的年费。",
            "No annual fee is still to fall due.",
        ),
        "lapse": (
            "若不缴纳 {due} 到期的年费，补缴期至 {grace}（首月之后每月滞纳金 {rate}）；"
            "逾期专利权自到期日终止，可少支出 {saved} 元。"
            "许可存续期间，许可人一般负有维持专利有效的义务。",
            "If the fee due on {due} is not paid, it can still be until {grace}, with "
            "{rate} a month after the first; then the patent ends as from the due "
            "day, and {saved} yuan are not spent. While licences run, a licensor "
            "generally has to keep the patent in force.",
        ),
        "rates_to_come": (
            "今后的年费按现行标准计算。",
            "Fees to come are counted at today's rates.",
        ),
        "standard_needs": (
            "费用减缴须事先办理专利费减备案；开放许可合同备案本身视为减缴请求。",
            "The standard reduction needs its own registration beforehand; filing the "
            "licence contract counts as the request for the other.",
        ),
    }
)


def in_words(code: str, **facts: object) -> Words:
    """Return a sentence on annual fees, Chinese and English, filled with facts.

    Parameters
    ----------
    code : str
        Key of the sentence.
    **facts : object
        What fills its gaps.

    Returns
    -------
    Words
        Chinese, English.

    Examples
    --------
    >>> in_words("due_before_filing", filed="2027-03-01")[1]
    'Already due when the licence is filed on 2027-03-01.'
    """
    zh, en = _WORDS[code]
    return zh.format(**facts), en.format(**facts)
