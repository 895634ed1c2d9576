"""Fields to choose from, which say in plain words that a choice is not on offer.

Pages draw a field by the name of its class, so the names are those of WTForms.
"""

from __future__ import annotations

from typing import Any

import wtforms
from flask_babel import lazy_gettext as _
from wtforms import ValidationError
from wtforms.form import BaseForm

__all__ = ["RadioField", "SelectField", "SelectMultipleField"]

NOT_OFFERED = _("This choice is not on offer. Choose one of those shown.")


class _OfThoseOffered(wtforms.SelectField):
    """Refuses what is not on offer, whatever kept it from being read."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was chosen."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(NOT_OFFERED) from error

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what nobody was offered."""
        # What could not be read is already said.
        if self.process_errors:
            return
        try:
            super().pre_validate(form)
        except ValidationError as error:
            raise ValidationError(NOT_OFFERED) from error


class SelectField(_OfThoseOffered):
    """One choice, from a list that folds out."""


class RadioField(_OfThoseOffered, wtforms.RadioField):
    """One choice, all of them shown."""


class SelectMultipleField(_OfThoseOffered, wtforms.SelectMultipleField):
    """Any number of choices."""
