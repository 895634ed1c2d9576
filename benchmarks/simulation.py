"""Speed of the simulator, and how much surer common draws make a difference."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks import Figure, Scale, at_least, at_most, seconds
from simulation.draws import Draws, Purpose
from simulation.experiment import Experiment, compare, replicate
from simulation.scenario import load, resized
from simulation.summary import Replicated

DRAWS = {"small": 200_000, "full": 4_000_000}
CUT_FIRMS = {"small": 500, "full": 2_000}
CUT_REPLICATIONS = {"small": 6, "full": 30}
PRICE_CUT = 0.975
ALL = -1


def figures(scale: Scale) -> Iterator[Figure]:
    """Yield the figures of the simulator."""
    yield _draws(scale)
    yield _question()
    yield _national(scale)
    yield _common_draws(scale)


def _draws(scale: Scale) -> Figure:
    count = DRAWS[scale]

    def draw() -> None:
        Draws(1, 0).row(Purpose.MATCH, count)

    return Figure("simulation: one uniform", seconds(draw) / count * 1e9, "ns")


def _question() -> Figure:
    """Return the time of a usual question: 1,000 firms, ten pairs, one process."""
    ask = partial(
        compare,
        load("national"),
        [load("staged")],
        replications=10,
        seed=1,
        firms=1_000,
    )
    return at_most(
        "simulation: 1,000 firms, 10 pairs", seconds(ask, repeats=1), "s", 60
    )


def _national(scale: Scale) -> Figure:
    """Return the time of one national pair on the plain engine; it is not judged."""
    firms = 1_000 if scale == "small" else 10_000
    scenarios = tuple(resized(load(name), firms) for name in ("national", "staged"))
    experiment = Experiment(scenarios=scenarios, seed=1, replications=1, step="week")
    took = seconds(partial(replicate, experiment, 0), repeats=1)
    return Figure(f"simulation: plain engine, one pair of {firms:,} firms", took, "s")


def _common_draws(scale: Scale) -> Figure:
    """Return the variance of a difference between separate runs over paired ones."""
    calm = {"search.imitation_per_year": 0.0}
    cut = {**calm, "offers.price_factor": PRICE_CUT}
    scenarios = tuple(
        resized(load("staged", settings), CUT_FIRMS[scale]) for settings in (calm, cut)
    )
    count = CUT_REPLICATIONS[scale]
    experiment = Experiment(
        scenarios=scenarios, seed=1, replications=count, step="week"
    )
    done = [replicate(experiment, number) for number in range(count)]
    base, reform = _uptake(done, 0), _uptake(done, 1)
    ratio = (base.var(ddof=1) + reform.var(ddof=1)) / (reform - base).var(ddof=1)
    bound = 20.0 if scale == "full" else None
    name = "simulation: common draws, variance ratio, 2.5 % price cut"
    return at_least(name, float(ratio), "x", bound)


def _uptake(done: list[Replicated], number: int) -> NDArray[np.float64]:
    return np.array([one.levels[number]["uptake"][ALL] for one in done])
