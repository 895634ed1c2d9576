from pathlib import Path

import pytest

from simulation.scenario import load

PAGE = Path(__file__).parents[2] / "docs" / "model.md"


def shown(value):
    if isinstance(value, tuple):
        return ", ".join(f"{number:g}" for number in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


@pytest.mark.parametrize("key", load("national").provenance)
def test_the_page_of_the_model_states_every_default_with_its_source(key):
    scenario = load("national")
    group, _, name = key.partition(".")
    value = getattr(getattr(scenario.parameters, group), name)
    origin = scenario.provenance[key]

    row = f"| `{key}` | {shown(value)} | {origin.unit} | {origin.source} |"
    assert row in PAGE.read_text(encoding="utf-8").splitlines()
