"""Which column is which: what an office says once is remembered for its next file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.imports.columns import guess_columns, map_columns
from market.imports.models import ColumnChoice
from market.imports.sheets import FileUnreadable

LONGEST_NAME = 200
# A page offers no more of them; the others are read as guessed.
MOST_OFFERED = 100

Said = Mapping[str, str]


def offered(header: Sequence[str]) -> list[str]:
    """Return the columns whose meaning a person may state: each name once.

    Examples
    --------
    >>> offered(["专利号", "名称", "名称", ""])
    ['专利号', '名称']
    """
    names = dict.fromkeys(name for name in header if name)
    return [name for name in names if len(name) <= LONGEST_NAME][:MOST_OFFERED]


def fields_of(header: Sequence[str], stated: Said) -> dict[str, str]:
    """Return the field of each column that is read, by the column's name.

    Examples
    --------
    >>> fields_of(["专利号", "成果", "备注"], {"成果": "title"})
    {'专利号': 'number', '成果': 'title'}
    """
    places = guess_columns(header, stated)
    by_place = sorted(places.items(), key=lambda item: item[1])
    return {header[place]: field for field, place in by_place}


def corrections(header: Sequence[str], stated: Said) -> dict[str, str]:
    """Return what of a statement is not what would have been guessed.

    Examples
    --------
    >>> corrections(["专利号", "成果"], {"专利号": "number", "成果": "title"})
    {'成果': 'title'}
    """
    guessed = fields_of(header, {})
    return {
        name: field for name, field in stated.items() if guessed.get(name, "") != field
    }


def remembered(
    session: Session, organisation_id: int, header: Sequence[str]
) -> dict[str, str]:
    """Return what an office said of columns by these names, as far as it fits.

    Parameters
    ----------
    session : Session
        Open session.
    organisation_id : int
        Whose memory.
    header : sequence of str
        The columns of a new file.
    """
    query = sa.select(ColumnChoice.column, ColumnChoice.field).where(
        ColumnChoice.organisation_id == organisation_id,
        ColumnChoice.column.in_(offered(header)),
    )
    said = {row.column: row.field for row in session.execute(query)}
    return fitting(header, {name: said[name] for name in header if name in said})


def fitting(header: Sequence[str], said: Said) -> dict[str, str]:
    """Return what was said of other files as far as it makes sense of this one.

    Of two columns that were said to be the same the first counts. A column that was
    left out is read after all where nothing else names the patent or its title.

    Examples
    --------
    >>> fitting(["number", "title"], {"title": ""})
    {}
    >>> fitting(["number", "title", "成果"], {"title": "", "成果": "title"})
    {'title': '', '成果': 'title'}
    """
    first: dict[str, str] = {}
    for name, field in said.items():
        if not field or field not in first.values():
            first[name] = field
    try:
        map_columns(header, first)
    except FileUnreadable:
        return {name: field for name, field in first.items() if field}
    return first


def remember(
    session: Session,
    organisation_id: int,
    header: Sequence[str],
    stated: Said,
    *,
    chosen_at: datetime,
) -> None:
    """Remember what an office corrected; what it left as guessed is forgotten."""
    corrected = corrections(header, stated)
    of_these = (
        ColumnChoice.organisation_id == organisation_id,
        ColumnChoice.column.in_(list(stated)),
    )
    session.execute(sa.delete(ColumnChoice).where(*of_these))
    rows = [
        {
            "organisation_id": organisation_id,
            "column": name,
            "field": field,
            "chosen_at": chosen_at,
        }
        for name, field in corrected.items()
    ]
    if rows:
        session.execute(sa.insert(ColumnChoice), rows)
