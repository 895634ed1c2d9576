"""One description of each chart, for the page, for print and for the terminal's file.

A chart is Vega-Lite, built with Altair and drawn by vl-convert. On a page its colours
are the site's own custom properties, so that it follows light and dark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

PARTS = ("search", "negotiation", "fees", "financing", "risk", "subsidy")
Row = Mapping[str, Any]

WORDS = {
    "zh": {
        "search": "搜寻成本",
        "negotiation": "谈判成本",
        "fees": "许可费用",
        "financing": "资金成本",
        "risk": "风险成本",
        "subsidy": "补贴（抵减）",
        "month": "月",
        "uptake": "累计许可的企业占比（%）",
        "cost": "万元 / 企业",
        "micro": "微型",
        "small": "小型",
        "medium": "中型",
        "large": "大型",
        "all": "全部",
    },
    "en": {
        "search": "search",
        "negotiation": "negotiation",
        "fees": "fees",
        "financing": "financing",
        "risk": "risk",
        "subsidy": "subsidy (off)",
        "month": "month",
        "uptake": "firms with a licence so far (%)",
        "cost": "CN¥ thousand a firm",
        "micro": "micro",
        "small": "small",
        "medium": "medium",
        "large": "large",
        "all": "all",
    },
}
# A bar of cost is read in the unit that the language counts in [CNY].
COST_UNIT_YUAN = {"zh": 10_000, "en": 1_000}


BELOW = alt.Legend(orient="bottom", title=None, labelLimit=400, symbolSize=400)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one medium."""

    ink: str
    line: str
    scenarios: tuple[str, ...]
    parts: tuple[str, ...]


PAGE = Palette(
    ink="var(--ink-2)",
    line="var(--line)",
    scenarios=(
        "var(--ink-3)",
        "var(--accent)",
        "var(--warning)",
        "var(--part-4)",
        "var(--error)",
    ),
    parts=tuple(f"var(--part-{number})" for number in range(1, 7)),
)
PRINT = Palette(
    ink="#4d5965",
    line="#e4e1d9",
    scenarios=("#626c76", "#0e5a5a", "#8f5a00", "#5b4b8a", "#9d2449"),
    parts=("#b9cbc5", "#7aa69e", "#0e5a5a", "#d9b262", "#c9776b", "#8a7fb0"),
)


def uptake_chart(
    points: Sequence[Row], order: Sequence[str], *, locale: str, palette: Palette = PAGE
) -> dict[str, Any]:
    """Describe uptake over time, one line with its band a scenario.

    Parameters
    ----------
    points : sequence of mappings
        ``scenario`` (its title), ``month``, ``mean``, ``low``, ``high`` [% of firms].
    order : sequence of str
        Titles in the order of their colours, baseline first.
    locale : str
        ``"zh"`` or ``"en"``.
    palette : Palette
        Colours of the medium.
    """
    words = WORDS[locale]
    last = max((point["month"] for point in points), default=0)
    years = alt.Axis(values=list(range(0, last + 1, 12)))
    base = alt.Chart(alt.InlineData(values=[dict(point) for point in points])).encode(
        x=alt.X("month:Q", title=words["month"], axis=years)
    )
    band = base.mark_area(opacity=0.18, clip=True).encode(
        # An interval may reach below nothing; a share of firms cannot.
        y=alt.Y("low:Q", title=words["uptake"], scale=alt.Scale(domainMin=0)),
        y2="high:Q",
        color=_colours(order, palette, legend=None),
    )
    line = base.mark_line(strokeWidth=2).encode(
        y="mean:Q",
        color=_colours(order, palette, legend=BELOW),
        # Lines differ by dash too: never by colour alone.
        strokeDash=alt.StrokeDash("scenario:N", sort=list(order), legend=BELOW),
    )
    return _finished((band + line).properties(width=520, height=240), palette)


def cost_chart(
    bars: Sequence[Row], order: Sequence[str], *, locale: str, palette: Palette = PAGE
) -> dict[str, Any]:
    """Describe acquisition cost in its six parts, by size, one bar a scenario.

    Parameters
    ----------
    bars : sequence of mappings
        ``scenario`` (its title), ``size``, ``part``, ``yuan`` [CNY a firm]; a subsidy
        is negative.
    order : sequence of str
        Titles, baseline first.
    locale : str
        ``"zh"`` or ``"en"``.
    palette : Palette
        Colours of the medium.
    """
    words = WORDS[locale]
    values = [
        {
            "scenario": bar["scenario"],
            "size": words[bar["size"]],
            "part": words[bar["part"]],
            "rank": PARTS.index(bar["part"]),
            "value": bar["yuan"] / COST_UNIT_YUAN[locale],
        }
        for bar in bars
    ]
    colour = alt.Color(
        "part:N",
        title=None,
        scale=alt.Scale(
            domain=[words[part] for part in PARTS], range=list(palette.parts)
        ),
        legend=alt.Legend(orient="bottom", columns=6),
    )
    chart = (
        alt.Chart(alt.InlineData(values=values))
        .mark_bar(height=16)
        .encode(
            x=alt.X("value:Q", title=words["cost"]),
            y=alt.Y("scenario:N", sort=list(order), title=None),
            color=colour,
            order="rank:Q",
        )
        .properties(width=420, height=alt.Step(24))
        .facet(row=_size_rows(values, words), spacing=12)
    )
    return _finished(chart, palette)


def use_fonts(folder: Path) -> None:
    """Measure text with the fonts of a folder; without one, labels may collide."""
    if folder.is_dir():
        vl_convert.register_font_directory(str(folder))


def svg(chart: Mapping[str, Any]) -> str:
    """Draw a chart as SVG without script, style or outside references."""
    return str(vl_convert.vegalite_to_svg(dict(chart)))


def _colours(
    order: Sequence[str], palette: Palette, *, legend: alt.Legend | None
) -> alt.Color:
    return alt.Color(
        "scenario:N",
        title=None,
        sort=list(order),
        scale=alt.Scale(
            domain=list(order), range=list(palette.scenarios[: len(order)])
        ),
        legend=legend,
    )


def _size_rows(values: Sequence[Row], words: Mapping[str, str]) -> alt.Row:
    present = {value["size"] for value in values}
    sizes = [words[size] for size in ("micro", "small", "medium", "large")]
    return alt.Row(
        "size:N",
        title=None,
        sort=[size for size in sizes if size in present],
        header=alt.Header(labelOrient="top", labelAnchor="start", labelPadding=4),
    )


def _finished(chart: alt.TopLevelMixin, palette: Palette) -> dict[str, Any]:
    text = {"labelColor": palette.ink, "titleColor": palette.ink}
    configured = chart.to_dict()
    configured["config"] = {
        # A page sets its own font over this one.
        "font": "Noto Sans SC, Noto Sans CJK SC, sans-serif",
        "background": None,
        "view": {"stroke": None},
        "axis": text
        | {
            "gridColor": palette.line,
            "domainColor": palette.line,
            "tickColor": palette.line,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "labelLimit": 200,
        },
        "legend": text | {"labelFontSize": 12},
        "header": text | {"labelFontSize": 13},
    }
    return dict(configured)
