"""What became of rows, counted."""

from __future__ import annotations

from dataclasses import dataclass

from market.catalogue.faults import RowFault
from market.catalogue.operations import BlockPlan
from market.imports.blocks import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Rows by what became of them [1].

    Examples
    --------
    >>> (Tally(added=2) + Tally(added=1, refused=1)).summary
    '3 added, 0 updated, 0 unchanged, 1 refused'
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Return the counts of both."""
        return Tally(
            added=self.added + other.added,
            updated=self.updated + other.updated,
            unchanged=self.unchanged + other.unchanged,
            refused=self.refused + other.refused,
        )

    @property
    def summary(self) -> str:
        """Return the last line of an import."""
        return (
            f"{self.added} added, {self.updated} updated, "
            f"{self.unchanged} unchanged, {self.refused} refused"
        )


def faults_of(block: Block, plan: BlockPlan) -> list[RowFault]:
    """Return every finding of a block, by row."""
    return sorted([*block.faults, *plan.faults], key=lambda fault: fault.row)


def tally_of(block: Block, plan: BlockPlan) -> Tally:
    """Count the rows of a block."""
    refused = {fault.row for fault in faults_of(block, plan) if fault.refuses}
    return Tally(
        added=len(plan.added),
        updated=len(plan.updated),
        unchanged=plan.unchanged + block.repeated,
        refused=len(refused),
    )
