"""What an experiment found: levels, paired differences, uptake over time.

The same object becomes the JSON of the command line, the tables on paper and the
figures of the page. Nothing in it depends on clock, host, path or workers.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from simulation import VERSION
from simulation.intervals import CONFIDENCE, Interval, interval, ratio_values
from simulation.outcomes import DEPTHS, GROUPS, PAIRED_UNITS, TOTALS, UNITS
from simulation.scenario import Scenario

SCHEMA_VERSION = 1
MONEY_DIGITS, SHARE_DIGITS = 2, 6

Figures = dict[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replicated:
    """The figures of one replication: by policy, and by reform the differences.

    `spending` holds totals by group, whose ratios are taken over all replications.
    """

    levels: tuple[Figures, ...]
    monthly: tuple[Figures, ...]
    spending: tuple[Figures, ...]
    differences: tuple[Figures, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One figure with its interval; `month` only in a series over time."""

    scenario: str
    metric: str
    size: str
    unit: str
    interval: Interval
    month: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the entry of the JSON; what is not known is null, with a reason."""
        found = self.interval
        digits = MONEY_DIGITS if self.unit.startswith("CNY") else SHARE_DIGITS
        entry: dict[str, Any] = {"scenario": self.scenario, "metric": self.metric}
        entry |= {"size": self.size, "unit": self.unit}
        if self.month is not None:
            entry["month"] = self.month
        for name in ("mean", "low", "high"):
            entry[name] = _rounded(getattr(found, name), digits)
        if found.reason is not None:
            entry["reason"] = found.reason
        return entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What an experiment found."""

    manifest: dict[str, Any]
    levels: tuple[Estimate, ...]
    differences: tuple[Estimate, ...]
    series: tuple[Estimate, ...]

    @property
    def sha256(self) -> str:
        """Return the hash of the manifest, which names the run."""
        text = json.dumps(self.manifest, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """Return the summary as plain data for JSON."""
        return {
            "schema_version": SCHEMA_VERSION,
            "manifest": self.manifest,
            "levels": [estimate.as_json() for estimate in self.levels],
            "differences": [estimate.as_json() for estimate in self.differences],
            "series": [estimate.as_json() for estimate in self.series],
        }


def summarise(
    scenarios: Sequence[Scenario], done: Sequence[Replicated], *, seed: int, step: str
) -> Summary:
    """Return means and intervals over replications."""
    names = distinct_names(scenarios)
    levels, changes, series = [], [], []
    for number, name in enumerate(names):
        levels += _estimates(name, _levels(done, number), UNITS)
        series += _series(name, [one.monthly[number] for one in done])
    for number, name in enumerate(names[1:], start=1):
        figures = _differences(done, number)
        if scenarios[number].sha256 == scenarios[0].sha256:
            # Equal policies differ by 0, in groups where nobody acquires too.
            figures = [_nothing(one) for one in figures]
        changes += _estimates(name, figures, PAIRED_UNITS)
    entries = [_entry(*pair) for pair in zip(scenarios, names, strict=True)]
    law_date = scenarios[0].parameters.calendar.starts_on.isoformat()
    how = {"seed": seed, "replications": len(done), "step": step}
    return Summary(
        manifest=_manifest(entries, {**how, "law_date": law_date}),
        levels=tuple(levels),
        differences=tuple(changes),
        series=tuple(series),
    )


def distinct_names(scenarios: Sequence[Scenario]) -> list[str]:
    """Return the names of scenarios, numbered where two have the same."""
    seen: Counter[str] = Counter()
    names = []
    for scenario in scenarios:
        seen[scenario.name] += 1
        again = seen[scenario.name]
        names.append(scenario.name if again == 1 else f"{scenario.name} ({again})")
    return names


def _levels(done: Sequence[Replicated], number: int) -> list[Figures]:
    ratios = _per_acquisition(done, number)
    pairs = zip(done, ratios, strict=True)
    return [{**one.levels[number], **ratio} for one, ratio in pairs]


def _differences(done: Sequence[Replicated], number: int) -> list[Figures]:
    base, reform = _per_acquisition(done, 0), _per_acquisition(done, number)
    return [
        one.differences[number - 1]
        | {name: after[name] - before[name] for name in after}
        for one, before, after in zip(done, base, reform, strict=True)
    ]


def _per_acquisition(done: Sequence[Replicated], number: int) -> list[Figures]:
    """Return what all firms spend per licence, as values whose mean is the ratio."""
    spending = [one.spending[number] for one in done]
    licences = np.array([one["licences"] for one in spending])
    found: list[Figures] = [{} for _ in done]
    for name in TOTALS:
        spent = np.array([one[name] for one in spending])
        columns = zip(spent.T, licences.T, strict=True)
        values = np.array([ratio_values(*column) for column in columns])
        for place, one in enumerate(found):
            one[f"{name}_per_acquisition"] = values[:, place]
    return found


def _nothing(figures: Figures) -> Figures:
    return {name: np.zeros_like(values) for name, values in figures.items()}


def _estimates(
    name: str, figures: Sequence[Figures], units: dict[str, str]
) -> list[Estimate]:
    return [
        Estimate(
            scenario=name,
            metric=metric,
            size=group,
            unit=units[metric],
            interval=interval(np.array([one[metric][column] for one in figures])),
        )
        for metric in figures[0]
        for column, group in enumerate(GROUPS)
    ]


def _series(name: str, monthly: Sequence[Figures]) -> list[Estimate]:
    return [
        Estimate(
            scenario=name,
            metric=depth,
            size="all",
            unit=UNITS[depth],
            interval=interval(np.array([one[depth][month] for one in monthly])),
            month=month + 1,
        )
        for depth in DEPTHS
        for month in range(len(monthly[0][depth]))
    ]


def _manifest(entries: Sequence[dict[str, Any]], how: dict[str, Any]) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "scenarios": list(entries),
        **how,
        "engine": "reference",
        "confidence": CONFIDENCE,
        "versions": {
            "simulation": VERSION,
            "numpy": np.__version__,
            "simpy": simpy.__version__,
        },
    }


def _entry(scenario: Scenario, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "title_zh": scenario.title_zh,
        "title_en": scenario.title_en,
        "sha256": scenario.sha256,
        "population": scenario.parameters.population.model_dump(),
        "reached": scenario.parameters.policy.reached,
    }


def _rounded(value: float | None, digits: int) -> float | None:
    # Adding 0 turns a rounded -0.0 into 0.0.
    return None if value is None else round(value, digits) + 0.0
