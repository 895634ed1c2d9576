"""What is said of offers that are not quite alike, in Chinese and English."""

from __future__ import annotations

from pricing.notes import Note, note_of

__all__ = ["comparison_note"]

_BASES = {
    "net_sales": ("净销售额", "net sales"),
    "profit": ("利润", "profit"),
    "units": ("产品件数", "units"),
}
_TEXTS = {
    "other_base": (
        "该方案按{own_zh}提成，而预测是{base_zh}；两者不可比。",
        "This offer charges on {own_en}, but the forecast is one of {base_en}: they "
        "cannot be compared.",
    ),
    "over": (
        "该方案的期限于 {end} 届满，早于所定首日 {start}。",
        "This offer's term ends on {end}, before the first day asked for, {start}.",
    ),
    "mixed_vat": (
        "有的方案价款含增值税，有的不含；请比较含税价与净成本，条款所列金额不作排序。",
        "Some prices include VAT and others do not: compare the price with VAT and "
        "the net cost; amounts as the terms state them are not ranked.",
    ),
    "starts_differ": (
        "各方案首日不同；第 1 许可年度各自从首日起算，现值折算到最早的首日。",
        "The offers begin on different days: licence year 1 is each one's own, and "
        "present values are on the earliest of these days.",
    ),
    "lengths_differ": (
        "各方案的许可期长短不同；合计所涵盖的时间并不相同。",
        "The licences last differently long, so their totals cover different times.",
    ),
    "first_sale_later": (
        "有方案的首日晚于首次销售日 {day}；其销售从首日起算。",
        "An offer begins after the first sale, {day}: its sales count from its own "
        "first day.",
    ),
}


def comparison_note(code: str, **values: object) -> Note:
    """Return a remark on offers by its code, with what its text names.

    ``base`` and ``own`` are bases of royalties and come out in words.

    Parameters
    ----------
    code : str
        Key of the remark.
    **values : object
        What its text names.

    Returns
    -------
    Note
        The remark in both languages.
    """
    words = {
        f"{key}_{lang}": _BASES[str(value)][number]
        for key, value in values.items()
        if key in ("base", "own")
        for number, lang in enumerate(("zh", "en"))
    }
    return note_of(_TEXTS, code, **values, **words)
