"""Words that a search takes for one another, as they stand in the database now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml
from flask import current_app
from sqlalchemy.orm import Session

from market.history import HistoryEntry
from market.search.models import SynonymGroup
from market.search.text import cut, folded

SEED = Path(__file__).with_name("synonyms.yaml")
# A word with more spellings than this would make a slow query.
MOST_SPELLINGS = 6
# The longest group member that is looked for across typed words [words].
MOST_JOINED = 4
KEPT = SUBJECT = "synonyms"

State = tuple[int, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The groups by each of their words, all folded as the index folds text."""

    groups: dict[str, tuple[str, ...]]

    def of(self, word: str) -> tuple[str, ...]:
        """Return other spellings of a word, or of a word that holds one.

        Within a Chinese word only Chinese words are put for one another.

        Examples
        --------
        >>> known = synonyms_of([["废水", "污水", "waste water"]])
        >>> known.of("废水"), known.of("废水处理")
        (('污水', 'waste water'), ('污水处理',))
        """
        key = key_of(word)
        if key in self.groups:
            others = self.groups[key]
        elif is_chinese(key):
            others = tuple(self._put_within(key))
        else:
            others = ()
        spellings = [each for each in dict.fromkeys(others) if each != key]
        return tuple(spellings[:MOST_SPELLINGS])

    def joined(self, words: Sequence[str]) -> int:
        """Return how many of the first words stand together in a group, at least 1."""
        for count in range(min(MOST_JOINED, len(words)), 1, -1):
            if key_of(" ".join(words[:count])) in self.groups:
                return count
        return 1

    def _put_within(self, word: str) -> Iterable[str]:
        held = [each for each in self.groups if each in word and is_chinese(each)]
        for member in sorted(held, key=len, reverse=True):
            for other in self.groups[member]:
                if is_chinese(other):
                    yield word.replace(member, other)


def key_of(word: str) -> str:
    """Return the one spelling by which words are the same: folded, in the singular.

    Examples
    --------
    >>> key_of("Lithium-ion  batteries"), key_of("三維 打印")
    ('lithium ion battery', '三维打印')
    """
    plain = folded(word)
    if plain.isascii():
        return " ".join(cut(plain))
    return "".join(plain.split())


def is_chinese(word: str) -> bool:
    """Say whether a word is written in Chinese characters throughout."""
    return bool(word) and all("\u3400" <= sign <= "\u9fff" for sign in word)


def synonyms_of(groups: Iterable[Sequence[str]]) -> Synonyms:
    """Return the groups ready for use."""
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        words = tuple(dict.fromkeys(map(key_of, group)))
        for word in words:
            found[word] = tuple(
                dict.fromkeys([*found.get(word, ()), *words]),
            )
    return Synonyms(found)


def synonyms(session: Session) -> Synonyms:
    """Return the groups as they stand now; they are read again after each change."""
    state = _state(session)
    kept: dict[str, Any] = current_app.extensions.setdefault(KEPT, {})
    if kept.get("state") != state:
        kept["groups"] = synonyms_of(session.scalars(sa.select(SynonymGroup.words)))
        kept["state"] = state
    found: Synonyms = kept["groups"]
    return found


def groups(session: Session) -> Sequence[SynonymGroup]:
    """Return every group, the newest first."""
    wanted = sa.select(SynonymGroup).order_by(SynonymGroup.id.desc())
    return session.scalars(wanted).all()


@cache
def seed() -> tuple[tuple[str, ...], ...]:
    """Return the groups that a new market begins with."""
    tree = yaml.safe_load(SEED.read_text("utf-8"))
    return tuple(tuple(map(str, group)) for group in tree["groups"])


def _state(session: Session) -> State:
    """Return what differs after every change; each one is in the history."""
    row = session.execute(
        sa.select(
            sa.func.count(),
            sa.func.max(SynonymGroup.id),
            sa.select(sa.func.max(HistoryEntry.id))
            .where(HistoryEntry.subject == SUBJECT)
            .scalar_subquery(),
        )
    ).one()
    return (row[0], row[1], row[2])
