"""Offers side by side as plain text for a terminal, in Chinese or English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from market.quotes.plain_text import CASES, classes, limit, note_lines, span, words
from market.quotes.text_columns import columns, wrapped
from pricing.comparison.breakeven import Breakeven, Stretch
from pricing.comparison.offers import Comparison, Row
from pricing.comparison.ranking import FIGURES, Figures
from pricing.money import format_yuan
from pricing.notes import Note

__all__ = ["comparison_lines"]

_TITLE = ("方案比较（{licensee}）", "Offers compared ({licensee})")
_CASE = ("预测情形：{case}（* 最低）", "Forecast: {case} (* cheapest)")
_FIGURES = {
    "total": ("合计（条款所列）", "Total, as the terms say"),
    "price_with_vat": ("含税价", "Price with VAT"),
    "worst_case": ("最多", "At most"),
    "present_value": ("现值（{day}）", "Present value, {day}"),
    "first_stop": ("最早退出时", "If I stop at first chance"),
    "net_cost": ("净成本", "Net cost to me"),
}
_FIRST = ("首笔付款（{on}）", "First payment, {on}")
_LEFT_OUT = ("{name}：未比较。{reason}", "{name}: not compared. {reason}")
_BREAKEVENS = (
    "每年{base}相同、不超过 {most} 时，合计较低者",
    "Cheaper by total, at the same {base} every year, up to {most}",
)
_BASES = {
    "net_sales": ("净销售额", "net sales"),
    "profit": ("利润", "profit"),
    "units": ("件数", "number of units"),
}
_FROM = ("自 {sales} 起：{names}", "from {sales}: {names}")
_SAME = ("相同", "the same")
_WIDE = (28, 28)


def comparison_lines(
    found: Comparison, lang: str, *, notes: Mapping[str, Sequence[Note]]
) -> Iterator[str]:
    """Yield offers side by side, case by case, then where they change places.

    Parameters
    ----------
    found : Comparison
        The offers.
    lang : str
        ``"zh"`` or ``"en"``.
    notes : mapping of str to sequence of Note
        What is to be said of each offer by its name, and of all of them under ``""``.
    """
    number = lang != "zh"
    compared = [row for row in found.rows if row.reason is None]
    quotes = [next(iter(row.quotes.values())) for row in compared]
    who = classes(quotes[0].licensee, lang) if quotes else "-"
    yield _TITLE[number].format(licensee=who)
    yield from _first_payments(compared, lang)
    for case, cheapest in found.cheapest.items():
        yield ""
        yield _CASE[number].format(case=CASES[case][number])
        yield from _figures(compared, case, cheapest, (lang, str(found.valued_on)))
    yield from _breakevens(found, lang)
    yield from _notes(found, notes, lang)
    yield words("foot", lang)


def _first_payments(rows: Sequence[Row], lang: str) -> Iterator[str]:
    for row in rows:
        first = row.first_payment
        if first is not None:
            label = _FIRST[lang != "zh"].format(on=first.on)
            yield columns((label, row.name, format_yuan(first.amount_fen)), _WIDE)


def _figures(
    rows: Sequence[Row],
    case: str,
    cheapest: Mapping[str, tuple[str, ...]],
    told: tuple[str, str],
) -> Iterator[str]:
    """Yield each figure with one line for each offer, the cheapest marked."""
    lang, day = told
    for figure in FIGURES:
        label = _FIGURES[figure][lang != "zh"].format(day=day)
        for row in rows:
            amount = _amount(row.figures[case], figure, lang)
            mark = " *" if row.name in cheapest[figure] else ""
            yield columns((label, row.name, amount), _WIDE) + mark
            label = ""


def _amount(figures: Figures, figure: str, lang: str) -> str:
    value = figures[FIGURES.index(figure)]
    if figure in ("price_with_vat", "net_cost"):
        return span(value if isinstance(value, tuple) else None, lang)
    return limit(value if isinstance(value, int) else None, lang)


def _breakevens(found: Comparison, lang: str) -> Iterator[str]:
    if not found.breakevens or found.base is None:
        return
    number, base = lang != "zh", found.base
    most = _sales(found.breakevens[0].searched_to, base)
    yield ""
    yield _BREAKEVENS[number].format(base=_BASES[base][number], most=most)
    for pair in found.breakevens:
        yield from _pair(pair, base, lang)


def _pair(pair: Breakeven, base: str, lang: str) -> Iterator[str]:
    number = lang != "zh"
    stretches = [_stretch(each, base, number) for each in pair.stretches]
    text = ("；" if lang == "zh" else "; ").join(stretches)
    yield f"  {' / '.join(pair.offers)}"
    yield from wrapped(text, "    ", "    ")


def _stretch(stretch: Stretch, base: str, number: int) -> str:
    names = _SAME[number] if len(stretch.cheaper) > 1 else stretch.cheaper[0]
    return _FROM[number].format(sales=_sales(stretch.from_sales, base), names=names)


def _sales(amount: int, base: str) -> str:
    return str(amount) if base == "units" else format_yuan(amount)


def _notes(
    found: Comparison, notes: Mapping[str, Sequence[Note]], lang: str
) -> Iterator[str]:
    yield ""
    for row in found.rows:
        if row.reason is not None:
            reason = row.reason.text(lang)
            left_out = _LEFT_OUT[lang != "zh"].format(name=row.name, reason=reason)
            yield from wrapped(left_out)
    yield from note_lines((*found.notes, *notes[""]), lang)
    for name, of_offer in notes.items():
        if name and of_offer:
            yield f"{name}{'：' if lang == 'zh' else ':'}"
            for note in of_offer:
                yield from wrapped(note.text(lang), "  · ", "    ")
