"""Files that people attach as evidence: kept in the database, whole and for ever."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from market.db import Base, Id, Instant
from market.errors import NotFound, Unacceptable
from market.history import Author

MOST_BYTES = 10 * 1024 * 1024
LONGEST_NAME = 120
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
# Of each kind that is taken: what it is called on the way, and how its names end.
MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".pdf": "application/pdf",
        ".png": "image/png",
        ".jpg": "image/jpeg",
        ".docx": f"{_OPEN_XML}wordprocessingml.document",
        ".xlsx": f"{_OPEN_XML}spreadsheetml.sheet",
        ".ofd": "application/ofd",
        ".txt": "text/plain",
    }
)
# Other endings that say the same.
_SAME_ENDING = MappingProxyType({".jpeg": ".jpg", ".csv": ".txt"})
_UNSAFE = re.compile(r"[^\w.()（）-]+")


class Attachment(Base):
    """One file of one organisation; its content is read only when asked for."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    filename: Mapped[str] = mapped_column(sa.String(200))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size_bytes: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    uploaded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    uploaded_at: Mapped[datetime] = mapped_column(Instant)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as somebody sent it."""

    content: bytes
    filename: str
    media_type: str


def as_upload(content: bytes, filename: str) -> Upload:
    """Return a file as it may be kept: of a kind that is taken, safely named.

    The kind is read from the content, whatever the name says.

    Parameters
    ----------
    content : bytes
        At most 10 MB and one byte, so that a longer file is told as such.
    filename : str
        As the sender called it.

    Raises
    ------
    Unacceptable
        When the file is empty, too long, or of no kind that is taken.

    Examples
    --------
    >>> as_upload(b"%PDF-1.7", "../a<b>.html")
    Upload(content=b'%PDF-1.7', filename='a_b_.html.pdf', media_type='application/pdf')
    """
    if not content:
        raise Unacceptable(
            "文件是空的。请重新选择。", "The file is empty. Choose another."
        )
    if len(content) > MOST_BYTES:
        raise Unacceptable(
            "文件超过 10 MB。请压缩或拆分后再上传。",
            "The file is larger than 10 MB. Compress or split it.",
        )
    ending = _kind_of(content)
    if ending is None:
        raise Unacceptable(
            "只接受 PDF、PNG、JPEG、DOCX、XLSX、OFD 和纯文本文件，以内容为准。"
            "请转换格式后再上传。",
            "Only PDF, PNG, JPEG, DOCX, XLSX, OFD and plain text are taken, by what "
            "the file holds. Convert it first.",
        )
    name = safe_name(filename, ending)
    return Upload(content=content, filename=name, media_type=MEDIA_TYPES[ending])


def safe_name(filename: str, ending: str) -> str:
    r"""Return a name without folders or signs that a system may read otherwise.

    Examples
    --------
    >>> safe_name("C:\\tmp\\同意书 (1).PDF", ".pdf"), safe_name("", ".txt")
    ('同意书_(1).pdf', 'file.txt')
    """
    last = filename.replace("\\", "/").rpartition("/")[2]
    path = PurePosixPath(_UNSAFE.sub("_", last).lstrip("."))
    suffix = path.suffix.casefold()
    is_right = _SAME_ENDING.get(suffix, suffix) == ending
    stem = (path.stem if is_right else path.name)[:LONGEST_NAME].strip(".")
    return f"{stem or 'file'}{suffix if is_right else ending}"


def own_attachment(
    session: Session, organisation_id: int, attachment_id: int
) -> Attachment:
    """Return an organisation's own file.

    Raises
    ------
    NotFound
        When there is none, or it is another organisation's.
    """
    found = session.get(Attachment, attachment_id)
    if found is None or found.organisation_id != organisation_id:
        raise NotFound("没有这个附件。", "There is no such file.")
    return found


def attach(session: Session, upload: Upload, author: Author) -> Attachment:
    """Keep a file, in the transaction of what it is evidence for."""
    attachment = Attachment(
        organisation_id=author.organisation_id,
        filename=upload.filename,
        media_type=upload.media_type,
        size_bytes=len(upload.content),
        sha256=hashlib.sha256(upload.content).hexdigest(),
        content=upload.content,
        uploaded_by_id=author.user_id,
        uploaded_at=author.happened_at,
    )
    session.add(attachment)
    session.flush()  # The caller refers to attachment.id.
    return attachment


def _kind_of(content: bytes) -> str | None:
    """Return how the names of such a content end, or None where it is not taken."""
    for ending, is_such in _KINDS.items():
        if is_such(content):
            return ending
    return None


def _holding(*names: str) -> Callable[[bytes], bool]:
    """Return whether a content is a ZIP with all these entries."""

    def holds(content: bytes) -> bool:
        if not content.startswith(b"PK\x03\x04"):
            return False
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                found = set(archive.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            return False
        return found.issuperset(names)

    return holds


def _is_text(content: bytes) -> bool:
    for encoding in ("utf-8", "gb18030", "utf-16"):
        # UTF-16 without its mark reads any bytes.
        if encoding == "utf-16" and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(sign < " " and sign not in "\t\n\r\f" for sign in text)
    return False


_KINDS: Mapping[str, Callable[[bytes], bool]] = MappingProxyType(
    {
        ".pdf": lambda content: content.startswith(b"%PDF-"),
        ".png": lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"),
        ".jpg": lambda content: content.startswith(b"\xff\xd8\xff"),
        ".docx": _holding("[Content_Types].xml", "word/document.xml"),
        ".xlsx": _holding("[Content_Types].xml", "xl/workbook.xml"),
        ".ofd": _holding("OFD.xml"),
        ".txt": _is_text,
    }
)
