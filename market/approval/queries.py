"""What the case of an offer holds, and what it still lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.accounts.models import OrganisationKind, User
from market.approval.models import (
    ApprovalDecision,
    ApprovalRound,
    ConflictStatement,
    Consent,
    Decision,
    Dossier,
    Publicity,
    PublicityResult,
    Purpose,
)
from market.approval.owners import co_owners, inventors_of, is_sole_patentee, same_name
from market.catalogue.models import PatentOwner
from market.licensing.models import Offer
from pricing.errors import FigureNotFound
from pricing.law.figures import figure

Where = Literal["consents", "conflicts", "dossier", "publicity"]
FULFILLED = (PublicityResult.NO_OBJECTION, PublicityResult.SETTLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that is missing, and the part of the case where to add it.

    Attributes
    ----------
    before : str
        The state that it bars: ``"checked"`` or only ``"approved"``.
    """

    zh: str
    en: str
    where: Where
    before: Literal["checked", "approved"] = "approved"

    def message(self, locale: str) -> str:
        """Return what is missing in the reader's language."""
        return self.zh if locale.startswith("zh") else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who states whether he or she has an interest in the case."""

    name: str
    part: Literal["drafter", "inventor"]
    user_id: int | None = None


def gaps(session: Session, offer: Offer, *, day: date) -> list[Gap]:
    """Return what is still missing before an offer is checked or approved.

    Parameters
    ----------
    session : Session
        Reads.
    offer : Offer
        With its patent; its newest version counts.
    day : date
        Day whose law holds.
    """
    return [
        *_consent_gaps(session, offer, Purpose.OPENING),
        *_conflict_gaps(session, offer),
        *_dossier_gaps(session, offer),
        *_publicity_gaps(session, offer, day),
    ]


def withdrawal_gaps(session: Session, offer: Offer) -> list[Gap]:
    """Return the co-owners who have not consented to a withdrawal."""
    return list(_consent_gaps(session, offer, Purpose.WITHDRAWAL))


def consents_of(session: Session, offer_id: int) -> Sequence[Consent]:
    """Return what co-owners stated, the latest last."""
    wanted = (
        sa.select(Consent)
        .where(Consent.offer_id == offer_id)
        .order_by(Consent.stated_on, Consent.id)
    )
    return session.scalars(wanted).all()


def statements_of(session: Session, offer_id: int) -> Sequence[ConflictStatement]:
    """Return what people stated of their interests, the latest last."""
    wanted = (
        sa.select(ConflictStatement)
        .where(ConflictStatement.offer_id == offer_id)
        .order_by(ConflictStatement.id)
    )
    return session.scalars(wanted).all()


def dossiers_of(session: Session, offer_id: int) -> Sequence[Dossier]:
    """Return the versions of the dossier, the newest last."""
    wanted = (
        sa.select(Dossier).where(Dossier.offer_id == offer_id).order_by(Dossier.number)
    )
    return session.scalars(wanted).all()


def publicities_of(session: Session, offer_id: int) -> Sequence[Publicity]:
    """Return the publicities of an offer, the newest last."""
    wanted = (
        sa.select(Publicity)
        .where(Publicity.offer_id == offer_id)
        .order_by(Publicity.id)
    )
    return session.scalars(wanted).all()


def rounds_of(session: Session, offer_id: int) -> Sequence[ApprovalRound]:
    """Return the rounds of approval of an offer, the newest last."""
    wanted = (
        sa.select(ApprovalRound)
        .where(ApprovalRound.offer_id == offer_id)
        .order_by(ApprovalRound.number)
    )
    return session.scalars(wanted).all()


def has_approved(session: Session, offer_id: int, *, user_id: int) -> bool:
    """Say whether a person approved any version of an offer."""
    wanted = (
        sa.select(ApprovalDecision.id)
        .join(ApprovalRound)
        .where(
            ApprovalRound.offer_id == offer_id,
            ApprovalDecision.decided_by_id == user_id,
            ApprovalDecision.decision == Decision.APPROVE,
        )
    )
    return session.scalar(wanted.limit(1)) is not None


def people_of(offer: Offer) -> list[Person]:
    """Return who has to state an interest before approvers decide.

    Approvers state theirs when they decide.
    """
    drafter: User = offer.newest.drafted_by
    inventors = inventors_of(offer.patent)
    return [
        Person(name=drafter.name or drafter.email, part="drafter", user_id=drafter.id),
        *(Person(name=name, part="inventor") for name in inventors),
    ]


def statement_on(
    statements: Sequence[ConflictStatement], person: Person
) -> ConflictStatement | None:
    """Return the latest statement on somebody, or None."""
    for statement in reversed(statements):
        if person.user_id is not None:
            is_theirs = statement.user_id == person.user_id
        else:
            is_theirs = same_name(statement.person, person.name)
        if is_theirs:
            return statement
    return None


def asks_publicity(offer: Offer, *, day: date) -> bool:
    """Say whether the price of an offer has to be publicised in-house.

    Notes
    -----
    Law on Promoting the Transformation of Scientific and Technological
    Achievements, art. 18: of a price that a public institution agreed on. A price
    that is posted for everyone is not agreed with anyone.
    """
    # ASSUMPTION: an institution on this platform is one set up by the state.
    if offer.organisation.kind != OrganisationKind.INSTITUTION:
        return False
    # Terms from which talks begin are not agreed yet; those of a reserved offer are.
    if offer.reserved_for_id is None:
        return False
    with suppress(FigureNotFound):
        return figure("price_publicity").value_on(day) is not None
    return False


def _consent_gaps(session: Session, offer: Offer, purpose: Purpose) -> Iterator[Gap]:
    patent = offer.patent
    if not patent.owners:
        yield from _flag_gaps(offer, purpose)
        return
    latest = {
        consent.owner_id: consent.consents
        for consent in consents_of(session, offer.id)
        if consent.purpose == purpose
    }
    for owner in co_owners(patent):
        if not latest.get(owner.id):
            yield _no_consent(owner, purpose, is_refused=owner.id in latest)


def _flag_gaps(offer: Offer, purpose: Purpose) -> Iterator[Gap]:
    """Yield what the patent's record of consent lacks, where no owners are named."""
    patent = offer.patent
    if patent.co_owners_consent or is_sole_patentee(patent):
        return
    act_zh, act_en = _acts(purpose)
    if patent.co_owners_consent is False:
        zh = f"专利记录显示共有人不同意。取得同意后请登记专利权人及其对{act_zh}的同意。"
        en = (
            "The record says that the co-owners do not consent. Record the owners and "
            f"their consent to the {act_en}."
        )
    else:
        zh = "尚不清楚专利是否共有。请在专利记录中登记专利权人，或注明共有人是否同意。"
        en = (
            "It is not known whether the patent has co-owners. Record the owners, or "
            "whether the co-owners consent, on the patent."
        )
    yield Gap(zh=zh, en=en, where="consents", before="checked")


def _no_consent(owner: PatentOwner, purpose: Purpose, *, is_refused: bool) -> Gap:
    act_zh, act_en = _acts(purpose)
    name = owner.name
    if is_refused:
        zh = f"共有人{name}最近一次表示不同意{act_zh}。"
        en = f"Co-owner {name} refused the {act_en} in the latest statement."
    else:
        zh = f"缺少共有人{name}对{act_zh}的同意。"
        en = f"The consent of co-owner {name} to the {act_en} is missing."
    return Gap(zh=zh, en=en, where="consents", before="checked")


def _acts(purpose: Purpose) -> tuple[str, str]:
    if purpose == Purpose.OPENING:
        return "许可", "licence"
    return "撤回", "withdrawal"


def _conflict_gaps(session: Session, offer: Offer) -> Iterator[Gap]:
    statements = statements_of(session, offer.id)
    for person in people_of(offer):
        if statement_on(statements, person) is None:
            part = "起草人" if person.part == "drafter" else "发明人"
            yield Gap(
                zh=f"{part}{person.name}尚未说明有无利益冲突。",
                en=f"No statement of interest of {person.part} {person.name}.",
                where="conflicts",
            )


def _dossier_gaps(session: Session, offer: Offer) -> Iterator[Gap]:
    dossiers = dossiers_of(session, offer.id)
    number = offer.newest.number
    if not dossiers:
        yield Gap(
            zh="缺少定价依据。", en="The pricing dossier is missing.", where="dossier"
        )
    elif dossiers[-1].version_number != number:
        earlier = dossiers[-1].version_number
        yield Gap(
            zh=f"定价依据对应第 {earlier} 版条款，现为第 {number} 版。"
            "请核对后重新保存。",
            en=f"The pricing dossier is of version {earlier} of the terms, which are "
            f"at version {number} now. Read it again and save it.",
            where="dossier",
        )


def _publicity_gaps(session: Session, offer: Offer, day: date) -> Iterator[Gap]:
    if not asks_publicity(offer, day=day):
        return
    number = offer.newest.number
    done = [
        publicity
        for publicity in publicities_of(session, offer.id)
        if publicity.version_number == number and publicity.result in FULFILLED
    ]
    if not done:
        yield Gap(
            zh=f"协议定价须在本单位公示：第 {number} 版的公示尚未结束。",
            en="An agreed price has to be publicised in-house: no publicity of "
            f"version {number} is closed.",
            where="publicity",
        )
