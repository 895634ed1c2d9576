"""What screening reads of a patent: facts of its record and of its licences here."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from market.catalogue.models import EvaluationReport, PatentKind, PatentStatus


class Facts(NamedTuple):
    """One patent as screening sees it; None is "not known".

    Attributes
    ----------
    industries_count, applications_count : int or None
        Divisions of GB/T 4754 and fields of application, stated or read from the IPC;
        None where neither is known [1].
    licences_count, licensees_count, in_force_count : int
        Licences given on this platform, to how many, and how many are in force [1].
    talks_count : int
        Negotiations that firms began about it here [1].
    """

    patent_id: int
    status: PatentStatus
    kind: PatentKind | None
    expires_on: date | None
    claims_count: int | None
    cited_by_count: int | None
    industries_count: int | None
    applications_count: int | None
    readiness: int | None
    annual_fee_paid: bool | None
    has_exclusive_licence: bool | None
    is_suspended: bool | None
    is_pledged: bool | None
    pledgee_consents: bool | None
    evaluation_report: EvaluationReport | None
    co_owners_consent: bool | None
    is_invalidated: bool | None
    legal_status_checked_on: date | None
    licences_count: int
    licensees_count: int
    in_force_count: int
    talks_count: int


def has_lapsed(facts: Facts, day: date) -> bool:
    """Say whether nothing is left to offer: ended, invalid, or expired."""
    return (
        facts.status is PatentStatus.ENDED
        or facts.is_invalidated is True
        or (facts.expires_on is not None and facts.expires_on < day)
    )
