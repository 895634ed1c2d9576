"""Make what a test needs, committed, with plain defaults."""

from datetime import UTC, date, datetime
from itertools import count
from uuid import uuid4

from market.accounts.models import (
    Membership,
    Organisation,
    OrganisationKind,
    RoleName,
    SizeClass,
    User,
)
from market.catalogue.models import Patent, PatentKind, PatentStatus
from market.db import transaction
from market.licensing.models import Lane, Offer, OfferState, OfferVersion
from pricing.canonical import canonical_json, terms_sha256
from pricing.patterns import pattern

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
_numbers = count(1)


class Factory:
    """Each method commits one thing and returns its id (a user: its sign-in key)."""

    def __init__(self, app):
        self.app = app

    def _save(self, thing, wanted="id"):
        with self.app.app_context(), transaction() as session:
            session.add(thing)
            session.flush()
            return getattr(thing, wanted)

    def office(self, **given):
        n = next(_numbers)
        values = {
            "kind": OrganisationKind.INSTITUTION,
            "code": f"OFFICE{n}",
            "name_zh": f"第{n}大学",
            "name_en": f"University {n}",
            "payee_name": f"第{n}大学",
            "payee_bank": "示例银行",
            "payee_account": f"6200{n:012d}",
            "created_at": NOON,
        }
        return self._save(Organisation(**values | given))

    def firm(self, **given):
        n = next(_numbers)
        values = {
            "kind": OrganisationKind.ENTERPRISE,
            "name_zh": f"第{n}有限公司",
            "name_en": f"Firm {n} Ltd",
            "size_class": SizeClass.SMALL,
            "created_at": NOON,
        }
        return self._save(Organisation(**values | given))

    def body(self, kind=OrganisationKind.GOVERNMENT, **given):
        n = next(_numbers)
        values = {"name_zh": f"第{n}局", "name_en": f"Bureau {n}", "created_at": NOON}
        return self._save(Organisation(kind=kind, **values | given))

    def user(self, organisation_id=None, *roles, **given):
        """Commit a confirmed user with roles; return the key that signs in."""
        n = next(_numbers)
        values = {
            "email": f"user{n}@example.com",
            "name": f"User {n}",
            "fs_uniquifier": uuid4().hex,
            "active": True,
            "confirmed_at": NOON,
            "created_at": NOON,
        }
        user = User(**values | given)
        user.memberships = [
            Membership(
                organisation_id=organisation_id, role=RoleName(role), created_at=NOON
            )
            for role in roles
        ]
        return self._save(user, "fs_uniquifier")

    def patent(self, organisation_id, **given):
        n = next(_numbers)
        values = {
            "organisation_id": organisation_id,
            "number": f"ZL2021{n:08d}.0",
            "jurisdiction": "CN",
            "kind": PatentKind.INVENTION,
            "status": PatentStatus.GRANTED,
            "title": f"一种用于废水处理的第{n}号填料",
            "title_en": f"Filler number {n} for waste water",
            "ipc": "C02F",
            "filed_on": date(2021, 3, 1),
            "granted_on": date(2023, 5, 9),
            "expires_on": date(2041, 3, 1),
            "expiry_is_computed": True,
            "annual_fee_paid": True,
            "has_exclusive_licence": False,
            "is_suspended": False,
            "is_pledged": False,
            "co_owners_consent": True,
            "is_invalidated": False,
            "legal_status_checked_on": date(2026, 11, 20),
            "created_at": NOON,
            "updated_at": NOON,
        }
        return self._save(Patent(**values | given))

    def offer(self, patent_id, organisation_id, drafted_by, **given):
        """Commit an open offer; `terms` is a pattern's name or a Terms."""
        terms = given.pop("terms", "staged")
        lane = given.pop("lane", Lane.ORDINARY)
        if isinstance(terms, str):
            terms = pattern(
                terms,
                lane=str(lane),
                starts_on=date(2026, 11, 1),
                ends_on=date(2032, 12, 31),
            )
        values = {
            "organisation_id": organisation_id,
            "patent_id": patent_id,
            "lane": lane,
            "state": OfferState.OPEN,
            "opened_at": NOON,
            "created_at": NOON,
        }
        values |= given
        if values["state"] not in (OfferState.DRAFT, OfferState.CHECKED):
            values = {"checked_version": 1, "approved_version": 1} | values
        offer = Offer(**values)
        offer.versions = [
            OfferVersion(
                number=1,
                terms_json=canonical_json(terms),
                terms_sha256=terms_sha256(terms),
                drafted_by_id=self.user_id(drafted_by),
                created_at=NOON,
            )
        ]
        return self._save(offer)

    def user_id(self, uniquifier):
        with self.app.app_context(), transaction() as session:
            return session.query(User.id).filter_by(fs_uniquifier=uniquifier).scalar()
