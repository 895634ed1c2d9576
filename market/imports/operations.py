"""Take a file, change how it is read, begin, stop and go on with its import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.catalogue.faults import RowFault
from market.errors import MarketError, Refused
from market.history import Author
from market.imports.models import ImportFault, ImportState, PatentImport
from market.imports.tally import Tally
from market.jobs import Job, JobState, enqueue

TASK = "import"
MOST_WAITING = 5
LONGEST_COLUMN = 200
UNFINISHED = (ImportState.RECEIVED, ImportState.REHEARSING, ImportState.IMPORTING)
AT_WORK = (JobState.QUEUED, JobState.RUNNING)
# States in which a file may be read anew, while it is still there.
READ_AGAIN = (ImportState.REHEARSED, ImportState.REFUSED, ImportState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A file that lies in its folder.

    Attributes
    ----------
    token : str
        Its unguessable name there.
    filename : str
        What a person calls it.
    sha256 : str
        Of its content.
    """

    token: str
    filename: str
    sha256: str


def receive(session: Session, received: Received, author: Author) -> PatentImport:
    """Let the worker rehearse a file.

    Raises
    ------
    Refused
        When many files of the office wait already.
    """
    _refuse_many(session, author.organisation_id)
    found = PatentImport(
        token=received.token,
        organisation_id=author.organisation_id,
        asked_by_id=author.user_id,
        address=author.address,
        filename=received.filename,
        sha256=received.sha256,
        state=ImportState.RECEIVED,
        created_at=author.happened_at,
    )
    session.add(found)
    _queue(session, found, author.happened_at)
    return found


def receive_here(
    session: Session, received: Received, columns: Mapping[str, str], author: Author
) -> PatentImport:
    """Record a file that is imported at once by a command, without the worker."""
    found = PatentImport(
        token=received.token,
        organisation_id=author.organisation_id,
        filename=received.filename,
        sha256=received.sha256,
        state=ImportState.IMPORTING,
        columns=dict(columns),
        position=0,
        created_at=author.happened_at,
    )
    session.add(found)
    session.flush()  # The command refers to its id.
    return found


def read_again(
    session: Session,
    found: PatentImport,
    columns: Mapping[str, str] | None,
    *,
    asked_at: datetime,
) -> None:
    """Let the worker rehearse a file again.

    Parameters
    ----------
    session : Session
        Writing session.
    found : PatentImport
        Locked by the caller.
    columns : mapping or None
        What a person says of its columns; None leaves what was said.
    asked_at : datetime
        Now.

    Raises
    ------
    Refused
        While the file is at work, or once it is imported.
    """
    if found.state not in READ_AGAIN:
        raise _not_now()
    if columns is not None:
        found.columns = dict(columns)
    found.state, found.finished_at = ImportState.RECEIVED, None
    found.message_zh = found.message_en = ""
    restart(session, found, total=None)
    _queue(session, found, asked_at)


def begin(session: Session, found: PatentImport, *, asked_at: datetime) -> None:
    """Let the worker import a rehearsed file; asked twice, it is imported once.

    Raises
    ------
    Refused
        When the file is not rehearsed, or was stopped or refused.
    """
    if found.state in (ImportState.IMPORTING, ImportState.IMPORTED):
        return
    if found.state is not ImportState.REHEARSED:
        raise _not_now()
    found.state, found.finished_at = ImportState.IMPORTING, None
    found.position = 0
    _queue(session, found, asked_at)


def go_on(session: Session, found: PatentImport, *, asked_at: datetime) -> None:
    """Let the worker go on with a file whose job failed, from where it stopped."""
    if found.state not in UNFINISHED:
        raise _not_now()
    if found.job is not None and found.job.state not in AT_WORK:
        _queue(session, found, asked_at)


def cancel(session: Session, found: PatentImport, *, cancelled_at: datetime) -> None:
    """Stop a file: at once while it waits, after the block at hand while it works."""
    if found.job_id is None or found.state not in UNFINISHED:
        return
    # The worker may take the job at this very moment.
    job = session.get_one(
        Job, found.job_id, with_for_update=True, populate_existing=True
    )
    if job.state == JobState.RUNNING:
        job.cancel_asked = True
    else:
        job.state, job.finished_at = JobState.CANCELLED, cancelled_at
        stop(found, stopped_at=cancelled_at)


def stop(found: PatentImport, *, stopped_at: datetime) -> None:
    """Record that a file was stopped; whole blocks of it stay."""
    found.message_zh, found.message_en = _stopped(found)
    found.state, found.finished_at = ImportState.CANCELLED, stopped_at


def refuse(found: PatentImport, error: MarketError, *, refused_at: datetime) -> None:
    """Record why nothing of a file can be read."""
    found.message_zh, found.message_en = error.zh, error.en
    found.state, found.finished_at = ImportState.REFUSED, refused_at


def restart(session: Session, found: PatentImport, *, total: int | None) -> None:
    """Begin a rehearsal or an import at the first row, with nothing counted."""
    session.execute(sa.delete(ImportFault).where(ImportFault.import_id == found.id))
    found.position, found.total = 0, total
    found.added = found.updated = found.unchanged = found.refused = 0


def record_block(
    session: Session,
    found: PatentImport,
    *,
    end: int,
    tally: Tally,
    faults: Sequence[RowFault],
) -> None:
    """Record a block in the transaction of its patents."""
    found.position = end
    found.added += tally.added
    found.updated += tally.updated
    found.unchanged += tally.unchanged
    found.refused += tally.refused
    rows = [_fault_row(found.id, fault) for fault in faults]
    if rows:
        session.execute(sa.insert(ImportFault), rows)


def finish(found: PatentImport, *, finished_at: datetime) -> None:
    """Record that every row of a file was rehearsed, or imported."""
    is_rehearsal = found.state is ImportState.REHEARSING
    found.state = ImportState.REHEARSED if is_rehearsal else ImportState.IMPORTED
    found.finished_at = finished_at


def _queue(session: Session, found: PatentImport, queued_at: datetime) -> None:
    job = enqueue(session, TASK, {"token": found.token}, queued_at=queued_at)
    found.job_id = job.id
    session.flush()  # A token that exists already must fail here.


def _refuse_many(session: Session, organisation_id: int | None) -> None:
    waiting = (
        sa.select(sa.func.count(PatentImport.id))
        .join(PatentImport.job)
        .where(
            PatentImport.organisation_id == organisation_id,
            PatentImport.state.in_(UNFINISHED),
            Job.state.in_(AT_WORK),
        )
    )
    if (session.scalar(waiting) or 0) >= MOST_WAITING:
        raise Refused(
            f"本单位已有 {MOST_WAITING} 个文件在等待处理，没有再接收。"
            "请等其中一个完成后再上传。",
            f"{MOST_WAITING} files of your office are waiting already, so this one was "
            "not taken. Wait until one of them is done.",
        )


def _fault_row(import_id: int, found: RowFault) -> dict[str, Any]:
    reason, mend = found.fault.reason, found.fault.mend
    return {
        "import_id": import_id,
        "row": found.row,
        "column": found.column[:LONGEST_COLUMN],
        "value": found.value,
        "refuses": found.refuses,
        "reason_zh": reason.zh,
        "reason_en": reason.en,
        "mend_zh": mend.zh,
        "mend_en": mend.en,
    }


def _stopped(found: PatentImport) -> tuple[str, str]:
    if found.state is not ImportState.IMPORTING:
        return (
            "试运行已停止，专利清单未作任何改动。",
            "No patent was changed.",
        )
    return (
        f"已处理的 {found.position} 行保持有效，其余各行没有导入。"
        "重新导入同一文件即可补上其余各行。",
        f"The {found.position} rows that were done stay; the others did not go in. "
        "Import the same file again to bring them in.",
    )


def _not_now() -> Refused:
    return Refused(
        "这个文件的状态已经改变，未作处理。请打开它的页面查看。",
        "The state of this file has changed, so nothing was done. Look at its page.",
    )
