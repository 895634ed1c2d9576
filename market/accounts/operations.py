"""Create and change organisations and their members; no HTTP, no clock, no commit."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.accounts import credit_code, outbox
from market.accounts.facts import OrganisationFacts, Payee, PersonFacts, SizeStatement
from market.accounts.models import Membership, Organisation, RoleName, User
from market.accounts.outbox import Letter
from market.accounts.roles import SELF_REGISTERED_KINDS, first_role, require_roles
from market.errors import NotFound, Refused


class Registration(enum.StrEnum):
    """What came of a registration; only the mail tells, never the page."""

    DONE = "done"
    KNOWN_ADDRESS = "known_address"
    KNOWN_ORGANISATION = "known_organisation"


def create_organisation(
    session: Session, facts: OrganisationFacts, *, created_at: datetime
) -> Organisation:
    """Store an organisation.

    Parameters
    ----------
    session : Session
        A writing session.
    facts : OrganisationFacts
        What is known; the credit code may be spelt in any way.
    created_at : datetime
        The present instant.

    Raises
    ------
    CreditCodeWrong
        If the credit code does not stand its check.
    Refused
        If the office code or the credit code belongs to another organisation.
    """
    code = facts.credit_code and credit_code.normalised(facts.credit_code)
    _require_unused(session, Organisation.code, facts.code)
    _require_unused(session, Organisation.credit_code, code)
    organisation = Organisation(
        kind=facts.kind,
        code=facts.code or None,
        name_zh=facts.name_zh,
        name_en=facts.name_en,
        credit_code=code or None,
        outside_mainland=facts.outside_mainland,
        contact=facts.contact,
        is_sample=facts.is_sample,
        created_at=created_at,
        **(asdict(facts.size) if facts.size else {}),
        **(asdict(facts.payee) if facts.payee else {}),
    )
    session.add(organisation)
    session.flush()  # The caller needs organisation.id.
    return organisation


def create_member(
    session: Session,
    organisation: Organisation,
    person: PersonFacts,
    *,
    roles: Collection[RoleName],
    created_at: datetime,
    confirmed_at: datetime | None = None,
) -> User:
    """Store a person with roles in an organisation.

    Parameters
    ----------
    session : Session
        A writing session.
    organisation : Organisation
        Where the person belongs.
    person : PersonFacts
        Who it is; the password is hashed already (`passwords.hashed`).
    roles : collection of RoleName
        At least one that this kind of organisation gives.
    created_at, confirmed_at : datetime
        The present instant, and when the address was proved; without it the person
        cannot sign in yet.

    Raises
    ------
    Refused
        If a role is of another kind, two roles must stay apart, or the address has
        an account.
    """
    require_roles(organisation.kind, roles)
    if _user_with(session, person.email) is not None:
        raise _address_taken()
    user = User(
        email=person.email.lower(),
        name=person.name,
        password=person.password_hash,
        fs_uniquifier=person.uniquifier,
        locale=person.locale,
        privacy_version=person.privacy_version,
        consented_at=created_at if person.privacy_version else None,
        confirmed_at=confirmed_at,
        created_at=created_at,
        memberships=[
            Membership(organisation=organisation, role=role, created_at=created_at)
            for role in sorted(set(roles))
        ],
    )
    session.add(user)
    session.flush()  # The caller needs user.id.
    return user


def register(
    session: Session,
    facts: OrganisationFacts,
    person: PersonFacts,
    *,
    letters: Mapping[Registration, Letter],
    registered_at: datetime,
) -> Registration:
    """Register a licensee and its first member, and post the letter that tells.

    An address or a firm that is known already is told so by mail and not on the
    page, so that nobody learns from the page who has an account. An earlier
    registration that was never confirmed gives way: else anybody could keep a firm
    out with its public code.
    """
    if facts.kind not in SELF_REGISTERED_KINDS:
        raise Refused(
            "这类机构由平台运营方登记。请联系运营方。",
            "Organisations of this kind are entered by the operator. Please write "
            "to the operator.",
        )
    _one_after_another(session)
    _forget_unconfirmed(session, person.email, facts.credit_code)
    outcome = _outlook(session, facts, person)
    if outcome is Registration.DONE:
        organisation = create_organisation(session, facts, created_at=registered_at)
        roles = {first_role(facts.kind)}
        create_member(
            session, organisation, person, roles=roles, created_at=registered_at
        )
    outbox.post(session, person.email, letters[outcome], created_at=registered_at)
    return outcome


def confirm(session: Session, user_id: int, *, confirmed_at: datetime) -> None:
    """Record that a person reads the mail of the address; a second time is nothing."""
    user = session.get(User, user_id)
    if user is None:
        raise NotFound("没有这个账号。", "There is no such account.")
    user.confirmed_at = user.confirmed_at or confirmed_at


def change_person(session: Session, user_id: int, *, name: str, locale: str) -> None:
    """Change a person's own name and the language of the person's mail."""
    user = session.get_one(User, user_id)
    user.name, user.locale = name, locale


def change_organisation(
    session: Session,
    organisation_id: int,
    *,
    name_en: str,
    contact: str,
    size: SizeStatement | None,
) -> None:
    """Change what an organisation says of itself; its legal name stays."""
    organisation = session.get_one(Organisation, organisation_id)
    organisation.name_en, organisation.contact = name_en, contact
    for column, value in (asdict(size) if size else {}).items():
        setattr(organisation, column, value)


def change_payee(session: Session, organisation_id: int, payee: Payee) -> None:
    """Change the bank account that licensees pay to; finance alone does."""
    organisation = session.get_one(Organisation, organisation_id)
    for column, value in asdict(payee).items():
        setattr(organisation, column, value)


def _one_after_another(session: Session) -> None:
    # SQLite has one writer anyway. On PostgreSQL two registrations of one firm
    # would not see each other, and the second would break the unique code.
    if session.get_bind().dialect.name == "postgresql":
        lock = sa.func.pg_advisory_xact_lock(sa.func.hashtext("registration"))
        session.execute(sa.select(lock))


def _outlook(
    session: Session, facts: OrganisationFacts, person: PersonFacts
) -> Registration:
    if _user_with(session, person.email) is not None:
        return Registration.KNOWN_ADDRESS
    code = facts.credit_code and credit_code.normalised(facts.credit_code)
    if code and _organisation_with(session, Organisation.credit_code, code):
        return Registration.KNOWN_ORGANISATION
    return Registration.DONE


def _forget_unconfirmed(session: Session, email: str, code: str | None) -> None:
    known = [Organisation.credit_code == credit_code.normalised(code)] if code else []
    waiting = session.scalars(
        sa.select(Membership)
        .join(User)
        .join(Organisation)
        .where(
            User.confirmed_at.is_(None),
            Organisation.kind.in_(SELF_REGISTERED_KINDS),
            sa.or_(User.email == email.lower(), *known),
        )
    )
    for membership in waiting.all():
        user, organisation = membership.user, membership.organisation
        if len(organisation.memberships) == 1:
            session.delete(membership)
            session.flush()  # Before the rows that it points to.
            session.delete(user)
            session.delete(organisation)
    session.flush()  # The address and the code are free from here.


def _user_with(session: Session, email: str) -> User | None:
    return session.scalar(sa.select(User).where(User.email == email.lower()))


def _organisation_with(
    session: Session, column: sa.orm.InstrumentedAttribute[str | None], value: str
) -> Organisation | None:
    return session.scalar(sa.select(Organisation).where(column == value))


def _require_unused(
    session: Session,
    column: sa.orm.InstrumentedAttribute[str | None],
    value: str | None,
) -> None:
    if value and _organisation_with(session, column, value) is not None:
        raise Refused(
            f"代码 {value} 已属于另一机构。请核对，或打开该机构的页面。",
            f"The code {value} belongs to another organisation already. "
            "Check it, or open that organisation's page.",
        )


def _address_taken() -> Refused:
    return Refused(
        "这个邮箱已有账号。请使用另一个邮箱，或先登录。",
        "This address has an account already. Use another address, or sign in.",
    )
