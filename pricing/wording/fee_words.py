"""Fees in words, Chinese and English, as short pieces for a drawing or a table."""

from __future__ import annotations

from dataclasses import dataclass

from pricing.exact import half_up
from pricing.fees import SalesRoyalty, UnitRoyalty
from pricing.fixed_fee import FixedFee
from pricing.money import PPM, format_millionths
from pricing.terms import Fee, Terms
from pricing.wording.phrases import Phrase, counted, money, months, percent, same, yuan

__all__ = [
    "BASE_WORDS",
    "AnyRoyalty",
    "FeeWords",
    "fee_words",
    "percent",
    "quantity_words",
    "rate_words",
    "rates_by_year",
    "yuan",
]

AnyRoyalty = SalesRoyalty | UnitRoyalty
BASE_WORDS: dict[str, Phrase] = {
    "net_sales": ("净销售额", "net sales"),
    "profit": ("利润", "profit"),
    "units": ("件数", "units"),
}

_WHEN: dict[str, Phrase] = {
    "stage_entry": ("进入本阶段时", "on entering the stage"),
    "after_months": ("进入本阶段 {months} 个月后", "{months_en} after entering"),
    "first_sale": ("首次销售时", "on the first sale"),
    "result": ("取得约定成果时：{result_zh}", "on the stated result: {result_en}"),
    "yearly": ("每年", "every year"),
}
_IF_STOPPED: dict[str, Phrase] = {
    "owed": ("退出后仍应付", "still owed after stopping"),
    "waived": ("退出即免", "waived on stopping"),
    "pro_rata": ("退出时按日计", "by the day on stopping"),
}
_FREE: Phrase = ("免费", "free")


@dataclass(frozen=True, slots=True)
class FeeWords:
    """One fee in words for one size; as many pieces in each language.

    `amount_fen` is the price of a fixed fee after the size factor, None for a
    royalty [fen].
    """

    kind: str
    amount_fen: int | None
    zh: tuple[str, ...]
    en: tuple[str, ...]


def fee_words(terms: Terms, fee: Fee, factor_ppm: int) -> FeeWords:
    """Return a fee of terms in words, for a licensee's factor [parts per million].

    Parameters
    ----------
    terms : Terms
        The terms.
    fee : Fee
        One of their fees.
    factor_ppm : int
        The licensee's factor [parts per million].

    Returns
    -------
    FeeWords
        Its words in both languages.
    """
    if isinstance(fee, FixedFee):
        amount_fen = half_up(fee.amount_fen * factor_ppm, PPM)
        pieces = [_price(amount_fen), *_fixed_pieces(terms, fee)]
    else:
        amount_fen = None
        pieces = _royalty_pieces(fee, factor_ppm)
    zh, en = zip(*pieces, strict=True)
    return FeeWords(kind=fee.kind, amount_fen=amount_fen, zh=zh, en=en)


def _price(amount_fen: int) -> Phrase:
    if not amount_fen:
        return _FREE
    return money(amount_fen)


def _fixed_pieces(terms: Terms, fee: FixedFee) -> list[Phrase]:
    values = {
        "months": fee.months,
        "months_en": counted(fee.months or 0, "month"),
        "result_zh": fee.result_zh,
        "result_en": fee.result_en,
    }
    when_zh, when_en = _WHEN[fee.due]
    pieces = [(when_zh.format(**values), when_en.format(**values))]
    if fee.instalments > 1:
        pieces.append(_instalments(fee.instalments, fee.every_months or 1))
    if fee.instalments > 1 or fee.due not in ("stage_entry", "yearly"):
        pieces.append(_IF_STOPPED[fee.if_stopped])
    for stage in terms.stages:
        if stage.name == fee.credited_to:
            pieces.append(
                (f"可抵扣{stage.label_zh}费用", f"credited to {stage.label_en}")
            )
    return pieces


def _instalments(parts: int, every: int) -> Phrase:
    every_en = "month" if every == 1 else counted(every, "month")
    return (
        f"分 {parts} 期，每 {every} 个月一期",
        f"in {parts} instalments, one every {every_en}",
    )


def _royalty_pieces(fee: AnyRoyalty, factor_ppm: int) -> list[Phrase]:
    if not factor_ppm:
        return [_FREE]
    pieces = _tariff(fee)
    if factor_ppm != PPM:
        factor = format_millionths(factor_ppm)
        pieces.append((f"档次系数 {factor}", f"tier factor {factor}"))
    if fee.holiday_months:
        zh, en = months(fee.holiday_months)
        pieces.append((f"前 {zh}免提成", f"first {en} free"))
    amounts = (
        ("每年至少 {} 元", "at least {} yuan a year", fee.minimum_per_year_fen),
        ("每年至多 {} 元", "at most {} yuan a year", fee.cap_per_year_fen),
        ("累计至多 {} 元", "at most {} yuan in all", fee.cap_total_fen),
    )
    for position, (zh, en, amount_fen) in enumerate(amounts):
        if amount_fen is not None:
            # The factor does not apply to caps.
            least = half_up(amount_fen * factor_ppm, PPM)
            stated = yuan(amount_fen if position else least)
            pieces.append((zh.format(stated), en.format(stated)))
    return pieces


def _tariff(fee: AnyRoyalty) -> list[Phrase]:
    if rates := rates_by_year(fee):
        base_zh, base_en = BASE_WORDS[fee.base]
        texts = [rate_words(fee, rate) for rate in rates]
        by_zh = "、".join(text[0] for text in texts)
        by_en = ", ".join(text[1] for text in texts)
        of = "" if fee.base == "units" else f" of {base_en}"
        return [(f"{base_zh}逐年 {by_zh}", f"{by_en}{of}, by year")]
    pieces, lower = [], 0
    for limit, rate in fee.bands_in(1):
        pieces.append(_band(fee, rate, (lower, limit)))
        lower = limit or 0
    if fee.bands_period == "licence" and len(pieces) > 1:
        pieces.append(("各档按整个许可期累计", "bands filled over the whole licence"))
    return pieces


def rates_by_year(fee: AnyRoyalty) -> tuple[int, ...]:
    """Return what licence years 1, 2, ... are charged, nothing where bands are.

    Parts per million, or micro-yuan per unit.

    Parameters
    ----------
    fee : AnyRoyalty
        The royalty.

    Returns
    -------
    tuple of int
        Rates [parts per million, or micro-yuan per unit].
    """
    if isinstance(fee, UnitRoyalty):
        return fee.per_unit_by_year_micro
    return fee.rates_by_year_ppm


def _band(fee: AnyRoyalty, rate: int, span: tuple[int, int | None]) -> Phrase:
    low, high = span
    base_zh, base_en = BASE_WORDS[fee.base]
    rate_zh, rate_en = rate_words(fee, rate)
    of, rest = f" of {base_en}", " of what is"
    if fee.base == "units":
        of, rest = "", ""
    all_zh = "全额" if fee.mode == "volume" else ""
    if high is not None:
        to_zh, to_en = quantity_words(fee, high)
        return (
            f"{base_zh} {to_zh}以内{all_zh} {rate_zh}",
            f"{rate_en}{of} up to {to_en}",
        )
    if not low:
        return f"{base_zh} {rate_zh}", f"{rate_en}{of}"
    low_zh, low_en = quantity_words(fee, low)
    above = f" of all {base_en}, if above" if all_zh else f"{rest} above"
    return f"超过 {low_zh}{all_zh or '部分'} {rate_zh}", f"{rate_en}{above} {low_en}"


def rate_words(fee: AnyRoyalty, rate: int) -> Phrase:
    """Write what a royalty charges: a share, or an amount for each unit.

    Parameters
    ----------
    fee : AnyRoyalty
        The royalty.
    rate : int
        One of its rates [parts per million, or micro-yuan per unit].

    Returns
    -------
    Phrase
        The words.
    """
    if fee.base == "units":
        amount = format_millionths(rate)
        return f"每件 {amount} 元", f"{amount} yuan for each unit"
    return same(percent(rate))


def quantity_words(fee: AnyRoyalty, amount: int) -> Phrase:
    """Write an amount of a royalty's base [fen or units].

    Parameters
    ----------
    fee : AnyRoyalty
        The royalty.
    amount : int
        Of its base [fen or units].

    Returns
    -------
    Phrase
        The words.
    """
    if fee.base == "units":
        return f"{amount:,} 件", counted(amount, "unit")
    return money(amount)
