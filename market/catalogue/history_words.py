"""The history of a patent in words: who, when, from where, what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from market.catalogue.models import PatentStatus
from market.catalogue.shares import ppm_text
from market.catalogue.wording import FACT_NAMES, FIELD_NAMES, status_name
from market.formats import current_locale
from market.formats import day as written_day
from market.history import HistoryEntry, Source

NOTHING = "—"
LONGEST_VALUE = 120

_ACTIONS = {"added": _("Added"), "changed": _("Changed")}
_SOURCES = {
    Source.WEB: _("web"),
    Source.COMMAND: _("command"),
    Source.WORKER: _("worker"),
}
# The names of the holders stand among the holders, the kind in the number.
_NAMES = {
    name: words
    for name, words in (FIELD_NAMES | FACT_NAMES).items()
    if name not in ("patentee", "kind", "evaluation_report")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One thing that changed: what it was and what it became, in words."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry of a history as a page shows it."""

    when: datetime
    who: str
    where: str
    what: str
    values: tuple[Value, ...]


def lines(entries: Iterable[HistoryEntry]) -> list[Line]:
    """Return the entries of a patent in the reader's language."""
    return [_line(entry) for entry in entries]


def _line(entry: HistoryEntry) -> Line:
    user = entry.user
    source = str(_SOURCES[entry.source])
    return Line(
        when=entry.happened_at,
        who=(user.name or user.email) if user else source,
        where=entry.address or source,
        what=str(_ACTIONS.get(entry.action, entry.action.replace("_", " "))),
        values=tuple(_values(entry.before or {}, entry.after or {})),
    )


def _values(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[Value]:
    for name, now in after.items():
        if name in _NAMES:
            was = _word(name, before.get(name))
            yield Value(name=str(_NAMES[name]), before=was, after=_word(name, now))


def _word(name: str, value: Any) -> str:  # noqa: ANN401  # whatever JSON holds
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, bool):
        return str(gettext("Yes") if value else gettext("No"))
    if name.endswith("_on"):
        return written_day(date.fromisoformat(str(value)), current_locale())
    if name == "status":
        return status_name(PatentStatus(value))
    text = "; ".join(map(_part, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def _part(value: Any) -> str:  # noqa: ANN401  # whatever JSON holds
    if not isinstance(value, dict):
        return str(value)
    share = value["share_ppm"]
    return str(value["name"]) if share is None else f"{value['name']} {ppm_text(share)}"
