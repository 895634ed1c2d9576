"""An outcome as the page shows it: headlines, charts, tables with their intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from market.formats import money_rough, percent
from market.scenarios.queries import Choice
from simulation.charts import PARTS, cost_chart, svg, uptake_chart

SIZES = ("micro", "small", "medium", "large", "all")
DEPTHS = ("uptake", "uptake_trial", "uptake_production")
TOTALS = ("cash_total", "risk_adjusted_total")
LOCALES = ("zh", "en")
UNKNOWN = "—"
RANGE = {"zh": "{low} 至 {high}", "en": "{low} to {high}"}

Estimate = Mapping[str, Any]
Writer = Callable[[float, str], str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A mean and its interval as text; the interval is empty where there is none."""

    mean: str
    interval: str = ""


Rows = Sequence[tuple[str, Sequence[Cell]]]


@dataclass(frozen=True, slots=True)
class Reform:
    """What one reform changes, in words of the reader's language.

    Each table holds rows of a metric, one cell for each size of firm.
    """

    title: str
    headlines: tuple[Cell, Cell, Cell]
    cost: Rows
    uptake: Rows
    shares: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """An outcome in the reader's language."""

    baseline: str
    reforms: Sequence[Reform]
    levels: Sequence[tuple[str, Rows]]
    charts: Mapping[str, str]
    manifest: Mapping[str, Any]


def stored(summary: dict[str, Any], choices: Iterable[Choice]) -> dict[str, Any]:
    """Return what is kept with a run: the summary, and its charts in both languages."""
    offered = tuple(choices)
    charts = {
        locale: _charts(summary, {c.name: c.title(locale) for c in offered}, locale)
        for locale in LOCALES
    }
    return {"summary": summary, "charts": charts}


def page(outcome: Mapping[str, Any], titles: Mapping[str, str], locale: str) -> Page:
    """Return a stored outcome as the page shows it.

    Parameters
    ----------
    outcome : mapping
        As `stored` made it.
    titles : mapping
        Title of each scenario by its name.
    locale : str
        ``"zh"`` or ``"en"``.
    """
    summary = outcome["summary"]
    names = _names(summary)
    return Page(
        baseline=titles.get(names[0], names[0]),
        reforms=[
            _reform(summary, name, titles.get(name, name), locale) for name in names[1:]
        ],
        levels=[
            (titles.get(name, name), _levels(summary, name, locale)) for name in names
        ],
        charts=outcome["charts"][locale],
        manifest=summary["manifest"],
    )


_METRICS = (*DEPTHS, *PARTS, *TOTALS)


def _names(summary: Mapping[str, Any]) -> list[str]:
    return [str(entry["name"]) for entry in summary["manifest"]["scenarios"]]


def _reform(summary: Mapping[str, Any], name: str, title: str, locale: str) -> Reform:
    changes = _by_key(summary["differences"], name)
    # Who acquires anyway is a share under the reform, no difference.
    found = {**_by_key(summary["levels"], name), **changes}
    return Reform(
        title=title,
        headlines=(
            _change(found["uptake_production", "all"], locale),
            _change(found["risk_adjusted_total", "all"], locale),
            _change(found["uptake", "all"], locale),
        ),
        cost=_rows(changes, (*PARTS, *TOTALS), partial(_change, locale=locale)),
        uptake=_rows(changes, DEPTHS, partial(_change, locale=locale)),
        shares={
            metric: _cell(found[metric, "all"], locale).mean
            for metric in ("newcomers", "leavers", "always_takers")
        },
    )


def _levels(summary: Mapping[str, Any], name: str, locale: str) -> Rows:
    found = _by_key(summary["levels"], name)
    return _rows(found, _METRICS, partial(_cell, locale=locale))


def _rows(
    found: Mapping[tuple[str, str], Estimate],
    metrics: Sequence[str],
    write: Callable[[Estimate], Cell],
) -> Rows:
    return [
        (metric, [write(found[metric, size]) for size in SIZES]) for metric in metrics
    ]


def _by_key(
    estimates: Iterable[Estimate], name: str
) -> dict[tuple[str, str], Estimate]:
    return {
        (estimate["metric"], estimate["size"]): estimate
        for estimate in estimates
        if estimate["scenario"] == name
    }


def _change(estimate: Estimate, locale: str) -> Cell:
    """Write a difference with its sign: money, or percentage points without a mark."""
    cell = _cell(estimate, locale, share=_points)
    is_more = estimate["mean"] is not None and estimate["mean"] > 0
    return Cell(f"+{cell.mean}", cell.interval) if is_more else cell


def _cell(estimate: Estimate, locale: str, share: Writer | None = None) -> Cell:
    """Write a mean with its interval, or a dash where there is too little to tell."""
    if estimate["mean"] is None:
        return Cell(UNKNOWN)
    is_money = str(estimate["unit"]).startswith("CNY")
    write = _money if is_money else share or _share
    mean = write(estimate["mean"], locale)
    if estimate["low"] is None:
        return Cell(mean)
    ends = {end: write(estimate[end], locale) for end in ("low", "high")}
    return Cell(mean, RANGE[locale].format(**ends))


def _money(yuan: float, locale: str) -> str:
    return money_rough(round(yuan * 100), locale)


def _share(share: float, locale: str) -> str:
    # To a hundredth of a per cent: an interval says how little the rest means.
    return percent(round(share * 10_000) * 100, locale)


def _points(share: float, locale: str) -> str:
    """Write a difference of shares in percentage points, which take no mark of %."""
    return _share(share, locale).removesuffix("%")


def _charts(
    summary: Mapping[str, Any], titles: Mapping[str, str], locale: str
) -> dict[str, str]:
    order = [titles.get(name, name) for name in _names(summary)]
    title_of = dict(zip(_names(summary), order, strict=True))
    points = [
        {"scenario": title_of[point["scenario"]], "month": point["month"]}
        | {end: _percentage(point[end]) for end in ("mean", "low", "high")}
        for point in summary["series"]
        if point["metric"] == "uptake"
    ]
    bars = [
        {
            "scenario": title_of[level["scenario"]],
            "size": level["size"],
            "part": level["metric"],
            "yuan": _signed(level),
        }
        for level in summary["levels"]
        if level["metric"] in PARTS and level["size"] != "all"
    ]
    return {
        "uptake": svg(uptake_chart(points, order, locale=locale)),
        "cost": svg(cost_chart(bars, order, locale=locale)),
    }


def _percentage(share: float | None) -> float | None:
    return None if share is None else share * 100


def _signed(level: Estimate) -> float:
    """Return a part as it adds to the total: a subsidy takes off."""
    yuan = float(level["mean"] or 0)
    return -abs(yuan) if level["metric"] == "subsidy" else yuan
