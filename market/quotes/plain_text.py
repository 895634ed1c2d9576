"""A quote as plain text for a terminal, in Chinese or English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from market.quotes.text_columns import columns, summed, wrapped
from pricing.discount import RISKLESS_PPM
from pricing.licensee import VAT_STATUS_LABELS, Licensee
from pricing.money import format_yuan
from pricing.notes import Note
from pricing.plan import royalty_base
from pricing.quoted import Part, Quote
from pricing.tax import QuoteTax, Span
from pricing.terms import Terms
from pricing.tiers import PROVINCES, QUALITY_LABELS, SIZE_LABELS
from pricing.wording.phrases import percent

__all__ = ["CASES", "classes", "limit", "note_lines", "quote_lines", "span", "words"]

KINDS = {
    "fixed": ("固定许可费", "Fixed fee"),
    "royalty": ("提成费", "Royalty"),
    "minimum": ("年度保底费", "Minimum"),
    "credit": ("抵扣", "Credit"),
}
CASES = {
    "low": ("低", "Low"),
    "expected": ("预期", "Expected"),
    "high": ("高", "High"),
}
_HEAD = (("应付日", "阶段", "项目", "金额（元）"), ("Due", "Stage", "Item", "Yuan"))
_YEARS = (
    ("许可年度", "起讫", "计入基数", "应付（元）"),
    ("Licence year", "From and to", "Base counted", "Yuan"),
)
_CASES = (
    ("预测情形", "最多", "现值", "合计（元）"),
    ("Forecast", "At most", "Present value", "Total, yuan"),
)
_WIDE = (12, 26, 18)
_WORDS = {
    "title": (
        "费用测算（{licensee}，{start} 至 {end}）",
        "Quote ({licensee}, {start} to {end})",
    ),
    "total": ("合计", "Total"),
    "total_with": (
        "合计（条款所列，含增值税）",
        "Total as the terms state it, with VAT",
    ),
    "total_bare": (
        "合计（条款所列，不含增值税）",
        "Total as the terms state it, without VAT",
    ),
    "worst": ("最多", "At most"),
    "unlimited": ("无上限", "no limit"),
    "present": (
        "现值（年折现率 {rate}）",
        "Present value (discounted at {rate} a year)",
    ),
    "financing": (
        "资金占用成本（资金成本 {rate}，无风险 {riskless}）",
        "Financing cost (capital at {rate}, safe money at {riskless})",
    ),
    "effective": ("占许可期销售额", "Share of the sales in the licence"),
    "stop": ("在“{stage}”期满时退出", 'If I stop after "{stage}"'),
    "share": ("其中{part}", "Of it {part}"),
    "stage": ("“{part}”阶段", 'stage "{part}"'),
    "tax": ("税（{treatment}；{status}）", "Taxes ({treatment}; {status})"),
    "with_vat": ("含税价", "Price with VAT"),
    "vat": ("其中增值税", "VAT in it"),
    "credit": ("可抵扣的增值税", "VAT that I may credit"),
    "stamp": ("印花税（估算）", "Stamp duty (estimate)"),
    "net": ("净成本（含税价－可抵扣＋印花税）", "Net cost (with VAT - credit + duty)"),
    "unknown": ("未知", "not known"),
    "notes": ("说明", "Notes"),
    "foot": (
        "按公告条款测算，不构成要约。",
        "An estimate under these terms, no offer.",
    ),
}
_TREATMENTS = {
    "exempt": ("免征增值税", "exempt"),
    "taxable": ("按 {rate} 征收增值税", "taxable at {rate}"),
    "undetermined": ("是否征税未确定", "treatment not determined"),
}


def words(key: str, lang: str, **values: object) -> str:
    """Return one text of a quote in ``"zh"`` or ``"en"``."""
    return _WORDS[key][lang != "zh"].format(**values)


def quote_lines(
    cases: Mapping[str, Quote], terms: Terms, lang: str, *, notes: Sequence[Note] = ()
) -> Iterator[str]:
    """Yield a quote as a table with the formula of each payment below it.

    Parameters
    ----------
    cases : mapping of str to Quote
        The expected case, and low and high where they are asked for.
    terms : Terms
        The terms that are quoted.
    lang : str
        ``"zh"`` or ``"en"``.
    notes : sequence of Note
        What is known beside the quote.
    """
    found = cases["expected"]
    yield words(
        "title",
        lang,
        licensee=classes(found.licensee, lang),
        start=found.starts_on,
        end=found.ends_on,
    )
    yield from _payments(found, terms, lang)
    yield ""
    yield from _years(found, royalty_base(terms), lang)
    yield ""
    yield from _totals(found, terms, lang)
    if len(cases) > 1:
        yield ""
        yield from _cases(cases, lang)
    yield ""
    yield from _taxes(found.tax, lang)
    yield ""
    yield from note_lines((*notes, *found.notes, *found.tax.notes), lang)
    yield words("foot", lang)


def classes(licensee: Licensee, lang: str) -> str:
    """Return the classes of a licensee in words."""
    number = lang != "zh"
    parts = [SIZE_LABELS[licensee.size][number]]
    if licensee.quality != "none":
        parts.append(QUALITY_LABELS[licensee.quality][number])
    if licensee.province is not None:
        parts.append(PROVINCES[licensee.province][number])
    return ("，" if lang == "zh" else ", ").join(parts)


def _labels(terms: Terms, lang: str) -> dict[str, str]:
    return {
        stage.name: stage.label_zh if lang == "zh" else stage.label_en
        for stage in terms.stages
    }


def _payments(found: Quote, terms: Terms, lang: str) -> Iterator[str]:
    number, labels = lang != "zh", _labels(terms, lang)
    yield columns(_HEAD[number], _WIDE)
    for payment in found.payments:
        cells = (
            str(payment.on),
            labels[payment.stage],
            KINDS[payment.kind][number],
            format_yuan(payment.amount_fen),
        )
        yield columns(cells, _WIDE)
        yield from (f"    {line.text(lang)}" for line in payment.lines)


def _years(found: Quote, base: str | None, lang: str) -> Iterator[str]:
    """Yield each licence year with what counts of its forecast.

    A misplaced comma shows here.
    """
    yield columns(_YEARS[lang != "zh"], _WIDE)
    for year in found.by_year:
        forecast = str(year.base) if base == "units" else format_yuan(year.base)
        span_of_year = f"{year.starts_on} – {year.ends_on}"
        cells = (str(year.year), span_of_year, forecast, format_yuan(year.total_fen))
        yield columns(cells, _WIDE)


def _totals(found: Quote, terms: Terms, lang: str) -> Iterator[str]:
    rate = percent(found.discount_ppm)
    yield summed(_total_words(found.tax, lang), format_yuan(found.total_fen))
    yield from _shares(found, terms, lang)
    yield summed(words("worst", lang), limit(found.worst_case_fen, lang))
    yield summed(
        words("present", lang, rate=rate), format_yuan(found.present_value_fen)
    )
    yield summed(
        words("financing", lang, rate=rate, riskless=percent(RISKLESS_PPM)),
        format_yuan(found.financing_cost_fen),
    )
    if found.effective_rate_ppm is not None:
        yield summed(words("effective", lang), percent(found.effective_rate_ppm))
    labels = _labels(terms, lang)
    for stop in found.stop_after:
        text = words("stop", lang, stage=labels[stop.stage])
        yield summed(text, format_yuan(stop.total_fen))


def _total_words(tax: QuoteTax, lang: str) -> str:
    if tax.treatment == "exempt":
        return words("total", lang)
    return words("total_with" if tax.price_includes_vat else "total_bare", lang)


def _shares(found: Quote, terms: Terms, lang: str) -> Iterator[str]:
    """Yield what share each kind and each stage has, where there are several."""
    labels = _labels(terms, lang)
    kinds = {part.name: KINDS[part.name][lang != "zh"] for part in found.by_kind}
    stages = {name: words("stage", lang, part=labels[name]) for name in labels}
    for parts, names in ((found.by_kind, kinds), (found.by_stage, stages)):
        paid = [part for part in parts if part.amount_fen]
        for part in paid if len(paid) > 1 else ():
            yield _share(part, names[part.name], lang)


def _share(part: Part, name: str, lang: str) -> str:
    share = "" if part.share_ppm is None else f"{percent(part.share_ppm)}  "
    text = words("share", lang, part=name)
    return summed(f"  {text}", share + format_yuan(part.amount_fen))


def _cases(cases: Mapping[str, Quote], lang: str) -> Iterator[str]:
    yield columns(_CASES[lang != "zh"], _WIDE)
    for name, found in cases.items():
        cells = (
            CASES[name][lang != "zh"],
            limit(found.worst_case_fen, lang),
            format_yuan(found.present_value_fen),
            format_yuan(found.total_fen),
        )
        yield columns(cells, _WIDE)


def _taxes(tax: QuoteTax, lang: str) -> Iterator[str]:
    number = lang != "zh"
    rate = "" if tax.rate_ppm is None else percent(tax.rate_ppm)
    treatment = _TREATMENTS[tax.treatment][number].format(rate=rate)
    status = VAT_STATUS_LABELS[tax.vat_status][number]
    yield words("tax", lang, treatment=treatment, status=status)
    stamp = tax.stamp_duty_fen
    amounts = {
        "with_vat": tax.price_with_vat,
        "vat": tax.vat,
        "credit": tax.creditable_vat,
        "stamp": None if stamp is None else Span(stamp, stamp),
        "net": tax.net_cost,
    }
    for key, amount in amounts.items():
        yield summed(f"  {words(key, lang)}", span(amount, lang))


def note_lines(notes: Sequence[Note], lang: str) -> Iterator[str]:
    """Yield notes under their heading, wrapped; nothing without any."""
    if notes:
        yield words("notes", lang)
    for note in notes:
        yield from wrapped(note.text(lang), "  · ", "    ")


def limit(amount_fen: int | None, lang: str) -> str:
    """Return the most that something can cost, in yuan."""
    return words("unlimited", lang) if amount_fen is None else format_yuan(amount_fen)


def span(amount: Span | None, lang: str) -> str:
    """Return an amount in yuan, or from where to where it may lie."""
    if amount is None:
        return words("unknown", lang)
    if amount.is_exact:
        return format_yuan(amount.low_fen)
    return f"{format_yuan(amount.low_fen)} – {format_yuan(amount.high_fen)}"
