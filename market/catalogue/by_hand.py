"""Add and change one patent that somebody typed, with its entry of history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from market.accounts.models import Organisation
from market.catalogue.merging import merged
from market.catalogue.models import Patent
from market.catalogue.operations import known_patents
from market.catalogue.owners import Owner, joined
from market.catalogue.patent_row import PatentRow
from market.catalogue.record import BLANK, COLUMNS
from market.catalogue.writing import PatentChange, write_added, write_changes
from market.errors import Refused
from market.history import Author


class NumberTaken(Refused):
    """The office has this patent already."""


def add_patent(
    session: Session,
    organisation_id: int,
    values: Mapping[str, Any],
    *,
    author: Author,
) -> int:
    """Add one patent that somebody typed; return its id.

    Raises
    ------
    NumberTaken
        When the office has a patent by one of its numbers.
    """
    session.get_one(Organisation, organisation_id, with_for_update=True)
    row = PatentRow(row=0, values=values)
    if known_patents(session, organisation_id, [row]):
        raise NumberTaken(
            f"本单位已有专利 {values['number']}。请在专利列表中打开它。",
            f"You already have {values['number']}. Open it in your list of patents.",
        )
    stated = {name: value for name, value in values.items() if value is not None}
    new = BLANK | merged({}, stated, status_is_stated=True)
    (patent_id,) = write_added(session, organisation_id, [new], author)
    return patent_id


def change_patent(
    session: Session, patent: Patent, values: Mapping[str, Any], *, author: Author
) -> None:
    """Record what somebody typed of a patent; None is unknown.

    A blank expiry is computed again from the filing, where the law allows it. What
    is typed as it was changes nothing and leaves no entry.
    """
    before = _known(patent, values)
    after = {**before, **values}
    if "owners" in values:
        after["patentee"] = joined(values["owners"])
    if "expires_on" in values:
        after["expiry_is_computed"] = values["expires_on"] is None
    after = merged(after, {}, status_is_stated=False)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return
    change = PatentChange(
        patent.id,
        {name: before[name] for name in changed},
        {name: after[name] for name in changed},
    )
    write_changes(session, [change], author)
    session.expire(patent)


def _known(patent: Patent, values: Mapping[str, Any]) -> dict[str, Any]:
    owners = tuple(Owner(owner.name, owner.share_ppm) for owner in patent.owners)
    names = {*COLUMNS, *values} - {"owners"}
    return {name: getattr(patent, name) for name in names} | {"owners": owners}
