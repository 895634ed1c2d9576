"""What the pages of an import show: how far it is, what was read, what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask import Blueprint
from flask_babel import gettext, lazy_gettext
from sqlalchemy.orm import Session

from market import clock
from market.accounts.models import User
from market.catalogue.models import PatentKind, PatentStatus
from market.imports import queries, uploads
from market.imports.models import ImportState, PatentImport
from market.imports.operations import AT_WORK, UNFINISHED
from market.imports.sheets import Format
from market.imports.tally import Tally
from market.jobs import JobState

Shown = dict[str, Any]
# Too early a guess of the time left is a wrong one.
FEWEST_ROWS = 1_000

FORMAT_NAMES = {
    Format.CSV: lazy_gettext("CSV table"),
    Format.XLSX: lazy_gettext("XLSX workbook"),
    Format.USPTO_GRANT: lazy_gettext("USPTO XML of grants"),
    Format.USPTO_APPLICATION: lazy_gettext("USPTO XML of applications"),
    Format.EPO_OPS: lazy_gettext("EPO XML"),
}
TABLES = (Format.CSV, Format.XLSX)
STATE_NAMES = {
    "waiting": lazy_gettext("Waiting"),
    "rehearsing": lazy_gettext("Being rehearsed"),
    "importing": lazy_gettext("Being imported"),
    "rehearsed": lazy_gettext("Rehearsed, not imported"),
    "imported": lazy_gettext("Imported"),
    "refused": lazy_gettext("Could not be read"),
    "cancelled": lazy_gettext("Stopped"),
    "failed": lazy_gettext("Interrupted"),
}


def register(bp: Blueprint) -> None:
    """Give the templates these functions as filters."""
    bp.add_app_template_filter(standing, "import_standing")
    bp.add_app_template_filter(lambda word: str(STATE_NAMES[word]), "import_state_name")
    bp.add_app_template_filter(_format_name, "import_format_name")


def standing(found: PatentImport) -> str:
    """Return the word for how an import stands, as a person sees it."""
    if found.state not in UNFINISHED:
        return str(found.state)
    if found.job is not None and found.job.state not in AT_WORK:
        return "failed"
    if found.job is not None and found.job.state is JobState.QUEUED:
        return "waiting"
    return "importing" if found.state is ImportState.IMPORTING else "rehearsing"


def is_at_work(found: PatentImport) -> bool:
    """Say whether the worker, or a command, has the file in hand."""
    return standing(found) in ("waiting", "rehearsing", "importing")


def waiting(found: PatentImport) -> Shown:
    """Return what a page shows while the file is at work."""
    return {
        "found": found,
        "standing": standing(found),
        "is_rehearsal": found.state is not ImportState.IMPORTING,
        "left": _left(found, clock.now_utc()),
    }


def shown(session: Session, found: PatentImport, asked: Mapping[str, str]) -> Shown:
    """Return what the page of a file that rests shows.

    Parameters
    ----------
    session : Session
        Open session.
    found : PatentImport
        The import.
    asked : mapping
        Which page of refusals and of notices, from the address.
    """
    preview = found.preview or {}
    return {
        "found": found,
        "standing": standing(found),
        "tally": Tally(
            added=found.added,
            updated=found.updated,
            unchanged=found.unchanged,
            refused=found.refused,
        ),
        "preview": preview,
        "is_table": preview.get("format", "csv") in TABLES,
        "patents": [_patent(values) for values in preview.get("patents", ())],
        "refusals": _faults(session, found, asked, "refused"),
        "notices": _faults(session, found, asked, "noticed"),
        "asked_by": _name_of(session, found.asked_by_id),
        "is_kept": uploads.is_kept(found.organisation_id, found.token),
        "kept_days": uploads.KEPT_DAYS,
    }


def columns_of(found: PatentImport) -> Sequence[Mapping[str, Any]]:
    """Return the columns whose meaning a person may state."""
    columns: Sequence[Mapping[str, Any]] = (found.preview or {}).get("columns", ())
    return columns


def _faults(
    session: Session, found: PatentImport, asked: Mapping[str, str], kind: str
) -> queries.FaultPage:
    text = asked.get(kind, "")
    page = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return queries.faults_page(session, found.id, refuses=kind == "refused", page=page)


def _name_of(session: Session, user_id: int | None) -> str | None:
    user = session.get(User, user_id) if user_id else None
    return user.name if user else None


def _patent(values: Mapping[str, Any]) -> Shown:
    return {
        **values,
        "kind": PatentKind(values["kind"]) if values["kind"] else None,
        "status": PatentStatus(values["status"]),
        "filed_on": _day(values["filed_on"]),
        "expires_on": _day(values["expires_on"]),
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _left(found: PatentImport, now: datetime) -> str | None:
    """Return about how long the rest takes, in words; None where nobody can tell."""
    job = found.job
    if job is None or job.started_at is None or not found.total:
        return None
    if found.position < FEWEST_ROWS:
        return None
    seconds = (now - job.started_at).total_seconds()
    left = seconds * (found.total - found.position) / found.position
    if left < 60:
        return str(gettext("about %(count)s seconds left", count=max(1, round(left))))
    return str(gettext("about %(count)s minutes left", count=round(left / 60)))


def _format_name(word: str) -> str:
    return str(FORMAT_NAMES[Format(word)])
