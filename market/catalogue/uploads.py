"""Uploaded files between rehearsal and import, and what became of them.

A file lies in the instance's folder under its organisation and an unguessable name.
It is removed by its import; what is left lying is removed a day later.
"""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from pydantic import TypeAdapter

from market.catalogue.imports import Outcome
from market.errors import NotFound
from market.imports.sheets import FileUnreadable

KEPT = timedelta(days=1)
# Each row may be refused with a reason, and the page reads all of them.
MOST_ROWS = 100_000
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(slots=True, kw_only=True)
class Report:
    """What a file would do, or did."""

    filename: str
    is_imported: bool
    outcome: Outcome


_REPORTS = TypeAdapter(Report)


def keep(organisation_id: int, content: bytes, report: Report) -> str:
    """Store a file with the report of its rehearsal, and return its name."""
    folder = _folder(organisation_id)
    folder.mkdir(parents=True, exist_ok=True)
    token = secrets.token_urlsafe(32)
    _file(organisation_id, token).write_bytes(content)
    record(organisation_id, token, report)
    return token


def require_few_rows(content: bytes) -> None:
    """Refuse a file that is too long to be read and reported within a request.

    Raises
    ------
    FileUnreadable
        When it has more lines than rows are taken.
    """
    lines = max(content.count(b"\n"), content.count(b"\r"))
    if lines > MOST_ROWS + 1:
        raise FileUnreadable(
            f"文件超过 {MOST_ROWS:,} 行，没有读取。请拆分为较小的文件后逐个上传。",
            f"The file has more than {MOST_ROWS:,} rows, so nothing of it was read. "
            "Split it into smaller files and send them one after another.",
        )


def record(organisation_id: int, token: str, report: Report) -> None:
    """Store what became of a file; whoever reads meanwhile sees the old or the new."""
    draft = _folder(organisation_id) / f"{token}.{secrets.token_hex(4)}"
    draft.write_bytes(_REPORTS.dump_json(report))
    draft.replace(_report_file(organisation_id, token))


def report_of(organisation_id: int, token: str) -> Report:
    """Return the report of an organisation's own file.

    Raises
    ------
    NotFound
        When there is none, it is another organisation's, or too old.
    """
    try:
        return _REPORTS.validate_json(_report_file(organisation_id, token).read_bytes())
    except FileNotFoundError as error:
        raise _gone() from error


def content_of(organisation_id: int, token: str) -> bytes | None:
    """Return an organisation's own file as it was uploaded, until it is imported."""
    path = _file(organisation_id, token)
    return path.read_bytes() if path.exists() else None


def discard(organisation_id: int, token: str) -> None:
    """Remove a file whose import is done; its report stays for a day."""
    _file(organisation_id, token).unlink(missing_ok=True)


def sweep(now: datetime) -> None:
    """Remove what anybody left lying for longer than a day."""
    before = (now - KEPT).timestamp()
    for path in _root().glob("*/*"):
        with suppress(FileNotFoundError):  # Another request was quicker.
            if path.stat().st_mtime < before:
                path.unlink()


def _root() -> Path:
    return Path(current_app.config["INSTANCE_DIR"]) / "uploads"


def _folder(organisation_id: int) -> Path:
    return _root() / str(organisation_id)


def _file(organisation_id: int, token: str) -> Path:
    return _folder(organisation_id) / f"{_checked(token)}.csv"


def _report_file(organisation_id: int, token: str) -> Path:
    return _folder(organisation_id) / f"{_checked(token)}.json"


def _checked(token: str) -> str:
    # The name comes from an address: it must not lead out of the folder.
    if not TOKEN.fullmatch(token):
        raise _gone()
    return token


def _gone() -> NotFound:
    return NotFound(
        "没有这个上传文件，或它已超过一天被清除。请重新上传。",
        "There is no such upload, or it was removed after a day. Upload it again.",
    )
