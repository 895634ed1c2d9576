"""What is asked of a run: a scenario, its parameters with their sources, its terms.

A scenario is a value: loaded once, checked whole, named by the hash of everything
that can change an outcome.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pricing.canonical import terms_sha256
from pricing.terms import Terms
from simulation.parameters import Parameters, unit_of
from simulation.scenario_checks import checked_parameters, unusual_values
from simulation.scenario_files import SHIPPED, Sheet, read_sheet, with_settings
from simulation.scenario_terms import terms_of

# From licences negotiated one by one to free ones; others follow by name.
ORDER = ("national", "staged", "size_tiered", "pay_later", "free")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a value comes from and what would be plausible."""

    unit: str
    source: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One baseline or reform, ready to run."""

    name: str
    title_zh: str
    title_en: str
    notes_zh: str
    notes_en: str
    parameters: Parameters
    provenance: Mapping[str, Provenance]
    posted: Terms
    negotiated: Terms
    warnings: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Return the hash of all that can change an outcome; titles cannot."""
        content = {
            "parameters": self.parameters.model_dump(mode="json"),
            "posted": terms_sha256(self.posted),
            "negotiated": terms_sha256(self.negotiated),
        }
        text = json.dumps(content, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def load(
    path_or_name: str | Path, overrides: Mapping[str, object] | None = None
) -> Scenario:
    """Load a scenario from a file or by the name of a shipped one.

    Parameters
    ----------
    path_or_name : str or Path
        File, or the name of a shipped scenario such as ``national``.
    overrides : mapping, optional
        Values set from outside, by key such as ``policy.reached``.

    Raises
    ------
    ScenarioUnreadable
        Names file, key, value and allowed range of everything that is wrong.
    """
    sheet = with_settings(read_sheet(path_or_name), overrides or {})
    parameters = checked_parameters(sheet)
    terms = terms_of(sheet, parameters)
    return Scenario(
        **_headings(sheet),
        parameters=parameters,
        provenance={key: _provenance(sheet, key) for key in sheet.entries},
        posted=terms["posted"],
        negotiated=terms["negotiated"],
        warnings=tuple(unusual_values(sheet, parameters)),
    )


def shipped() -> list[dict[str, str]]:
    """Return name, title_zh and title_en of each shipped scenario, in their order."""
    ranks = {name: rank for rank, name in enumerate(ORDER)}
    scenarios = [load(path) for path in sorted(SHIPPED.glob("*.toml"))]
    scenarios.sort(key=lambda scenario: ranks.get(scenario.name, len(ORDER)))
    return [
        {"name": s.name, "title_zh": s.title_zh, "title_en": s.title_en}
        for s in scenarios
    ]


def sample_settings(parameters: Parameters, firms: int) -> dict[str, object]:
    """Return the settings that make a run a sample of so many firms.

    Patents, offices and reached firms shrink or grow in the same proportion, so that
    a firm of the sample meets as many of them as a firm of the whole.
    """
    whole, reached = parameters.population, parameters.policy.reached
    share = firms / whole.firms
    return {
        "population.firms": firms,
        "population.patents": max(1, round(whole.patents * share)),
        "population.offices": max(1, round(whole.offices * share)),
        "policy.reached": round(reached * share),
    }


def resized(scenario: Scenario, firms: int) -> Scenario:
    """Return the scenario on a sample of so many firms."""
    tree = scenario.parameters.model_dump()
    for key, value in sample_settings(scenario.parameters, firms).items():
        group, _, name = key.partition(".")
        tree[group][name] = value
    return replace(scenario, parameters=Parameters.model_validate(tree))


def _headings(sheet: Sheet) -> dict[str, Any]:
    found = sheet.headings
    name = found.get("name", sheet.file.removesuffix(".toml"))
    return {
        "name": name,
        "title_zh": found.get("title_zh", name),
        "title_en": found.get("title_en", name),
        "notes_zh": found.get("notes_zh", ""),
        "notes_en": found.get("notes_en", ""),
    }


def _provenance(sheet: Sheet, key: str) -> Provenance:
    entry = sheet.entries[key]
    low, high = entry.range or (None, None)
    return Provenance(unit=unit_of(key), source=entry.source or "", low=low, high=high)
