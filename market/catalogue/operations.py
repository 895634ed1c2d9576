"""Bring patents into an office's catalogue, and record what is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.accounts.models import Organisation
from market.catalogue.faults import Fault, RowFault, Words
from market.catalogue.merging import merged
from market.catalogue.models import Patent
from market.catalogue.ownership import owners_of
from market.catalogue.patent_row import PatentRow, twice
from market.catalogue.record import BLANK, COLUMNS, KEYS, RECORD
from market.catalogue.writing import PatentChange, write_added, write_changes
from market.history import Author


@dataclass(slots=True)
class BlockPlan:
    """What a block of rows would change."""

    added: list[dict[str, Any]] = field(default_factory=list)
    updated: list[PatentChange] = field(default_factory=list)
    unchanged: int = 0
    faults: list[RowFault] = field(default_factory=list)


def plan_block(
    session: Session,
    organisation_id: int,
    rows: Sequence[PatentRow],
    *,
    taken: dict[int, int],
) -> BlockPlan:
    """Compare rows with the catalogue, without changing it.

    Parameters
    ----------
    session : Session
        Open session.
    organisation_id : int
        Whose catalogue it is.
    rows : sequence of PatentRow
        At most a block of them: they are looked up together.
    taken : dict
        Row by id of the patents that earlier rows of the file named; added to.
    """
    plan = BlockPlan()
    known = known_patents(session, organisation_id, rows)
    for row in rows:
        _plan_row(row, known, plan, taken)
    return plan


def write_block(
    session: Session,
    organisation_id: int,
    rows: Sequence[PatentRow],
    *,
    taken: dict[int, int],
    author: Author,
) -> BlockPlan:
    """Add and update the patents of one block; the caller commits it whole."""
    # Two imports of one office's files at once would add the same patent twice.
    session.get_one(Organisation, organisation_id, with_for_update=True)
    plan = plan_block(session, organisation_id, rows, taken=taken)
    write_added(session, organisation_id, plan.added, author)
    write_changes(session, plan.updated, author)
    return plan


def known_patents(
    session: Session, organisation_id: int, rows: Sequence[PatentRow]
) -> dict[str, dict[str, Any]]:
    """Return the office's patents that any of the rows may mean, by each number."""
    columns = [Patent.__table__.c[name] for name in ("id", *COLUMNS)]
    found: dict[str, dict[str, Any]] = {}
    seen: set[int] = set()
    # One query for each column, so that each goes through its own index.
    for name in KEYS:
        query = sa.select(*columns).where(
            Patent.organisation_id == organisation_id,
            Patent.__table__.c[name].in_(_keys(rows, name)),
        )
        for record in session.execute(query).mappings():
            if record["id"] not in seen:
                seen.add(record["id"])
                known = dict(record)
                for number in (known[key] for key in KEYS if known[key]):
                    found.setdefault(number, known)
    owners = owners_of(session, list(seen))
    for known in found.values():
        known["owners"] = owners.get(known["id"], ())
    return found


def _keys(rows: Iterable[PatentRow], name: str) -> set[str]:
    """Return what to look for in a column: any number may be a patent's identity."""
    if name == "number":
        return {key for row in rows for key in row.keys}
    return {str(row.values[name]) for row in rows if row.values.get(name)}


def _plan_row(
    row: PatentRow,
    known: Mapping[str, dict[str, Any]],
    plan: BlockPlan,
    taken: dict[int, int],
) -> None:
    matches = {known[key]["id"]: known[key] for key in row.keys if key in known}
    if not matches:
        given = merged({}, row.values, status_is_stated=row.status_is_stated)
        plan.added.append(BLANK | given)
        return
    earlier = next((taken[found] for found in matches if found in taken), None)
    if len(matches) > 1 or earlier is not None:
        plan.faults.append(_fault(row, list(matches.values()), earlier))
        return
    (before,) = matches.values()
    taken[before["id"]] = row.row
    after = merged(before, row.values, status_is_stated=row.status_is_stated)
    changed = [name for name in RECORD if after[name] != before[name]]
    if not changed:
        plan.unchanged += 1
        return
    plan.updated.append(
        PatentChange(
            before["id"],
            {name: before[name] for name in changed},
            {name: after[name] for name in changed},
        )
    )


def _fault(
    row: PatentRow, matches: Sequence[Mapping[str, Any]], earlier_row: int | None
) -> RowFault:
    number = str(row.values["number"])
    fault = _several(matches) if earlier_row is None else twice(earlier_row)
    return RowFault(row=row.row, column="", value=number, fault=fault)


def _several(matches: Sequence[Mapping[str, Any]]) -> Fault:
    numbers = [str(match["number"]) for match in matches]
    return Fault(
        Words(
            f"该行的号码属于本单位目录中的多件专利：{'、'.join(numbers)}",
            "Its numbers belong to several patents of the catalogue: "
            + ", ".join(numbers),
        ),
        Words("请核对该行的各个号码", "Check the numbers of this row"),
    )
