"""From the notice to the licence in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.errors import NotFound, Refused, StaleVersion
from market.licences import mail
from market.licences.billing import Owed, entry, owed
from market.licences.models import Licence, LicenceState
from market.licences.notices import (
    Notice,
    frozen_terms,
    no_such_offer,
    refuse_unless_open,
    refuse_unless_public,
)
from market.licensing.models import Offer, OfferVersion
from market.payments.dues import raise_dues
from market.payments.models import Due


def give_notice(
    session: Session, notice: Notice, *, page_of: Callable[[Licence], str]
) -> Licence:
    """Record a notice; the same licensee and version always give the same licence.

    Parameters
    ----------
    session : Session
        A writing session.
    notice : Notice
        What the licensee declares, and when.
    page_of : callable
        Gives the address of a licence's page, for the mail to the licensor.

    Returns
    -------
    Licence
        Noticed, with its entry dues; in force where nothing is due at entry.

    Raises
    ------
    NotFound
        For an offer that is not there, or that nobody outside may know of.
    StaleVersion
        Where the terms have changed since the licensee looked.
    Refused
        Where the offer, the patent, the dates or the party forbid it.
    """
    # Notices and new versions of one offer wait for each other here.
    offer = session.get(Offer, notice.offer_id, with_for_update=True)
    if offer is None:
        raise no_such_offer()
    seen = _version(offer, notice)
    earlier = licence_under(session, notice.licensee_id, seen.id)
    if earlier is not None:
        return earlier
    refuse_unless_public(offer, notice.licensee_id)
    # Before the dates: those of terms that changed since say nothing to the licensee.
    if seen is not offer.version:
        raise StaleVersion(
            f"许可条件在您查看第 {seen.number} 版之后有变动，通知没有发出。",
            f"The terms changed after you saw version {seen.number}. "
            "No notice was given.",
        )
    terms = frozen_terms(seen)
    refuse_unless_open(offer, terms, licensee_id=notice.licensee_id, day=notice.day)
    licence = _freeze(session, notice, offer, seen)
    rows = owed(terms, licensee=licence.priced_for, starts_on=notice.day)
    first = entry(rows, notice.day)
    raise_dues(session, licence, first, on=notice.day, recorded_at=notice.given_at)
    mail.tell_licensor(session, licence, page=page_of(licence))
    if not first:
        take_effect(session, licence, recorded_at=notice.given_at)
    return licence


def licence_under(
    session: Session, licensee_id: int, offer_version_id: int
) -> Licence | None:
    """Return a licensee's licence under a version of an offer, if it has one."""
    return session.scalar(
        sa.select(Licence).where(
            Licence.licensee_id == licensee_id,
            Licence.offer_version_id == offer_version_id,
        )
    )


def take_effect(session: Session, licence: Licence, *, recorded_at: datetime) -> None:
    """Bring a licence into force when all that was due at entry is paid.

    It begins on the later of the notice's day and the bank's value date of the last
    entry due; when that is recorded plays no part. The remaining dues of the entered
    stage then get their dates.

    Raises
    ------
    Refused
        Where an entry due is open, or the terms were over when the money came.
    """
    if licence.is_in_force:
        return
    dues = _entry_dues(session, licence)
    begins_on = _beginning(licence, dues)
    if begins_on is None:
        raise Refused(
            "首期应付款尚未全部到账，许可不能生效。",
            "Not all that is due at entry has been paid, so the licence cannot begin.",
        )
    rows = owed(licence.terms, licensee=licence.priced_for, starts_on=begins_on)
    _date_entry(dues, entry(rows, begins_on))
    session.flush()  # The database keeps these dates once the licence is in force.
    licence.effective_on = begins_on
    licence.state = LicenceState.IN_FORCE
    session.flush()  # The database checks the entry dues before others are added.
    later = rows[len(dues) :]
    raise_dues(session, licence, later, on=begins_on, recorded_at=recorded_at)
    mail.tell_licensee(session, licence, recorded_at=recorded_at)


def _beginning(licence: Licence, dues: list[Due]) -> date | None:
    """Return the day on which a licence begins, or None while money is open."""
    days = [licence.noticed_on]
    for due in dues:
        if due.paid_on is None:
            return None
        days.append(due.paid_on)
    return max(days)


def _date_entry(dues: list[Due], rows: tuple[Owed, ...]) -> None:
    """Date the entry dues from the beginning; their amounts never change."""
    expected = [row.amount_fen for row in rows]
    if [due.amount_fen for due in dues] != expected:
        raise Refused(
            f"首期应付款与冻结条款不一致（应为 {expected} 分），许可未生效。"
            "请联系平台运营方。",
            f"The entry dues differ from the frozen terms ({expected} fen), so the "
            "licence did not begin. Tell the operator.",
        )
    for due, row in zip(dues, rows, strict=True):
        due.due_on = row.on


def _entry_dues(session: Session, licence: Licence) -> list[Due]:
    query = (
        sa.select(Due)
        .where(Due.licence_id == licence.id, Due.is_entry)
        .order_by(Due.number)
    )
    return list(session.scalars(query))


def _version(offer: Offer, notice: Notice) -> OfferVersion:
    number = notice.version_number
    for version in offer.published:
        if version.number == number:
            return version
    # Nobody outside may know the versions of a draft.
    refuse_unless_public(offer, notice.licensee_id)
    raise NotFound(
        f"该许可方案没有第 {number} 版。请从许可方案页面重新进入。",
        f"The offer has no version {number}. Go to the offer's page and start there.",
    )


def _freeze(
    session: Session, notice: Notice, offer: Offer, version: OfferVersion
) -> Licence:
    licence = Licence(
        offer=offer,
        offer_version=version,
        licensor_id=offer.organisation_id,
        licensee_id=notice.licensee_id,
        patent_id=offer.patent_id,
        lane=offer.lane,
        state=LicenceState.NOTICED,
        terms_json=version.terms_json,
        terms_sha256=version.terms_sha256,
        size_class=notice.size_class,
        size_statement=notice.size_statement,
        quality_class=notice.quality_class,
        province=notice.province,
        confirmed_terms=list(notice.confirmed_terms),
        authority=notice.authority,
        noticed_at=notice.given_at,
        noticed_by_id=notice.user_id,
        is_sample=offer.is_sample,
    )
    session.add(licence)
    session.flush()  # The dues refer to licence.id, and a second notice fails here.
    return licence
