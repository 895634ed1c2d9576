import json
import sys
from importlib import import_module

import pytest

from benchmarks import Figure, __main__, at_least, at_most


def test_a_figure_holds_when_it_reaches_its_bound():
    assert at_least("speed", 150.0, "x", 150).holds is True
    assert at_least("speed", 149.9, "x", 150).holds is False
    assert at_most("time", 1.0, "ms", 1).holds is True
    assert at_most("time", 1.1, "ms", 1).holds is False


def test_a_figure_without_a_bound_is_not_judged():
    assert at_least("speed", 1.0, "x", None) == Figure("speed", 1.0, "x", None, None)


@pytest.mark.parametrize("room", __main__.ROOMS)
def test_each_room_has_figures(room):
    assert callable(import_module(__main__.ROOMS[room]).figures)


@pytest.mark.parametrize(("value", "status"), [(2.0, 0), (0.5, 1)])
def test_a_missed_bound_makes_the_exit_status_one(monkeypatch, capsys, value, status):
    found = [at_least("speed", value, "x", 1), at_least("other", value, "x", None)]
    monkeypatch.setattr(__main__, "figures", lambda only, scale: iter(found))
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--only", "pricing"])

    assert __main__.main() == status

    lines = capsys.readouterr().out.splitlines()
    assert json.loads(lines[0]) == {
        "name": "speed",
        "value": value,
        "unit": "x",
        "bound": 1,
        "holds": status == 0,
    }
    assert json.loads(lines[1])["holds"] is None


def test_pricing_has_its_figures_at_the_small_scale():
    found = list(__main__.figures(["pricing"], "small"))

    assert found[0].name == "machine: SimPy timeouts"
    assert found[1].bound is None
    differing = [figure for figure in found if "differ from the oracle" in figure.name]
    assert [figure.value for figure in differing] == [0, 0]
    assert all(figure.value > 0 for figure in found if figure not in differing)
