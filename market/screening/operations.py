"""Mark patents and set weights, each with its entry of history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.accounts.models import Organisation
from market.catalogue.models import Patent
from market.errors import StaleVersion, Unacceptable
from market.history import Author, Change, record
from market.screening.models import Criterion, ScreeningMark, ScreeningWeight
from market.screening.portfolio import marks_of, weights_of
from market.screening.scoring import Weights

HIGHEST = 100
LONGEST_NOTE = 500
# Marks stand under their patent, weights under their office.
MARKS, WEIGHTS = "screening", "screening_weights"


class Given(NamedTuple):
    """What a reviewer gives for one criterion: a mark from 0 to 100, and why."""

    mark: int
    note: str


def seen_of(marks: Mapping[Criterion, ScreeningMark]) -> str:
    """Return what tells these marks from any later ones."""
    stamps = (f"{each}={marks[each].marked_at.isoformat()}" for each in sorted(marks))
    return ";".join(stamps)


def mark_patent(
    session: Session,
    patent: Patent,
    given: Mapping[Criterion, Given | None],
    *,
    seen: str,
    author: Author,
) -> int:
    """Give, change or take back marks; return how many criteria changed.

    Parameters
    ----------
    session : Session
        Writes.
    patent : Patent
        Of the office that marks.
    given : dict of Criterion to Given or None
        The marks that are to stand; None leaves the criterion to the record.
    seen : str
        Of the marks that the reviewer looked at.
    author : Author
        Who marks.

    Raises
    ------
    StaleVersion
        When somebody marked the patent after the reviewer looked.
    Unacceptable
        When a mark is out of range.
    """
    session.refresh(patent, with_for_update=True)
    standing = marks_of(session, patent.id)
    if seen_of(standing) != seen:
        raise StaleVersion(
            "您打开页面之后，另一位同事已为这件专利评分。请核对下方现在的评分，再保存一次。",
            "Somebody else marked this patent after you opened the page. "
            "Compare the marks that stand now, then save again.",
        )
    changes = [
        _set_mark(session, patent.id, criterion, (standing.get(criterion), one), author)
        for criterion, one in given.items()
    ]
    made = [change for change in changes if change is not None]
    record(session, author, made)
    return len(made)


def _set_mark(
    session: Session,
    patent_id: int,
    criterion: Criterion,
    turn: tuple[ScreeningMark | None, Given | None],
    author: Author,
) -> Change | None:
    standing, given = turn
    before = Given(standing.mark, standing.note) if standing else None
    if before == given:
        return None
    if given is None:
        session.delete(standing)
    else:
        _store(session, standing or _new(patent_id, criterion), given, author)
    return Change(
        subject=MARKS,
        subject_id=patent_id,
        action="marked" if given else "mark taken back",
        before=_values(criterion, before),
        after=_values(criterion, given),
    )


def _new(patent_id: int, criterion: Criterion) -> ScreeningMark:
    return ScreeningMark(patent_id=patent_id, criterion=criterion)


def _store(session: Session, mark: ScreeningMark, given: Given, author: Author) -> None:
    if not 0 <= given.mark <= HIGHEST or len(given.note) > LONGEST_NOTE:
        raise Unacceptable(
            f"评分须为 0 至 {HIGHEST} 的整数，说明不超过 {LONGEST_NOTE} 字。"
            "请改正后再保存。",
            f"A mark is a whole number from 0 to {HIGHEST}, its note at most "
            f"{LONGEST_NOTE} characters. Correct it and save again.",
        )
    mark.mark, mark.note = given
    # The database refuses a mark that nobody gave.
    mark.marked_by_id = cast(int, author.user_id)
    mark.marked_at = author.happened_at
    session.add(mark)


def _values(criterion: Criterion, given: Given | None) -> dict[str, object]:
    mark, note = given or (None, "")
    return {str(criterion): mark, f"{criterion}_note": note}


def set_weights(
    session: Session, organisation_id: int, weights: Weights, *, author: Author
) -> bool:
    """Set what each criterion counts for an office; return whether any changed.

    Raises
    ------
    Unacceptable
        When a weight is out of range, or all of them are zero.
    """
    if not all(0 <= each <= HIGHEST for each in weights.values()) or not any(
        weights.values()
    ):
        raise Unacceptable(
            f"权重须为 0 至 {HIGHEST} 的整数，且不能全部为 0。请改正后再保存。",
            f"A weight is a whole number from 0 to {HIGHEST}, and one at least counts. "
            "Correct them and save again.",
        )
    session.get_one(Organisation, organisation_id, with_for_update=True)
    before = weights_of(session, organisation_id)
    if dict(before) == dict(weights):
        return False
    for criterion, weight in weights.items():
        _set_weight(session, organisation_id, criterion, weight)
    change = Change(
        subject=WEIGHTS,
        subject_id=organisation_id,
        action="weights set",
        before={str(each): before[each] for each in Criterion},
        after={str(each): weights[each] for each in Criterion},
    )
    record(session, author, [change])
    return True


def _set_weight(
    session: Session, organisation_id: int, criterion: Criterion, weight: int
) -> None:
    wanted = sa.select(ScreeningWeight).filter_by(
        organisation_id=organisation_id, criterion=criterion
    )
    row = session.scalar(wanted)
    if row is None:
        row = ScreeningWeight(organisation_id=organisation_id, criterion=criterion)
        session.add(row)
    row.weight = weight
