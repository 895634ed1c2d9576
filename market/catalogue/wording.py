"""What pages call the states of a patent, and the fields of a file."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import lazy_gettext

from market.catalogue.models import PatentStatus

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


def field_name(field: str) -> str:
    """Name a field of a file."""
    return str(FIELD_NAMES.get(field, field))


def status_name(status: PatentStatus) -> str:
    """Name a legal state."""
    return str(STATUS_NAMES[status])
