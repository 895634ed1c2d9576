"""Simulation runs of one organisation, and what can be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from market.errors import NotFound
from market.scenarios.models import Run
from simulation.scenario import shipped

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """A shipped scenario, as a page offers it."""

    name: str
    title_zh: str
    title_en: str

    def title(self, locale: str) -> str:
        """Return the title in the reader's language."""
        return self.title_zh if locale.startswith("zh") else self.title_en


@cache
def choices() -> tuple[Choice, ...]:
    """Return the shipped scenarios, baseline first."""
    return tuple(Choice(**scenario) for scenario in shipped())


def titles(locale: str) -> dict[str, str]:
    """Return the title of each shipped scenario by its name."""
    return {choice.name: choice.title(locale) for choice in choices()}


def runs(session: Session, organisation_id: int) -> Sequence[Run]:
    """Return an organisation's newest runs, newest first."""
    query = (
        sa.select(Run)
        .where(Run.organisation_id == organisation_id)
        .options(joinedload(Run.job), joinedload(Run.asked_by))
        .order_by(Run.id.desc())
        .limit(SHOWN)
    )
    return session.scalars(query).all()


def run(session: Session, organisation_id: int, token: str) -> Run:
    """Return an organisation's run by the token in its address.

    Raises
    ------
    NotFound
        When there is none, or it is another organisation's.
    """
    query = sa.select(Run).where(
        Run.token == token, Run.organisation_id == organisation_id
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(
            "没有这个模拟任务，或者它属于其他机构。",
            "There is no such run, or it is another organisation's.",
        )
    return found
