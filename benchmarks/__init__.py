"""Figures of speed, each with the bound that it must hold.

A room has one module here with a generator ``figures(scale)``, which
``__main__.ROOMS`` names. Ratios compare two ways of the same work in the same run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Literal

__all__ = ["SCALES", "Figure", "Scale", "at_least", "at_most", "seconds"]

Scale = Literal["small", "full"]
SCALES: tuple[Scale, ...] = ("small", "full")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; `bound` and `holds` are None where none is set."""

    name: str
    value: float
    unit: str
    bound: float | None = None
    holds: bool | None = None


def at_least(name: str, value: float, unit: str, bound: float | None) -> Figure:
    """Return a figure that must reach its bound, if it has one."""
    return Figure(name, value, unit, bound, None if bound is None else value >= bound)


def at_most(name: str, value: float, unit: str, bound: float | None) -> Figure:
    """Return a figure that must stay within its bound, if it has one."""
    return Figure(name, value, unit, bound, None if bound is None else value <= bound)


def seconds(work: Callable[[], object], *, repeats: int = 3) -> float:
    """Return the shortest of some runs: what the machine can do undisturbed [s]."""
    best = float("inf")
    for _ in range(repeats):
        begun = perf_counter()
        work()
        best = min(best, perf_counter() - begun)
    return best
