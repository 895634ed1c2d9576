"""Licences against the terms that they froze: the text, the dues, the beginning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from market.licences.billing import entry, owed
from market.licences.models import Licence
from market.licensing.models import OfferVersion
from market.payments.models import Due
from pricing.errors import PricingError
from pricing.terms import Terms, read_terms

KEPT_TERMS = 256
LICENCES_AT_ONCE = 500

Finding = tuple[int, str]
Amount = tuple[date, str, str, int, bool]


def unfaithful_versions(session: Session) -> Iterator[Finding]:
    """Yield the versions of offers whose text is not what their hash says."""
    query = sa.select(
        OfferVersion.id, OfferVersion.terms_json, OfferVersion.terms_sha256
    ).order_by(OfferVersion.id)
    for version_id, text, stated in session.execute(query):
        if not _is_hash_of(stated, text):
            yield version_id, "has terms that do not match their hash"


def unfaithful_licences(session: Session) -> Iterator[Finding]:
    """Yield the licences that differ from their frozen terms, and how."""
    last_id = 0
    while licences := _licences_after(session, last_id):
        dues = _dues_of(session, licences)
        for licence in licences:
            what = _fault(licence, dues.get(licence.id, []))
            if what is not None:
                yield licence.id, what
        last_id = licences[-1].id


def _fault(licence: Licence, dues: list[Due]) -> str | None:
    version = licence.offer_version
    if not _is_hash_of(licence.terms_sha256, licence.terms_json):
        return "has terms that do not match their hash"
    if licence.terms_sha256 != version.terms_sha256:
        return f"has other terms than version {version.number} of its offer"
    return _wrong_beginning(licence, dues) or _wrong_dues(licence, dues)


def _wrong_beginning(licence: Licence, dues: list[Due]) -> str | None:
    """Say how a licence did not begin when all due at entry was paid."""
    paid = [due.paid_on for due in dues if due.is_entry]
    days = [day for day in paid if day is not None]
    if not licence.is_in_force:
        if licence.effective_on is not None:
            return "has an effective date but is not in force"
        return None if len(days) < len(paid) else "is paid, but not in force"
    if len(days) < len(paid):
        return "is in force, but its first due is open"
    begins_on = max([licence.noticed_on, *days])
    if licence.effective_on != begins_on:
        return f"begins on {licence.effective_on}, but should begin on {begins_on}"
    return None


def _wrong_dues(licence: Licence, dues: list[Due]) -> str | None:
    booked = [
        (due.due_on, due.stage, due.kind, due.amount_fen, due.is_entry) for due in dues
    ]
    try:
        priced = _priced(licence)
    except PricingError as error:
        return f"cannot be priced by its terms: {error}"
    return None if booked == priced else "has dues that its terms do not ask for"


def _priced(licence: Licence) -> list[Amount]:
    """Return what the terms ask for by now."""
    terms = _read_once(licence.terms_json)
    starts_on = licence.effective_on or licence.noticed_on
    rows = owed(terms, licensee=licence.priced_for, starts_on=starts_on)
    first = entry(rows, starts_on)
    return [
        (row.on, terms.stages[row.stage].name, row.kind, row.amount_fen, row in first)
        for row in (rows if licence.is_in_force else first)
    ]


def _is_hash_of(stated: str, text: str) -> bool:
    return sha256(text.encode()).hexdigest() == stated


@lru_cache(maxsize=KEPT_TERMS)
def _read_once(text: str) -> Terms:
    return read_terms(text)


def _licences_after(session: Session, last_id: int) -> Sequence[Licence]:
    session.expunge_all()  # What was looked at needs no memory any more.
    return session.scalars(
        sa.select(Licence)
        .where(Licence.id > last_id)
        .options(joinedload(Licence.offer_version))
        .order_by(Licence.id)
        .limit(LICENCES_AT_ONCE)
    ).all()


def _dues_of(session: Session, licences: Sequence[Licence]) -> dict[int, list[Due]]:
    query = (
        sa.select(Due)
        .where(Due.licence_id.in_([licence.id for licence in licences]))
        .order_by(Due.licence_id, Due.number)
    )
    dues: dict[int, list[Due]] = {}
    for due in session.scalars(query):
        dues.setdefault(due.licence_id, []).append(due)
    return dues
