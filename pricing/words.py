"""Fees in words, Chinese and English, as short pieces for a drawing or a table."""

from __future__ import annotations

from dataclasses import dataclass

from pricing.exact import half_up
from pricing.fees import FixedFee, SalesRoyalty, UnitRoyalty
from pricing.money import PPM, format_millionths
from pricing.terms import Fee, Terms

__all__ = ["FeeWords", "fee_words", "percent", "yuan"]

AnyRoyalty = SalesRoyalty | UnitRoyalty
Piece = tuple[str, str]

_WHEN: dict[str, Piece] = {
    "stage_entry": ("进入本阶段时", "on entering the stage"),
    "after_months": ("进入本阶段 {months} 个月后", "{months} months after entering"),
    "first_sale": ("首次销售时", "on the first sale"),
    "result": ("取得约定成果时：{result_zh}", "on the stated result: {result_en}"),
    "yearly": ("每年", "every year"),
}
_IF_STOPPED: dict[str, Piece] = {
    "owed": ("退出后仍应付", "still owed after stopping"),
    "waived": ("退出即免", "waived on stopping"),
    "pro_rata": ("退出时按日计", "by the day on stopping"),
}
_BASES: dict[str, Piece] = {
    "net_sales": ("净销售额", "net sales"),
    "profit": ("利润", "profit"),
    "units": ("件数", "units"),
}
_FREE: Piece = ("免费", "free")


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


def yuan(amount_fen: int) -> str:
    """Write an amount [fen] in yuan, with thousands parted and no needless places.

    Examples
    --------
    >>> yuan(2_000_000), yuan(1_050)
    ('20,000', '10.50')
    """
    whole, fen = divmod(amount_fen, 100)
    return f"{whole:,}.{fen:02d}" if fen else f"{whole:,}"


def percent(rate_ppm: int) -> str:
    """Write a rate [parts per million] as per cent.

    Examples
    --------
    >>> percent(25_000)
    '2.5%'
    """
    return f"{format_millionths(rate_ppm * 100)}%"


def fee_words(terms: Terms, fee: Fee, factor_ppm: int) -> FeeWords:
    """Return a fee of terms in words, for a size factor [parts per million]."""
    if isinstance(fee, FixedFee):
        amount_fen = half_up(fee.amount_fen * factor_ppm, PPM)
        pieces = [_price(amount_fen), *_fixed_pieces(terms, fee)]
    else:
        amount_fen = None
        pieces = _royalty_pieces(fee, factor_ppm)
    zh, en = zip(*pieces, strict=True)
    return FeeWords(kind=fee.kind, amount_fen=amount_fen, zh=zh, en=en)


def _price(amount_fen: int) -> Piece:
    if not amount_fen:
        return _FREE
    return f"{yuan(amount_fen)} 元", f"{yuan(amount_fen)} yuan"


def _fixed_pieces(terms: Terms, fee: FixedFee) -> list[Piece]:
    values = {
        "months": fee.months,
        "result_zh": fee.result_zh,
        "result_en": fee.result_en,
    }
    when_zh, when_en = _WHEN[fee.due]
    pieces = [(when_zh.format(**values), when_en.format(**values))]
    if fee.instalments > 1:
        parts, months = fee.instalments, fee.every_months
        pieces.append(
            (
                f"分 {parts} 期，每 {months} 个月一期",
                f"in {parts} instalments, one every {months} months",
            )
        )
    if fee.instalments > 1 or fee.due not in ("stage_entry", "yearly"):
        pieces.append(_IF_STOPPED[fee.if_stopped])
    for stage in terms.stages:
        if stage.name == fee.credited_to:
            pieces.append(
                (f"可抵扣{stage.label_zh}费用", f"credited to {stage.label_en}")
            )
    return pieces


def _royalty_pieces(fee: AnyRoyalty, factor_ppm: int) -> list[Piece]:
    if not factor_ppm:
        return [_FREE]
    pieces = _tariff(fee)
    if factor_ppm != PPM:
        factor = format_millionths(factor_ppm)
        pieces.append((f"规模系数 {factor}", f"size factor {factor}"))
    if fee.holiday_months:
        months = fee.holiday_months
        pieces.append((f"前 {months} 个月免提成", f"first {months} months free"))
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


def _tariff(fee: AnyRoyalty) -> list[Piece]:
    if rates := _rates_by_year(fee):
        base_zh, base_en = _BASES[fee.base]
        texts = [_rate(fee, rate) for rate in rates]
        by_zh = "、".join(text[0] for text in texts)
        by_en = ", ".join(text[1] for text in texts)
        return [(f"{base_zh}逐年 {by_zh}", f"{by_en} of {base_en}, by year")]
    pieces, lower = [], 0
    for limit, rate in fee.bands_in(1):
        pieces.append(_band(fee, rate, (lower, limit)))
        lower = limit or 0
    return pieces


def _rates_by_year(fee: AnyRoyalty) -> tuple[int, ...]:
    if isinstance(fee, UnitRoyalty):
        return fee.per_unit_by_year_micro
    return fee.rates_by_year_ppm


def _band(fee: AnyRoyalty, rate: int, span: tuple[int, int | None]) -> Piece:
    base_zh, base_en = _BASES[fee.base]
    (low_zh, low_en), (rate_zh, rate_en) = _quantity(fee, span[0]), _rate(fee, rate)
    all_zh, all_en = ("全额", "all of it") if fee.mode == "volume" else ("", "")
    if span[1] is None:
        if not span[0]:
            return f"{base_zh} {rate_zh}", f"{rate_en} of {base_en}"
        over_zh = f"{all_zh or '部分'} {rate_zh}"
        return (
            f"超过 {low_zh}{over_zh}",
            f"{rate_en} of {all_en or 'what is'} above {low_en}",
        )
    to_zh, to_en = _quantity(fee, span[1])
    return (
        f"{base_zh} {to_zh}以内{all_zh} {rate_zh}",
        f"{rate_en} of {base_en} up to {to_en}",
    )


def _rate(fee: AnyRoyalty, rate: int) -> Piece:
    if fee.base == "units":
        amount = format_millionths(rate)
        return f"每件 {amount} 元", f"{amount} yuan for each"
    return percent(rate), percent(rate)


def _quantity(fee: AnyRoyalty, amount: int) -> Piece:
    if fee.base == "units":
        return f"{amount:,} 件", f"{amount:,} units"
    return f"{yuan(amount)} 元", f"{yuan(amount)} yuan"
