"""Bring patents into an office's catalogue, and record what is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.accounts.models import Organisation
from market.catalogue.faults import Fault, RowFault, Words
from market.catalogue.merging import merged
from market.catalogue.models import Patent
from market.catalogue.patent_row import PatentRow, twice
from market.errors import Refused

_KEYS = ("number", "application_number", "publication_number")
_TEXTS = (
    "title_en",
    "summary_zh",
    "summary_en",
    "abstract",
    "ipc",
    "patentee",
    "inventors",
)
COLUMNS = (
    *_KEYS,
    *_TEXTS,
    "jurisdiction",
    "source_reference",
    "kind",
    "status",
    "title",
    "filed_on",
    "granted_on",
    "expires_on",
    "expiry_is_computed",
)
_BLANK: dict[str, Any] = {
    **dict.fromkeys(COLUMNS),
    **dict.fromkeys(_TEXTS, ""),
}


@dataclass(slots=True)
class BlockPlan:
    """What a block of rows would change."""

    added: list[dict[str, Any]] = field(default_factory=list)
    # Each change carries the id of its patent.
    updated: list[dict[str, Any]] = field(default_factory=list)
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
    known = _known(session, organisation_id, rows)
    for row in rows:
        _plan_row(row, known, plan, taken)
    return plan


def write_block(
    session: Session,
    organisation_id: int,
    rows: Sequence[PatentRow],
    *,
    taken: dict[int, int],
    written_at: datetime,
) -> BlockPlan:
    """Add and update the patents of one block; the caller commits it whole."""
    # Two imports of one office's files at once would add the same patent twice.
    session.get_one(Organisation, organisation_id, with_for_update=True)
    plan = plan_block(session, organisation_id, rows, taken=taken)
    stamps = {"organisation_id": organisation_id, "created_at": written_at}
    if plan.added:
        session.execute(
            sa.insert(Patent),
            [new | stamps | {"updated_at": written_at} for new in plan.added],
        )
    if plan.updated:
        changes = [change | {"updated_at": written_at} for change in plan.updated]
        session.execute(sa.update(Patent), changes)
    return plan


def _known(
    session: Session, organisation_id: int, rows: Sequence[PatentRow]
) -> dict[str, dict[str, Any]]:
    """Return the office's patents that any of the rows may mean, by each number."""
    columns = [Patent.__table__.c[name] for name in ("id", *COLUMNS)]
    found: dict[str, dict[str, Any]] = {}
    seen: set[int] = set()
    # One query for each column, so that each goes through its own index.
    for name in _KEYS:
        query = sa.select(*columns).where(
            Patent.organisation_id == organisation_id,
            Patent.__table__.c[name].in_(_keys(rows, name)),
        )
        for record in session.execute(query).mappings():
            if record["id"] not in seen:
                seen.add(record["id"])
                known = dict(record)
                for number in (known[key] for key in _KEYS if known[key]):
                    found.setdefault(number, known)
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
        plan.added.append(_BLANK | given)
        return
    earlier = next((taken[found] for found in matches if found in taken), None)
    if len(matches) > 1 or earlier is not None:
        plan.faults.append(_fault(row, list(matches.values()), earlier))
        return
    (before,) = matches.values()
    taken[before["id"]] = row.row
    after = merged(before, row.values, status_is_stated=row.status_is_stated)
    changes = {name: after[name] for name in COLUMNS if after[name] != before[name]}
    if changes:
        plan.updated.append({"id": before["id"], **changes})
    else:
        plan.unchanged += 1


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


class NumberTaken(Refused):
    """The office has this patent already."""


def add_patent(
    session: Session,
    organisation_id: int,
    values: Mapping[str, Any],
    *,
    added_at: datetime,
) -> Patent:
    """Add one patent that somebody typed.

    Raises
    ------
    NumberTaken
        When the office has a patent by one of its numbers.
    """
    session.get_one(Organisation, organisation_id, with_for_update=True)
    row = PatentRow(row=0, values=values)
    if _known(session, organisation_id, [row]):
        raise NumberTaken(
            f"本单位已有专利 {values['number']}。请在专利列表中打开它。",
            f"You already have {values['number']}. Open it in your list of patents.",
        )
    given = merged({}, values, status_is_stated=True)
    patent = Patent(
        organisation_id=organisation_id,
        created_at=added_at,
        updated_at=added_at,
        **{name: value for name, value in given.items() if value is not None},
    )
    session.add(patent)
    session.flush()  # The caller leads to patent.id.
    return patent


def change_patent(
    patent: Patent, values: Mapping[str, Any], *, changed_at: datetime
) -> None:
    """Record what somebody typed of a patent; None is unknown.

    A blank expiry is computed again from the filing, where the law allows it.
    """
    for name, value in values.items():
        setattr(patent, name, value)
    known = {name: getattr(patent, name) for name in COLUMNS}
    if "expires_on" in values:
        known["expiry_is_computed"] = values["expires_on"] is None
    after = merged(known, {}, status_is_stated=False)
    patent.expires_on = after["expires_on"]
    patent.expiry_is_computed = after["expiry_is_computed"]
    patent.updated_at = changed_at
