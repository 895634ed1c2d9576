"""What a reader of a quote should know beside its figures, in Chinese and English.

A note never changes a figure; it says what a figure rests on or leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from pricing.errors import FactMissing
from pricing.fees import FixedFee
from pricing.law.finding import DOUBTS
from pricing.law.sizes import FirmSize
from pricing.money import format_yuan
from pricing.plan import Plan
from pricing.terms import Terms
from pricing.tiers import SIZE_LABELS
from pricing.years import YearCost

__all__ = [
    "Note",
    "doubted",
    "expiry_notes",
    "forecast_notes",
    "size_note",
    "terms_notes",
]

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
    "size_derived": (
        "按划型标准推定为{derived_zh}。{reason_zh}",
        "By the size standard this is a {derived_en}. {reason_en}",
    ),
    "size_agrees": (
        "声明的企业规模与划型标准一致。{reason_zh}",
        "The size stated agrees with the size standard. {reason_en}",
    ),
    "size_differs": (
        "声明为{stated_zh}，而按划型标准为{derived_zh}；测算采用声明的规模。{reason_zh}",
        "The licensee states to be a {stated_en}, but by the size standard it is a "
        "{derived_en}; the quote uses the size stated. {reason_en}",
    ),
    "size_unchecked": (
        "声明的企业规模未能核对。{reason_zh}",
        "The size stated could not be checked. {reason_en}",
    ),
    "patent_expires": (
        "专利于 {day} 届满，早于许可末日 {end}；届满后不应再计费（民法典第865条）。",
        "The patent expires on {day}, before the licence's last day {end}; nothing "
        "should be charged beyond (Civil Code, art. 865).",
    ),
    "patent_expired": (
        "专利于 {day} 届满，早于许可首日 {start}；不能再许可（民法典第865条）。",
        "The patent expires on {day}, before the licence's first day {start}: there "
        "is nothing left to license (Civil Code, art. 865).",
    ),
}
_CLASSES = {
    "size": ("企业规模", "size"),
    "quality": ("优质中小企业梯度类型", "quality class"),
    "region": ("所在省份", "province"),
}


class Note(NamedTuple):
    """One remark: its code, and its text in both languages."""

    code: str
    zh: str
    en: str

    def text(self, lang: str) -> str:
        """Return the text in ``"zh"`` or ``"en"``."""
        return self.zh if lang == "zh" else self.en


def _note(code: str, **values: object) -> Note:
    zh, en = _TEXTS[code]
    return Note(code, zh.format(**values), en.format(**values))


def doubted(note: Note, confidence: str) -> Note:
    """Return a note with how its source was read, where that is not the law itself."""
    zh, en = DOUBTS[confidence]
    if not zh:
        return note
    return Note(note.code, f"{note.zh}（依据{zh}。）", f"{note.en} (Source {en}.)")


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
        yield _note(
            "own_statement",
            classes_zh="、".join(names_zh),
            classes_en=" and ".join(names_en),
        )
    if "region" in classes and not has_province:
        yield _note("province_missing")
    if _waits_for_result(terms):
        yield _note("result_assumed")
    if terms.tax.treatment == "undetermined":
        yield _note("tax_undetermined")


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
            yield _note("forecast_idle")
        return
    end = len(years)
    if len(forecast) < end:
        yield _short(len(forecast), end)
    if any(forecast[end:]):
        yield _note("forecast_long", end=end)
    if first_sale_on is not None and first_sale_on > years[-1].ends_on:
        yield _note("first_sale_after_end", day=first_sale_on, end=years[-1].ends_on)
        return
    pairs = zip(forecast, years, strict=False)
    off = sum(abs(stated - year.base) for stated, year in pairs)
    if off:
        yield _off(off, counts_units=plan.base == "units")


def _short(last: int, end: int) -> Note:
    if last == 0:
        return _note("forecast_empty")
    first = last + 1
    if first == end:
        years = (f"第 {end} 许可年度", f"year {end} counts")
    else:
        years = (f"第 {first} 至第 {end} 许可年度", f"years {first} to {end} count")
    return _note("forecast_short", last=last, years_zh=years[0], years_en=years[1])


def _off(amount: int, *, counts_units: bool) -> Note:
    if counts_units:
        zh, en = f"{amount} 件", f"{amount} unit{'s' if amount > 1 else ''}"
    else:
        zh, en = f"{format_yuan(amount)} 元", f"{format_yuan(amount)} yuan"
    verb = "are" if counts_units and amount > 1 else "is"
    return _note("forecast_off", amount_zh=zh, amount_en=en, verb_en=verb)


def size_note(stated: str | None, derived: FirmSize | FactMissing) -> Note:
    """Return how the size that a licensee states stands to the size standard.

    Parameters
    ----------
    stated : str or None
        The size stated; None where the quote uses the one derived.
    derived : FirmSize or FactMissing
        What `pricing.law.sizes.size_of` found or missed.
    """
    if isinstance(derived, FactMissing):
        return _note(
            "size_unchecked",
            reason_zh=derived.message_zh,
            reason_en=derived.message_en,
        )
    code = "size_derived"
    if stated is not None:
        code = "size_agrees" if stated == derived.size else "size_differs"
    zh, en = SIZE_LABELS[derived.size]
    stated_zh, stated_en = SIZE_LABELS[stated or derived.size]
    note = _note(
        code,
        derived_zh=zh,
        derived_en=en.lower(),
        stated_zh=stated_zh,
        stated_en=stated_en.lower(),
        reason_zh=derived.reason_zh,
        reason_en=derived.reason_en,
    )
    return doubted(note, derived.confidence)


def expiry_notes(starts_on: date, ends_on: date, expires_on: date) -> Iterator[Note]:
    """Yield a note where a patent expires within a licence or before it.

    Parameters
    ----------
    starts_on, ends_on : date
        First and last day of the licence.
    expires_on : date
        Last day of the patent's life.

    Notes
    -----
    Civil Code, art. 865: a patent licence is valid only while the patent is.
    """
    if expires_on < starts_on:
        yield _note("patent_expired", day=expires_on, start=starts_on)
    elif expires_on < ends_on:
        yield _note("patent_expires", day=expires_on, end=ends_on)
