"""What an office types: a file, a patent's record, its legal state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.fields.choices import (  # type: ignore[attr-defined]
    SelectChoice,  # The published types are of an earlier version.
)
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from market.catalogue.cells import LIMITS
from market.catalogue.faults import RowRefused
from market.catalogue.fields import DayField, FactField, LineField
from market.catalogue.identity import Identity, NumberCell, identify
from market.catalogue.models import EvaluationReport, Patent, PatentStatus
from market.catalogue.numbers import read_number
from market.catalogue.texts import paragraphs
from market.catalogue.wording import FIELD_NAMES, STATUS_NAMES
from market.choice_fields import SelectField
from market.formats import current_locale

LONGEST_NUMBER = 60
_REPORTS = {
    "unknown": (None, _("Not known")),
    "none": (EvaluationReport.NONE, _("None was made")),
    "positive": (EvaluationReport.POSITIVE, _("Found patentable")),
    "negative": (EvaluationReport.NEGATIVE, _("Found not patentable")),
}


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
    patentee = _line("patentee", _("Several are parted by semicolons."))
    inventors = _line("inventors", _("Several are parted by semicolons."))
    source_reference = _line("source_reference", _("The number of your own file."))

    def values(self) -> dict[str, Any]:
        """Return the typed record, by column of the patent."""
        return {name: self[name].data for name in _RECORD} | {
            "source_reference": self.source_reference.data or None
        }


_RECORD = (
    "title",
    "title_en",
    "summary_zh",
    "summary_en",
    "abstract",
    "ipc",
    "patentee",
    "inventors",
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
            raise ValidationError(_said(refused)) from refused

    def validate_granted_on(self, field: DayField) -> None:
        """Refuse a grant before the filing."""
        _refuse_before_filing(field, self.filed_on.data)

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


class FactsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """The legal state of a patent, and the day on which it was looked up."""

    status = SelectField(
        FIELD_NAMES["status"],
        choices=[SelectChoice(each.value, name) for each, name in STATUS_NAMES.items()],
        coerce=PatentStatus,
        validators=[InputRequired()],
    )
    filed_on = DayField(FIELD_NAMES["filed_on"])
    granted_on = DayField(FIELD_NAMES["granted_on"])
    expires_on = DayField(
        FIELD_NAMES["expires_on"],
        description=_(
            "Leave it blank to have it computed from the filing and the kind."
        ),
    )
    annual_fee_paid = FactField(_("Annual fees are paid up"))
    has_exclusive_licence = FactField(_("An exclusive or sole licence is in force"))
    is_suspended = FactField(
        _("The procedure is suspended, or a court preserves the patent")
    )
    is_pledged = FactField(_("The patent is pledged"))
    pledgee_consents = FactField(
        _("The pledgee consents to open licensing"),
        description=_("Only where the patent is pledged."),
    )
    evaluation_report = SelectField(
        _("Evaluation report of the patent right"),
        choices=[SelectChoice(value, label) for value, (_r, label) in _REPORTS.items()],
        validators=[InputRequired()],
        description=_("Utility models and designs need one; inventions do not."),
    )
    co_owners_consent = FactField(
        _("All co-owners consent"),
        description=_("Yes, too, where there is only one owner."),
    )
    is_invalidated = FactField(_("The patent was declared wholly invalid"))
    legal_status_checked_on = DayField(
        _("Looked up on"),
        validators=[
            DataRequired(_("Give the day on which you looked this up in the register."))
        ],
        description=_("Licensees see this day beside the legal status."),
    )

    def __init__(self, *args: Any, today: date, **given: Any) -> None:  # noqa: ANN401
        self.today = today
        super().__init__(*args, **given)

    def validate_granted_on(self, field: DayField) -> None:
        """Refuse a grant before the filing."""
        _refuse_before_filing(field, self.filed_on.data)

    def validate_expires_on(self, field: DayField) -> None:
        """Refuse an expiry before the filing."""
        _refuse_before_filing(field, self.filed_on.data)

    def validate_pledgee_consents(self, field: FactField) -> None:
        """Refuse a consent to no pledge."""
        if field.data is True and self.is_pledged.data is False:
            raise ValidationError(
                gettext("There is no pledge to consent to. Choose “Not known”.")
            )

    def validate_legal_status_checked_on(self, field: DayField) -> None:
        """Refuse a day to come."""
        if field.data and field.data > self.today:
            raise ValidationError(
                gettext("This day is yet to come. Give the day of the last look-up.")
            )

    def values(self) -> Mapping[str, Any]:
        """Return the stated facts, by column of the patent."""
        stated = {name: self[name].data for name in FACT_FIELDS}
        report, _label = _REPORTS[self.evaluation_report.data]
        return stated | {"evaluation_report": report}


FACT_FIELDS = (
    "status",
    "filed_on",
    "granted_on",
    "expires_on",
    "annual_fee_paid",
    "has_exclusive_licence",
    "is_suspended",
    "is_pledged",
    "pledgee_consents",
    "co_owners_consent",
    "is_invalidated",
    "legal_status_checked_on",
)


def facts_data(patent: Patent) -> dict[str, Any]:
    """Return what a form of facts begins with: what is recorded."""
    recorded = {name: getattr(patent, name) for name in FACT_FIELDS}
    if patent.expiry_is_computed:
        # Shown as typed it would be saved as stated.
        recorded["expires_on"] = None
    report = patent.evaluation_report
    return recorded | {"evaluation_report": report.value if report else "unknown"}


def _refuse_before_filing(field: DayField, filed_on: date | None) -> None:
    if field.data and filed_on and field.data < filed_on:
        raise ValidationError(
            gettext("This day lies before the filing. Compare the two dates.")
        )


def _said(refused: RowRefused) -> str:
    locale = current_locale()
    stop = "。" if locale == "zh" else ". "
    said = (refused.fault.reason, refused.fault.mend)
    return "".join(words.read_in(locale) + stop for words in said).strip()
