"""A fair price as plain text for a terminal, in Chinese or English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from market.fair_price.swings import ToldSwing, told_swings
from market.licensing.plain_text import finding_lines
from pricing.valuation.comparable_table import Table
from pricing.valuation.comparables import Comparable, Subject, likeness
from pricing.valuation.fee_ladder import LadderReport
from pricing.valuation.headings import HEADING_LABELS
from pricing.valuation.quantities import Said
from pricing.valuation.report import BY_INCOME, lines_of
from pricing.valuation.report_line import ReportLine
from pricing.valuation.suggestion import METHOD, FairPrice

__all__ = ["ladder_lines", "price_lines", "row_weight", "table_lines"]

SECTIONS: Mapping[str, Said] = MappingProxyType(
    {
        "inputs": Said("输入", "Inputs"),
        "headings": Said("五个维度", "The five headings"),
        "result": Said("结果", "Result"),
        "terms": Said("起始条件", "Terms to start from"),
    }
)
_INCOME = Said("上列收益法各项输入", "the inputs on income above")
_PUBLISHED = Said("公开数据", "published figures")


def price_lines(fair: FairPrice, lang: str) -> Iterator[str]:
    """Yield a fair price: each figure with its unit, what it rests on, its source."""
    asked = fair.asked
    yield _in(METHOD, lang)
    yield _in(
        Said(
            f"{asked.on} 至 {asked.ends_on}，抽样 {fair.draws} 次。"
            "P10、P50、P90：十种情形中分别有一种、五种、九种低于该值。",
            f"{asked.on} to {asked.ends_on}, {fair.draws} draws. P10, P50, P90: one, "
            "five and nine in ten cases lie below.",
        ),
        lang,
    )
    lines = lines_of(fair)
    names = _names(lines, lang)
    silent = {one.key for one in fair.answers if one.state != "used"}
    for section, title in SECTIONS.items():
        yield f"\n[{_in(title, lang)}]"
        for line in lines:
            heading, _, face = line.key.partition(".")
            is_silent = heading in silent
            # What only one face of a heading tells is told there.
            is_told = not face or line.value is not None or section == "terms"
            if line.section == section and (is_told or (is_silent and face == "fee")):
                yield from _line(line, names, lang, is_silent=is_silent)
    if fair.findings:
        yield ""
        yield from finding_lines(fair.findings, lang)


def _names(lines: Sequence[ReportLine], lang: str) -> dict[str, str]:
    names = {line.key: _in(line.label, lang) for line in lines}
    names |= {key: _in(label, lang) for key, label in HEADING_LABELS.items()}
    return names | {"published": _in(_PUBLISHED, lang)}


def _line(
    line: ReportLine, names: Mapping[str, str], lang: str, *, is_silent: bool
) -> Iterator[str]:
    """Yield a line; a heading without an answer stands once, by its name alone."""
    colon = "：" if lang == "zh" else ": "
    label = names[line.key.partition(".")[0]] if is_silent else _in(line.label, lang)
    yield f"{label}{colon}{line.shown(lang)}"
    if line.inputs and not is_silent:
        rests = _rests(line, names, lang)
        yield f"    {_in(Said('依据', 'rests on'), lang)}{colon}{rests}"
    yield f"    {_in(Said('来源', 'source'), lang)}{colon}{_in(line.source, lang)}"


def _rests(line: ReportLine, names: Mapping[str, str], lang: str) -> str:
    keys = list(line.inputs)
    if set(BY_INCOME) <= set(keys):
        keys = [key for key in keys if key not in BY_INCOME]
        told = [*(names[key] for key in keys), _in(_INCOME, lang)]
    else:
        told = [names[key] for key in keys]
    return ("、" if lang == "zh" else ", ").join(told)


def table_lines(table: Table, subject: Subject, lang: str) -> Iterator[str]:
    """Yield what became of each row of a table, with its weight."""
    yield f"\n[{_in(Said('导入的可比许可', 'The loaded comparables'), lang)}]"
    for row in table.rows:
        weight = row_weight(row.comparable, subject) if row.comparable else 0.0
        told = Said(
            f"第 {row.row} 行（权重 {weight:.2f}）：{row.reason.zh}",
            f"Row {row.row} (weight {weight:.2f}): {row.reason.en}",
        )
        yield _in(told, lang)
    if table.ignored:
        names = "、".join(table.ignored)
        told = Said(f"未使用的列：{names}", f"Columns not used: {names}")
        yield _in(told, lang)


def ladder_lines(report: LadderReport, lang: str) -> Iterator[str]:
    """Yield the comparison of the staged terms with the one-off price."""
    title = Said("分阶段许可对比一次性付费", "Staged terms beside the one-off fee")
    yield f"\n[{_in(title, lang)}]"
    yield from (line.zh if lang == "zh" else line.en for line in report.lines)
    yield from (told.zh if lang == "zh" else told.en for told in report.notices)
    told = Said("对许可方影响最大的假设：", "What moves its worth to the office most:")
    yield _in(told, lang)
    yield from (_swing(swing, lang) for swing in told_swings(report))


def _swing(swing: ToldSwing, lang: str) -> str:
    at_low, at_high = swing.at_low, swing.at_high
    told = Said(
        f"{swing.label.zh}（{swing.span.zh}）：{at_low} 至 {at_high} 元；"
        f"来源：{swing.source.zh}",
        f"{swing.label.en} ({swing.span.en}): {at_low} to {at_high} yuan; "
        f"source: {swing.source.en}",
    )
    return f"    {_in(told, lang)}"


def row_weight(comparable: Comparable, subject: Subject) -> float:
    """Return what a comparable weighs [1]."""
    return likeness(comparable, subject).weight


def _in(told: Said, lang: str) -> str:
    return told.zh if lang == "zh" else told.en
