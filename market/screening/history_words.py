"""The history of marks and weights in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from market.catalogue.history_words import NOTHING, Line, Value
from market.history import HistoryEntry
from market.screening.models import Criterion
from market.screening.wording import criterion_name

_ACTIONS = {
    "marked": _("Marked"),
    "mark taken back": _("Mark taken back"),
    "weights set": _("Weights set"),
}
Values = Mapping[str, Any]


def of_marks(entries: Iterable[HistoryEntry]) -> list[Line]:
    """Return what reviewers did to the marks of a patent."""
    return [_line(entry, _marks) for entry in entries]


def of_weights(entries: Iterable[HistoryEntry]) -> list[Line]:
    """Return what admins did to the weights of an office."""
    return [_line(entry, _weights) for entry in entries]


def _line(
    entry: HistoryEntry, values: Callable[[Values, Values], Iterator[Value]]
) -> Line:
    user = entry.user
    return Line(
        when=entry.happened_at,
        who=(user.name or user.email) if user else NOTHING,
        where=entry.address or NOTHING,
        what=str(_ACTIONS.get(entry.action, entry.action)),
        values=tuple(values(entry.before or {}, entry.after or {})),
    )


def _marks(before: Values, after: Values) -> Iterator[Value]:
    for criterion in Criterion:
        if str(criterion) in after:
            name = criterion_name(criterion)
            yield _value(name, before, after, str(criterion))
            note = f"{criterion}_note"
            if before.get(note) or after.get(note):
                yield _value(gettext("Why"), before, after, note)


def _weights(before: Values, after: Values) -> Iterator[Value]:
    for criterion in Criterion:
        if before.get(criterion) != after.get(criterion):
            yield _value(criterion_name(criterion), before, after, str(criterion))


def _value(name: str, before: Values, after: Values, key: str) -> Value:
    return Value(name=name, before=_word(before.get(key)), after=_word(after.get(key)))


def _word(value: object) -> str:
    return NOTHING if value in (None, "") else str(value)
