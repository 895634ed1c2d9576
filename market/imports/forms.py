"""Forms of an import: the file, and which column is which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import ValidationError
from wtforms.fields.choices import (  # type: ignore[attr-defined]
    SelectChoice,  # The published types are of an earlier version.
)

from market.catalogue.wording import FIELD_NAMES
from market.choice_fields import SelectField
from market.imports.columns import NUMBER_FIELDS, SPELLINGS

LEFT_OUT = ""


class UploadForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """A file to import."""

    file = FileField(
        _("File"),
        validators=[FileRequired(_("Choose a file first."))],
        description=_(
            "CSV, XLSX or patent XML, up to 32 MB; there is no limit of rows. "
            "The first row of a table names the columns."
        ),
    )


class MappingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """What each column of a file holds; `form_of` gives it its fields."""

    names: tuple[str, ...] = ()

    def validate(self, **given: Any) -> bool:  # noqa: ANN401  # as WTForms has it
        """Refuse two columns that are one field, and a file without its patents."""
        return super().validate(**given) and self._is_enough()

    def stated(self) -> dict[str, str]:
        """Return the field of each column, by the column's name."""
        return {name: self[key_of(place)].data for place, name in enumerate(self.names)}

    def _is_enough(self) -> bool:
        chosen = set(self.stated().values())
        if chosen.isdisjoint(NUMBER_FIELDS):
            self.form_errors.append(
                _("No column is a number of the patent. Choose which one is.")
            )
        if "title" not in chosen:
            self.form_errors.append(_("No column is the title. Choose which one is."))
        return not self.form_errors


def key_of(place: int) -> str:
    """Return the name of the box of a column."""
    return f"column_{place}"


def form_of(columns: Sequence[Mapping[str, Any]]) -> MappingForm:
    """Return the form for the columns of a file's preview.

    Parameters
    ----------
    columns : sequence of mapping
        Name and field of each, as the preview keeps them.
    """
    names = tuple(str(column["name"]) for column in columns)
    boxes = {key_of(place): _box(column, place) for place, column in enumerate(columns)}
    kind = type("MappingForm", (MappingForm,), {"names": names, **boxes})
    made: MappingForm = kind()
    return made


def _box(column: Mapping[str, Any], place: int) -> SelectField:
    return SelectField(
        column["name"],
        choices=_choices(),
        default=column["field"],
        validators=[_Once(place)],
    )


def _choices() -> list[SelectChoice]:
    fields = [SelectChoice(field, FIELD_NAMES.get(field, field)) for field in SPELLINGS]
    return [SelectChoice(LEFT_OUT, _("Leave out")), *fields]


class _Once:
    """Refuses a field that an earlier column has already."""

    def __init__(self, place: int) -> None:
        self.place = place

    def __call__(self, form: MappingForm, box: SelectField) -> None:
        earlier = (form[key_of(place)] for place in range(self.place))
        if box.data and any(other.data == box.data for other in earlier):
            raise ValidationError(
                _("Another column is read as this already. Leave one of them out.")
            )
