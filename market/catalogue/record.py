"""What the catalogue keeps of a patent from files and forms: names of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

KEYS = ("number", "application_number", "publication_number")
_TEXTS = (
    "title_en",
    "summary_zh",
    "summary_en",
    "abstract",
    "ipc",
    "patentee",
    "inventors",
)
_LISTS = ("cites", "industries", "applications")
COLUMNS = (
    *KEYS,
    *_TEXTS,
    *_LISTS,
    "jurisdiction",
    "source_reference",
    "kind",
    "status",
    "title",
    "filed_on",
    "granted_on",
    "expires_on",
    "expiry_is_computed",
    "claims_count",
    "cited_by_count",
    "readiness",
)
# What a patent's record says: its own columns, and its holders.
RECORD = (*COLUMNS, "owners")
# History keeps what an import wrote first without these: the patent has them.
LONG_TEXTS = ("abstract", "summary_zh", "summary_en", "cites")
BLANK: dict[str, Any] = {
    **dict.fromkeys(COLUMNS),
    **dict.fromkeys(_TEXTS, ""),
    **{name: [] for name in _LISTS},
    "owners": (),
}


def plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as JSON holds them: days as texts, holders by name and share."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [owner._asdict() for owner in value]
    return value
