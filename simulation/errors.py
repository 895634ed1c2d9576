"""Errors of the simulator.

::

    SimulationError
    ├── ScenarioUnreadable   a scenario cannot be read; names every place
    ├── ScenariosUnlike      two scenarios cannot be compared under common draws
    └── RunRefused           an argument of a run is impossible

Each says what happened, where, why and how to mend it, in English (``str(error)``)
and in Chinese (``message_zh``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with a scenario: where, what, and how to mend it."""

    file: str
    key: str
    message_zh: str
    message_en: str
    mend_zh: str
    mend_en: str

    def in_english(self) -> str:
        """Return the fault as one English line."""
        return f"{self.file}: {self.key}: {self.message_en} {self.mend_en}"

    def in_chinese(self) -> str:
        """Return the fault as one Chinese line."""
        return f"{self.file}：{self.key}：{self.message_zh}{self.mend_zh}"


class SimulationError(Exception):
    """Something the simulator refuses; never raised itself."""

    def __init__(self, message_en: str, message_zh: str) -> None:
        super().__init__(message_en)
        self.message_zh = message_zh


class ScenarioUnreadable(SimulationError):
    """A scenario file, or a value set from outside, cannot be used."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(
            "\n".join(fault.in_english() for fault in faults),
            "\n".join(fault.in_chinese() for fault in faults),
        )
        self.faults = tuple(faults)

    def __reduce__(self) -> tuple[type[ScenarioUnreadable], tuple[tuple[Fault, ...]]]:
        """Let the error cross from a worker process."""
        return type(self), (self.faults,)


class ScenariosUnlike(SimulationError):
    """Scenarios differ in what a comparison must hold equal."""


class RunRefused(SimulationError):
    """An argument of a run is out of range."""
