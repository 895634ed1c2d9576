"""Put the labelled sample into a database; what is there already stays as it is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from market.accounts.models import Membership, Organisation, RoleName, User
from market.catalogue.models import (
    EvaluationReport,
    Patent,
    PatentKind,
    PatentOwner,
    PatentStatus,
)
from market.clock import business_day
from market.demo.offers import lead
from market.demo.zones import add_zone
from pricing.money import parse_fen

SAMPLE = Path(__file__).with_name("sample.toml")
PASSWORD = "sample data only"  # noqa: S105  # printed by `make demo`, opens nothing else
TERM_YEARS = {"invention": 20, "utility_model": 10, "design": 15}
WORDS = {
    "kind": PatentKind,
    "status": PatentStatus,
    "evaluation_report": EvaluationReport,
}


@dataclass(frozen=True, slots=True)
class Person:
    """One account of the sample."""

    email: str
    name: str
    organisation: str
    roles: tuple[str, ...]


@cache
def _sample() -> dict[str, Any]:
    return tomllib.loads(SAMPLE.read_text("utf-8"))


def people() -> Iterator[Person]:
    """Return the accounts of the sample, one or more for each role."""
    for entry in _sample()["people"]:
        yield Person(**entry | {"roles": tuple(entry["roles"])})


def sample(session: Session, *, password_hash: str, loaded_at: datetime) -> str:
    """Add the sample's organisations, people, patents and offers that are missing.

    Parameters
    ----------
    session : Session
        Writes.
    password_hash : str
        Of the one password of all accounts; hashed before the transaction began.
    loaded_at : datetime
        Stands on every row.

    Returns
    -------
    str
        One sentence that says what was added.
    """
    organisations = {
        entry["key"]: _organisation(session, entry, loaded_at)
        for entry in _sample()["organisations"]
    }
    users = [
        _user(session, person, organisations[person.organisation], loaded_at)
        for person in people()
    ]
    added = [user for user in users if user.password is None]
    for user in added:
        user.password = password_hash
    patents = [
        _patent(session, entry, organisations[entry["office"]], loaded_at)
        for entry in _sample()["patents"]
    ]
    for entry in _sample()["zones"]:
        add_zone(session, entry, organisations[entry["office"]], loaded_at)
    return f"Sample: {len(added)} accounts added, {sum(patents)} patents added."


def _organisation(
    session: Session, entry: dict[str, Any], loaded_at: datetime
) -> Organisation:
    wanted = sa.select(Organisation).where(
        Organisation.name_zh == entry["name_zh"], Organisation.is_sample
    )
    found = session.scalar(wanted)
    if found is not None:
        return found
    facts = {k: v for k, v in entry.items() if k not in ("key", "revenue_yuan")}
    if "revenue_yuan" in entry:
        facts["revenue_fen"] = parse_fen(entry["revenue_yuan"])
    organisation = Organisation(**facts, is_sample=True, created_at=loaded_at)
    session.add(organisation)
    session.flush()  # Members and patents refer to its id.
    return organisation


def _user(
    session: Session, person: Person, organisation: Organisation, loaded_at: datetime
) -> User:
    found = session.scalar(sa.select(User).where(User.email == person.email))
    if found is not None:
        return found
    user = User(
        email=person.email,
        name=person.name,
        fs_uniquifier=uuid4().hex,
        confirmed_at=loaded_at,
        created_at=loaded_at,
    )
    user.memberships = [
        Membership(
            organisation_id=organisation.id, role=RoleName(role), created_at=loaded_at
        )
        for role in person.roles
    ]
    session.add(user)
    session.flush()  # Offers refer to its id.
    return user


def _patent(
    session: Session, entry: dict[str, Any], office: Organisation, loaded_at: datetime
) -> bool:
    """Add a patent with its offer, and say whether it was missing."""
    number = entry["number"]
    wanted = sa.select(Patent).where(
        Patent.organisation_id == office.id, Patent.number == number
    )
    if session.scalar(wanted) is not None:
        return False
    facts = _facts(entry)
    patent = Patent(**_legal_facts(facts, loaded_at) | facts)
    patent.organisation_id, patent.is_sample = office.id, True
    patent.created_at = patent.updated_at = loaded_at
    patent.patentee = office.name_zh
    patent.owners = [PatentOwner(position=1, name=office.name_zh)]
    session.add(patent)
    session.flush()  # The offer refers to its id.
    if "offer" in entry:
        lead(session, entry["offer"], patent, loaded_at)
    return True


def _facts(entry: dict[str, Any]) -> dict[str, Any]:
    facts = {k: v for k, v in entry.items() if k not in ("office", "offer")}
    for name, kind in WORDS.items():
        if name in facts:
            facts[name] = kind(facts[name])
    return facts


def _legal_facts(facts: dict[str, Any], loaded_at: datetime) -> dict[str, Any]:
    """Return what a sound granted patent has, or what an application has."""
    filed_on: date = facts["filed_on"]
    found = {
        "jurisdiction": "CN",
        "inventors": "示例发明人",
        "expires_on": filed_on.replace(year=filed_on.year + TERM_YEARS[facts["kind"]]),
        "expiry_is_computed": True,
        "status": PatentStatus.GRANTED,
        "legal_status_checked_on": business_day(loaded_at),
    }
    if facts.get("status") == "application":
        return found
    return found | {
        "annual_fee_paid": True,
        "has_exclusive_licence": False,
        "is_suspended": False,
        "is_pledged": False,
        "co_owners_consent": True,
        "is_invalidated": False,
    }
