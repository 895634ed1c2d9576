"""What terms and a forecast leave open beside the figures of a quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pricing.fixed_fee import FixedFee
from pricing.money import format_yuan
from pricing.notes import Note, note_of
from pricing.plan import Plan
from pricing.terms import Terms
from pricing.years import YearCost

__all__ = ["forecast_notes", "terms_notes"]

_TEXTS = {
    "forecast_idle": (
        "这些许可条件的费用不取决于预测。",
        "Nothing in these terms is priced by a forecast.",
    ),
    "forecast_empty": (
        "没有预测；各许可年度均按 0 计算。",
        "There is no forecast: every licence year counts as 0.",
    ),
    "forecast_short": (
        "预测只到第 {last} 许可年度；{years_zh}按 0 计算。",
        "The forecast ends with licence year {last}; {years_en} as 0.",
    ),
    "forecast_long": (
        "许可只有 {end} 个许可年度；预测中其后的年度未使用。",
        "The licence ends in its year {end}; later years of the forecast are not used.",
    ),
    "forecast_off": (
        "预测中有 {amount_zh}未计入：落在不允许销售、首次销售之前"
        "或许可期满之后的日子。",
        "{amount_en} of the forecast {verb_en} left out: on days on which nothing may "
        "be sold, before the first sale or after the licence ends.",
    ),
    "first_sale_after_end": (
        "首次销售日 {day} 晚于许可末日 {end}；预测全部按 0 计算。",
        "The first sale, on {day}, is after the licence's last day {end}: the whole "
        "forecast counts as 0.",
    ),
    "result_assumed": (
        "有费用在达成约定成果时应付；测算假定按条款所写月数达成。",
        "A fee falls due on a stated result; the quote assumes that it is reached "
        "after the months that the terms name.",
    ),
    "own_statement": (
        "价格按{classes_zh}分档；此处以被许可方的声明为准。",
        "The price depends on the licensee's {classes_en}, which is its own statement.",
    ),
    "province_missing": (
        "许可条件对部分省份另定系数；未填写省份，因此未适用地区系数。",
        "The terms have factors for some provinces; no province is stated, so none "
        "is applied.",
    ),
    "tax_undetermined": (
        "许可条件未确定是否征收增值税，因此与税有关的金额可能只是区间。",
        "The terms leave open whether VAT is due, so amounts that rest on tax may "
        "only be known as a range.",
    ),
}
_CLASSES = {
    "size": ("企业规模", "size"),
    "quality": ("优质中小企业梯度类型", "quality class"),
    "region": ("所在省份", "province"),
}


def terms_notes(terms: Terms, *, has_province: bool) -> Iterator[Note]:
    """Yield what terms leave to a licensee's word, to the future or to a tax office.

    Parameters
    ----------
    terms : Terms
        The terms.
    has_province : bool
        Whether the licensee states its province.

    Yields
    ------
    Note
        Remarks in both languages.
    """
    classes = _classes_priced(terms)
    if classes:
        names_zh, names_en = zip(*(_CLASSES[name] for name in classes), strict=True)
        yield note_of(
            _TEXTS,
            "own_statement",
            classes_zh="、".join(names_zh),
            classes_en=" and ".join(names_en),
        )
    if "region" in classes and not has_province:
        yield note_of(_TEXTS, "province_missing")
    if _waits_for_result(terms):
        yield note_of(_TEXTS, "result_assumed")
    if terms.tax.treatment == "undetermined":
        yield note_of(_TEXTS, "tax_undetermined")


def _classes_priced(terms: Terms) -> list[str]:
    """Return the classes of licensees that the price depends on."""
    tells = {
        "size": len(set(terms.size_tiers.factors_ppm)) > 1,
        "quality": len(set(terms.quality_tiers.factors_ppm)) > 1,
        "region": bool(terms.regional_tiers),
    }
    return [name for name, matters in tells.items() if matters]


def _waits_for_result(terms: Terms) -> bool:
    fees = (fee for stage in terms.stages for fee in stage.fees)
    return any(isinstance(fee, FixedFee) and fee.due == "result" for fee in fees)


def forecast_notes(
    plan: Plan,
    forecast: Sequence[int],
    years: Sequence[YearCost],
    first_sale_on: date | None,
) -> Iterator[Note]:
    """Yield which parts of a forecast a quote does not count.

    Parameters
    ----------
    plan : Plan
        The terms.
    forecast : sequence of int
        Base of licence years 1, 2, ... [fen or units].
    years : sequence of YearCost
        The licence years, with what counts of the forecast.
    first_sale_on : date or None
        First day with sales.

    Yields
    ------
    Note
        Remarks in both languages.
    """
    if plan.base is None and not any(part.on_first_sale for part in plan.fixed):
        if any(forecast):
            yield note_of(_TEXTS, "forecast_idle")
        return
    end = len(years)
    if len(forecast) < end:
        yield _short(len(forecast), end)
    if any(forecast[end:]):
        yield note_of(_TEXTS, "forecast_long", end=end)
    if first_sale_on is not None and first_sale_on > years[-1].ends_on:
        yield note_of(
            _TEXTS, "first_sale_after_end", day=first_sale_on, end=years[-1].ends_on
        )
        return
    pairs = zip(forecast, years, strict=False)
    off = sum(abs(stated - year.base) for stated, year in pairs)
    if off:
        yield _off(off, counts_units=plan.base == "units")


def _short(last: int, end: int) -> Note:
    if last == 0:
        return note_of(_TEXTS, "forecast_empty")
    first = last + 1
    if first == end:
        years = (f"第 {end} 许可年度", f"year {end} counts")
    else:
        years = (f"第 {first} 至第 {end} 许可年度", f"years {first} to {end} count")
    return note_of(
        _TEXTS, "forecast_short", last=last, years_zh=years[0], years_en=years[1]
    )


def _off(amount: int, *, counts_units: bool) -> Note:
    if counts_units:
        zh, en = f"{amount} 件", f"{amount} unit{'s' if amount > 1 else ''}"
    else:
        zh, en = f"{format_yuan(amount)} 元", f"{format_yuan(amount)} yuan"
    verb = "are" if counts_units and amount > 1 else "is"
    return note_of(_TEXTS, "forecast_off", amount_zh=zh, amount_en=en, verb_en=verb)
