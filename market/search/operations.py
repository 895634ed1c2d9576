"""Change which words a search takes for one another; the history keeps each change."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.errors import NotFound, Unacceptable
from market.history import Author, Change, record
from market.search.models import SynonymGroup
from market.search.synonyms import SUBJECT, key_of, seed

MOST_WORDS = 12
LONGEST_WORD = 40


def add_group(session: Session, words: Sequence[str], author: Author) -> SynonymGroup:
    """Add a group; it holds from the next search on.

    Raises
    ------
    Unacceptable
        When the words make no group, or stand in another already.
    """
    _check(session, words)
    group = _new(words, author)
    session.add(group)
    session.flush()  # The history refers to its id.
    _record(session, author, group.id, after=words)
    return group


def change_group(
    session: Session, group_id: int, words: Sequence[str], author: Author
) -> None:
    """Replace the words of a group.

    Raises
    ------
    NotFound
        When there is none.
    Unacceptable
        When the words make no group, or stand in another already.
    """
    group = _group(session, group_id)
    _check(session, words, other_than=group_id)
    before, group.words = group.words, list(words)
    group.changed_at, group.changed_by_id = author.happened_at, author.user_id
    if before != group.words:
        _record(session, author, group_id, before=before, after=words)


def remove_group(session: Session, group_id: int, author: Author) -> None:
    """Remove a group.

    Raises
    ------
    NotFound
        When there is none.
    """
    group = _group(session, group_id)
    _record(session, author, group_id, before=group.words)
    session.delete(group)


def add_seed(session: Session, author: Author) -> int:
    """Add the groups of the starting list whose words are new; return how many."""
    taken = {key_of(word) for words in _all_words(session) for word in words}
    fresh = [words for words in seed() if not taken.intersection(map(key_of, words))]
    added = [_new(words, author) for words in fresh]
    session.add_all(added)
    session.flush()  # The history refers to their ids.
    record(
        session,
        author,
        (
            Change(
                subject=SUBJECT,
                subject_id=group.id,
                action="added",
                after={"words": group.words},
            )
            for group in added
        ),
    )
    return len(added)


def begin_synonyms(session: Session, author: Author) -> None:
    """Add the starting list where there are no groups at all."""
    if not _all_words(session):
        add_seed(session, author)


def _new(words: Sequence[str], author: Author) -> SynonymGroup:
    return SynonymGroup(
        words=list(words),
        changed_by_id=author.user_id,
        changed_at=author.happened_at,
    )


def _group(session: Session, group_id: int) -> SynonymGroup:
    group = session.get(SynonymGroup, group_id, with_for_update=True)
    if group is None:
        raise NotFound("没有这组同义词。", "There is no such group of words.")
    return group


def _record(
    session: Session,
    author: Author,
    group_id: int,
    *,
    before: Sequence[str] | None = None,
    after: Sequence[str] | None = None,
) -> None:
    action = "added" if before is None else "removed" if after is None else "changed"
    change = Change(
        subject=SUBJECT,
        subject_id=group_id,
        action=action,
        before=None if before is None else {"words": list(before)},
        after=None if after is None else {"words": list(after)},
    )
    record(session, author, [change])


def _check(
    session: Session, words: Sequence[str], *, other_than: int | None = None
) -> None:
    keys = {key_of(word) for word in words} - {""}
    if len(keys) < 2:
        raise Unacceptable(
            "一组至少要有两个不同的词，每行一个。",
            "A group needs two different words at least, one on each line.",
        )
    if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in words):
        raise Unacceptable(
            f"一组最多 {MOST_WORDS} 个词，每个词最多 {LONGEST_WORD} 个字符。",
            f"A group has at most {MOST_WORDS} words of {LONGEST_WORD} characters.",
        )
    for taken in _all_words(session, other_than=other_than):
        both = [word for word in taken if key_of(word) in keys]
        if both:
            raise Unacceptable(
                f"“{both[0]}”已在另一组中：{'、'.join(taken)}。请改那一组。",
                f"“{both[0]}” stands in another group: {', '.join(taken)}. "
                "Change that group instead.",
            )


def _all_words(
    session: Session, *, other_than: int | None = None
) -> Sequence[list[str]]:
    wanted = sa.select(SynonymGroup.words)
    if other_than is not None:
        wanted = wanted.where(SynonymGroup.id != other_than)
    return session.scalars(wanted).all()
