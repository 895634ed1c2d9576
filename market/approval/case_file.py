"""The whole case of an offer as files (一件一档), each with its SHA-256 in an index."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market import clock
from market.approval.case_tables import TABLES, Table
from market.approval.models import Dossier
from market.approval.overview import Case
from market.approval.zip_stream import Entry, Listed
from market.attachments import Attachment
from market.catalogue.exports import csv_bytes
from market.history import HistoryEntry
from market.licensing.declarant import declaration_of
from market.licensing.models import Offer, OfferVersion
from market.licensing.queries import terms_of
from pricing.errors import NotDeclared
from pricing.wording.declaration import Declaration
from pricing.wording.explanation import explain

__all__ = ["entries_of_case", "index_of"]

INDEX_HEADER = ("文件 File", "内容 Content", "字节 Bytes", "SHA-256")
# Only colours and lines: the file is read by itself, without this site.
STYLE = (
    "body{font-family:sans-serif;margin:2em}td,th{text-align:left;padding:.3em .8em}"
)


def entries_of_case(session: Session, offer: Offer, case: Case) -> Iterator[Entry]:
    """Yield the files of a case; attachments are read when their turn comes.

    Parameters
    ----------
    session : Session
        Reads, also while the files are written.
    offer : Offer
        The offer with its versions.
    case : Case
        Its case.
    """
    yield _json("offer.json", "许可方案", "The offer", _offer_words(offer))
    for version in offer.versions:
        yield from _version(version)
    yield from _declared(offer)
    for dossier in case.dossiers:
        yield from _dossier(dossier)
    for table in TABLES:
        yield _table(table, case)
    yield from _history(session, offer)
    for file in case.files():
        yield _attached(session, file)


def index_of(offer: Offer, listed: Sequence[Listed]) -> Iterator[Entry]:
    """Yield the index of all files as a table and as a page, in both languages."""
    rows = [
        (one.path, f"{one.zh} {one.en}", one.size_bytes, one.sha256) for one in listed
    ]
    table = csv_bytes(INDEX_HEADER, rows)
    yield Entry(path="index.csv", zh="目录", en="Index", read=lambda: table)
    page = _page(offer, rows)
    yield Entry(path="index.html", zh="目录", en="Index", read=lambda: page)


def _page(offer: Offer, rows: Iterable[Sequence[object]]) -> bytes:
    """Return the index as a page; whatever people typed is text in it."""
    title = f"一件一档 Case file · {offer.patent.number} · {offer.id}"
    cells = "".join(
        "<tr>"
        + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row)
        + "</tr>\n"
        for row in rows
    )
    head = "".join(f"<th>{name}</th>" for name in INDEX_HEADER)
    return (
        f'<!doctype html>\n<html lang="zh-Hans"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title><style>{STYLE}</style></head>\n"
        f"<body><h1>{html.escape(title)}</h1>\n<table><thead><tr>{head}</tr></thead>"
        f"<tbody>\n{cells}</tbody></table></body></html>\n"
    ).encode()


def _version(version: OfferVersion) -> Iterator[Entry]:
    path, number = f"terms/version-{version.number:03}", version.number
    # The very text whose SHA-256 the market keeps.
    yield _text(
        f"{path}.json",
        f"第 {number} 版条款",
        f"Terms, version {number}",
        version.terms_json,
    )
    terms = terms_of(version)
    for lang, zh, en in (("zh", "中文", "Chinese"), ("en", "英文", "English")):
        yield _text(
            f"{path}.{lang}.txt",
            f"第 {number} 版条款说明（{zh}）",
            f"Terms in words, version {number} ({en})",
            explain(terms, lang) + "\n",
        )


def _declared(offer: Offer) -> Iterator[Entry]:
    """Yield the text of the declaration, where the terms are declared at all."""
    try:
        found = _declaration(offer)
    except NotDeclared:
        return
    for lang, zh, en in (("zh", "中文", "Chinese"), ("en", "英文", "English")):
        yield _text(
            f"declaration.{lang}.txt",
            f"开放许可声明文本（{zh}）",
            f"Text of the declaration ({en})",
            found.text(lang) + "\n",
        )


def _declaration(offer: Offer) -> Declaration:
    # The day of the terms, not of the download: the same case gives the same file.
    drafted_on = clock.business_day(offer.newest.created_at)
    return declaration_of(offer, day=offer.declared_on or drafted_on)


def _dossier(dossier: Dossier) -> Iterator[Entry]:
    path, number = f"dossier/version-{dossier.number:03}", dossier.number
    told = {
        "number": number,
        "terms_version": dossier.version_number,
        "written_at": dossier.written_at.isoformat(),
        "written_by": dossier.written_by.name,
        "basis": dossier.basis,
        "valuation": dossier.valuation,
        "comparables": dossier.comparables,
        "findings": dossier.findings,
        "files": [_file_path(file) for file in dossier.attachments],
    }
    title = f"定价依据第 {number} 版", f"Pricing dossier, version {number}"
    yield _json(f"{path}.json", *title, told)
    yield _text(f"{path}.txt", *title, dossier.basis + "\n")


def _table(table: Table, case: Case) -> Entry:
    content = csv_bytes(table.header, table.rows(case, _file_path))
    return Entry(path=table.path, zh=table.zh, en=table.en, read=lambda: content)


def _history(session: Session, offer: Offer) -> Iterator[Entry]:
    wanted = (
        sa.select(HistoryEntry)
        .where(HistoryEntry.subject == "offer", HistoryEntry.subject_id == offer.id)
        .order_by(HistoryEntry.id)
    )
    told = [_entry_words(entry) for entry in session.scalars(wanted)]
    yield _json("history.json", "修改历史", "History of changes", told)


def _entry_words(entry: HistoryEntry) -> dict[str, Any]:
    return {
        "at": entry.happened_at.isoformat(),
        "who": entry.user.name if entry.user else None,
        "through": entry.source.value,
        "from": entry.address,
        "what": entry.action,
        "before": entry.before,
        "after": entry.after,
    }


def _attached(session: Session, file: Attachment) -> Entry:
    return Entry(
        path=_file_path(file),
        zh="附件",
        en="Attachment",
        read=partial(_content, session, file),
    )


def _content(session: Session, file: Attachment) -> bytes:
    """Return the content of a file, which is not kept in the session."""
    content = file.content
    session.expire(file, ["content"])
    return content


def _file_path(file: Attachment | None) -> str:
    return "" if file is None else f"attachments/{file.id:06}-{file.filename}"


def _offer_words(offer: Offer) -> dict[str, Any]:
    return {
        "offer": offer.id,
        "patent": offer.patent.number,
        "title": offer.patent.title,
        "lane": offer.lane.value,
        "state": offer.state.value,
        "checked_version": offer.checked_version,
        "approved_version": offer.approved_version,
        "newest_version": offer.newest.number,
        "versions": [
            {
                "number": version.number,
                "terms_sha256": version.terms_sha256,
                "drafted_by": version.drafted_by.name,
                "created_at": version.created_at.isoformat(),
            }
            for version in offer.versions
        ],
        "declaration_text": offer.declaration_text,
        "declaration_number": offer.declaration_number,
        "announced_on": offer.announced_on.isoformat() if offer.announced_on else None,
        "announced_text": offer.announced_text,
        "listing_text_zh": offer.listing_text_zh,
        "listing_text_en": offer.listing_text_en,
    }


def _json(path: str, zh: str, en: str, told: object) -> Entry:
    content = json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True)
    return _text(path, zh, en, f"{content}\n")


def _text(path: str, zh: str, en: str, text: str) -> Entry:
    return Entry(path=path, zh=zh, en=en, read=text.encode)
