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


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFault:
    """One finding on one cell of a file.

    Attributes
    ----------
    row : int
        Number of the row as a spreadsheet shows it; the header is row 1 [1].
    column, value : str
        The cell: its column's name and what it holds.
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
