"""Baseline against reforms: paired replications under common random numbers.

A replication runs every policy on the same draws. Replications are independent, so
they may be shared out over any number of workers without changing a figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from joblib import Parallel, delayed

from simulation.draws import Draws
from simulation.errors import RunRefused, ScenariosUnlike
from simulation.outcomes import (
    Outcome,
    differences,
    outcome_of,
    reform_levels,
)
from simulation.population import draw_firms, draw_patents
from simulation.prospects import Market
from simulation.reference import run
from simulation.scenario import Scenario, resized
from simulation.summary import Replicated, Summary, summarise
from simulation.timetable import STEPS

Step = Literal["day", "week"]
Progress = Callable[[int, int], None]

ALIKE = (
    "population.firms",
    "population.months",
    "calendar.starts_on",
    "firms.size_share",
    "search.bound_per_year",
    "finance.riskless_rate",
)
MOST_REPLICATIONS = 100_000
MOST_SEED = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """Everything that decides the result: policies, seed, replications, step."""

    scenarios: tuple[Scenario, ...]
    seed: int
    replications: int
    step: Step


def compare(  # noqa: PLR0913 - two are the question, the others how to run it
    base: Scenario,
    reforms: Sequence[Scenario],
    *,
    replications: int,
    seed: int,
    firms: int | None = None,
    step: Step = "week",
    workers: int = 1,
    progress: Progress | None = None,
) -> Summary:
    """Compare a baseline with reforms over paired replications.

    Parameters
    ----------
    base, reforms : Scenario, sequence of Scenario
        The policies; all meet the same firms, patents and chances.
    replications : int
        Number of paired replications [1].
    seed : int
        Seed of all draws, 0 or more.
    firms : int, optional
        Run on a sample of so many firms; patents, offices and reached firms shrink
        with it.
    step : {"day", "week"}
        Distance of grid dates.
    workers : int
        Processes; no figure depends on it.
    progress : callable, optional
        Called with the replications done and their total; what it raises ends the run.

    Raises
    ------
    ScenariosUnlike
        When scenarios differ in what a comparison holds equal.
    RunRefused
        When an argument is out of range.
    """
    _refuse_impossible(replications=replications, seed=seed, step=step, workers=workers)
    scenarios = (base, *reforms)
    if firms is not None:
        scenarios = tuple(resized(scenario, firms) for scenario in scenarios)
    refuse_unlike(scenarios)
    experiment = Experiment(
        scenarios=scenarios, seed=seed, replications=replications, step=step
    )
    done = []
    for replicated in _replications(experiment, workers):
        done.append(replicated)
        if progress is not None:
            progress(len(done), replications)
    return summarise(scenarios, done, seed=seed, step=step)


def replicate(experiment: Experiment, replication: int) -> Replicated:
    """Run every policy once on the draws of one replication."""
    draws = Draws(experiment.seed, replication)
    outcomes = [
        _outcome(scenario, draws, experiment.step) for scenario in experiment.scenarios
    ]
    base = outcomes[0]
    return Replicated(
        levels=(base.levels, *(reform_levels(base, one) for one in outcomes[1:])),
        monthly=tuple(outcome.monthly for outcome in outcomes),
        spending=tuple(outcome.spending for outcome in outcomes),
        differences=tuple(differences(base, one) for one in outcomes[1:]),
    )


def refuse_unlike(scenarios: Sequence[Scenario]) -> None:
    """Refuse scenarios that differ in what a paired comparison holds equal.

    Raises
    ------
    ScenariosUnlike
        Names the scenarios, the key and both values.
    """
    base = scenarios[0]
    for scenario in scenarios[1:]:
        for key in ALIKE:
            ours, theirs = _value(base, key), _value(scenario, key)
            if ours != theirs:
                raise ScenariosUnlike(
                    f"{key} is {ours} in {base.name} and {theirs} in {scenario.name}. "
                    "Paired runs need it equal: set it to one value in both.",
                    f"{key} 在 {base.name} 中为 {ours}，在 {scenario.name} 中为 "
                    f"{theirs}。配对比较要求相同，请改为同一数值。",
                )


def _replications(experiment: Experiment, workers: int) -> Iterator[Replicated]:
    """Yield replications in order; the first runs here, so that it is there soon."""
    one = partial(replicate, experiment)
    yield one(0)
    others = range(1, experiment.replications)
    if workers == 1 or len(others) < 2:
        yield from map(one, others)
        return
    pool = Parallel(n_jobs=workers, return_as="generator")
    yield from pool(delayed(one)(number) for number in others)


def _outcome(scenario: Scenario, draws: Draws, step: Step) -> Outcome:
    firms = draw_firms(scenario.parameters, draws)
    patents = draw_patents(scenario.parameters, draws)
    market = Market(scenario, firms, patents)
    return outcome_of(market, run(market, draws, STEPS[step]))


def _value(scenario: Scenario, key: str) -> object:
    group, _, name = key.partition(".")
    return getattr(getattr(scenario.parameters, group), name)


def _refuse_impossible(
    *, replications: int, seed: int, step: str, workers: int
) -> None:
    """Refuse arguments that no run can have."""
    if step not in STEPS:
        raise RunRefused(
            f"The step {step!r} is not known. Choose day or week.",
            f"不认识步长 {step!r}。请选 day 或 week。",
        )
    for name, number, least, most in (
        ("replications", replications, 1, MOST_REPLICATIONS),
        ("seed", seed, 0, MOST_SEED),
        ("workers", workers, 1, 1_000),
    ):
        if not least <= number <= most:
            raise RunRefused(
                f"{name} = {number} is not allowed. Give {least} to {most}.",
                f"{name} = {number} 不可用。可用范围：{least} 至 {most}。",
            )
