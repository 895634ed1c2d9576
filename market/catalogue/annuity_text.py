"""Advice on annual fees as plain text for a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from pricing.annuities.adviser import Advice
from pricing.annuities.words import Words
from pricing.law.figures import Figure
from pricing.law.finding import DOUBTS
from pricing.money import format_yuan

__all__ = ["advice_as_json", "advice_lines"]

_HEAD = (
    ("专利年度", "最迟缴纳", "全额", "不开放", "开放", "节省"),
    ("Year", "Due by", "Full fee", "Not opened", "Opened", "Saved"),
)
_TOTAL = ("合计（元）", "In all (yuan)")
_BASIS = ("依据：", "Rests on:")
_WIDTHS = (14, 12, 12, 12, 12, 12)


def advice_lines(advice: Advice, lang: str) -> Iterator[str]:
    """Yield the years as a table, each with its reason, the sums and the basis."""
    number = 0 if lang == "zh" else 1
    yield _row(_HEAD[number])
    for year in advice.years:
        amounts = (year.full_fee_fen, year.without_fen, year.with_fen, year.saved_fen)
        yield _row((str(year.number), str(year.due_on), *map(format_yuan, amounts)))
        yield f"    {(year.reason_zh, year.reason_en)[number]}"
    sums = (advice.full_fen, advice.without_fen, advice.with_fen, advice.saved_fen)
    yield _row((_TOTAL[number], "", *map(format_yuan, sums)))
    yield from (words[number] for words in (*advice.summary, *advice.notes))
    yield _BASIS[number]
    yield from (f"    {_basis(figure, number)}" for figure in advice.figures)


def advice_as_json(advice: Advice) -> dict[str, object]:
    """Return advice as JSON has it: amounts in whole fen, days as text."""
    return {
        "years": [
            {
                "year": year.number,
                "begins_on": year.begins_on,
                "due_on": year.due_on,
                "full_fee_fen": year.full_fee_fen,
                "standard_reduction_ppm": year.standard_ppm,
                "open_licence_reduction_ppm": year.open_ppm,
                "without_fen": year.without_fen,
                "with_fen": year.with_fen,
                "saved_fen": year.saved_fen,
                "reason": year.code,
                "reason_zh": year.reason_zh,
                "reason_en": year.reason_en,
            }
            for year in advice.years
        ],
        "full_fen": advice.full_fen,
        "without_fen": advice.without_fen,
        "with_fen": advice.with_fen,
        "saved_fen": advice.saved_fen,
        "could_save_fen": advice.could_save_fen,
        "summary": _in_both(advice.summary),
        "notes": _in_both(advice.notes),
        "figures": [
            {
                "name": figure.name,
                "source": figure.source,
                "source_zh": figure.source_zh,
                "confidence": figure.confidence,
            }
            for figure in advice.figures
        ],
    }


def _in_both(sentences: Sequence[Words]) -> list[dict[str, str]]:
    return [{"zh": zh, "en": en} for zh, en in sentences]


def _basis(figure: Figure, number: int) -> str:
    """Return a figure of law with its source and how that was read."""
    description = (figure.description_zh, figure.description)[number]
    doubt = DOUBTS[figure.confidence][number]
    source = ": " + figure.source if number else "：" + figure.source_zh
    if not doubt:
        return description + source
    return (
        f"{description}{source} ({doubt})"
        if number
        else f"{description}{source}（{doubt}）"
    )


def _row(cells: Sequence[str]) -> str:
    """Return cells in columns, figures set to the right."""
    first, *rest = zip(cells, _WIDTHS, strict=True)
    row = first[0] + " " * (first[1] - _width(first[0]))
    return row + "".join(" " * (width - _width(cell)) + cell for cell, width in rest)


def _width(text: str) -> int:
    """Return the columns of a text: Chinese characters take two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
