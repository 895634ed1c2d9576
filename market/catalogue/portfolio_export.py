"""An office's whole portfolio as a file that imports again without a change.

The columns are those of an import. A computed expiry stands in a column of its own,
which an import leaves out: read back it would count as stated.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from market.catalogue.exports import neutral
from market.catalogue.models import Patent, PatentKind, PatentStatus
from market.catalogue.owners import Owner, Owners, joined, joined_shares
from market.catalogue.spreadsheet import xlsx_bytes

BLOCK_ROWS = 1_000

_KINDS = MappingProxyType(
    {
        PatentKind.INVENTION: ("发明", "invention"),
        PatentKind.UTILITY_MODEL: ("实用新型", "utility model"),
        PatentKind.DESIGN: ("外观设计", "design"),
    }
)
_STATUSES = MappingProxyType(
    {
        PatentStatus.APPLICATION: ("申请", "application"),
        PatentStatus.GRANTED: ("授权", "granted"),
        PatentStatus.ENDED: ("失效", "ended"),
        PatentStatus.UNKNOWN: ("状态不明", "status not known"),
    }
)


Cell = Callable[[Patent, int], object]


class Column(NamedTuple):
    """One column: its names, and what a patent has to say in it."""

    zh: str
    en: str
    cell: Cell


def _owners(patent: Patent) -> Owners:
    return tuple(Owner(owner.name, owner.share_ppm) for owner in patent.owners)


def _plain(name: str) -> Cell:
    return lambda patent, _words: getattr(patent, name)


def _list(name: str) -> Cell:
    return lambda patent, _words: "; ".join(getattr(patent, name))


def _word(
    name: str,
    words: Mapping[Any, tuple[str, str]],
) -> Cell:
    return lambda patent, place: words.get(getattr(patent, name), ("", ""))[place]


COLUMNS = (
    Column("专利号", "Patent number", _plain("number")),
    Column("申请号", "Application number", _plain("application_number")),
    Column("公开号", "Publication number", _plain("publication_number")),
    Column("名称", "Title", _plain("title")),
    Column("英文名称", "English title", _plain("title_en")),
    Column("专利类型", "Patent kind", _word("kind", _KINDS)),
    Column("法律状态", "Legal status", _word("status", _STATUSES)),
    Column("申请日", "Filing date", _plain("filed_on")),
    Column("授权公告日", "Grant date", _plain("granted_on")),
    Column(
        "到期日",
        "Expiry date",
        lambda patent, _words: None if patent.expiry_is_computed else patent.expires_on,
    ),
    Column(
        "推算的到期日",
        "Computed expiry",
        lambda patent, _words: patent.expires_on if patent.expiry_is_computed else None,
    ),
    Column(
        "专利权人",
        "Patentee",
        lambda patent, _words: joined(_owners(patent)) or patent.patentee,
    ),
    Column("权属比例", "Shares", lambda patent, _words: joined_shares(_owners(patent))),
    Column("发明人", "Inventors", _plain("inventors")),
    Column("IPC分类号", "IPC", _plain("ipc")),
    Column("摘要", "Abstract", _plain("abstract")),
    Column("技术简介", "Summary", _plain("summary_zh")),
    Column("英文简介", "Summary EN", _plain("summary_en")),
    Column("权利要求数", "Claims", _plain("claims_count")),
    Column("引证专利", "Cited patents", _list("cites")),
    Column("被引次数", "Cited by", _plain("cited_by_count")),
    Column("国民经济行业", "Industries", _list("industries")),
    Column("应用领域", "Fields of application", _list("applications")),
    Column("技术就绪度", "Technology readiness", _plain("readiness")),
    Column("案卷号", "Case number", _plain("source_reference")),
    Column("法律状态查询日", "Looked up on", _plain("legal_status_checked_on")),
)


def csv_pieces(session: Session, organisation_id: int, locale: str) -> Iterator[bytes]:
    """Yield a portfolio as CSV in UTF-8 with a byte order mark, block by block."""
    yield "\ufeff".encode() + _lines([header(locale)])
    for rows in _blocks(session, organisation_id, locale):
        yield _lines(rows)


def workbook(session: Session, organisation_id: int, locale: str) -> bytes:
    """Return a portfolio as XLSX: identifiers as text, days as days."""
    blocks = _blocks(session, organisation_id, locale)
    return xlsx_bytes(header(locale), (row for rows in blocks for row in rows))


def header(locale: str) -> list[str]:
    """Return the names of the columns in the reader's language."""
    place = _place(locale)
    return [(column.zh, column.en)[place] for column in COLUMNS]


def _place(locale: str) -> int:
    return 0 if locale.startswith("zh") else 1


def _lines(rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([neutral(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _blocks(
    session: Session, organisation_id: int, locale: str
) -> Iterator[list[list[object]]]:
    place, last = _place(locale), 0
    while True:
        patents = _after(session, organisation_id, last)
        if not patents:
            return
        yield [[column.cell(patent, place) for column in COLUMNS] for patent in patents]
        last = patents[-1].id
        # A large portfolio is not held whole.
        session.expunge_all()


def _after(session: Session, organisation_id: int, last: int) -> list[Patent]:
    query = (
        sa.select(Patent)
        .where(Patent.organisation_id == organisation_id, Patent.id > last)
        .options(selectinload(Patent.owners))
        .order_by(Patent.id)
        .limit(BLOCK_ROWS)
    )
    return list(session.scalars(query))
