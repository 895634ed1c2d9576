"""What pages call the states of a patent, and the fields of a file."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import lazy_gettext

from market.catalogue.faults import RowRefused
from market.catalogue.models import PatentStatus
from market.formats import current_locale

FIELD_NAMES = {
    "number": lazy_gettext("Patent number"),
    "grant_publication_number": lazy_gettext("Grant publication number"),
    "publication_number": lazy_gettext("Publication number"),
    "application_number": lazy_gettext("Application number"),
    "title": lazy_gettext("Title"),
    "title_en": lazy_gettext("Title in English"),
    "kind": lazy_gettext("Kind of patent"),
    "status": lazy_gettext("Legal status"),
    "filed_on": lazy_gettext("Filed on"),
    "granted_on": lazy_gettext("Granted on"),
    "expires_on": lazy_gettext("Expires on"),
    "ipc": lazy_gettext("IPC classes"),
    "patentee": lazy_gettext("Patentee"),
    "inventors": lazy_gettext("Inventors"),
    "abstract": lazy_gettext("Abstract"),
    "summary_zh": lazy_gettext("What it does, in Chinese"),
    "summary_en": lazy_gettext("What it does, in English"),
    "source_reference": lazy_gettext("Your reference"),
    "owners": lazy_gettext("Patentees"),
    "owner_shares": lazy_gettext("Shares of the patentees"),
    "claims_count": lazy_gettext("Number of claims"),
    "cites": lazy_gettext("Cited patents"),
    "cited_by_count": lazy_gettext("Times cited"),
    "industries": lazy_gettext("Industries"),
    "applications": lazy_gettext("Fields of application"),
    "readiness": lazy_gettext("Technology readiness"),
}
FACT_NAMES = {
    "annual_fee_paid": lazy_gettext("Annual fees are paid up"),
    "has_exclusive_licence": lazy_gettext("An exclusive or sole licence is in force"),
    "is_suspended": lazy_gettext(
        "The procedure is suspended, or a court preserves the patent"
    ),
    "is_pledged": lazy_gettext("The patent is pledged"),
    "pledgee_consents": lazy_gettext("The pledgee consents to open licensing"),
    "evaluation_report": lazy_gettext("Evaluation report of the patent right"),
    "co_owners_consent": lazy_gettext("All co-owners consent"),
    "is_invalidated": lazy_gettext("The patent was declared wholly invalid"),
    "legal_status_checked_on": lazy_gettext("Looked up on"),
}
STATUS_NAMES = {
    PatentStatus.APPLICATION: lazy_gettext("Application"),
    PatentStatus.GRANTED: lazy_gettext("Granted"),
    PatentStatus.ENDED: lazy_gettext("Ended"),
    PatentStatus.UNKNOWN: lazy_gettext("Not known"),
}


def register(bp: Blueprint) -> None:
    """Give the templates these functions as filters."""
    bp.add_app_template_filter(field_name, "field_name_of")
    bp.add_app_template_filter(status_name, "status_name_of")


def said(refused: RowRefused) -> str:
    """Return why a cell cannot stand and how to mend it, as sentences."""
    locale = current_locale()
    stop = "。" if locale == "zh" else ". "
    both = (refused.fault.reason, refused.fault.mend)
    return "".join(words.read_in(locale) + stop for words in both).strip()


def field_name(field: str) -> str:
    """Name a field of a file."""
    return str(FIELD_NAMES.get(field, field))


def status_name(status: PatentStatus) -> str:
    """Name a legal state."""
    return str(STATUS_NAMES[status])
