"""The legal state of a patent as an office types it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.fields.choices import (  # type: ignore[attr-defined]
    SelectChoice,  # The published types are of an earlier version.
)
from wtforms.validators import DataRequired, InputRequired, ValidationError

from market.catalogue.fields import DayField, FactField, refuse_before_filing
from market.catalogue.models import EvaluationReport, Patent, PatentStatus
from market.catalogue.wording import FACT_NAMES, FIELD_NAMES, STATUS_NAMES
from market.choice_fields import SelectField

_REPORTS = {
    "unknown": (None, _("Not known")),
    "none": (EvaluationReport.NONE, _("None was made")),
    "positive": (EvaluationReport.POSITIVE, _("Found patentable")),
    "negative": (EvaluationReport.NEGATIVE, _("Found not patentable")),
}


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
    annual_fee_paid = FactField(FACT_NAMES["annual_fee_paid"])
    has_exclusive_licence = FactField(FACT_NAMES["has_exclusive_licence"])
    is_suspended = FactField(FACT_NAMES["is_suspended"])
    is_pledged = FactField(FACT_NAMES["is_pledged"])
    pledgee_consents = FactField(
        FACT_NAMES["pledgee_consents"],
        description=_("Only where the patent is pledged."),
    )
    evaluation_report = SelectField(
        FACT_NAMES["evaluation_report"],
        choices=[SelectChoice(value, label) for value, (_r, label) in _REPORTS.items()],
        validators=[InputRequired()],
        description=_("Utility models and designs need one; inventions do not."),
    )
    co_owners_consent = FactField(
        FACT_NAMES["co_owners_consent"],
        description=_("Yes, too, where there is only one owner."),
    )
    is_invalidated = FactField(FACT_NAMES["is_invalidated"])
    legal_status_checked_on = DayField(
        FACT_NAMES["legal_status_checked_on"],
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
        refuse_before_filing(field, self.filed_on.data)

    def validate_expires_on(self, field: DayField) -> None:
        """Refuse an expiry before the filing."""
        refuse_before_filing(field, self.filed_on.data)

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
