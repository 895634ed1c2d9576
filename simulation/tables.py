"""A summary as text for the terminal, and as CSV files."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

from simulation.outcomes import GROUPS
from simulation.summary import Estimate, Summary

NAME_WIDTH, COLUMN_WIDTH = 36, 13
COLUMNS = ("scenario", "metric", "size", "unit", "month", "mean", "low", "high")


def text_of(summary: Summary) -> str:
    """Return levels and differences as tables: a row a metric, a column a size."""
    parts = [
        *_tables("Level 水平", summary.levels),
        *_tables("Difference from the baseline 与基准之差", summary.differences),
    ]
    return "\n\n".join(parts)


def write_files(summary: Summary, folder: Path) -> None:
    """Write summary.json, levels.csv, differences.csv and series.csv to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    _replace(folder / "summary.json", json_text(summary) + "\n", "utf-8")
    for name in ("levels", "differences", "series"):
        # A byte order mark, so that spreadsheets read the Chinese.
        text = _csv_text(getattr(summary, name))
        _replace(folder / f"{name}.csv", text, "utf-8-sig")


def json_text(summary: Summary) -> str:
    """Return the summary as JSON; a number that is not known is null."""
    return json.dumps(summary.as_json(), ensure_ascii=False, allow_nan=False, indent=1)


def _tables(heading: str, estimates: Sequence[Estimate]) -> Iterator[str]:
    for scenario in dict.fromkeys(one.scenario for one in estimates):
        mine = [one for one in estimates if one.scenario == scenario]
        rows = [_row("", GROUPS)]
        for metric in dict.fromkeys(one.metric for one in mine):
            rows += _metric_rows([one for one in mine if one.metric == metric])
        yield "\n".join([f"{heading}: {scenario}", *rows])


def _metric_rows(estimates: Sequence[Estimate]) -> Iterator[str]:
    entries = [one.as_json() for one in estimates]
    label = f"{entries[0]['metric']} [{entries[0]['unit'].split(',')[0]}]"
    yield _row(label, [_number(entry["mean"]) for entry in entries])
    spans = [(entry["low"], entry["high"]) for entry in entries]
    yield _row("", [_span(low, high) for low, high in spans])


def _row(label: str, cells: Sequence[str]) -> str:
    padded = "".join(f" {cell:>{COLUMN_WIDTH * 2 - 4}}" for cell in cells)
    return f"{label:<{NAME_WIDTH + 20}}{padded}"


def _span(low: float | None, high: float | None) -> str:
    return "" if low is None else f"[{_number(low)}, {_number(high)}]"


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.4g}"


def _csv_text(estimates: Sequence[Estimate]) -> str:
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(one.as_json() for one in estimates)
    return text.getvalue()


def _replace(path: Path, text: str, encoding: str) -> None:
    """Write a file whole: an interrupted run leaves the old one, or none."""
    part = path.with_name(f"{path.name}.part")
    part.write_text(text, encoding=encoding, newline="")
    part.replace(path)
