"""Form fields of the catalogue: days as people write them, facts perhaps unknown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, StringField
from wtforms.fields.choices import (  # type: ignore[attr-defined]
    SelectChoice,  # The published types are of an earlier version.
)

from market.catalogue.dates import DateUnreadable, is_possible, read_date
from market.catalogue.texts import one_line
from market.choice_fields import SelectField

YES_NO_UNKNOWN = (
    SelectChoice("unknown", _("Not known")),
    SelectChoice("yes", _("Yes")),
    SelectChoice("no", _("No")),
)
_FACTS: dict[object, bool | None] = {
    "yes": True,
    "no": False,
    "unknown": None,
    True: True,
    False: False,
    None: None,
}


class DayField(DateField):
    """A calendar day in any spelling that a file may use; blank is unknown."""

    def process_formdata(self, valuelist: Iterable[str]) -> None:
        """Read what was typed, in the words of the reader's language if it fails."""
        self.data: date | None = None
        text = " ".join(valuelist)
        try:
            self.data = read_date(text)
        except DateUnreadable as error:
            raise ValueError(
                gettext("This is not a day of the calendar. Write it like 2021-03-01.")
            ) from error
        if self.data is not None and not is_possible(self.data):
            raise ValueError(
                gettext("No patent has a date so far away. Check the year.")
            )


class FactField(SelectField):
    """Yes, no, or not known."""

    def __init__(self, label: str, **given: Any) -> None:  # noqa: ANN401  # as given
        super().__init__(label, choices=list(YES_NO_UNKNOWN), coerce=_fact, **given)
        # Pages draw a field by its type; and one of the three is always chosen.
        self.type = "SelectField"
        self.flags.required = True


class LineField(StringField):
    """One line of text."""

    def __init__(self, label: str, **given: Any) -> None:  # noqa: ANN401  # as given
        super().__init__(label, filters=[one_line], **given)


def _fact(value: object) -> bool | None:
    if value not in _FACTS:
        raise ValueError(value)
    return _FACTS[value]
