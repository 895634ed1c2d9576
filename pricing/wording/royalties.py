"""Royalties in whole sentences, Chinese and English."""

from __future__ import annotations

from itertools import groupby

from pricing.wording.fee_words import (
    BASE_WORDS,
    AnyRoyalty,
    quantity_words,
    rate_words,
    rates_by_year,
)
from pricing.wording.phrases import (
    NOTHING,
    Phrase,
    joined,
    listed,
    months,
    yuan,
)

__all__ = ["royalty_sentences"]

# The limits of a band: above the first, up to and with the second.
Span = tuple[int, int | None]


def royalty_sentences(fee: AnyRoyalty) -> list[Phrase]:
    """Say what a royalty is, when it is free, and between which amounts it stays.

    Parameters
    ----------
    fee : AnyRoyalty
        The royalty.

    Returns
    -------
    list of Phrase
        Sentences.
    """
    told = [_tariff(fee), _settlement(fee), _loss(fee), _holiday(fee)]
    return [*(each for each in told if each != NOTHING), _bounds(fee)]


def _tariff(fee: AnyRoyalty) -> Phrase:
    if by_year := rates_by_year(fee):
        return _by_year(fee, by_year)
    bands = fee.bands_in(1)
    if len(bands) == 1:
        return _flat(fee, bands[0][1])
    return _volume(fee) if fee.mode == "volume" else _graduated(fee)


def _flat(fee: AnyRoyalty, rate: int) -> Phrase:
    rate_zh, rate_en = rate_words(fee, rate)
    base_zh, base_en = BASE_WORDS[fee.base]
    if fee.base == "units":
        return f"提成费为{rate_zh}。", f"A royalty of {rate_en} is due."
    return (
        f"提成费为{base_zh}的 {rate_zh}。",
        f"A royalty of {rate_en} of {base_en} is due.",
    )


def _by_year(fee: AnyRoyalty, rates: tuple[int, ...]) -> Phrase:
    base_zh, base_en = BASE_WORDS[fee.base]
    zh, en = listed(_runs(fee, rates))
    return (
        f"提成费按{base_zh}、逐个许可年度计算：{zh}。",
        f"A royalty on {base_en} is due: {en}.",
    )


def _runs(fee: AnyRoyalty, rates: tuple[int, ...]) -> list[Phrase]:
    """Return each rate with the licence years in which it holds."""
    runs, year = [], 1
    for rate, group in groupby(rates):
        after = year + len(list(group))
        years_zh, years_en = _years(year, after - 1, is_last=after > len(rates))
        rate_zh, rate_en = rate_words(fee, rate)
        space = "" if fee.base == "units" else " "
        runs.append((f"{years_zh}{space}{rate_zh}", f"{rate_en} {years_en}"))
        year = after
    return runs


def _years(first: int, last: int, *, is_last: bool) -> Phrase:
    if is_last and first == 1:
        return "各许可年度均为", "in every licence year"
    if is_last:
        return f"第 {first} 许可年度起", f"from licence year {first} on"
    if first == last:
        return f"第 {first} 许可年度", f"in licence year {first}"
    return f"第 {first} 至 {last} 许可年度", f"in licence years {first} to {last}"


def _graduated(fee: AnyRoyalty) -> Phrase:
    parts = [_part(fee, span, rate) for span, rate in _spans(fee)]
    zh, en = "，".join(zh for zh, _ in parts), listed(parts)[1]
    if fee.bands_period == "licence":
        return (
            f"提成费分段计算，各段按整个许可期累计、不逐年重计：{zh}。",
            "A royalty is due in bands that fill over the whole licence, not anew "
            f"each year: {en}.",
        )
    return (
        f"提成费按许可年度分段计算：{zh}。",
        f"A royalty is due in bands that begin anew each licence year: {en}.",
    )


def _part(fee: AnyRoyalty, span: Span, rate: int) -> Phrase:
    """Return the rate on one part of the base."""
    base_zh, base_en = BASE_WORDS[fee.base]
    within_zh, limits = _within(fee, span)[0], _limits(fee, span)
    rate_zh, rate_en = rate_words(fee, rate)
    if fee.base == "units":
        return f"{within_zh}的部分{rate_zh}", f"{rate_en} {limits}"
    first_zh, part = ("", "the part") if span[0] else (base_zh, base_en)
    return (
        f"{first_zh}{within_zh}的部分为 {rate_zh}",
        f"{rate_en} of {part} {limits}",
    )


def _volume(fee: AnyRoyalty) -> Phrase:
    base_zh, base_en = BASE_WORDS[fee.base]
    cases = joined([_case(fee, *band) for band in _spans(fee)], ("；", ", "))
    all_zh = "全部件数" if fee.base == "units" else f"{base_zh}的全额"
    by_zh, by_en = "", ""
    if fee.bands_period == "licence":
        by_zh = "，所在档次按整个许可期累计确定"
        by_en = f", found by all {base_en} since the licence began"
    price = "fee for each unit" if fee.base == "units" else "rate"
    return (
        f"提成费按许可年度{all_zh}计算{by_zh}：{cases[0]}。",
        f"A royalty is due at one {price} on all {base_en} of a licence year{by_en}: "
        f"{cases[1]}.",
    )


def _case(fee: AnyRoyalty, span: Span, rate: int) -> Phrase:
    """Return the rate that holds where the base lies within a span."""
    rate_zh, rate_en = rate_words(fee, rate)
    within_zh, within_en = _within(fee, span)
    by = "" if fee.base == "units" else "按 "
    return f"{within_zh}的，{by}{rate_zh}", f"{rate_en} if {within_en}"


def _spans(fee: AnyRoyalty) -> list[tuple[Span, int]]:
    """Return the limits and the rate of each band."""
    bands = fee.bands_in(1)
    lows = [0, *(limit or 0 for limit, _ in bands[:-1])]
    return [((low, high), rate) for low, (high, rate) in zip(lows, bands, strict=True)]


def _within(fee: AnyRoyalty, span: Span) -> Phrase:
    low, high = span
    low_zh, low_en = quantity_words(fee, low)
    if high is None:
        return f"超过 {low_zh}", f"above {low_en}"
    high_zh, high_en = quantity_words(fee, high)
    if low == 0:
        return f"不超过 {high_zh}", f"at most {high_en}"
    return f"超过 {low_zh}至 {high_zh}", f"above {low_en} but at most {high_en}"


def _limits(fee: AnyRoyalty, span: Span) -> str:
    """Return the limits of a part in English."""
    low, high = span
    if high is None:
        return f"above {quantity_words(fee, low)[1]}"
    above = f"above {quantity_words(fee, low)[1]} " if low else ""
    return f"{above}up to {quantity_words(fee, high)[1]}"


def _settlement(fee: AnyRoyalty) -> Phrase:
    """Say when a royalty on all of the base is settled, where it matters."""
    if fee.mode != "volume" or (len(fee.bands_in(1)) == 1 and fee.base != "profit"):
        return NOTHING
    return (
        "许可年度终了时结清，年内各期已收的不退。",
        "It is settled when the licence year closes; before that nothing charged is "
        "taken back.",
    )


def _loss(fee: AnyRoyalty) -> Phrase:
    if fee.base != "profit":
        return NOTHING
    return (
        "同一许可年度内盈亏相抵，亏损不结转下年。",
        "A loss is set off within its licence year and not carried to the next.",
    )


def _holiday(fee: AnyRoyalty) -> Phrase:
    if not fee.holiday_months:
        return NOTHING
    zh, en = months(fee.holiday_months)
    least_zh, least_en = "", ""
    if fee.minimum_per_year_fen:
        least_zh, least_en = "，也不计保底费", ", and the minimum does not run"
    bands_zh, bands_en = "", ""
    if len(fee.bands_in(1)) > 1:
        bands_zh, bands_en = "，其间数额不计入各档", "; what arises then fills no band"
    return (
        f"进入本阶段后的前 {zh}免提成{bands_zh}{least_zh}。",
        f"The first {en} of the stage are free of it{bands_en}{least_en}.",
    )


def _bounds(fee: AnyRoyalty) -> Phrase:
    """Say the least and the most that a royalty comes to."""
    told = [
        (zh.format(yuan(amount_fen)), en.format(yuan(amount_fen)))
        for amount_fen, zh, en in (
            (
                fee.minimum_per_year_fen,
                "每个许可年度至少付 {} 元（年度保底费，不足全年的按日折算）",
                "at least {} yuan a licence year (the minimum, by the day for a part "
                "of the year)",
            ),
            (
                fee.cap_per_year_fen,
                "每个许可年度至多付 {} 元",
                "at most {} yuan a licence year",
            ),
            (fee.cap_total_fen, "累计至多付 {} 元", "at most {} yuan in all"),
        )
        if amount_fen is not None
    ]
    if fee.cap_per_year_fen is None and fee.cap_total_fen is None:
        return _without_cap(told)
    return f"{'，'.join(zh for zh, _ in told)}。", f"It comes to {listed(told)[1]}."


def _without_cap(least: list[Phrase]) -> Phrase:
    if not least:
        return "不设费用上限。", "It has no cap."
    ((zh, en),) = least
    return f"{zh}，不设费用上限。", f"It comes to {en} and has no cap."
