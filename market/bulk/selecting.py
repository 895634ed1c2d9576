"""The patents chosen in a list, as an address and as a form carry them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from market import clock
from market.bulk.operations import MOST_PATENTS
from market.catalogue.queries import ids_of
from market.catalogue.selection import Wanted

FOUND = "found"
# More digits are no id of ours, and a database would refuse to look for them.
_ID = re.compile(r"[0-9]{1,18}")


def from_args(
    session: Session, organisation_id: int, args: MultiDict[str, str]
) -> list[int]:
    """Return the patents that were ticked, or all that the list's filters find."""
    if args.get("scope") != FOUND:
        return _numbers(args.getlist("id"))
    return ids_of(
        session,
        organisation_id,
        Wanted.from_args(args),
        day=clock.today(),
        # One more than may be asked for, so that too many are refused as such.
        limit=MOST_PATENTS + 1,
    )


def from_text(text: str) -> list[int]:
    """Read what a form carried; what is no number is left out.

    Examples
    --------
    >>> from_text("3,1,3,x"), as_text([3, 1])
    ([3, 1], '3,1')
    """
    return _numbers(text.split(","))


def as_text(patent_ids: Iterable[int]) -> str:
    """Return ids as a form carries them."""
    return ",".join(str(each) for each in patent_ids)


def _numbers(texts: Iterable[str]) -> list[int]:
    return list(dict.fromkeys(int(each) for each in texts if _ID.fullmatch(each)))
