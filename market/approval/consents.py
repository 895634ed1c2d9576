"""Consents of co-owners: what each stated, on which day, with which evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from market.approval.models import Consent, Purpose
from market.approval.notes import note
from market.approval.owners import co_owners
from market.attachments import Upload, attach
from market.errors import Unacceptable
from market.history import Author
from market.licensing.models import Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a co-owner stated."""

    owner_id: int
    purpose: Purpose
    consents: bool
    stated_on: date
    note: str = ""
    upload: Upload | None = None


def record_consent(
    session: Session, offer: Offer, stated: Stated, author: Author, *, day: date
) -> Consent:
    """Record what a co-owner stated; the latest statement counts.

    Parameters
    ----------
    session : Session
        Writes.
    offer : Offer
        An offer of the author's office, locked.
    stated : Stated
        The statement; a consent needs its evidence.
    author : Author
        Who records it.
    day : date
        Today: nothing was stated later.

    Raises
    ------
    Unacceptable
        When the owner is not among the patent's co-owners, the day lies ahead, or a
        consent comes without evidence.
    """
    owners = {owner.id: owner for owner in co_owners(offer.patent)}
    owner = owners.get(stated.owner_id)
    if owner is None:
        raise Unacceptable(
            "所选的人不是这件专利的共有人。请重新选择。",
            "This is no co-owner of the patent. Choose another.",
        )
    _check(stated, day)
    upload = stated.upload
    consent = Consent(
        offer_id=offer.id,
        owner_id=owner.id,
        purpose=stated.purpose,
        consents=stated.consents,
        stated_on=stated.stated_on,
        note=stated.note,
        attachment=attach(session, upload, author) if upload else None,
        recorded_by_id=author.user_id,
        recorded_at=author.happened_at,
    )
    session.add(consent)
    session.flush()
    told = {
        "owner": owner.name,
        "purpose": stated.purpose.value,
        "consents": stated.consents,
        "stated_on": stated.stated_on.isoformat(),
    }
    note(session, offer, author, "consent_recorded", told)
    return consent


def _check(stated: Stated, day: date) -> None:
    if stated.stated_on > day:
        raise Unacceptable(
            "表态日期不能晚于今天。", "The statement cannot lie after today."
        )
    if stated.consents and stated.upload is None:
        raise Unacceptable(
            "请附上同意的证明文件。", "Attach the evidence of the consent."
        )
