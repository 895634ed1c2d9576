"""One patent as a file or a form gives it, before the catalogue is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from market.catalogue.faults import Fault, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PatentRow:
    """One patent as a file gives it.

    Attributes
    ----------
    row : int
        Number of its row, the header being row 1 [1].
    values : mapping
        What is known, by column of the patent; what the file leaves blank is absent.
    status_is_stated : bool
        Whether the file says the legal state in words; else the number implies it.
    """

    row: int
    values: Mapping[str, object]
    status_is_stated: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the numbers by which the same patent is found again."""
        names = ("number", "publication_number", "application_number")
        found = (self.values.get(name) for name in names)
        return tuple(dict.fromkeys(str(number) for number in found if number))


def twice(earlier_row: int) -> Fault:
    """Return the fault of a row on the same patent as an earlier one."""
    return Fault(
        Words(
            f"与第 {earlier_row} 行是同一件专利，但内容不同",
            f"It is the same patent as row {earlier_row}, but says something else",
        ),
        Words("请只保留正确的一行", "Keep only the row that is right"),
    )
