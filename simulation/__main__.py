"""``python -m simulation``: compare pricing policies from the command line.

The result goes to standard output, progress and warnings to standard error. The exit
status is 0 for a result, 2 for input that cannot be used.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from pricing.errors import PricingError
from simulation.errors import RunRefused, SimulationError
from simulation.experiment import compare
from simulation.scenario import Scenario, load, sample_settings
from simulation.scenario_files import parse_setting
from simulation.summary import Summary
from simulation.tables import json_text, text_of, write_files

BAD_INPUT, INTERRUPTED = 2, 130
RUNS = Path("runs")
BAR_AFTER_SECONDS = 0.001
SMALL_RUN_FIRMS = 100_000  # firms in all runs; below, starting workers costs more


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        scenarios = [_scenario(path, options) for path in _paths(options)]
        # First of all, so that no finished run is lost for want of a place.
        (options.out or RUNS).mkdir(parents=True, exist_ok=True)
        summary = _compare(scenarios, options)
        write_files(summary, options.out or RUNS / summary.sha256[:16])
        return _print((json_text if options.json else text_of)(summary))
    except (SimulationError, PricingError) as error:
        _say(f"{error}\n{error.message_zh}")
        return BAD_INPUT
    except OSError as error:
        place = error.filename or "standard output"
        _say(f"Cannot read or write {place}: {error.strerror}. 文件无法读写。")
        return BAD_INPUT
    except KeyboardInterrupt:
        _say("Stopped; nothing was written. 已中止，未写入文件。")
        return INTERRUPTED


def _print(text: str) -> int:
    if sys.stdout is None:
        return 0  # Started with standard output closed; the files hold it all.
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has seen enough; the rest goes nowhere, without complaint.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulation", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="compare a baseline with reforms")
    run.add_argument("base", metavar="BASE.toml", help="file or shipped name")
    run.add_argument(
        "--against", nargs="+", action="extend", default=[], metavar="REFORM.toml"
    )
    run.add_argument("--replications", type=int, default=10, metavar="N")
    run.add_argument("--seed", type=int, default=1, metavar="S")
    run.add_argument("--firms", type=int, metavar="N", help="run on a sample")
    run.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", dest="settings"
    )
    run.add_argument("--step", choices=("day", "week"), default="week")
    run.add_argument("--workers", type=int, metavar="N")
    run.add_argument("--out", type=Path, metavar="DIR", help="default: runs/<hash>")
    run.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _paths(options: argparse.Namespace) -> list[str]:
    return [options.base, *options.against]


def _scenario(path: str, options: argparse.Namespace) -> Scenario:
    """Load a scenario; what is set by hand wins over the size of the sample."""
    settings = dict(parse_setting(text) for text in options.settings)
    if options.firms is not None:
        _refuse_firms(options.firms)
        whole = load(path).parameters
        settings = {**sample_settings(whole, options.firms), **settings}
    scenario = load(path, settings)
    for warning in scenario.warnings:
        _say(f"{scenario.name}: {warning}")
    return scenario


def _refuse_firms(firms: int) -> None:
    if not 1 <= firms <= 1_000_000:
        raise RunRefused(
            f"--firms {firms} is not allowed. Give 1 to 1,000,000.",
            f"--firms {firms} 不可用。可用范围：1 至 1,000,000。",
        )


def _compare(scenarios: Sequence[Scenario], options: argparse.Namespace) -> Summary:
    # The delay keeps a bar from standing above the refusal of an impossible run; with
    # no interval between its updates, a run of an instant shows its end too.
    with tqdm(
        total=options.replications,
        unit="rep",
        file=sys.stderr,
        delay=BAR_AFTER_SECONDS,
        mininterval=0,
    ) as bar:
        return compare(
            scenarios[0],
            scenarios[1:],
            replications=options.replications,
            seed=options.seed,
            step=options.step,
            workers=_workers(scenarios, options),
            progress=lambda done, _: _advance(bar, done),
        )


def _advance(bar: Any, done: int) -> None:  # noqa: ANN401 - tqdm is generic
    bar.update(done - bar.n)


def _workers(scenarios: Sequence[Scenario], options: argparse.Namespace) -> int:
    """Return one worker for a small run, and one for each processor otherwise."""
    if options.workers is not None:
        return int(options.workers)
    firms = sum(scenario.parameters.population.firms for scenario in scenarios)
    is_small = firms * options.replications < SMALL_RUN_FIRMS
    return 1 if is_small else os.cpu_count() or 1


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
