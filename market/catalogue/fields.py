"""Form fields of the catalogue: days as people write them, facts perhaps unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, StringField
from wtforms.fields.choices import (  # type: ignore[attr-defined]
    SelectChoice,  # The published types are of an earlier version.
)
from wtforms.validators import ValidationError

from market.catalogue.dates import DateUnreadable, is_possible, read_date
from market.catalogue.faults import RowRefused
from market.catalogue.texts import one_line
from market.catalogue.wording import said
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


class CellField(StringField):
    """What a cell of a file may hold, read in the same way; blank is not known."""

    def __init__(
        self,
        label: str,
        read: Callable[[str, str], Any],
        **given: Any,  # noqa: ANN401  # as given
    ) -> None:
        super().__init__(label, **given)
        self.read = read

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed, in the words of the reader's language if it fails."""
        self.typed, self.data = " ".join(valuelist), None
        try:
            self.data = self.read("", self.typed)
        except RowRefused as refused:
            raise ValueError(said(refused)) from refused

    def _value(self) -> str:
        """Return what the box shows: what was typed, else what is recorded."""
        if self.raw_data:
            return self.typed
        if isinstance(self.data, list):
            return "; ".join(self.data)
        return "" if self.data is None else str(self.data)


def refuse_before_filing(field: DayField, filed_on: date | None) -> None:
    """Refuse a day before the filing.

    Raises
    ------
    ValidationError
        When it lies before.
    """
    if field.data and filed_on and field.data < filed_on:
        raise ValidationError(
            gettext("This day lies before the filing. Compare the two dates.")
        )


def _fact(value: object) -> bool | None:
    if value not in _FACTS:
        raise ValueError(value)
    return _FACTS[value]
