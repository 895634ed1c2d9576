"""The steps of a round of approval: which are due, and who decides them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Step", "due", "step_for", "steps_from"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step as a round keeps it.

    Attributes
    ----------
    index : int
        Its place in the round, from 0; what a decision names [1].
    position : int
        Steps of one position are co-signed (会签): all must approve [1].
    approver_id : int or None
        Who decides; None is any admin of the office.
    approver : str
        The approver's name when the round began.
    """

    index: int
    position: int
    title_zh: str
    title_en: str
    approver_id: int | None
    approver: str

    def title(self, locale: str) -> str:
        """Return the title in the reader's language, or the one there is."""
        return self.title_zh if locale.startswith("zh") else self.title_en

    def is_for(self, user_id: int, *, as_admin: bool) -> bool:
        """Say whether a person may decide this step."""
        if self.approver_id is None:
            return as_admin
        return self.approver_id == user_id


def steps_from(kept: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Return the steps that a round keeps as JSON."""
    return tuple(Step(index=index, **one) for index, one in enumerate(kept))


def due(steps: Sequence[Step], decided: Collection[int]) -> tuple[Step, ...]:
    """Return the steps that are to be decided now.

    Parameters
    ----------
    steps : sequence of Step
        All steps of a round.
    decided : collection of int
        Indexes of those that are decided [1].

    Examples
    --------
    >>> def step(index, position):
    ...     return Step(index=index, position=position, title_zh="", title_en="",
    ...                 approver_id=None, approver="")
    >>> steps = [step(0, 1), step(1, 2), step(2, 2)]
    >>> [one.index for one in due(steps, {0})], due(steps, {0, 1, 2})
    ([1, 2], ())
    """
    left = [step for step in steps if step.index not in decided]
    first = min((step.position for step in left), default=0)
    return tuple(step for step in left if step.position == first)


def step_for(
    steps: Iterable[Step], user_id: int, *, as_admin: bool, has_decided: bool
) -> Step | None:
    """Return the step that a person may decide, or None.

    Parameters
    ----------
    steps : iterable of Step
        Those that are due.
    user_id : int
        The person.
    as_admin : bool
        Whether the person is an admin of the office.
    has_decided : bool
        Whether the person has decided another step of this round: a further one
        only where the chain names the person for it.
    """
    mine = [
        step
        for step in steps
        if step.is_for(user_id, as_admin=as_admin)
        and (step.approver_id == user_id or not has_decided)
    ]
    # What one is named for comes first; an unnamed step is left to another admin.
    return min(mine, key=lambda step: step.approver_id is None, default=None)
