"""``python -m benchmarks [--only ROOM] [--scale small|full]``.

Prints one JSON line for each figure, then a table. Exit status 1 if a figure
does not hold its bound.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Generator, Iterable, Iterator
from dataclasses import asdict
from importlib import import_module

import simpy

from benchmarks import SCALES, Figure, Scale, seconds

# Each room by its name, and the module with its `figures`.
ROOMS = {
    "import": "benchmarks.imports",
    "pricing": "benchmarks.pricing",
    "search": "benchmarks.search",
    "simulation": "benchmarks.simulation",
}


def machine(timeouts: int = 200_000) -> Figure:
    """Return the machine's raw rate, beside which seconds are to be read."""

    def run() -> None:
        environment = simpy.Environment()

        def clock() -> Generator[simpy.Event, None, None]:
            for _ in range(timeouts):
                yield environment.timeout(1)

        environment.process(clock())
        environment.run()

    return Figure("machine: SimPy timeouts", timeouts / seconds(run), "1/s")


def figures(only: Iterable[str], scale: Scale) -> Iterator[Figure]:
    """Yield the machine's rate, then the figures of each room."""
    yield machine()
    for room in only:
        yield from import_module(ROOMS[room]).figures(scale)


def shown(found: list[Figure]) -> str:
    """Return the figures as a table."""
    verdicts = {None: "", True: "holds", False: "MISSED"}
    width = max(len(figure.name) for figure in found)
    return "\n".join(
        f"{figure.name:<{width}}  {figure.value:>16,.3f} {figure.unit:<18}"
        f"{'' if figure.bound is None else f'{figure.bound:,g}':>12}"
        f"  {verdicts[figure.holds]}".rstrip()
        for figure in found
    )


def main() -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--only", choices=sorted(ROOMS), help="one room; without it, all"
    )
    parser.add_argument("--scale", choices=SCALES, default="full")
    chosen = parser.parse_args()
    found = []
    for figure in figures(
        [chosen.only] if chosen.only else sorted(ROOMS), chosen.scale
    ):
        found.append(figure)
        print(json.dumps(asdict(figure)), flush=True)
    print(f"\n{shown(found)}")
    return int(any(figure.holds is False for figure in found))


if __name__ == "__main__":
    sys.exit(main())
