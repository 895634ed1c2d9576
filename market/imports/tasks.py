"""What the worker does with a file: read it, rehearse it, import it."""

from __future__ import annotations

import hashlib
from typing import Any

import sqlalchemy as sa

from market import clock
from market.db import session, transaction
from market.errors import MarketError
from market.history import Author, Source
from market.imports import course, mapping, operations, preview, uploads
from market.imports.blocks import FileRead, read_rows
from market.imports.course import Course
from market.imports.files import read_file
from market.imports.models import ImportState, PatentImport
from market.imports.sheets import FileUnreadable, Sheet
from market.worker import Cancelled, Progress


def import_patents(progress: Progress, argument: dict[str, Any]) -> None:
    """Rehearse or import the file of an import, from where it stopped."""
    asked = _asked(argument["token"])
    if asked is None:
        return
    try:
        sheet = _sheet(asked)
    except (FileUnreadable, MarketError) as error:
        _refuse(asked, error, None)
        return
    said = _said(asked, sheet)
    try:
        read = read_rows(sheet, said)
    except FileUnreadable as error:
        _refuse(asked, error, preview.of_header(sheet, said))
        return
    _run(asked, read, progress, said)


def _asked(token: str) -> Course | None:
    """Return what is to be done, or None where it was done before."""
    with transaction() as writing:
        query = sa.select(PatentImport).where(PatentImport.token == token)
        found = writing.scalars(query.with_for_update()).one()
        if found.state is ImportState.RECEIVED:
            found.state = ImportState.REHEARSING
        if found.state is ImportState.IMPORTED:
            uploads.discard(found.organisation_id, token)
        if found.state not in operations.UNFINISHED:
            return None
        return course.course_of(found, _author(found))


def _author(found: PatentImport) -> Author:
    return Author(
        happened_at=clock.now_utc(),
        organisation_id=found.organisation_id,
        user_id=found.asked_by_id,
        source=Source.WORKER,
        address=found.address,
    )


def _sheet(asked: Course) -> Sheet:
    content = uploads.content_of(asked.organisation_id, asked.token)
    # What was committed of a file must not be joined with rows of another.
    if hashlib.sha256(content).hexdigest() != asked.sha256:
        raise FileUnreadable(
            "保存的文件已被改动，与上传时不一致。请重新上传。",
            "The stored file is not the one that was uploaded. Upload it again.",
        )
    return read_file(content, asked.filename)


def _said(asked: Course, sheet: Sheet) -> dict[str, str]:
    """Return what a person says of the columns, now or of an earlier file."""
    if asked.columns or asked.state is ImportState.IMPORTING:
        return dict(asked.columns)
    remembered = mapping.remembered(session(), asked.organisation_id, sheet.header)
    session().rollback()
    with transaction() as writing:
        # The import must read the file as its rehearsal did.
        writing.get_one(PatentImport, asked.import_id).columns = remembered
    return remembered


def _run(
    asked: Course, read: FileRead, progress: Progress, said: dict[str, str]
) -> None:
    remembered = {} if asked.columns else said
    try:
        course.run(asked, read, progress, remembered=remembered)
    except Cancelled:
        if _stopped(asked):
            raise


def _stopped(asked: Course) -> bool:
    """Record that somebody stopped the import; False when it was done already."""
    with transaction() as writing:
        found = writing.get_one(PatentImport, asked.import_id, with_for_update=True)
        if found.state is not asked.state:
            return False
        operations.stop(found, stopped_at=clock.now_utc())
        return True


def _refuse(asked: Course, error: MarketError, seen: dict[str, Any] | None) -> None:
    with transaction() as writing:
        found = writing.get_one(PatentImport, asked.import_id, with_for_update=True)
        found.preview = seen
        operations.refuse(found, error, refused_at=clock.now_utc())
