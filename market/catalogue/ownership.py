"""Write the holders of patents: many patents in a few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.catalogue.models import PatentOwner
from market.catalogue.owners import Owner, Owners

_TABLE = PatentOwner.__table__


def owners_of(session: Session, patent_ids: Sequence[int]) -> dict[int, Owners]:
    """Return the present holders of patents, by the patent's id; none of some."""
    found: dict[int, list[Owner]] = defaultdict(list)
    if not patent_ids:
        return {}
    for row in _present(session, patent_ids):
        found[row["patent_id"]].append(Owner(row["name"], row["share_ppm"]))
    return {patent_id: tuple(owners) for patent_id, owners in found.items()}


def add_owners(session: Session, owners: Iterable[tuple[int, Owners]]) -> None:
    """Write the holders of patents that have none yet."""
    rows = [
        _row(patent_id, place, owner)
        for patent_id, named in owners
        for place, owner in enumerate(named, start=1)
    ]
    if rows:
        session.execute(sa.insert(PatentOwner), rows)


def replace_owners(session: Session, owners: Mapping[int, Owners]) -> None:
    """Write the holders of patents in the place of those that they have.

    A holder who stays keeps its row, and with it the consents that refer to it.
    """
    if not owners:
        return
    present = {
        (row["patent_id"], row["name"]): row["id"]
        for row in _present(session, list(owners))
    }
    # Two holders who change places would for a moment stand in one.
    session.execute(
        sa.update(PatentOwner)
        .where(_TABLE.c.patent_id.in_(owners), _TABLE.c.position > 0)
        .values(position=-_TABLE.c.id)
    )
    stay: list[dict[str, Any]] = []
    come: list[dict[str, Any]] = []
    for patent_id, named in owners.items():
        for place, owner in enumerate(named, start=1):
            row = _row(patent_id, place, owner)
            known = present.get((patent_id, owner.name))
            if known is None:
                come.append(row)
            else:
                stay.append({"id": known, **row})
    if stay:
        session.execute(sa.update(PatentOwner), stay)
    if come:
        session.execute(sa.insert(PatentOwner), come)


def _present(session: Session, patent_ids: Sequence[int]) -> Iterable[sa.RowMapping]:
    wanted = (
        sa.select(*(_TABLE.c[n] for n in ("id", "patent_id", "name", "share_ppm")))
        .where(_TABLE.c.patent_id.in_(patent_ids), _TABLE.c.position > 0)
        .order_by(_TABLE.c.patent_id, _TABLE.c.position)
    )
    return session.execute(wanted).mappings().all()


def _row(patent_id: int, place: int, owner: Owner) -> dict[str, Any]:
    return {
        "patent_id": patent_id,
        "position": place,
        "name": owner.name,
        "share_ppm": owner.share_ppm,
    }
