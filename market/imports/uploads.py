"""The files of imports, on disk: what was sent, and the refused rows to mend.

They lie in the instance's folder under their organisation and an unguessable name;
the name that a person gave a file leads nowhere. What was sent is removed by its
import; what is left lying, and what there is to mend, some days later.
"""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app

from market import clock
from market.catalogue.texts import one_line
from market.errors import NotFound

KEPT_DAYS = 7
LONGEST_NAME = 120
SWEPT_EVERY = timedelta(hours=1)
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
MENDING = ("csv", "xlsx")
LOCALES = ("zh", "en")


def new_token() -> str:
    """Return a name that nobody can guess."""
    return secrets.token_urlsafe(32)


def plain_name(filename: str | None) -> str:
    """Return a file's name as it is shown: in one line, and never too long."""
    return one_line(filename)[-LONGEST_NAME:]


def keep(organisation_id: int, token: str, content: bytes) -> None:
    """Store a file as it was sent."""
    _write(_sent(organisation_id, token), content)


def content_of(organisation_id: int, token: str) -> bytes:
    """Return an organisation's own file as it was sent.

    Raises
    ------
    NotFound
        When it is removed.
    """
    try:
        return _sent(organisation_id, token).read_bytes()
    except FileNotFoundError as error:
        raise NotFound(
            f"上传的文件已在 {KEPT_DAYS} 天后清除，请重新上传。",
            f"The file was removed after {KEPT_DAYS} days. Upload it again.",
        ) from error


def is_kept(organisation_id: int, token: str) -> bool:
    """Say whether a file is still as it was sent."""
    return _sent(organisation_id, token).exists()


def discard(organisation_id: int, token: str) -> None:
    """Remove a file whose import is done."""
    _sent(organisation_id, token).unlink(missing_ok=True)


def keep_mending(
    organisation_id: int, token: str, locale: str, *, kind: str, content: bytes
) -> None:
    """Store the refused rows of a file; who reads meanwhile gets the old or the new."""
    _write(_mending(organisation_id, token, locale, kind), content)


def mending_of(organisation_id: int, token: str, locale: str, kind: str) -> bytes:
    """Return the refused rows of an organisation's own file, to be mended.

    Raises
    ------
    NotFound
        When none are kept, or the format is none of ours.
    """
    if kind not in MENDING or locale not in LOCALES:
        raise _gone()
    try:
        return _mending(organisation_id, token, locale, kind).read_bytes()
    except FileNotFoundError as error:
        raise _gone() from error


def discard_mending(organisation_id: int, token: str) -> None:
    """Remove refused rows that are refused no longer."""
    for path in _folder(organisation_id).glob(f"{_checked(token)}.*.*"):
        path.unlink(missing_ok=True)


def sweep() -> int:
    """Remove what anybody left lying for some days; a chore of the worker.

    Returns
    -------
    int
        Files removed [1].
    """
    now = clock.now_utc()
    if not _is_time(now):
        return 0
    before = (now - timedelta(days=KEPT_DAYS)).timestamp()
    return sum(_removed(path, before) for path in _root().glob("*/*"))


def _removed(path: Path, before: float) -> int:
    with suppress(FileNotFoundError):  # Another worker was quicker.
        if path.stat().st_mtime < before:
            path.unlink()
            return 1
    return 0


def _is_time(now: datetime) -> bool:
    """Say whether the last sweep is long past; the worker asks twice a second."""
    mark = _root() / "swept"
    with suppress(FileNotFoundError):
        if now.timestamp() - mark.stat().st_mtime < SWEPT_EVERY.total_seconds():
            return False
    if not _root().exists():
        return False
    mark.touch()
    return True


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    draft.write_bytes(content)
    draft.replace(path)


def _root() -> Path:
    return Path(current_app.config["INSTANCE_DIR"]) / "uploads"


def _folder(organisation_id: int) -> Path:
    return _root() / str(organisation_id)


def _sent(organisation_id: int, token: str) -> Path:
    return _folder(organisation_id) / f"{_checked(token)}.sent"


def _mending(organisation_id: int, token: str, locale: str, kind: str) -> Path:
    return _folder(organisation_id) / f"{_checked(token)}.{locale}.{kind}"


def _checked(token: str) -> str:
    # The name comes from an address: it must not lead out of the folder.
    if not TOKEN.fullmatch(token):
        raise _gone()
    return token


def _gone() -> NotFound:
    return NotFound(
        f"没有这个文件，或它已在 {KEPT_DAYS} 天后清除。",
        f"There is no such file, or it was removed after {KEPT_DAYS} days.",
    )
