"""A patent's record as an office types it, for a new patent and for a known one."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.fields.choices import (  # type: ignore[attr-defined]
    SelectChoice,  # The published types are of an earlier version.
)
from wtforms.validators import DataRequired, Length, ValidationError

from market.catalogue import fact_cells
from market.catalogue.cells import LIMITS, classes
from market.catalogue.faults import RowRefused
from market.catalogue.fields import CellField, DayField, LineField, refuse_before_filing
from market.catalogue.identity import Identity, NumberCell, identify
from market.catalogue.numbers import read_number
from market.catalogue.owner_field import OwnersField
from market.catalogue.texts import paragraphs
from market.catalogue.wording import FIELD_NAMES, said
from market.choice_fields import SelectField, SelectMultipleField
from market.codes import applications, industries
from market.formats import current_locale

_READINESS = [
    SelectChoice("", _("Not known")),
    *(SelectChoice(str(level), f"TRL {level}") for level in range(1, 10)),
]


def _level_text(level: object) -> str:
    return "" if level is None else str(level)


def _text(field: str) -> TextAreaField:
    length = Length(max=LIMITS[field], message=_("At most %(max)d characters."))
    return TextAreaField(FIELD_NAMES[field], validators=[length], filters=[paragraphs])


def _line(field: str, description: object = "") -> LineField:
    length = Length(max=LIMITS[field], message=_("At most %(max)d characters."))
    return LineField(FIELD_NAMES[field], validators=[length], description=description)


class RecordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """What a patent is and does."""

    title = LineField(
        FIELD_NAMES["title"],
        validators=[
            DataRequired(_("Type the patent's title.")),
            Length(max=LIMITS["title"], message=_("At most %(max)d characters.")),
        ],
    )
    title_en = _line("title_en")
    summary_zh = _text("summary_zh")
    summary_en = _text("summary_en")
    abstract = _text("abstract")
    ipc = _line("ipc", _("Such as C02F 1/28; parted by semicolons."))
    industries = SelectMultipleField(
        FIELD_NAMES["industries"],
        description=_("Leave all unchosen to have them read from the IPC."),
    )
    applications = SelectMultipleField(
        FIELD_NAMES["applications"],
        description=_("Leave all unchosen to have them read from the IPC."),
    )
    readiness = SelectField(
        FIELD_NAMES["readiness"], choices=_READINESS, filters=[_level_text]
    )
    owners = OwnersField(
        FIELD_NAMES["owners"],
        description=_(
            "In the order of the register, with shares like 60%, 1/3 where they are "
            "known; all shares together make 100%."
        ),
    )
    inventors = _line("inventors", _("Several are parted by semicolons."))
    claims_count = CellField(FIELD_NAMES["claims_count"], fact_cells.claims_cell)
    cites = CellField(
        FIELD_NAMES["cites"],
        fact_cells.cites_cell,
        description=_("Numbers of patent documents, parted by semicolons."),
    )
    cited_by_count = CellField(FIELD_NAMES["cited_by_count"], fact_cells.count_cell)
    source_reference = _line("source_reference", _("The number of your own file."))

    def __init__(self, *args: Any, **given: Any) -> None:  # noqa: ANN401  # as given
        super().__init__(*args, **given)
        words = current_locale()
        self.industries.choices = [
            SelectChoice(code, f"{code} {industries.name(code, words)}")
            for code in industries.DIVISIONS
        ]
        self.applications.choices = [
            SelectChoice(code, applications.name(code, words))
            for code in applications.APPLICATIONS
        ]

    def values(self) -> dict[str, Any]:
        """Return the typed record, by column of the patent."""
        chosen = self.readiness.data
        return {name: self[name].data for name in _RECORD} | {
            "ipc": classes(self.ipc.data or ""),
            "cites": self.cites.data or [],
            "readiness": int(chosen) if chosen else None,
            "source_reference": self.source_reference.data or None,
        }


_RECORD = (
    "title",
    "title_en",
    "summary_zh",
    "summary_en",
    "abstract",
    "industries",
    "applications",
    "owners",
    "inventors",
    "claims_count",
    "cited_by_count",
)


class NewPatentForm(RecordForm):
    """One patent, typed by hand."""

    number = LineField(
        _("Patent, publication or application number"),
        validators=[DataRequired(_("Type one of the patent's numbers."))],
        description=_(
            "Any spelling: ZL202111029984.2, CN111950393B, 202211358632.6, US8930553."
        ),
    )
    application_number = LineField(
        FIELD_NAMES["application_number"],
        description=_("Where the number above is that of a publication."),
    )
    filed_on = DayField(
        FIELD_NAMES["filed_on"], description=_("The expiry is computed from it.")
    )
    granted_on = DayField(FIELD_NAMES["granted_on"])

    identity: Identity | None = None

    def validate_number(self, field: LineField) -> None:
        """Say which patent the numbers name, or why they name none."""
        try:
            self.identity = identify(self._numbers(), None, column="")
        except RowRefused as refused:
            raise ValidationError(said(refused)) from refused

    def validate_granted_on(self, field: DayField) -> None:
        """Refuse a grant before the filing."""
        refuse_before_filing(field, self.filed_on.data)

    def values(self) -> dict[str, Any]:
        """Return the typed patent, by column; only of a valid form."""
        identity = self.identity
        assert identity is not None  # noqa: S101  # its validator has seen to it
        typed = {
            "number": identity.number,
            "jurisdiction": identity.jurisdiction,
            "application_number": identity.application_number,
            "publication_number": identity.publication_number,
            "kind": identity.kind,
            "status": identity.implied_status,
            "filed_on": self.filed_on.data,
            "granted_on": self.granted_on.data,
        }
        return super().values() | typed

    def _numbers(self) -> list[NumberCell]:
        found = []
        for field in (self.number, self.application_number):
            text = field.data or ""
            if text:
                number = read_number(
                    text, is_application=field is self.application_number
                )
                if number.fault is not None:
                    raise RowRefused(str(field.label.text), text, number.fault)
                label = str(field.label.text)
                found.append(NumberCell(column=label, value=text, number=number))
        return found
