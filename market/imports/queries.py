"""Imports of one office, and what was found in their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from market.errors import NotFound
from market.imports.models import ImportFault, PatentImport

SHOWN_IMPORTS = 50
PAGE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultPage:
    """One page of findings.

    Attributes
    ----------
    faults : sequence of ImportFault
        Findings, by row.
    total, page, pages : int
        Findings in all; which page of how many [1].
    """

    faults: Sequence[ImportFault]
    total: int
    page: int
    pages: int


def imports_of(session: Session, organisation_id: int) -> Sequence[PatentImport]:
    """Return an office's newest imports, newest first."""
    query = (
        sa.select(PatentImport)
        .where(PatentImport.organisation_id == organisation_id)
        .options(joinedload(PatentImport.job))
        .order_by(PatentImport.id.desc())
        .limit(SHOWN_IMPORTS)
    )
    return session.scalars(query).all()


def import_of(
    session: Session, organisation_id: int, token: str, *, locked: bool = False
) -> PatentImport:
    """Return an office's import by the token in its address.

    Raises
    ------
    NotFound
        When there is none, or it is another organisation's.
    """
    query = sa.select(PatentImport).where(
        PatentImport.token == token, PatentImport.organisation_id == organisation_id
    )
    found = session.scalar(query.with_for_update() if locked else query)
    if found is None:
        raise NotFound(
            "没有这次导入，或者它属于其他机构。",
            "There is no such import, or it is another organisation's.",
        )
    return found


def faults_page(
    session: Session, import_id: int, *, refuses: bool, page: int
) -> FaultPage:
    """Return one page of refusals, or of notices."""
    among = (ImportFault.import_id == import_id, ImportFault.refuses == refuses)
    total = session.scalar(sa.select(sa.func.count(ImportFault.id)).where(*among)) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    query = (
        sa.select(ImportFault)
        .where(*among)
        .order_by(ImportFault.row, ImportFault.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    faults = session.scalars(query).all()
    return FaultPage(faults=faults, total=total, page=page, pages=pages)


def faults_of(
    session: Session, import_id: int, *, refuses: bool | None = None
) -> Sequence[ImportFault]:
    """Return every finding of an import, by row."""
    query = sa.select(ImportFault).where(ImportFault.import_id == import_id)
    if refuses is not None:
        query = query.where(ImportFault.refuses == refuses)
    return session.scalars(query.order_by(ImportFault.row, ImportFault.id)).all()
