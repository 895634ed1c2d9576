"""The pricing dossier (定价依据): why the price is what it is, version by version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from market.approval.models import Dossier
from market.approval.notes import note
from market.approval.queries import dossiers_of
from market.attachments import Attachment, Upload, attach
from market.errors import Unacceptable
from market.history import Author
from market.licensing.models import Offer
from market.licensing.queries import findings_on, terms_of

MOST_FILES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A version of a dossier as it was written.

    Attributes
    ----------
    valuation : mapping or None
        The figures of a fair price with its day and inputs, as JSON.
    comparables : sequence of mapping
        Each with whether it was used, and why.
    keeps_files : bool
        Whether the files of the version before belong to this one too.
    """

    basis: str
    valuation: Mapping[str, Any] | None = None
    comparables: Sequence[Mapping[str, Any]] = ()
    uploads: Sequence[Upload] = ()
    keeps_files: bool = True


def write_dossier(
    session: Session, offer: Offer, written: Written, author: Author, *, day: date
) -> Dossier:
    """Append a version, with what the law says of the newest terms today.

    Parameters
    ----------
    session : Session
        Writes.
    offer : Offer
        An offer of the author's office, locked.
    written : Written
        What the office writes; the basis is never empty.
    author : Author
        Who writes it.
    day : date
        Day whose law holds.

    Raises
    ------
    Unacceptable
        Without a basis, or with too many files.
    """
    if not written.basis:
        raise Unacceptable("请写明定价依据。", "Say what the price rests on.")
    earlier = dossiers_of(session, offer.id)
    files = list(earlier[-1].attachments) if earlier and written.keeps_files else []
    files += [attach(session, upload, author) for upload in written.uploads]
    _check_few(files)
    found = findings_on(terms_of(offer.newest), offer.patent, day=day)
    dossier = Dossier(
        offer_id=offer.id,
        number=len(earlier) + 1,
        version_number=offer.newest.number,
        basis=written.basis,
        valuation=None if written.valuation is None else dict(written.valuation),
        comparables=[dict(row) for row in written.comparables],
        findings=[asdict(one) for one in found],
        attachments=files,
        written_by_id=author.user_id,
        written_at=author.happened_at,
    )
    session.add(dossier)
    session.flush()  # A second version of the same number must fail here.
    told = {"number": dossier.number, "version": dossier.version_number}
    note(session, offer, author, "dossier_written", told)
    return dossier


def _check_few(files: Sequence[Attachment]) -> None:
    if len(files) > MOST_FILES:
        raise Unacceptable(
            f"定价依据最多 {MOST_FILES} 个附件。",
            f"A dossier has at most {MOST_FILES} files.",
        )
