"""Write patents with their holders, and the history of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.catalogue.models import Patent
from market.catalogue.ownership import add_owners, replace_owners
from market.catalogue.record import LONG_TEXTS, plain_values
from market.history import Author, Change, record

SUBJECT = "patent"


@dataclass(frozen=True, slots=True)
class PatentChange:
    """What becomes of a known patent: only what differs, before and after."""

    patent_id: int
    before: dict[str, Any]
    after: dict[str, Any]


def write_added(
    session: Session,
    organisation_id: int,
    added: Sequence[dict[str, Any]],
    author: Author,
) -> list[int]:
    """Add patents, with one entry of history each; return their ids in order."""
    if not added:
        return []
    stamps = {
        "organisation_id": organisation_id,
        "created_at": author.happened_at,
        "updated_at": author.happened_at,
    }
    rows = [_columns(new) | stamps for new in added]
    ids = list(
        session.scalars(
            sa.insert(Patent).returning(Patent.id, sort_by_parameter_order=True), rows
        )
    )
    named = zip(ids, (new["owners"] for new in added), strict=True)
    add_owners(session, named)
    record(session, author, map(_addition, ids, added))
    return ids


def write_changes(
    session: Session, changes: Sequence[PatentChange], author: Author
) -> None:
    """Write what differs, with one entry of history for each patent."""
    if not changes:
        return
    stamp = {"updated_at": author.happened_at}
    rows = [
        {"id": change.patent_id, **_columns(change.after), **stamp}
        for change in changes
    ]
    session.execute(sa.update(Patent), rows)
    owners = {
        change.patent_id: change.after["owners"]
        for change in changes
        if "owners" in change.after
    }
    replace_owners(session, owners)
    record(session, author, map(_entry, changes))


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "owners"}


def _addition(patent_id: int, new: dict[str, Any]) -> Change:
    told = {
        name: value
        for name, value in new.items()
        if name not in LONG_TEXTS and value not in (None, "", [], ())
    }
    return Change(
        subject=SUBJECT,
        subject_id=patent_id,
        action="added",
        after=plain_values(told),
    )


def _entry(change: PatentChange) -> Change:
    return Change(
        subject=SUBJECT,
        subject_id=change.patent_id,
        action="changed",
        before=plain_values(change.before),
        after=plain_values(change.after),
    )
