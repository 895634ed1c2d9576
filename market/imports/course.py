"""A file on its way into the catalogue: rehearsed or written, block by block.

Reading is done before, without a lock. Each block is one transaction that also moves
the import's position, its counts and its findings, so that a stop leaves whole
blocks, and whoever goes on begins where the last one ended.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from market import clock
from market.catalogue.faults import RowFault
from market.catalogue.operations import BlockPlan, plan_block, write_block
from market.db import MarketSession, session, transaction
from market.history import Author
from market.imports import mending, operations, preview, uploads
from market.imports.blocks import Block, FileRead, blocks
from market.imports.models import ImportState, PatentImport
from market.imports.tally import Tally, faults_of, tally_of

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Which import it is, for whom, and what is done with its rows.

    Attributes
    ----------
    import_id : int
        The row that keeps how far it is.
    state : ImportState
        REHEARSING says what would happen, IMPORTING does it.
    filename, sha256, token : str
        Which file.
    columns : mapping
        Field by column's name, as a person stated it.
    author : Author
        Who asked, for which organisation, from where.
    """

    import_id: int
    state: ImportState
    filename: str
    sha256: str
    token: str
    columns: Mapping[str, str]
    author: Author

    @property
    def organisation_id(self) -> int:
        """Return whose catalogue it is."""
        return self.author.organisation_id or 0


def course_of(found: PatentImport, author: Author) -> Course:
    """Return what the work on an import needs to know."""
    return Course(
        import_id=found.id,
        state=found.state,
        filename=found.filename,
        sha256=found.sha256,
        token=found.token,
        columns=dict(found.columns),
        author=author,
    )


def run(
    course: Course, read: FileRead, tell: Tell, *, remembered: Mapping[str, str]
) -> None:
    """Rehearse or import a file from where it stopped, to its end.

    Parameters
    ----------
    course : Course
        What to do.
    read : FileRead
        The whole file.
    tell : callable
        Is told the rows done and all rows between blocks; may raise to stop.
    remembered : mapping
        What of its columns was remembered, to be shown.
    """
    position = _begun(course, read, remembered)
    taken: dict[int, int] = {}
    for block in blocks(read):
        tell(block.start, read.total)
        if block.start < position or not _done(course, block, taken):
            _recall(course, block, taken)
    mending.write(course.organisation_id, course.token, course.import_id, read.sheet)
    _finish(course)
    tell(read.total, read.total)


def rehearsal(
    organisation_id: int, read: FileRead, tell: Tell
) -> tuple[Tally, list[RowFault]]:
    """Say what an import would do, and leave no trace of it."""
    tally, faults, taken = Tally(), list[RowFault](), dict[int, int]()
    for block in blocks(read):
        plan = _plan(organisation_id, block, taken)
        tally += tally_of(block, plan)
        faults += faults_of(block, plan)
        tell(block.end, read.total)
    return tally, faults


def _begun(course: Course, read: FileRead, remembered: Mapping[str, str]) -> int:
    """Return how many rows are done; the first time, begin with nothing counted."""
    with transaction() as writing:
        found = _locked(writing, course)
        if found.position == 0:
            operations.restart(writing, found, total=read.total)
            if course.state is ImportState.REHEARSING or found.preview is None:
                found.preview = preview.of_rows(read, remembered)
        return found.position


def _done(course: Course, block: Block, taken: dict[int, int]) -> bool:
    """Do one block; False when another worker did it, or the import was ended."""
    author = replace(course.author, happened_at=clock.now_utc())
    is_rehearsal = course.state is ImportState.REHEARSING
    # A rehearsal looks its rows up without a lock.
    plan = _plan(course.organisation_id, block, taken) if is_rehearsal else None
    with transaction() as writing:
        found = _locked(writing, course)
        if found.state is not course.state or found.position != block.start:
            return False
        if plan is None:
            plan = write_block(
                writing, course.organisation_id, block.rows, taken=taken, author=author
            )
        operations.record_block(
            writing,
            found,
            end=block.end,
            tally=tally_of(block, plan),
            faults=faults_of(block, plan),
        )
    return True


def _recall(course: Course, block: Block, taken: dict[int, int]) -> None:
    """Learn again which patents the rows of an earlier block named.

    A row that was added or changed is found by its own numbers, so that a later row
    on the same patent is refused as it would have been without the stop.
    """
    _plan(course.organisation_id, block, taken)


def _plan(organisation_id: int, block: Block, taken: dict[int, int]) -> BlockPlan:
    current = session()
    try:
        return plan_block(current, organisation_id, block.rows, taken=taken)
    finally:
        current.rollback()


def _finish(course: Course) -> None:
    with transaction() as writing:
        found = _locked(writing, course)
        if found.state is course.state:
            operations.finish(found, finished_at=clock.now_utc())
    if course.state is ImportState.IMPORTING:
        uploads.discard(course.organisation_id, course.token)


def _locked(writing: MarketSession, course: Course) -> PatentImport:
    return writing.get_one(
        PatentImport, course.import_id, with_for_update=True, populate_existing=True
    )
