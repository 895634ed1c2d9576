"""What is wrong with a number or a row: reason and mend, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in Chinese and in English."""

    zh: str
    en: str

    def read_in(self, locale: str) -> str:
        """Return the sentence in the reader's language."""
        return self.zh if locale.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a value cannot stand, and what to write instead."""

    reason: Words
    mend: Words


LONGEST_SHOWN = 120


def shown(value: str) -> str:
    """Return a cell's text as a finding quotes it: in one line, cut where long."""
    line = " ".join(value[: 4 * LONGEST_SHOWN].split())
    return line if len(line) <= LONGEST_SHOWN else line[:LONGEST_SHOWN] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFault:
    """One finding on one cell of a file.

    Attributes
    ----------
    row : int
        Number of the row as a spreadsheet shows it; the header is row 1 [1].
    column, value : str
        The cell: its column's name and what it holds, as `shown`.
    fault : Fault
        Reason and mend.
    refuses : bool
        Whether the row is left out; otherwise it goes in and this is a notice.
    """

    row: int
    column: str
    value: str
    fault: Fault
    refuses: bool = True


class RowRefused(Exception):
    """A cell makes its row impossible to take; carries the finding's parts."""

    def __init__(self, column: str, value: str, fault: Fault) -> None:
        super().__init__(fault.reason.en)
        self.column = column
        self.value = value
        self.fault = fault
