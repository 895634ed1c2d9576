"""The boxes of terms as fields of a form, each with its value as a box shows it."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.form import BaseForm
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput

from market.choice_fields import SelectField, SelectMultipleField
from market.licensing.boxes import Box, Choices
from market.licensing.editing import value_at
from market.licensing.sheet import Sheet, Tree
from market.licensing.typed import text_of

INPUT_MODES = {
    "percent": "decimal",
    "factor": "decimal",
    "whole": "numeric",
}
NEED_NOT_BE = ("yes", "many", "long", "line")


def box_form(sheet: Sheet, tree: Tree) -> BaseForm:
    """Return the boxes of a sheet as fields.

    Parameters
    ----------
    sheet : Sheet
        The boxes.
    tree : dict
        The terms that they show, right or wrong.
    """
    boxes = list(sheet.boxes())
    values = {box.name: value_at(tree, box.path) for box in boxes}
    form = BaseForm({box.name: _field(box, values[box.name]) for box in boxes})
    form.process(data={box.name: _shown(box, values[box.name]) for box in boxes})
    return form


def _shown(box: Box, value: object) -> object:
    if box.kind == "yes":
        return bool(value)
    if box.kind == "many":
        return _several(value)
    return text_of(box.kind, value)


def _several(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


def _field(box: Box, value: object) -> Any:  # noqa: ANN401  # not bound to a form yet
    required = box.kind not in NEED_NOT_BE and not box.may_be_empty
    told: dict[str, Any] = {
        "validators": [InputRequired()] if required else [],
        "description": box.hint,
        "id": box.name,
    }
    if box.kind == "yes":
        return BooleanField(box.label, **told)
    if box.kind == "choice":
        choices = _with_unknown(box.choices, [text_of("choice", value)])
        return SelectField(box.label, choices=choices, **told)
    if box.kind == "many":
        choices = _with_unknown(box.choices, _several(value))
        tick = CheckboxInput()
        return SelectMultipleField(
            box.label, choices=choices, option_widget=tick, **told
        )
    if box.kind == "long":
        return TextAreaField(box.label, render_kw={"rows": 2}, **told)
    return StringField(box.label, render_kw=_look(box), **told)


def _with_unknown(choices: Choices, values: list[str]) -> list[SelectChoice]:
    """Return the choices and what was chosen that is none: a list must not drop it."""
    known = {key for key, _label in choices}
    unknown = [(value, value) for value in values if value not in known]
    return [SelectChoice(value, label) for value, label in (*choices, *unknown)]


def _look(box: Box) -> dict[str, str]:
    look = {"autocomplete": "off"}
    if box.kind == "day":
        look["type"] = "date"
    if box.if_empty:
        look["placeholder"] = str(box.if_empty)
    # No number pad where 万 may be typed.
    if box.kind in INPUT_MODES:
        look["inputmode"] = INPUT_MODES[box.kind]
    return look
