"""Findings and quotes as plain text for a terminal, in Chinese or English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from pricing.law.checks import Finding
from pricing.money import format_millionths, format_yuan
from pricing.plan import royalty_base
from pricing.quote import Quote
from pricing.terms import SIZE_LABELS, Terms

__all__ = ["finding_lines", "quote_lines"]

SEVERITIES = {
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "notice": ("提示", "notice"),
}
KINDS = {
    "fixed": ("固定许可费", "Fixed fee"),
    "royalty": ("提成费", "Royalty"),
    "minimum": ("年度保底费", "Minimum"),
    "credit": ("抵扣", "Credit"),
}
_HEAD = (("应付日", "阶段", "项目", "金额（元）"), ("Due", "Stage", "Item", "Yuan"))
_YEARS = (
    ("许可年度", "起讫", "计入基数", "应付（元）"),
    ("Licence year", "From and to", "Base counted", "Yuan"),
)
_QUOTE = {
    "title": (
        "费用测算（{size}，{start} 至 {end}）",
        "Quote ({size}, {start} to {end})",
    ),
    "total": ("合计", "Total"),
    "worst": ("最多", "At most"),
    "unlimited": ("无上限", "no limit"),
    "present": (
        "现值（年折现率 {rate}）",
        "Present value (discounted at {rate} a year)",
    ),
    "stop": ("在“{stage}”期满时退出", 'If I stop after "{stage}"'),
    "foot": (
        "按公告条款测算，不构成要约。",
        "An estimate under these terms, no offer.",
    ),
}


def _index(lang: str) -> int:
    return 0 if lang == "zh" else 1


def finding_lines(findings: Sequence[Finding], lang: str) -> Iterator[str]:
    """Yield findings, four lines each, and a last line with their number."""
    for one in findings:
        severity = SEVERITIES[one.severity][_index(lang)]
        zh = lang == "zh"
        yield f"[{severity}] {one.where} ({one.code})"
        yield f"    {one.message_zh if zh else one.message_en}"
        yield f"    {one.mend_zh if zh else one.mend_en}"
        yield f"    {_ground(one, zh=zh)}"
    counts = Counter(str(one.severity) for one in findings)
    texts = [
        f"{words[_index(lang)]} {counts[severity]}"
        for severity, words in SEVERITIES.items()
    ]
    yield ("，" if lang == "zh" else ", ").join(texts)


def _ground(one: Finding, *, zh: bool) -> str:
    """Return the article, and in brackets how it was read where that is in doubt."""
    if not one.doubt_zh:
        return one.article_zh if zh else one.article_en
    if zh:
        return f"{one.article_zh}（{one.doubt_zh}）"
    return f"{one.article_en} ({one.doubt_en})"


def quote_lines(quote: Quote, terms: Terms, lang: str) -> Iterator[str]:
    """Yield a quote as a table with the formula of each payment below it."""
    number = _index(lang)
    labels = {stage.name: (stage.label_zh, stage.label_en) for stage in terms.stages}
    yield _QUOTE["title"][number].format(
        size=SIZE_LABELS[quote.licensee.size][number],
        start=quote.starts_on,
        end=quote.ends_on,
    )
    yield _row(_HEAD[number])
    for payment in quote.payments:
        stage, kind = labels[payment.stage][number], KINDS[payment.kind][number]
        yield _row((str(payment.on), stage, kind, format_yuan(payment.amount_fen)))
        yield from (f"    {line.text(lang)}" for line in payment.lines)
    yield from _years(quote, royalty_base(terms), number)
    yield from _totals(quote, labels, number)


def _years(quote: Quote, base: str | None, number: int) -> Iterator[str]:
    """Yield each licence year with what counts of its forecast.

    A misplaced comma shows here.
    """
    yield _row(_YEARS[number])
    for year in quote.by_year:
        forecast = str(year.base) if base == "units" else format_yuan(year.base)
        span = f"{year.starts_on} – {year.ends_on}"
        yield _row((str(year.year), span, forecast, format_yuan(year.total_fen)))


def _totals(
    quote: Quote, labels: dict[str, tuple[str, str]], number: int
) -> Iterator[str]:
    worst = quote.worst_case_fen
    most = _QUOTE["unlimited"][number] if worst is None else format_yuan(worst)
    rate = f"{format_millionths(quote.discount_ppm * 100)} %"
    present = _QUOTE["present"][number].format(rate=rate)
    yield _sum(_QUOTE["total"][number], format_yuan(quote.total_fen))
    yield _sum(_QUOTE["worst"][number], most)
    yield _sum(present, format_yuan(quote.present_value_fen))
    for stop in quote.stop_after:
        text = _QUOTE["stop"][number].format(stage=labels[stop.stage][number])
        yield _sum(text, format_yuan(stop.total_fen))
    yield _QUOTE["foot"][number]


def _row(cells: Sequence[str]) -> str:
    on, stage, kind, amount = cells
    gap = 18 - _width(amount) + len(amount)
    row = _padded(on, 12) + _padded(stage, 26) + _padded(kind, 18)
    return f"{row}{amount:>{gap}}"


def _sum(text: str, amount: str) -> str:
    gap = 18 - _width(amount) + len(amount)
    return f"{_padded(text, 56)}{amount:>{gap}}"


def _padded(text: str, columns: int) -> str:
    """Return a text filled with blanks to a width on the screen, never cut."""
    return text + " " * max(1, columns - _width(text))


def _width(text: str) -> int:
    """Return the columns of a text: Chinese characters take two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
