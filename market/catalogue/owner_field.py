"""The holders of a patent in a form: rows of a name and a share, some of them blank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext
from wtforms import Field
from wtforms.validators import ValidationError

from market.catalogue.faults import RowRefused
from market.catalogue.owners import Owner, Owners, is_plain_name, with_shares
from market.catalogue.shares import ppm_text
from market.catalogue.texts import one_line
from market.catalogue.wording import said

BLANK_ROWS = 2
MOST_OWNERS = 50

TypedRow = tuple[str, str]


class OwnersField(Field):
    """Names and shares in the order of the register; without scripts, rows to fill.

    Attributes
    ----------
    rows : list of tuple
        Name and share as typed, or as recorded, with blank rows to add more.
    data : tuple of Owner
        What the rows say, once they are valid.
    """

    data: Owners
    rows: list[TypedRow]

    def process(
        self,
        formdata: Any,  # noqa: ANN401  # as WTForms has it
        data: Any = None,  # noqa: ANN401  # as WTForms has it
        extra_filters: Any = None,  # noqa: ANN401  # as WTForms has it
    ) -> None:
        """Take the rows that were typed, or those that are recorded."""
        self.process_errors = []
        recorded = data if isinstance(data, Iterable) else ()
        self.data = tuple(Owner(each.name, each.share_ppm) for each in recorded)
        if formdata is not None and self.name_of_names in formdata:
            names = formdata.getlist(self.name_of_names)
            typed = _rows(names, formdata.getlist(self.name_of_shares))
        else:
            typed = map(_shown, self.data)
        self.rows = [*typed, *[("", "")] * BLANK_ROWS]

    @property
    def name_of_names(self) -> str:
        """Return what the boxes for names are called."""
        return f"{self.name}-name"

    @property
    def name_of_shares(self) -> str:
        """Return what the boxes for shares are called."""
        return f"{self.name}-share"

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401  # as WTForms has it
        """Read the rows, or say what is wrong in them."""
        filled = [row for row in self.rows if any(row)]
        if len(filled) > MOST_OWNERS:
            most = gettext("At most %(max)d patentees.", max=MOST_OWNERS)
            raise ValidationError(most)
        names = [name for name, _share in filled]
        odd = next((name for name in names if name and not is_plain_name(name)), None)
        if odd is not None:
            raise ValidationError(_not_one(odd))
        try:
            shares = [share or None for _name, share in filled]
            self.data = with_shares("", "", names, shares)
        except RowRefused as refused:
            raise ValidationError(said(refused)) from refused


def _rows(names: Iterable[str], shares: Iterable[str]) -> Iterator[TypedRow]:
    for name, share in zip(names, shares, strict=False):
        row = one_line(name), one_line(share)
        if any(row):
            yield row


def _shown(owner: Owner) -> TypedRow:
    return owner.name, "" if owner.share_ppm is None else ppm_text(owner.share_ppm)


def _not_one(name: str) -> str:
    text: str = gettext(
        "“%(name)s” reads like several names, or like a name with its share. "
        "Give each patentee a row, and the share its own box.",
        name=name,
    )
    return text
